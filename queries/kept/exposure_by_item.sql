-- title:  Views of items while they were up, from kept items
-- about:  The answer of moderation/exposure_by_item, worked out from kept items (kept/items_by_kind). The view moderation then
-- about:  holds one row for each kind of item (kept/item_kinds).
-- reads:  item_kinds(source_line BIGINT, lines BIGINT[])
-- reads:  kept_items(kind INTEGER, item VARCHAR, copy_of VARCHAR, posted_lo BIGINT, posted_wide BIGINT, notice_lo BIGINT, notice_wide BIGINT, label_lo BIGINT, label_wide BIGINT, entered_lo BIGINT, entered_wide BIGINT, gone_hi BIGINT, gone_wide BIGINT, rest_hi BIGINT, rest_wide BIGINT, down_wide BIGINT, seen_hi BIGINT, seen_less BIGINT, blunt BOOLEAN, lot SMALLINT, views BIGINT, n BIGINT, source_line BIGINT)
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  clock VARCHAR  post or notice: where the lag starts
-- param:  gone VARCHAR[]  outcomes that count as gone
-- param:  keys VARCHAR[]  columns that split the answer
-- param:  selected VARCHAR[]  column=value pairs that a row must meet
-- param:  since DOUBLE  seconds since 1970: clocks that start then or later; NULL for all
-- param:  until DOUBLE  seconds since 1970: clocks that start before; NULL for all
-- param:  merged VARCHAR[]  platforms that count as one
-- param:  merged_as VARCHAR  what that one is called
-- column: key VARCHAR[]  values of the splitting columns, in their order
-- column: items BIGINT [items] items that are gone, frequency-weighted
-- column: known BIGINT [items] of those, how many have a number of views
-- column: views BIGINT [views] their views at the last look before the end
-- column: up BIGINT [items] items that are not gone
-- column: up_known BIGINT [items] of those, how many have a number of views
-- column: up_views BIGINT [views] their views at the last look so far
-- column: timed BIGINT [items] items that are gone, with views and a lag
-- column: timed_views DOUBLE [views] their views
-- column: low DOUBLE [views h] sum of views times the lowest lag
-- column: high DOUBLE [views h] sum of views times the highest lag
-- column: no_start BIGINT [items] gone, with views, and without a time at which the clock starts
-- column: negative BIGINT [items] gone, with views, and ended before the clock started
-- column: again BIGINT [items] later times up, which are left out
-- column: middle DOUBLE [views] of the whole group: median of the views of items that are gone
-- column: middle_low DOUBLE [views] of the whole group: lower end of its 95 % interval, a value of the data
-- column: middle_high DOUBLE [views] of the whole group: upper end
-- column: lines BIGINT[]  of the whole group: at most 200 source lines of items that are gone
WITH kinds AS MATERIALIZED (  -- what follows from words alone, once for each kind; parts are the groups of the answer
    SELECT
        COLUMNS('^key_'),
        source_line::INTEGER AS kind, n AS rows, incident, platform, down_at_lo IS NOT NULL AS ended,
        list_contains($gone::VARCHAR[], outcome) AND coalesce(spell, 1) = 1 AS gone,
        coalesce(spell, 1) > 1 AS again,
        (2 * dense_rank() OVER (ORDER BY key_1, key_2, key_3, key_others) + coalesce(gone, FALSE)::INTEGER)::INTEGER AS cell
    FROM items_in_scope($scope, $incident, $keys, $selected, $merged, $merged_as)
    WHERE asked_for AND can_tell(watches, $gone)
),
parts AS (
    SELECT DISTINCT cell // 2 AS part, key_in_order($keys, key_1, key_2, key_3, key_others) AS key FROM kinds
),
measured AS NOT MATERIALIZED (
    SELECT
        k.cell, k.gone, i.n, i.views, i.source_line,
        CASE
            WHEN len($merged) = 0 AND (SELECT sum(rows) FROM kinds) > 2000 THEN i.lot::UBIGINT  -- as drawn when it was kept
            ELSE hash(  -- of the same values, in the same types, as in moderation/exposure_by_item
                k.incident, k.platform, i.source_line, i.views, make_timestamptz(i.posted_lo), make_timestamptz(i.notice_lo),
                make_timestamptz(i.gone_hi - i.down_wide), CASE WHEN k.ended THEN make_timestamptz(i.gone_hi) END
            )
        END AS drawn,
        CASE $clock WHEN 'post' THEN i.posted_lo WHEN 'notice' THEN i.notice_lo END AS start_lo,
        CASE $clock WHEN 'post' THEN i.posted_wide WHEN 'notice' THEN i.notice_wide END AS start_wide,
        i.gone_hi - start_lo AS lag,
        lag < 0 OR (lag = 0 AND i.blunt) AS before,
        greatest(0, lag - coalesce(i.gone_wide, lag) - start_wide) / 3.6e9 AS lag_lo,
        CASE
            WHEN k.again THEN 5
            WHEN k.gone IS NULL THEN 6
            WHEN i.views IS NULL THEN 4
            WHEN NOT k.gone THEN 3
            WHEN lag IS NULL THEN 2
            WHEN before THEN 1
            ELSE 0
        END::UTINYINT AS what
    FROM kept_items AS i
    JOIN kinds AS k ON k.kind = i.kind
    WHERE coalesce(start_lo >= $since * 1e6, TRUE) AND coalesce(start_lo < $until * 1e6, TRUE)
),
grouped AS (
    SELECT
        cell, what, CASE WHEN (SELECT sum(rows) FROM kinds) <= 2000 THEN drawn ELSE drawn % 2000 END AS block,
        sum(n) AS n, sum(n * views) AS views,
        sum(n * views * lag_lo) AS low, sum(n * views * (lag / 3.6e9)) AS high
    FROM measured
    GROUP BY ALL
),
blocks AS (
    SELECT
        cell // 2 AS part, block,
        coalesce(sum(n) FILTER (gone), 0)::BIGINT AS items,
        coalesce(sum(n) FILTER (gone AND seen), 0)::BIGINT AS known,
        coalesce(sum(views) FILTER (gone), 0)::BIGINT AS views,
        coalesce(sum(n) FILTER (what = 3 OR what = 4 AND NOT gone), 0)::BIGINT AS up,
        coalesce(sum(n) FILTER (what = 3), 0)::BIGINT AS up_known,
        coalesce(sum(views) FILTER (what = 3), 0)::BIGINT AS up_views,
        coalesce(sum(n) FILTER (what = 0), 0)::BIGINT AS timed,
        coalesce(sum(views) FILTER (what = 0), 0)::DOUBLE AS timed_views,
        coalesce(sum(low) FILTER (what = 0), 0) AS low,
        coalesce(sum(high) FILTER (what = 0), 0) AS high,
        coalesce(sum(n) FILTER (what = 2), 0)::BIGINT AS no_start,
        coalesce(sum(n) FILTER (what = 1), 0)::BIGINT AS negative,
        coalesce(sum(n) FILTER (what = 5), 0)::BIGINT AS again
    FROM (SELECT *, cell % 2 = 1 AS gone, what < 4 AS seen FROM grouped)
    GROUP BY ALL
),
lined AS (  -- of all items each kind has its own at hand; of those of a period the rows are looked through
    SELECT part, list_sort(flatten(list(lines)))[1:200] AS lines
    FROM (
        SELECT k.cell // 2 AS part, CASE WHEN k.gone THEN w.lines ELSE [] END AS lines
        FROM kinds AS k
        JOIN item_kinds AS w ON w.source_line = k.kind
        WHERE $since IS NULL AND $until IS NULL
        UNION ALL
        SELECT cell // 2, coalesce(min(source_line, 200) FILTER (gone), [])
        FROM measured
        WHERE $since IS NOT NULL OR $until IS NOT NULL
        GROUP BY ALL
    )
    GROUP BY part
),
sized AS (
    SELECT cell // 2 AS part, views, sum(n) AS n
    FROM measured
    WHERE gone AND views IS NOT NULL
    GROUP BY ALL
),
ranked AS (  -- the median and its interval are values of the data: those at ranks (N + 1) / 2 -+ 0.98 sqrt N
    SELECT part, views, sum(n) OVER (PARTITION BY part ORDER BY views) AS upto, sum(n) OVER (PARTITION BY part) AS whole
    FROM sized
),
middles AS (
    SELECT
        part,
        (min(views) FILTER (upto >= floor((whole + 1) / 2)) + min(views) FILTER (upto >= ceil((whole + 1) / 2))) / 2 AS middle,
        min(views) FILTER (upto >= greatest(1, floor((whole + 1) / 2 - 0.98 * sqrt(whole))))::DOUBLE AS middle_low,
        min(views) FILTER (upto >= least(whole, ceil((whole + 1) / 2 + 0.98 * sqrt(whole))))::DOUBLE AS middle_high
    FROM ranked
    GROUP BY part
)
SELECT
    p.key, b.items, b.known, b.views, b.up, b.up_known, b.up_views, b.timed, b.timed_views, b.low, b.high,
    b.no_start, b.negative, b.again, e.middle, e.middle_low, e.middle_high, l.lines
FROM blocks AS b
JOIN parts AS p USING (part)
JOIN lined AS l USING (part)
LEFT JOIN middles AS e USING (part)
ORDER BY p.key, b.block
