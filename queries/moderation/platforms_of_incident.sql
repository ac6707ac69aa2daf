-- title:  Platforms of an incident
-- about:  One row per platform: its items, how many of them can still be seen, and when one of those was last looked at.
-- about:  An item counts once, whatever its spells, and as it was in the last of them.
-- param:  incident VARCHAR  incident code, or NULL for all
-- column: platform VARCHAR  where the items are
-- column: items BIGINT [items] all items, frequency-weighted
-- column: up BIGINT [items] not ended when last looked at, frequency-weighted
-- column: last_look TIMESTAMPTZ  the last look at any item that is up; NULL where none is, or nobody said when it was
WITH rows_of AS NOT MATERIALIZED (
    SELECT
        m.incident, m.platform, m.item, m.dataset, m.spell, m.source_line,
        coalesce(m.n, 1) AS n,
        m.outcome IS NULL OR m.outcome NOT IN ('removed', 'uploader', 'account', 'private', 'unknown') AS up,
        greatest(m.observed_until_hi, m.last_up_at_hi) AS looked_at
    FROM moderation AS m
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = 'incident' AND m.platform IS NOT NULL AND ($incident IS NULL OR m.incident = $incident)
),
others AS NOT MATERIALIZED (
    SELECT m.incident, m.platform, m.item
    FROM unsettled_items AS m
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = 'incident' AND m.platform IS NOT NULL AND m.item IS NOT NULL AND ($incident IS NULL OR m.incident = $incident)
),
repeated AS MATERIALIZED (  -- only these need a window; there are few, and of other rows there may be millions
    SELECT incident, platform, item FROM others GROUP BY ALL HAVING count(*) > 1
    UNION
    SELECT incident, platform, item
    FROM settled_items
    WHERE spell > 1 AND platform IS NOT NULL AND item IS NOT NULL AND ($incident IS NULL OR incident = $incident)
    UNION
    SELECT o.incident, o.platform, o.item
    FROM others AS o
    SEMI JOIN settled_items AS m ON m.incident IS NOT DISTINCT FROM o.incident AND m.platform = o.platform AND m.item = o.item
),
signed AS (  -- every row counts, and one that is not its item's last is taken off again: what has no second row needs no item
    SELECT platform, n, 1 AS sign, up, looked_at FROM rows_of
    UNION ALL
    SELECT o.platform, -o.n, -1, o.up, o.looked_at
    FROM rows_of AS o
    JOIN repeated AS r ON r.incident IS NOT DISTINCT FROM o.incident AND r.platform = o.platform AND r.item = o.item
    QUALIFY row_number() OVER (
        PARTITION BY o.incident, o.platform, o.item ORDER BY coalesce(o.spell, 1) DESC, o.dataset DESC, o.source_line DESC
    ) > 1
),
latest AS (
    SELECT platform, up, looked_at, sum(n) AS n FROM signed GROUP BY ALL HAVING sum(sign) > 0
)
SELECT
    platform,
    sum(n)::BIGINT AS items,
    coalesce(sum(n) FILTER (up), 0)::BIGINT AS up,
    max(looked_at) FILTER (up) AS last_look
FROM latest
GROUP BY platform
ORDER BY platform
