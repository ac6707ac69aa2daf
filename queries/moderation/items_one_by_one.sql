-- title:  Items one by one
-- about:  One row per item and time up, for few items: from when to when it was up, in hours after the clock's start of
-- about:  its first time up, and when it was asked about. Ends are bounds, as in lags_by_group. Items whose first time up
-- about:  cannot be timed by this clock are left out.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  clock VARCHAR  post, notice, first-request, last-request or label: where the lag starts
-- param:  gone VARCHAR[]  outcomes that count as gone
-- param:  selected VARCHAR[]  column=value pairs that a row must meet
-- param:  since DOUBLE  seconds since 1970: clocks that start then or later; NULL for all
-- param:  until DOUBLE  seconds since 1970: clocks that start before; NULL for all
-- param:  merged VARCHAR[]  platforms that count as one
-- param:  merged_as VARCHAR  what that one is called
-- column: place BIGINT  which item, from 1
-- column: platform VARCHAR  where it was
-- column: turn BIGINT  1 for the first time up, 2, 3 ... after it came back
-- column: begin_at DOUBLE [h] when this time up began
-- column: end_lo DOUBLE [h] lowest lag to its end or to the last look
-- column: end_hi DOUBLE [h] highest lag to its end or to the last look
-- column: fate VARCHAR  gone, up, or other (something else ended it)
-- column: asked DOUBLE[] [h] when requests about the item were sent; with its first time up alone
-- column: n BIGINT [items] how many items the row stands for
-- column: line BIGINT  source line
WITH chosen AS (
    SELECT *, coalesce(item, 'row ' || row_number() OVER ()) AS thing
    FROM items_and_ends($scope, $incident, $gone, [], $selected, $merged, $merged_as)
),
turned AS (
    SELECT *, row_number() OVER (PARTITION BY dataset, incident, thing ORDER BY spell NULLS FIRST, down_at_lo) AS turn
    FROM chosen
),
sent AS (
    SELECT incident, item, sent_at_lo, sent_at_hi FROM requests
),
request_clocks AS (  -- of the first time up
    SELECT
        t.dataset, t.incident, t.thing,
        min_by(r.sent_at_lo, r.sent_at_lo) AS first_lo,
        min_by(r.sent_at_hi, r.sent_at_lo) AS first_hi,
        max_by(r.sent_at_lo, r.sent_at_lo) AS last_lo,
        max_by(r.sent_at_hi, r.sent_at_lo) AS last_hi
    FROM turned AS t
    JOIN sent AS r ON r.item = t.item AND r.incident IS NOT DISTINCT FROM t.incident
    WHERE t.turn = 1 AND (t.down_at_hi IS NULL OR r.sent_at_lo < t.down_at_hi)
    GROUP BY ALL
),
all_sent AS (
    SELECT incident, item, list((epoch_us(sent_at_lo) + epoch_us(sent_at_hi)) // 2) AS moments
    FROM sent
    GROUP BY ALL
),
begun AS (
    SELECT
        t.dataset, t.incident, t.thing,
        CASE $clock
            WHEN 'post' THEN t.posted_at_lo
            WHEN 'notice' THEN t.notice_at_lo
            WHEN 'label' THEN t.label_at_lo
            WHEN 'first-request' THEN q.first_lo
            WHEN 'last-request' THEN q.last_lo
        END AS start_lo,
        CASE $clock
            WHEN 'post' THEN t.posted_at_hi
            WHEN 'notice' THEN t.notice_at_hi
            WHEN 'label' THEN t.label_at_hi
            WHEN 'first-request' THEN q.first_hi
            WHEN 'last-request' THEN q.last_hi
        END AS start_hi
    FROM turned AS t
    LEFT JOIN request_clocks AS q
        ON q.dataset = t.dataset AND q.thing = t.thing AND q.incident IS NOT DISTINCT FROM t.incident
    WHERE t.turn = 1
),
timed AS (
    SELECT
        t.*,
        epoch_us(b.start_lo) AS start_low,
        epoch_us(b.start_hi) AS start_high,
        epoch_us(t.end_lo) AS end_low,
        epoch_us(t.end_hi) AS end_high
    FROM turned AS t
    JOIN begun AS b ON b.dataset = t.dataset AND b.thing = t.thing AND b.incident IS NOT DISTINCT FROM t.incident
    WHERE b.start_lo IS NOT NULL AND is_within(b.start_lo, $since, $until)
),
usable AS (
    SELECT
        t.*,
        lag(end_high) OVER spells AS before
    FROM timed AS t
    WINDOW spells AS (PARTITION BY dataset, incident, thing ORDER BY turn)
    QUALIFY NOT bool_or(turn = 1 AND coalesce(
            end_high < start_low  -- or down within an interval that only reaches it, since an interval does not hold its end
            OR (end_high = start_low AND fate <> 'up' AND epoch_us(coalesce(down_at_lo, observed_until_lo)) < end_high), true))
            OVER (PARTITION BY dataset, incident, thing)
        AND end_high IS NOT NULL
)
SELECT
    dense_rank() OVER (ORDER BY u.dataset, u.incident, u.thing) AS place,
    u.platform,
    u.turn,
    CASE WHEN u.turn = 1 THEN 0.0
        ELSE greatest(0, coalesce(epoch_us(u.entered_at_lo), u.before) - u.start_low) / 3.6e9 END AS begin_at,
    greatest(0, coalesce(u.end_low, u.start_low) - u.start_high) / 3.6e9 AS end_lo,
    (u.end_high - u.start_low) / 3.6e9 AS end_hi,
    u.fate,
    CASE WHEN u.turn = 1 THEN list_sort(list_transform(
        coalesce(a.moments, []), lambda moment: (moment - (u.start_low + u.start_high) // 2) / 3.6e9)) ELSE [] END AS asked,
    coalesce(u.n, 1) AS n,
    u.source_line AS line
FROM usable AS u
LEFT JOIN all_sent AS a ON a.item = u.item AND a.incident IS NOT DISTINCT FROM u.incident
ORDER BY place, turn
