-- title:  Lags by group
-- about:  One row per group, state, and lag interval: how many items, frequency-weighted, and their source lines.
-- about:  An item is gone when its outcome is one of those that count; its end lies between the last look at which it
-- about:  was up and the moment noted as its end. Every other item is censored at its last look, or where something
-- about:  else ended it. With the clock every-request a row counts requests: each is a start of its own.
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
-- param:  upto BIGINT  the last source line that is given; NULL for all
-- column: key VARCHAR[]  values of the splitting columns, in their order
-- column: state VARCHAR  gone, up, other (something else ended it), or why it cannot be used: negative, no-start, no-look
-- column: lag_lo DOUBLE [h] lowest lag to the end or to the last look
-- column: lag_hi DOUBLE [h] highest lag to the end or to the last look
-- column: entry DOUBLE [h] lag at which the item came under observation
-- column: again BOOLEAN  a later spell: the item was up again
-- column: looked TIMESTAMPTZ  the last time at which any of them was looked at, or ended
-- column: n BIGINT [items] how many, frequency-weighted
-- column: lined BIGINT  of how many rows the source line is known, whether given here or not
-- column: lines BIGINT[]  at most 200 source lines
-- column: way VARCHAR  of the state other: the outcome that ended it
WITH grouped AS (
    SELECT
        COLUMNS('^key_'),
        CASE WHEN state = 'other' THEN outcome ELSE state END AS told,  -- one column to group by in place of two
        CASE WHEN state IN ('gone', 'up', 'other') THEN lag_lo END AS lag_lo,
        CASE WHEN state IN ('gone', 'up', 'other') THEN lag_hi END AS lag_hi,
        CASE WHEN state IN ('gone', 'up', 'other') THEN entry END AS entry,
        coalesce(spell, 1) > 1 AS again,
        max(greatest(observed_until_hi, last_up_at_hi, end_hi)) AS looked,
        sum(coalesce(n, 1))::BIGINT AS n,
        count(source_line) AS lined,
        coalesce(min(source_line, 200) FILTER ($upto IS NULL OR source_line <= $upto), []) AS lines
    FROM items_on_clock($clock, $scope, $incident, $gone, $keys, $selected, $since, $until, $merged, $merged_as)
    GROUP BY ALL
)
SELECT
    key_in_order($keys, key_1, key_2, key_3, key_others) AS key,
    CASE WHEN takes_away(told) THEN 'other' ELSE told END AS state,
    lag_lo, lag_hi, entry, again, looked, n, lined, lines,
    CASE WHEN takes_away(told) THEN told END AS way
FROM grouped AS g
ORDER BY key_1, key_2, key_3, key_others, state, lag_lo, lag_hi, entry, again, way
