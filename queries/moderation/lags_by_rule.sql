-- title:  Lags by rule
-- about:  One row per group, lag and state of the items under one rule's deadline. The clock of an item starts with the first
-- about:  request that certainly falls under the rule: its kind is one that starts the rule's time, and it came while the rule
-- about:  applied. A request came when it was received, else when it was sent; items without requests on record have their notice.
-- about:  Items without such a request, or of other content, are counted with the reason and have no lag.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  kinds VARCHAR[]  notice kinds that start the rule's time
-- param:  begins DOUBLE  seconds since 1970: from when the rule applies
-- param:  ends DOUBLE  seconds since 1970: until before when; NULL while it has no end
-- param:  words VARCHAR[]  words for the content that the rule is about, in small letters with '_' between them; none: not to be told
-- param:  gone VARCHAR[]  outcomes that count as gone
-- param:  keys VARCHAR[]  columns that split the answer
-- param:  selected VARCHAR[]  column=value pairs that a row must meet
-- param:  since DOUBLE  seconds since 1970: clocks that start then or later; NULL for all
-- param:  until DOUBLE  seconds since 1970: clocks that start before; NULL for all
-- param:  merged VARCHAR[]  platforms that count as one
-- param:  merged_as VARCHAR  what that one is called
-- column: key VARCHAR[]  values of the splitting columns, in their order
-- column: state VARCHAR  gone, up, other (something else ended it), negative, no-look, or why the rule does not count it: no-request, other-content, start-unclear, before-start, after-end, kind-unknown, other-kind
-- column: lag_lo DOUBLE [h] lowest lag to the end or to the last look
-- column: lag_hi DOUBLE [h] highest lag to the end or to the last look
-- column: entry DOUBLE [h] lag at which the item came under observation
-- column: again BOOLEAN  a later spell: the item was up again
-- column: told BOOLEAN  what the content is about is on record
-- column: looked TIMESTAMPTZ  the last time at which any of them was looked at, or ended
-- column: n BIGINT [items] how many, frequency-weighted
-- column: lines BIGINT[]  at most 200 source lines
WITH chosen AS (
    SELECT *, lower(replace(replace(coalesce(keywords, category), ' ', '_'), '-', '_')) AS about
    FROM items_and_ends($scope, $incident, $gone, $keys, $selected, $merged, $merged_as)
),
asked AS (
    SELECT
        incident, item, "by" AS kind,
        coalesce(received_at_lo, sent_at_lo) AS at_lo,
        CASE WHEN received_at_lo IS NULL THEN sent_at_hi ELSE received_at_hi END AS at_hi
    FROM requests
),
begun AS (  -- a later spell began when the item was up again, else after the end of the spell before
    SELECT
        dataset, incident, item, spell, down_at_hi,
        coalesce(entered_at_lo, lag(down_at_lo) OVER (PARTITION BY dataset, incident, item ORDER BY spell)) AS begun_at
    FROM chosen
    WHERE item IN (SELECT item FROM asked)
),
judged AS (  -- each request about a spell, and how it stands to the rule
    SELECT
        b.dataset, b.incident, b.item, b.spell, a.at_lo, a.at_hi,
        CASE
            WHEN a.kind IS NULL THEN 'kind-unknown'
            WHEN NOT list_contains($kinds::VARCHAR[], a.kind) THEN 'other-kind'
            WHEN $ends IS NOT NULL AND epoch_us(a.at_lo) >= $ends * 1e6 THEN 'after-end'
            WHEN epoch_us(a.at_lo) >= $begins * 1e6 AND ($ends IS NULL OR epoch_us(a.at_hi) <= $ends * 1e6) THEN 'under'
            WHEN epoch_us(a.at_hi) <= $begins * 1e6 THEN 'before-start'
            ELSE 'start-unclear'
        END AS standing
    FROM begun AS b
    JOIN asked AS a ON a.item = b.item AND a.incident IS NOT DISTINCT FROM b.incident
    WHERE (coalesce(b.spell, 1) = 1 OR b.begun_at IS NULL OR a.at_hi > b.begun_at)
      AND (b.down_at_hi IS NULL OR a.at_lo < b.down_at_hi)
),
stood AS (
    SELECT
        dataset, incident, item, spell,
        coalesce(
            any_value(standing) FILTER (standing = 'under'), any_value(standing) FILTER (standing = 'start-unclear'),
            any_value(standing) FILTER (standing = 'after-end'), any_value(standing) FILTER (standing = 'before-start'),
            any_value(standing) FILTER (standing = 'kind-unknown'), 'other-kind'
        ) AS standing,
        min_by(at_lo, at_lo) FILTER (standing = 'under') AS start_lo,
        min_by(at_hi, at_lo) FILTER (standing = 'under') AS start_hi
    FROM judged
    GROUP BY ALL
),
requested AS (  -- items with requests on record, then those with a notice alone
    SELECT c.*, coalesce(s.standing, 'no-request') AS standing, s.start_lo, s.start_hi
    FROM chosen AS c
    LEFT JOIN stood AS s
        ON s.dataset = c.dataset AND s.item = c.item AND s.incident IS NOT DISTINCT FROM c.incident
        AND s.spell IS NOT DISTINCT FROM c.spell
    WHERE EXISTS (SELECT 1 FROM asked AS a WHERE a.item = c.item AND a.incident IS NOT DISTINCT FROM c.incident)
    UNION ALL
    SELECT
        c.*,
        CASE
            WHEN c.notice_at_lo IS NULL THEN 'no-request'
            WHEN c.notice_kind IS NULL THEN 'kind-unknown'
            WHEN NOT list_contains($kinds::VARCHAR[], c.notice_kind) THEN 'other-kind'
            WHEN $ends IS NOT NULL AND epoch_us(c.notice_at_lo) >= $ends * 1e6 THEN 'after-end'
            WHEN epoch_us(c.notice_at_lo) >= $begins * 1e6 AND ($ends IS NULL OR epoch_us(c.notice_at_hi) <= $ends * 1e6)
                THEN 'under'
            WHEN epoch_us(c.notice_at_hi) <= $begins * 1e6 THEN 'before-start'
            ELSE 'start-unclear'
        END AS standing,
        c.notice_at_lo AS start_lo,
        c.notice_at_hi AS start_hi
    FROM chosen AS c
    WHERE NOT EXISTS (SELECT 1 FROM asked AS a WHERE a.item = c.item AND a.incident IS NOT DISTINCT FROM c.incident)
),
measured AS (
    SELECT
        COLUMNS('^key_'),
        CASE
            WHEN t.standing = 'no-request' THEN 'no-request'
            WHEN len($words) > 0 AND t.about IS NOT NULL AND NOT list_contains($words::VARCHAR[], t.about) THEN 'other-content'
            WHEN t.standing <> 'under' THEN t.standing
            ELSE state_of_lag(t.start_lo, t.end_hi, coalesce(t.down_at_lo, t.observed_until_lo), t.fate)
        END AS state,
        greatest(0, epoch_us(coalesce(t.end_lo, t.start_lo)) - epoch_us(t.start_hi)) / 3.6e9 AS lag_lo,
        (epoch_us(t.end_hi) - epoch_us(t.start_lo)) / 3.6e9 AS lag_hi,
        greatest(0, coalesce(epoch_us(t.entered_at_lo) - epoch_us(t.start_lo), 0)) / 3.6e9 AS entry,
        coalesce(t.spell, 1) > 1 AS again,
        t.about IS NOT NULL AS told,
        t.observed_until_hi, t.last_up_at_hi, t.end_hi,
        coalesce(t.n, 1) AS n,
        t.source_line
    FROM requested AS t
    WHERE is_within(t.start_lo, $since, $until)
),
grouped AS (
    SELECT
        COLUMNS('^key_'),
        state,
        CASE WHEN state IN ('gone', 'up', 'other') THEN lag_lo END AS lag_lo,
        CASE WHEN state IN ('gone', 'up', 'other') THEN lag_hi END AS lag_hi,
        CASE WHEN state IN ('gone', 'up', 'other') THEN entry END AS entry,
        again,
        told,
        greatest(max(observed_until_hi), max(last_up_at_hi), max(end_hi)) AS looked,
        sum(n)::BIGINT AS n,
        coalesce(min(source_line, 200), []) AS lines
    FROM measured
    GROUP BY ALL
)
SELECT key_in_order($keys, key_1, key_2, key_3, key_others) AS key, state, lag_lo, lag_hi, entry, again, told, looked, n, lines
FROM grouped AS g
ORDER BY ALL
