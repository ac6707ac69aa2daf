-- title:  Items over time, from kept items
-- about:  The answer of moderation/items_over_time, worked out from kept items (kept/items_by_kind). The view moderation then
-- about:  holds one row for each kind of item (kept/item_kinds).
-- reads:  kept_items(kind INTEGER, item VARCHAR, copy_of VARCHAR, posted_lo BIGINT, posted_wide BIGINT, notice_lo BIGINT, notice_wide BIGINT, label_lo BIGINT, label_wide BIGINT, entered_lo BIGINT, entered_wide BIGINT, gone_hi BIGINT, gone_wide BIGINT, rest_hi BIGINT, rest_wide BIGINT, down_wide BIGINT, seen_hi BIGINT, seen_less BIGINT, blunt BOOLEAN, lot SMALLINT, views BIGINT, n BIGINT, source_line BIGINT)
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
WITH kinds AS MATERIALIZED (  -- what follows from words alone, once for each kind
    SELECT
        source_line::INTEGER AS kind, dataset, spell,
        down_at_lo IS NOT NULL AS ended,
        CASE WHEN list_contains($gone::VARCHAR[], outcome) THEN 2 WHEN takes_away(outcome) THEN 1 ELSE 0 END AS end_by
    FROM items_in_scope('incident', $incident, [], [], [], NULL)
    WHERE can_tell(watches, $gone)  -- of other outcomes its silence says nothing
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
rows_of AS NOT MATERIALIZED (
    SELECT
        k.dataset, k.spell, k.end_by, i.item, i.n AS weight, i.source_line, i.blunt, i.entered_lo, i.entered_wide,
        i.posted_lo IS NOT NULL AS posted,
        coalesce(i.posted_lo, CASE $clock WHEN 'notice' THEN i.notice_lo WHEN 'label' THEN i.label_lo END) AS begun_lo,
        coalesce(i.posted_wide, CASE $clock WHEN 'notice' THEN i.notice_wide WHEN 'label' THEN i.label_wide END) AS begun_wide,
        CASE WHEN k.end_by = 2 THEN coalesce(i.gone_hi - i.gone_wide, i.gone_wide) WHEN k.end_by = 1 AND k.ended THEN i.gone_hi - i.down_wide END AS end_low,
        CASE WHEN k.end_by > 0 THEN i.gone_hi END AS end_high,
        CASE WHEN k.ended THEN i.gone_hi - i.down_wide END AS down_lo,
        i.seen_hi - i.seen_less AS looked,
        CASE WHEN k.ended THEN greatest(i.gone_hi - i.down_wide, i.gone_hi - 1) END AS seen_gone
    FROM kept_items AS i
    JOIN kinds AS k ON k.kind = i.kind
),
several AS MATERIALIZED (
    SELECT dataset, item FROM rows_of WHERE item IS NOT NULL GROUP BY ALL HAVING count(*) > 1
),
named AS MATERIALIZED (  -- rows of items that stand several times, or of which a request is on record
    SELECT
        r.* REPLACE (
            coalesce(r.begun_lo, epoch_us(CASE $clock WHEN 'first-request' THEN q.first_lo WHEN 'last-request' THEN q.last_lo END)) AS begun_lo,
            coalesce(r.begun_wide, CASE $clock
                WHEN 'first-request' THEN epoch_us(q.first_hi) - epoch_us(q.first_lo)
                WHEN 'last-request' THEN epoch_us(q.last_hi) - epoch_us(q.last_lo)
            END) AS begun_wide
        ),
        s.item IS NOT NULL AS several
    FROM rows_of AS r
    LEFT JOIN asked AS q ON q.item = r.item
    LEFT JOIN several AS s ON s.dataset = r.dataset AND s.item = r.item
    WHERE r.item IS NOT NULL
),
turned AS (
    SELECT *, row_number() OVER (PARTITION BY dataset, item ORDER BY spell NULLS FIRST, down_lo, source_line) AS turn
    FROM named
    WHERE several
),
placed AS NOT MATERIALIZED (  -- a moment for the beginning, in microseconds
    SELECT * EXCLUDE (several, item), item AS thing,
        CASE WHEN turn = 1
            THEN (2 * begun_lo + begun_wide) // 2
            ELSE greatest((2 * entered_lo + entered_wide) // 2, lag(end_high) OVER (PARTITION BY dataset, item ORDER BY turn))
        END AS begun
    FROM turned
    UNION ALL BY NAME
    SELECT * EXCLUDE (item), NULL AS thing, 1 AS turn, (2 * begun_lo + begun_wide) // 2 AS begun
    FROM (
        SELECT * FROM rows_of WHERE item IS NULL
        UNION ALL BY NAME
        SELECT * EXCLUDE (several) FROM named WHERE NOT several
    )
),
judged AS NOT MATERIALIZED (  -- an end no wider than what is counted is its middle
    SELECT
        *,
        coalesce(end_high - end_low <= CASE $bin WHEN 'minute' THEN 60 WHEN 'hour' THEN 3600 WHEN 'day' THEN 90000 ELSE 608400 END * 1000000::BIGINT, FALSE)
            AS within_a_bin,
        CASE
            WHEN turn = 1 AND begun IS NULL THEN 1
            WHEN end_high < begun_lo OR (end_high = begun_lo AND blunt) THEN 2  -- an interval does not hold its end
            ELSE 0
        END::TINYINT AS left_out,
        CASE WHEN end_by > 0 THEN greatest(CASE WHEN within_a_bin THEN (end_low + end_high) // 2 ELSE end_high END, begun) END AS gone_from,
        CASE
            WHEN end_by = 0 THEN CASE WHEN looked IS NULL THEN begun END  -- nobody looked again
            WHEN within_a_bin THEN gone_from
            ELSE greatest(coalesce(end_low, begun), begun)
        END AS unsure_from,
        unsure_from IS NOT NULL AND unsure_from IS DISTINCT FROM gone_from AS doubtful,
        unsure_from IS NULL OR doubtful AS blurred,  -- until it was gone, it was not known whether it was
        CASE WHEN gone_from IS NOT NULL THEN end_by WHEN unsure_from IS NOT NULL THEN 3 ELSE 0 END AS state
    FROM placed
),
stepped AS NOT MATERIALIZED (  -- to the minute, or to the quarter of an hour by which every zone is shifted
    SELECT
        *,
        CASE $bin WHEN 'minute' THEN 60000000 ELSE 900000000 END AS step,
        begun // step AS begun_at,
        unsure_from // step AS unsure_at,
        gone_from // step AS gone_at
    FROM judged
),
lone AS MATERIALIZED (  -- items that stand once: each of their moments is counted by itself, so that none is kept with another
    SELECT
        left_out, end_by, posted, state, begun_at, unsure_at, gone_at, doubtful, blurred, weight, source_line, looked,
        greatest(looked, seen_gone) AS seen
    FROM stepped
    WHERE thing IS NULL
),
began AS (
    SELECT
        left_out, end_by, posted, state, begun_at,
        sum(weight) AS weight,
        count(*) AS times,
        max(seen) AS seen,
        min(looked) AS look_first,
        max(looked) AS look_last,
        count(source_line) AS lined,
        min(source_line, 200) FILTER ($upto IS NULL OR source_line <= $upto) AS lines
    FROM lone
    GROUP BY ALL
),
blurs AS (
    SELECT
        state, unsure_at, sum(weight) AS weight, count(source_line) AS lined,
        min(source_line, 200) FILTER ($upto IS NULL OR source_line <= $upto) AS lines
    FROM lone
    WHERE left_out = 0 AND doubtful
    GROUP BY ALL
),
went AS (
    SELECT
        end_by, blurred, gone_at, sum(weight) AS weight, count(source_line) AS lined,
        min(source_line, 200) FILTER ($upto IS NULL OR source_line <= $upto) AS lines
    FROM lone
    WHERE end_by > 0 AND left_out = 0 AND gone_at IS NOT NULL
    GROUP BY ALL
),
became AS MATERIALIZED (
    SELECT
        dataset, thing, turn, end_by, posted, left_out, begun_at, unsure_at, gone_at, doubtful, state,
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
    QUALIFY NOT bool_or(left_out > 0) OVER (PARTITION BY dataset, thing)
),
looks AS (
    SELECT end_by, seen, look_first, look_last, times, left_out = 0 AND state = 0 AS at_last FROM began
    UNION ALL
    SELECT end_by, seen, NULL, NULL, times, FALSE FROM became
    UNION ALL
    SELECT NULL, NULL, look_first, look_last, times, TRUE FROM usable WHERE is_last AND state = 0
),
changes AS (
    SELECT
        begun_at AS moment,
        CASE WHEN posted THEN 'posted' ELSE 'clocked' END AS change,
        0 AS was, state = 0 AS stays, weight, lined, lines
    FROM began
    WHERE left_out = 0
    UNION ALL
    SELECT unsure_at, 'unsure', 0, state = 3, weight, lined, lines FROM blurs
    UNION ALL
    SELECT gone_at, CASE end_by WHEN 2 THEN 'removed' ELSE 'otherwise' END, CASE WHEN blurred THEN 3 ELSE 0 END, TRUE, weight, lined, lines
    FROM went
    UNION ALL
    SELECT
        begun_at,
        CASE WHEN turn > 1 THEN 'again' WHEN posted THEN 'posted' ELSE 'clocked' END,
        coalesce(before, 0),
        state = 0 AND is_last,
        weight, lined, lines
    FROM usable
    UNION ALL
    SELECT unsure_at, 'unsure', 0, state = 3 AND is_last, weight, lined, lines FROM usable WHERE doubtful
    UNION ALL
    SELECT
        gone_at, CASE end_by WHEN 2 THEN 'removed' ELSE 'otherwise' END, CASE WHEN unsure_at IS NULL OR doubtful THEN 3 ELSE 0 END,
        is_last, weight, lined, lines
    FROM usable
    WHERE gone_at IS NOT NULL
    UNION ALL
    SELECT NULL, CASE left_out WHEN 1 THEN 'no-start' ELSE 'negative' END, 0, TRUE, weight, lined, lines
    FROM (
        SELECT left_out, weight, lined, lines FROM began
        UNION ALL
        SELECT left_out, weight, lined, lines FROM became
    )
    WHERE left_out > 0
),
told AS (
    SELECT
        make_timestamptz(moment * CASE $bin WHEN 'minute' THEN 60000000 ELSE 900000000 END) AS moment,
        change,
        ['up', 'otherwise', 'removed', 'unsure'][was + 1] AS was,
        stays, weight, lined, lines
    FROM changes
    UNION ALL
    SELECT make_timestamptz(max(seen)), 'looked', 'up', FALSE, coalesce(sum(times) FILTER (end_by = 0), 0), 0, NULL
    FROM looks
    HAVING count(*) > 0
    UNION ALL
    SELECT
        make_timestamptz(unnest([min(look_first), max(look_last)])), unnest(['up-first', 'up-last']), 'up', FALSE, sum(times), 0, NULL
    FROM looks
    WHERE at_last
    HAVING count(*) > 0
)
SELECT
    date_trunc($bin, moment AT TIME ZONE $zone) AS bin,
    change,
    was,
    sum(weight)::BIGINT AS n,
    coalesce(sum(lined) FILTER (stays), 0)::BIGINT AS lined,
    coalesce(list_sort(flatten(list(lines) FILTER (stays)))[:200], []) AS lines
FROM told
GROUP BY ALL
ORDER BY bin NULLS FIRST, change, was
