-- title:  Lags by group, from kept items
-- about:  The answer of moderation/lags_by_group, worked out from kept items (kept/items_by_kind). The view moderation then
-- about:  holds one row for each kind of item (kept/item_kinds).
-- reads:  kept_items(kind INTEGER, item VARCHAR, copy_of VARCHAR, posted_lo BIGINT, posted_wide BIGINT, notice_lo BIGINT, notice_wide BIGINT, label_lo BIGINT, label_wide BIGINT, entered_lo BIGINT, entered_wide BIGINT, gone_hi BIGINT, gone_wide BIGINT, rest_hi BIGINT, rest_wide BIGINT, down_wide BIGINT, seen_hi BIGINT, seen_less BIGINT, blunt BOOLEAN, lot SMALLINT, views BIGINT, n BIGINT, source_line BIGINT)
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
WITH kinds AS (  -- what follows from words alone, once for each kind; a cell is 128 of the group, 16 of the state, 8 of 'again', and the way
    SELECT
        source_line::INTEGER AS kind,
        key_in_order($keys, key_1, key_2, key_3, key_others) AS key,
        coalesce(list_contains($gone::VARCHAR[], outcome), FALSE) AS counts,
        coalesce(NOT counts AND takes_away(outcome) AND down_at_lo IS NOT NULL, FALSE) AS other,
        NOT counts AND NOT other AS up,
        dense_rank() OVER (ORDER BY key_1, key_2, key_3, key_others) AS part,
        (128 * part + CASE WHEN coalesce(spell, 1) > 1 THEN 8 ELSE 0 END)::INTEGER AS base,
        (base + CASE
            WHEN counts THEN 0
            WHEN other THEN 64 + list_position(['account', 'private', 'removed', 'unknown', 'uploader'], outcome)
            ELSE 80
        END)::INTEGER AS cell
    FROM items_in_scope($scope, $incident, $keys, $selected, $merged, $merged_as)
    WHERE asked_for AND can_tell(watches, $gone)
),
started AS (
    SELECT
        k.base, k.cell,
        CASE $clock WHEN 'post' THEN i.posted_lo WHEN 'notice' THEN i.notice_lo WHEN 'label' THEN i.label_lo END AS start_lo,
        CASE $clock WHEN 'post' THEN i.posted_wide WHEN 'notice' THEN i.notice_wide WHEN 'label' THEN i.label_wide END AS start_wide,
        CASE WHEN k.counts THEN i.gone_hi ELSE i.rest_hi END AS end_hi,
        CASE WHEN k.counts THEN i.gone_wide ELSE i.rest_wide END AS end_wide,
        end_hi - start_lo AS lag,
        lag > 0 OR (lag = 0 AND (k.up OR NOT i.blunt)) AS usable,
        i.entered_lo, i.seen_hi, i.n, i.source_line
    FROM kept_items AS i
    JOIN kinds AS k ON k.kind = i.kind
),
timed AS (
    SELECT
        CASE
            WHEN usable THEN cell
            WHEN start_lo IS NULL THEN base + 48
            WHEN end_hi IS NULL THEN base + 32
            ELSE base + 16
        END AS cell,
        CASE WHEN usable THEN greatest(0, lag - coalesce(end_wide, lag) - start_wide) END AS lag_lo,
        CASE WHEN usable THEN lag END AS lag_hi,
        CASE WHEN usable THEN greatest(0, coalesce(entered_lo - start_lo, 0)) END AS entry,
        greatest(seen_hi, end_hi) AS looked,
        n, source_line
    FROM started
    WHERE coalesce(start_lo >= $since * 1e6, TRUE) AND coalesce(start_lo < $until * 1e6, TRUE)
),
grouped AS (
    SELECT
        cell, lag_lo, lag_hi, entry,
        max(looked) AS looked,
        sum(n)::BIGINT AS n,
        count(source_line) AS lined,
        coalesce(min(source_line, 200) FILTER ($upto IS NULL OR source_line <= $upto), []) AS lines
    FROM timed
    GROUP BY ALL
),
named AS (
    SELECT list(key ORDER BY part) AS keys FROM (SELECT DISTINCT part, key FROM kinds)
)
SELECT
    keys[cell // 128] AS key,
    ['gone', 'negative', 'no-look', 'no-start', 'other', 'up'][cell // 16 % 8 + 1] AS state,
    lag_lo / 3.6e9 AS lag_lo,
    lag_hi / 3.6e9 AS lag_hi,
    entry / 3.6e9 AS entry,
    cell // 8 % 2 = 1 AS again,
    make_timestamptz(looked) AS looked,
    n, lined, lines,
    ['account', 'private', 'removed', 'unknown', 'uploader'][nullif(cell % 8, 0)] AS way
FROM grouped
CROSS JOIN named
ORDER BY cell // 16, grouped.lag_lo, grouped.lag_hi, grouped.entry, cell % 16
