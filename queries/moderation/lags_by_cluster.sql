-- title:  Lags by cluster
-- about:  One row per group, cluster, lag on a grid, and entry: how many items, frequency-weighted, for intervals
-- about:  that leave out whole clusters; items that lags_by_group cannot use are not in it.
-- about:  A lag is the middle of its interval, moved up to the grid, and no longer than the horizon: an item still up
-- about:  then has not ended. A cluster is a day of the clock's start on the wall clock of a zone, or one uploader; an
-- about:  item without an uploader falls into one of 2,000 by a lot that no key of the vault's decides.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  clock VARCHAR  post, notice, first-request, last-request, every-request or label: where the lag starts
-- param:  gone VARCHAR[]  outcomes that count as gone
-- param:  keys VARCHAR[]  columns that split the answer
-- param:  selected VARCHAR[]  column=value pairs that a row must meet
-- param:  since DOUBLE  seconds since 1970: clocks that start then or later; NULL for all
-- param:  until DOUBLE  seconds since 1970: clocks that start before; NULL for all
-- param:  merged VARCHAR[]  platforms that count as one
-- param:  merged_as VARCHAR  what that one is called
-- param:  cluster VARCHAR  day or uploader
-- param:  zone VARCHAR  time zone of the days
-- param:  horizon DOUBLE  hours up to which lags count
-- param:  step DOUBLE  hours between two points of the grid
-- column: key VARCHAR[]  values of the splitting columns, in their order
-- column: cluster BIGINT  label of the cluster
-- column: lag DOUBLE [h] lag to the end or to the last look
-- column: gone BOOLEAN  whether the item had ended then, by an outcome that counts
-- column: entry DOUBLE [h] lag at which the item came under observation
-- column: n BIGINT [items] how many, frequency-weighted
-- column: named BIGINT [items] how many of these have a known uploader
WITH clustered AS (
    SELECT
        COLUMNS('^key_'), state, lag_lo, lag_hi, entry,
        CASE $cluster
            WHEN 'day' THEN date_diff('day', DATE '1970-01-01', timezone($zone, start_lo)::DATE)
            ELSE coalesce((hash(uploader) % 1000000007)::BIGINT, -1 - (hash(incident, platform, source_line, start_lo, end_hi) % 2000)::BIGINT)
        END AS cluster,
        uploader IS NOT NULL AS named,
        coalesce(n, 1) AS n
    FROM items_on_clock($clock, $scope, $incident, $gone, $keys, $selected, $since, $until, $merged, $merged_as)
),
placed AS (
    SELECT
        * EXCLUDE (entry),
        (lag_lo + lag_hi) / 2 AS middle,
        CASE WHEN entry < lag_lo THEN entry ELSE greatest(0, lag_lo - 1e-9) END AS entry
    FROM clustered
    WHERE state IN ('gone', 'up', 'other') AND (entry = 0 OR lag_hi > entry)
),
grouped AS (
    SELECT
        COLUMNS('^key_'),
        cluster,
        least($horizon, ceil(middle / $step) * $step) AS lag,
        state = 'gone' AND middle <= $horizon AS gone,
        CASE WHEN entry > 0 THEN least($horizon, floor(entry / $step) * $step) ELSE 0 END AS entry,
        sum(n)::BIGINT AS n,
        coalesce(sum(n) FILTER (named), 0)::BIGINT AS named
    FROM placed
    GROUP BY ALL
)
SELECT key_in_order($keys, key_1, key_2, key_3, key_others) AS key, cluster, lag, gone, entry, n, named
FROM grouped AS g
ORDER BY ALL
