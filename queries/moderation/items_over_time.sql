-- title:  Items over time
-- about:  One row per bin of wall time and change: how many items came on record, were gone, or came back, in that bin.
-- about:  An item comes on record when it was posted, where that is known, else when the clock in use starts. An end
-- about:  that is known less exactly than a bin is two changes: 'unsure' at its earliest, and what it was at its latest.
-- about:  'looked' is the last look at any item, 'up-first' and 'up-last' the earliest and latest last look at one still up; 'no-start' and 'negative' (ended before it began) are left out.
-- about:  A later spell of the same item takes its earlier end back ('again'); it is not a further item.
-- param:  incident VARCHAR  incident code
-- param:  clock VARCHAR  notice, first-request, last-request, label or post: the start where no posting is known
-- param:  gone VARCHAR[]  outcomes that count as gone
-- param:  zone VARCHAR  time zone of the bins
-- param:  bin VARCHAR  minute, hour, day or week
-- param:  upto BIGINT  the last source line that is given; NULL for all
-- column: bin TIMESTAMP  wall time at which the bin begins; empty where the item has no place in time
-- column: change VARCHAR  posted or clocked (new), unsure, removed, otherwise, again, looked; no-start, negative
-- column: was VARCHAR  what the item was until then: up, unsure, removed, otherwise
-- column: n BIGINT [items] how many, frequency-weighted
-- column: lined BIGINT  of how many rows that stayed so until the end the source line is known, whether given here or not
-- column: lines BIGINT[]  at most 200 source lines of items that stayed so until the end
WITH chosen AS NOT MATERIALIZED (
    SELECT
        m.dataset, m.item, m.spell, m.source_line,
        m.posted_at_lo, m.posted_at_hi, m.entered_at_lo, m.entered_at_hi, m.notice_at_lo, m.notice_at_hi, m.label_at_lo, m.label_at_hi,
        m.last_up_at_lo, m.last_up_at_hi, m.down_at_lo, m.down_at_hi, m.observed_until_lo, m.observed_until_hi,
        coalesce(m.n, 1) AS weight,
        CASE
            WHEN list_contains($gone::VARCHAR[], m.outcome) THEN 'removed'
            WHEN m.outcome IN ('removed', 'uploader', 'account', 'private', 'unknown') THEN 'otherwise'
            ELSE 'up'
        END AS fate
    FROM items_in_scope('incident', $incident, [], [], [], NULL) AS m
    WHERE can_tell(m.watches, $gone)  -- of other outcomes its silence says nothing
),
asked AS (
    SELECT
        item,
        min(sent_at_lo) AS first_lo,
        min_by(sent_at_hi, sent_at_lo) AS first_hi,
        max(sent_at_lo) AS last_lo,
        max_by(sent_at_hi, sent_at_lo) AS last_hi
    FROM requests
    WHERE incident = $incident
    GROUP BY ALL
),
repeated AS MATERIALIZED (  -- only these need windows; there are few, and of other rows there may be millions
    SELECT dataset, item FROM unsettled_items WHERE incident = $incident AND item IS NOT NULL GROUP BY ALL HAVING count(*) > 1
    UNION ALL
    SELECT DISTINCT dataset, item FROM settled_items WHERE incident = $incident AND item IS NOT NULL AND spell > 1
),
timed AS NOT MATERIALIZED (
    SELECT
        c.dataset, c.item, c.spell, c.weight, c.fate, c.source_line, c.down_at_lo,
        r.item IS NOT NULL AS several,
        c.posted_at_lo IS NOT NULL AS posted,
        coalesce(c.posted_at_lo, CASE $clock
            WHEN 'notice' THEN c.notice_at_lo
            WHEN 'label' THEN c.label_at_lo
            WHEN 'first-request' THEN q.first_lo
            WHEN 'last-request' THEN q.last_lo
        END) AS begun_lo,
        coalesce(c.posted_at_hi, CASE $clock
            WHEN 'notice' THEN c.notice_at_hi
            WHEN 'label' THEN c.label_at_hi
            WHEN 'first-request' THEN q.first_hi
            WHEN 'last-request' THEN q.last_hi
        END) AS begun_hi,
        c.entered_at_lo, c.entered_at_hi,
        CASE c.fate
            WHEN 'removed' THEN least(c.last_up_at_lo, c.down_at_lo)
            WHEN 'otherwise' THEN c.down_at_lo
        END AS ended_lo,
        CASE WHEN c.fate <> 'up' THEN coalesce(c.down_at_hi, c.observed_until_hi) END AS ended_hi,
        coalesce(c.down_at_lo, c.observed_until_lo) AS noted_lo,
        greatest(  -- the last microsecond of a day, or the exact moment
            epoch_us(c.observed_until_lo), epoch_us(c.observed_until_hi) - 1,
            epoch_us(c.last_up_at_lo), epoch_us(c.last_up_at_hi) - 1
        ) AS looked,
        greatest(epoch_us(c.down_at_lo), epoch_us(c.down_at_hi) - 1) AS seen_gone
    FROM chosen AS c
    LEFT JOIN asked AS q ON q.item = c.item
    LEFT JOIN repeated AS r ON r.dataset = c.dataset AND r.item = c.item
),
turned AS (
    SELECT *, row_number() OVER (PARTITION BY dataset, item ORDER BY spell NULLS FIRST, down_at_lo, source_line) AS turn
    FROM timed
    WHERE several
),
placed AS NOT MATERIALIZED (  -- a moment for the beginning, two for the end, in microseconds
    SELECT *, NULL::VARCHAR AS thing, 1 AS turn, (epoch_us(begun_lo) + epoch_us(begun_hi)) // 2 AS begun
    FROM timed
    WHERE NOT several
    UNION ALL BY NAME
    SELECT
        *, item AS thing,
        CASE WHEN turn = 1
            THEN (epoch_us(begun_lo) + epoch_us(begun_hi)) // 2
            ELSE greatest(
                (epoch_us(entered_at_lo) + epoch_us(entered_at_hi)) // 2,
                lag(epoch_us(ended_hi)) OVER (PARTITION BY dataset, item ORDER BY turn))
        END AS begun
    FROM turned
),
narrowed AS MATERIALIZED (  -- no wider than what is counted
    SELECT
        dataset, thing, turn, fate, posted, begun, weight, source_line, looked, seen_gone,
        epoch_us(ended_lo) AS end_low,
        epoch_us(ended_hi) AS end_high,
        end_high - end_low <= CASE $bin WHEN 'minute' THEN 60 WHEN 'hour' THEN 3600 WHEN 'day' THEN 90000 ELSE 608400 END * 1000000::BIGINT AS within_a_bin,
        CASE
            WHEN turn = 1 AND begun IS NULL THEN 'no-start'
            WHEN end_high < epoch_us(begun_lo) THEN 'negative'
            WHEN ended_hi = begun_lo AND noted_lo < ended_hi THEN 'negative'  -- an interval does not hold its end
        END AS left_out,
        CASE
            WHEN fate = 'up' THEN CASE WHEN looked IS NULL THEN begun END  -- nobody looked again
            WHEN within_a_bin
                THEN greatest((end_low + end_high) // 2, begun)
            ELSE greatest(coalesce(end_low, begun), begun)
        END AS unsure_from,
        CASE
            WHEN fate = 'up' THEN NULL
            WHEN within_a_bin
                THEN greatest((end_low + end_high) // 2, begun)
            ELSE greatest(end_high, begun)
        END AS gone_from
    FROM placed
),
stepped AS NOT MATERIALIZED (  -- to the minute, or to the quarter of an hour by which every zone is shifted
    SELECT
        *,
        CASE $bin WHEN 'minute' THEN 60000000 ELSE 900000000 END AS step,
        begun // step * step AS begun_at,
        unsure_from // step * step AS unsure_at,
        gone_from // step * step AS gone_at,
        unsure_from IS NOT NULL AND unsure_from IS DISTINCT FROM gone_from AS doubtful,
        unsure_from IS NULL OR doubtful AS blurred,  -- until it was gone, it was not known whether it was
        CASE WHEN gone_from IS NOT NULL THEN fate WHEN unsure_from IS NOT NULL THEN 'unsure' ELSE 'up' END AS state
    FROM narrowed
),
once AS MATERIALIZED (  -- items that stand once: each of their moments is counted by itself, so that none is kept with another
    SELECT
        grouping(begun_at, unsure_at) AS which, left_out, fate, posted, state, doubtful, blurred, begun_at, unsure_at, gone_at,
        sum(weight) AS weight,
        count(*) AS times,
        max(greatest(looked, seen_gone)) AS seen,
        min(looked) AS look_first,
        max(looked) AS look_last,
        count(source_line) AS lined,
        min(source_line, 200) FILTER ($upto IS NULL OR source_line <= $upto) AS lines
    FROM stepped
    WHERE thing IS NULL
    GROUP BY GROUPING SETS (
        (left_out, fate, posted, state, begun_at),
        (left_out, fate, state, doubtful, unsure_at),
        (left_out, fate, blurred, gone_at)
    )
),
became AS MATERIALIZED (
    SELECT
        dataset, thing, turn, fate, posted, left_out, begun_at, unsure_at, gone_at, doubtful, state,
        sum(weight) AS weight,
        count(*) AS times,
        max(greatest(looked, seen_gone)) AS seen,
        min(looked) AS look_first,
        max(looked) AS look_last,
        count(source_line) AS lined,
        min(source_line, 200) FILTER ($upto IS NULL OR source_line <= $upto) AS lines
    FROM stepped
    WHERE thing IS NOT NULL
    GROUP BY ALL
),
usable AS (
    SELECT
        *,
        max(turn) OVER (PARTITION BY dataset, thing) = turn AS is_last,
        lag(state) OVER (PARTITION BY dataset, thing ORDER BY turn) AS before
    FROM became
    QUALIFY NOT bool_or(left_out IS NOT NULL) OVER (PARTITION BY dataset, thing)
),
looks AS (
    SELECT left_out, fate, state, seen, look_first, look_last, times, left_out IS NULL AND state = 'up' AS at_last
    FROM once
    WHERE which = 1
    UNION ALL
    SELECT left_out, fate, state, seen, NULL, NULL, times, FALSE FROM became
    UNION ALL
    SELECT NULL, NULL, state, NULL, look_first, look_last, times, TRUE FROM usable WHERE is_last AND state = 'up'
),
changes AS (
    SELECT
        begun_at AS moment,
        CASE WHEN posted THEN 'posted' ELSE 'clocked' END AS change,
        'up' AS was,
        state = 'up' AS stays,
        weight, lined, lines
    FROM once
    WHERE which = 1 AND left_out IS NULL
    UNION ALL
    SELECT unsure_at, 'unsure', 'up', state = 'unsure', weight, lined, lines
    FROM once
    WHERE which = 2 AND left_out IS NULL AND doubtful
    UNION ALL
    SELECT gone_at, fate, CASE WHEN blurred THEN 'unsure' ELSE 'up' END, TRUE, weight, lined, lines
    FROM once
    WHERE which = 3 AND left_out IS NULL AND gone_at IS NOT NULL
    UNION ALL
    SELECT
        begun_at,
        CASE WHEN turn > 1 THEN 'again' WHEN posted THEN 'posted' ELSE 'clocked' END,
        coalesce(before, 'up'),
        state = 'up' AND is_last,
        weight, lined, lines
    FROM usable
    UNION ALL
    SELECT unsure_at, 'unsure', 'up', state = 'unsure' AND is_last, weight, lined, lines
    FROM usable
    WHERE doubtful
    UNION ALL
    SELECT gone_at, fate, CASE WHEN unsure_at IS NULL OR doubtful THEN 'unsure' ELSE 'up' END, is_last, weight, lined, lines
    FROM usable
    WHERE gone_at IS NOT NULL
    UNION ALL
    SELECT NULL, left_out, 'up', TRUE, weight, lined, lines FROM once WHERE which = 1 AND left_out IS NOT NULL
    UNION ALL
    SELECT NULL, left_out, 'up', TRUE, weight, lined, lines FROM became WHERE left_out IS NOT NULL
    UNION ALL
    SELECT max(seen), 'looked', 'up', FALSE, coalesce(sum(times) FILTER (fate = 'up'), 0), 0, NULL
    FROM looks
    HAVING count(*) > 0
    UNION ALL
    SELECT unnest([min(look_first), max(look_last)]), unnest(['up-first', 'up-last']), 'up', FALSE, sum(times), 0, NULL
    FROM looks
    WHERE at_last
    HAVING count(*) > 0
)
SELECT
    date_trunc($bin, make_timestamptz(moment) AT TIME ZONE $zone) AS bin,
    change,
    was,
    sum(weight)::BIGINT AS n,
    coalesce(sum(lined) FILTER (stays), 0)::BIGINT AS lined,
    coalesce(list_sort(flatten(list(lines) FILTER (stays)))[:200], []) AS lines
FROM changes
GROUP BY ALL
ORDER BY bin NULLS FIRST, change, was
