-- title:  Requests by item
-- about:  One row per item with requests on record: how many it took, and what became of it in the end.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  gone VARCHAR[]  outcomes that count as gone
-- param:  keys VARCHAR[]  columns that split the answer
-- param:  selected VARCHAR[]  column=value pairs that a row must meet
-- param:  since DOUBLE  seconds since 1970: items first asked about then or later; NULL for all
-- param:  until DOUBLE  seconds since 1970: items first asked about before; NULL for all
-- param:  merged VARCHAR[]  platforms that count as one
-- param:  merged_as VARCHAR  what that one is called
-- column: key VARCHAR[]  values of the splitting columns, in their order
-- column: requests BIGINT [requests] requests on record about the item
-- column: needed BIGINT [requests] requests sent before it was first gone; empty where it never was
-- column: came_back BOOLEAN  it was up again after it had been gone
-- column: up BOOLEAN  up at the last look
-- column: limited VARCHAR  what was done to one that was up: delisted, geo, partial, label, demotion; empty where nothing is known
-- column: lines BIGINT[]  source lines of its requests
WITH items AS (
    SELECT
        r.dataset, r.incident, r.item,
        any_value(platform_as(r.platform, $merged, $merged_as))
            AS platform,
        min(r.sent_at_lo) AS first_sent,
        min_by(r."by", r.sent_at_lo) AS notice_kind,
        count(*) AS requests,
        min(r.outcome_at_hi) FILTER (r.outcome IN (SELECT unnest($gone))) AS gone_hi,
        bool_or(r.outcome IN (SELECT unnest($gone))) AS ever_gone,
        list(r.sent_at_lo) AS sent,
        list(r.source_line ORDER BY r.source_line) FILTER (r.source_line IS NOT NULL) AS lines
    FROM requests AS r
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = $scope AND ($incident IS NULL OR r.incident = $incident)
    GROUP BY ALL
),
spells AS (
    SELECT
        m.dataset, m.incident, m.item,
        count(*) > 1 AS came_back,
        max_by(m.outcome, m.spell) AS outcome,
        coalesce(max_by(m.outcome, m.spell) NOT IN ('removed', 'uploader', 'account', 'private', 'unknown')
            AND max_by(m.outcome, m.spell) NOT IN (SELECT unnest($gone)), true) AS up
    FROM moderation AS m
    WHERE m.item IN (SELECT item FROM items)  -- where nothing was asked for, nobody looks at items
    GROUP BY ALL
)
SELECT
    [CASE name
        WHEN 'incident' THEN i.incident
        WHEN 'dataset' THEN i.dataset
        WHEN 'platform' THEN i.platform
        WHEN 'notice_kind' THEN i.notice_kind
    END FOR name IN $keys::VARCHAR[]] AS key,
    i.requests,
    CASE
        WHEN NOT coalesce(i.ever_gone, false) THEN NULL
        WHEN i.gone_hi IS NULL THEN i.requests
        ELSE len(list_filter(i.sent, lambda sent: sent < i.gone_hi))
    END::BIGINT AS needed,
    coalesce(s.came_back, false) AS came_back,
    coalesce(s.up, true) AS up,
    CASE WHEN s.up AND s.outcome IN ('delisted', 'geo', 'partial', 'label', 'demotion') THEN s.outcome END AS limited,
    coalesce(i.lines, [])[1:200] AS lines
FROM items AS i
LEFT JOIN spells AS s
    ON s.dataset = i.dataset AND s.item = i.item AND s.incident IS NOT DISTINCT FROM i.incident
WHERE coalesce(epoch_us(i.first_sent) >= $since * 1e6, true)
  AND coalesce(epoch_us(i.first_sent) < $until * 1e6, true)
  AND (len($selected) = 0 OR len(list_filter($selected, lambda pair: coalesce(CASE split_part(pair, '=', 1)
        WHEN 'dataset' THEN i.dataset
        WHEN 'platform' THEN i.platform
        WHEN 'notice_kind' THEN i.notice_kind
    END, '') <> substr(pair, strpos(pair, '=') + 1))) = 0)
ORDER BY ALL
