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
    SELECT
        m.* REPLACE (CASE WHEN len($merged) > 0 AND list_contains($merged::VARCHAR[], m.platform) THEN $merged_as::VARCHAR ELSE m.platform END AS platform),
        lower(replace(replace(coalesce(m.keywords, m.category), ' ', '_'), '-', '_')) AS about,
        CASE
            WHEN list_contains($gone::VARCHAR[], m.outcome) THEN 'gone'
            WHEN m.outcome IN ('removed', 'uploader', 'account', 'private', 'unknown') AND m.down_at_lo IS NOT NULL
                THEN 'other'
            ELSE 'up'
        END AS fate
    FROM moderation AS m
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = $scope
      AND ($incident IS NULL OR m.incident = $incident)
      AND (len(d.watches) = 0 OR list_has_any(d.watches, $gone::VARCHAR[]))  -- of other outcomes its silence says nothing
      AND (len($selected) = 0 OR len(list_filter($selected, lambda pair: coalesce(CASE split_part(pair, '=', 1)
            WHEN 'dataset' THEN m.dataset
            WHEN 'platform' THEN CASE WHEN len($merged) > 0 AND list_contains($merged::VARCHAR[], m.platform) THEN $merged_as::VARCHAR ELSE m.platform END
            WHEN 'outcome' THEN m.outcome
            WHEN 'spell' THEN m.spell::VARCHAR
            WHEN 'notice_kind' THEN m.notice_kind
            WHEN 'detection' THEN m.detection
            WHEN 'automated_detection' THEN m.automated_detection::VARCHAR
            WHEN 'automated_decision' THEN m.automated_decision
            WHEN 'ground' THEN m.ground
            WHEN 'category' THEN m.category
            WHEN 'keywords' THEN m.keywords
            WHEN 'content_type' THEN m.content_type
            WHEN 'language' THEN m.language
            WHEN 'region' THEN m.region
        END, '') <> substr(pair, strpos(pair, '=') + 1))) = 0)
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
timed AS (
    SELECT
        r.*,
        CASE r.fate
            WHEN 'gone' THEN least(coalesce(r.last_up_at_lo, r.down_at_lo), coalesce(r.down_at_lo, r.last_up_at_lo))
            WHEN 'other' THEN r.down_at_lo
            ELSE coalesce(r.observed_until_lo, r.last_up_at_lo, r.down_at_lo)
        END AS end_lo,
        CASE r.fate
            WHEN 'gone' THEN coalesce(r.down_at_hi, r.observed_until_hi)
            WHEN 'other' THEN r.down_at_hi
            ELSE coalesce(r.observed_until_hi, r.last_up_at_hi, r.down_at_hi)
        END AS end_hi
    FROM requested AS r
),
measured AS (  -- a column that does not split is empty everywhere, which costs the engine nothing
    SELECT
        CASE WHEN list_contains($keys::VARCHAR[], 'incident') THEN t.incident END AS key_incident,
        CASE WHEN list_contains($keys::VARCHAR[], 'dataset') THEN t.dataset END AS key_dataset,
        CASE WHEN list_contains($keys::VARCHAR[], 'platform') THEN t.platform END AS key_platform,
        CASE WHEN list_contains($keys::VARCHAR[], 'outcome') THEN t.outcome END AS key_outcome,
        CASE WHEN list_contains($keys::VARCHAR[], 'spell') THEN t.spell::VARCHAR END AS key_spell,
        CASE WHEN list_contains($keys::VARCHAR[], 'notice_kind') THEN t.notice_kind END AS key_notice_kind,
        CASE WHEN list_contains($keys::VARCHAR[], 'detection') THEN t.detection END AS key_detection,
        CASE WHEN list_contains($keys::VARCHAR[], 'automated_detection') THEN t.automated_detection::VARCHAR END AS key_automated_detection,
        CASE WHEN list_contains($keys::VARCHAR[], 'automated_decision') THEN t.automated_decision END AS key_automated_decision,
        CASE WHEN list_contains($keys::VARCHAR[], 'ground') THEN t.ground END AS key_ground,
        CASE WHEN list_contains($keys::VARCHAR[], 'category') THEN t.category END AS key_category,
        CASE WHEN list_contains($keys::VARCHAR[], 'keywords') THEN t.keywords END AS key_keywords,
        CASE WHEN list_contains($keys::VARCHAR[], 'content_type') THEN t.content_type END AS key_content_type,
        CASE WHEN list_contains($keys::VARCHAR[], 'language') THEN t.language END AS key_language,
        CASE WHEN list_contains($keys::VARCHAR[], 'region') THEN t.region END AS key_region,
        CASE
            WHEN t.standing = 'no-request' THEN 'no-request'
            WHEN len($words) > 0 AND t.about IS NOT NULL AND NOT list_contains($words::VARCHAR[], t.about) THEN 'other-content'
            WHEN t.standing <> 'under' THEN t.standing
            WHEN t.end_hi IS NULL THEN 'no-look'
            WHEN t.end_hi < t.start_lo THEN 'negative'
            WHEN t.end_hi = t.start_lo AND t.fate <> 'up' AND coalesce(t.down_at_lo, t.observed_until_lo) < t.end_hi
                THEN 'negative'  -- an interval does not hold its end: it was down before the clock started
            ELSE t.fate
        END AS state,
        greatest(0, epoch_us(coalesce(t.end_lo, t.start_lo)) - epoch_us(t.start_hi)) / 3.6e9 AS lag_lo,
        (epoch_us(t.end_hi) - epoch_us(t.start_lo)) / 3.6e9 AS lag_hi,
        greatest(0, coalesce(epoch_us(t.entered_at_lo) - epoch_us(t.start_lo), 0)) / 3.6e9 AS entry,
        coalesce(t.spell, 1) > 1 AS again,
        t.about IS NOT NULL AS told,
        t.observed_until_hi, t.last_up_at_hi, t.end_hi,
        coalesce(t.n, 1) AS n,
        t.source_line
    FROM timed AS t
    WHERE t.start_lo IS NULL
        OR (coalesce(epoch_us(t.start_lo) >= $since * 1e6, true) AND coalesce(epoch_us(t.start_lo) < $until * 1e6, true))
),
grouped AS (
    SELECT
        key_incident,
        key_dataset,
        key_platform,
        key_outcome,
        key_spell,
        key_notice_kind,
        key_detection,
        key_automated_detection,
        key_automated_decision,
        key_ground,
        key_category,
        key_keywords,
        key_content_type,
        key_language,
        key_region,
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
SELECT
    [CASE name
        WHEN 'incident' THEN key_incident
        WHEN 'dataset' THEN key_dataset
        WHEN 'platform' THEN key_platform
        WHEN 'outcome' THEN key_outcome
        WHEN 'spell' THEN key_spell
        WHEN 'notice_kind' THEN key_notice_kind
        WHEN 'detection' THEN key_detection
        WHEN 'automated_detection' THEN key_automated_detection
        WHEN 'automated_decision' THEN key_automated_decision
        WHEN 'ground' THEN key_ground
        WHEN 'category' THEN key_category
        WHEN 'keywords' THEN key_keywords
        WHEN 'content_type' THEN key_content_type
        WHEN 'language' THEN key_language
        WHEN 'region' THEN key_region
    END FOR name IN $keys::VARCHAR[]] AS key,
    state, lag_lo, lag_hi, entry, again, told, looked, n, lines
FROM grouped
ORDER BY ALL
