-- title:  Views of items while they were up
-- about:  Sums over blocks of items, for views and lags weighted by views. A block is one item where there are at most 2000
-- about:  of them, else one of 2000 parts drawn by lot, so that millions need not leave the engine and items can still be
-- about:  drawn again. The first time up counts; views of a row count once for each item that it stands for.
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
WITH chosen AS NOT MATERIALIZED (
    SELECT
        m.*,
        list_contains($gone::VARCHAR[], m.outcome) AS gone
    FROM items_in_scope($scope, $incident, $keys, $selected, $merged, $merged_as) AS m
    WHERE m.asked_for
      AND can_tell(m.watches, $gone)  -- of other outcomes its silence says nothing
),
timed AS NOT MATERIALIZED (
    SELECT
        COLUMNS('^key_'),
        hash(m.incident, m.platform, m.source_line, m.views, m.posted_at_lo, m.notice_at_lo, m.down_at_lo, m.down_at_hi) AS drawn,  -- not of hashes with a salt
        m.gone AND coalesce(m.spell, 1) = 1 AS gone,
        coalesce(m.spell, 1) > 1 AS again,
        coalesce(m.n, 1) AS n,
        m.views,
        m.source_line,
        CASE $clock WHEN 'post' THEN m.posted_at_lo WHEN 'notice' THEN m.notice_at_lo END AS start_lo,
        CASE $clock WHEN 'post' THEN m.posted_at_hi WHEN 'notice' THEN m.notice_at_hi END AS start_hi,
        least(coalesce(m.last_up_at_lo, m.down_at_lo), coalesce(m.down_at_lo, m.last_up_at_lo)) AS end_lo,
        coalesce(m.down_at_hi, m.observed_until_hi) AS end_hi,
        coalesce(m.down_at_lo, m.observed_until_lo) AS noted_lo
    FROM chosen AS m
),
measured AS NOT MATERIALIZED (
    SELECT
        *,
        CASE WHEN (SELECT count(*) FROM chosen) <= 2000 THEN drawn ELSE drawn % 2000 END AS block,
        gone AND views IS NOT NULL AS counted,
        end_hi < start_lo OR (end_hi = start_lo AND noted_lo < end_hi) AS before,  -- an interval does not hold its end
        start_lo IS NOT NULL AND end_hi IS NOT NULL AND NOT before AS usable,
        greatest(0, epoch_us(coalesce(end_lo, start_lo)) - epoch_us(start_hi)) / 3.6e9 AS lag_lo,
        (epoch_us(end_hi) - epoch_us(start_lo)) / 3.6e9 AS lag_hi
    FROM timed
    WHERE is_within(start_lo, $since, $until)
),
sized AS (
    SELECT COLUMNS('^key_'), views, sum(n) AS n
    FROM measured
    WHERE counted
    GROUP BY ALL
),
ranked AS (  -- the median and its interval are values of the data: those at ranks (N + 1) / 2 -+ 0.98 sqrt N
    SELECT key, views, sum(n) OVER (PARTITION BY key ORDER BY views) AS upto, sum(n) OVER (PARTITION BY key) AS whole
    FROM (SELECT *, key_in_order($keys, key_1, key_2, key_3, key_others) AS key FROM sized AS s)
),
middles AS (
    SELECT
        key,
        (min(views) FILTER (upto >= floor((whole + 1) / 2)) + min(views) FILTER (upto >= ceil((whole + 1) / 2))) / 2 AS middle,
        min(views) FILTER (upto >= greatest(1, floor((whole + 1) / 2 - 0.98 * sqrt(whole))))::DOUBLE AS middle_low,
        min(views) FILTER (upto >= least(whole, ceil((whole + 1) / 2 + 0.98 * sqrt(whole))))::DOUBLE AS middle_high
    FROM ranked
    GROUP BY key
),
counted_up AS (
    SELECT
        COLUMNS('^key_'),
        block,
        coalesce(sum(n) FILTER (gone), 0)::BIGINT AS items,
        coalesce(sum(n) FILTER (counted), 0)::BIGINT AS known,
        coalesce(sum(n * views) FILTER (counted), 0)::BIGINT AS views,
        coalesce(sum(n) FILTER (NOT gone AND NOT again), 0)::BIGINT AS up,
        coalesce(sum(n) FILTER (NOT gone AND NOT again AND views IS NOT NULL), 0)::BIGINT AS up_known,
        coalesce(sum(n * views) FILTER (NOT gone AND NOT again), 0)::BIGINT AS up_views,
        coalesce(sum(n) FILTER (counted AND usable), 0)::BIGINT AS timed,
        coalesce(sum(n * views) FILTER (counted AND usable), 0)::DOUBLE AS timed_views,
        coalesce(sum(n * views * lag_lo) FILTER (counted AND usable), 0) AS low,
        coalesce(sum(n * views * lag_hi) FILTER (counted AND usable), 0) AS high,
        coalesce(sum(n) FILTER (counted AND (start_lo IS NULL OR end_hi IS NULL)), 0)::BIGINT AS no_start,
        coalesce(sum(n) FILTER (counted AND before), 0)::BIGINT AS negative,
        coalesce(sum(n) FILTER (again), 0)::BIGINT AS again,
        coalesce(min(source_line, 200) FILTER (gone), []) AS lines
    FROM measured
    GROUP BY ALL
),
blocks AS (
    SELECT *, key_in_order($keys, key_1, key_2, key_3, key_others) AS key FROM counted_up AS c
),
lined AS (
    SELECT key, list_sort(flatten(list(lines)))[1:200] AS lines FROM blocks GROUP BY key
)
SELECT
    b.key, b.items, b.known, b.views, b.up, b.up_known, b.up_views, b.timed, b.timed_views, b.low, b.high,
    b.no_start, b.negative, b.again, e.middle, e.middle_low, e.middle_high, l.lines
FROM blocks AS b
JOIN lined AS l ON l.key = b.key
LEFT JOIN middles AS e ON e.key = b.key
ORDER BY b.key, b.block
