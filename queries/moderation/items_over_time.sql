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
-- column: bin TIMESTAMP  wall time at which the bin begins; empty where the item has no place in time
-- column: change VARCHAR  posted or clocked (new), unsure, removed, otherwise, again, looked; no-start, negative
-- column: was VARCHAR  what the item was until then: up, unsure, removed, otherwise
-- column: n BIGINT [items] how many, frequency-weighted
-- column: lines BIGINT[]  at most 200 source lines of items that stayed so until the end
WITH chosen AS (
    SELECT
        m.*,
        coalesce(m.item, 'row ' || row_number() OVER ()) AS thing,
        coalesce(m.n, 1) AS weight,
        CASE
            WHEN list_contains($gone::VARCHAR[], m.outcome) THEN 'removed'
            WHEN m.outcome IN ('removed', 'uploader', 'account', 'private', 'unknown') THEN 'otherwise'
            ELSE 'up'
        END AS fate
    FROM moderation AS m
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = 'incident' AND m.incident = $incident
      AND (len(d.watches) = 0 OR list_has_any(d.watches, $gone::VARCHAR[]))  -- of other outcomes its silence says nothing
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
timed AS (
    SELECT
        c.dataset, c.thing, c.weight, c.fate, c.source_line,
        row_number() OVER spells AS turn,
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
        greatest(  -- the last microsecond of a day, or the exact moment
            epoch_us(c.observed_until_lo), epoch_us(c.observed_until_hi) - 1,
            epoch_us(c.last_up_at_lo), epoch_us(c.last_up_at_hi) - 1
        ) AS looked,
        greatest(epoch_us(c.down_at_lo), epoch_us(c.down_at_hi) - 1) AS seen_gone
    FROM chosen AS c
    LEFT JOIN asked AS q ON q.item = c.item
    WINDOW spells AS (PARTITION BY c.dataset, c.thing ORDER BY c.spell NULLS FIRST, c.down_at_lo)
),
placed AS (  -- a moment for the beginning, two for the end, in microseconds
    SELECT
        t.*,
        CASE WHEN turn = 1
            THEN (epoch_us(begun_lo) + epoch_us(begun_hi)) // 2
            ELSE greatest(
                (epoch_us(entered_at_lo) + epoch_us(entered_at_hi)) // 2,
                lag(epoch_us(ended_hi)) OVER spells)
        END AS begun,
        epoch_us(begun_lo) AS earliest,
        epoch_us(ended_lo) AS end_low,
        epoch_us(ended_hi) AS end_high
    FROM timed AS t
    WINDOW spells AS (PARTITION BY dataset, thing ORDER BY turn)
),
narrowed AS (
    SELECT
        p.*,
        CASE WHEN turn = 1 AND begun IS NULL THEN 'no-start' WHEN end_high < earliest THEN 'negative' END AS left_out,
        CASE
            WHEN fate = 'up' THEN CASE WHEN looked IS NULL THEN begun END  -- nobody looked again
            WHEN end_high - end_low <= CASE $bin WHEN 'minute' THEN 60 WHEN 'hour' THEN 3600 WHEN 'day' THEN 90000 ELSE 608400 END * 1000000::BIGINT
                THEN greatest((end_low + end_high) // 2, begun)
            ELSE greatest(coalesce(end_low, begun), begun)
        END AS unsure_from,
        CASE
            WHEN fate = 'up' THEN NULL
            WHEN end_high - end_low <= CASE $bin WHEN 'minute' THEN 60 WHEN 'hour' THEN 3600 WHEN 'day' THEN 90000 ELSE 608400 END * 1000000::BIGINT
                THEN greatest((end_low + end_high) // 2, begun)
            ELSE greatest(end_high, begun)
        END AS gone_from
    FROM placed AS p
),
usable AS (
    SELECT
        n.*,
        CASE
            WHEN gone_from IS NOT NULL THEN fate
            WHEN unsure_from IS NOT NULL THEN 'unsure'
            ELSE 'up'
        END AS became,
        max(turn) OVER whole = turn AS is_last
    FROM narrowed AS n
    WINDOW whole AS (PARTITION BY dataset, thing)
    QUALIFY NOT bool_or(left_out IS NOT NULL) OVER whole
),
linked AS (
    SELECT
        u.*,
        lag(became) OVER (PARTITION BY dataset, thing ORDER BY turn) AS before
    FROM usable AS u
),
changes AS (
    SELECT
        begun AS moment,
        CASE WHEN turn > 1 THEN 'again' WHEN posted THEN 'posted' ELSE 'clocked' END AS change,
        coalesce(before, 'up') AS was,
        became = 'up' AND is_last AS stays,
        weight, source_line
    FROM linked
    UNION ALL
    SELECT unsure_from, 'unsure', 'up', became = 'unsure' AND is_last, weight, source_line
    FROM linked
    WHERE unsure_from IS NOT NULL AND unsure_from IS DISTINCT FROM gone_from
    UNION ALL
    SELECT
        gone_from, fate, CASE WHEN unsure_from IS DISTINCT FROM gone_from THEN 'unsure' ELSE 'up' END,
        is_last, weight, source_line
    FROM linked
    WHERE gone_from IS NOT NULL
    UNION ALL
    SELECT NULL, left_out, 'up', true, weight, source_line FROM narrowed WHERE left_out IS NOT NULL
    UNION ALL
    SELECT max(greatest(looked, seen_gone)), 'looked', 'up', false, count(*) FILTER (fate = 'up'), NULL
    FROM narrowed
    HAVING count(*) > 0
    UNION ALL
    SELECT unnest([min(looked), max(looked)]), unnest(['up-first', 'up-last']), 'up', false, count(*), NULL
    FROM linked
    WHERE is_last AND became = 'up'
    HAVING count(*) > 0
)
SELECT
    date_trunc($bin, make_timestamptz(moment) AT TIME ZONE $zone) AS bin,
    change,
    was,
    sum(weight)::BIGINT AS n,
    coalesce(min(source_line, 200) FILTER (stays), []) AS lines
FROM changes
GROUP BY ALL
ORDER BY bin NULLS FIRST, change, was
