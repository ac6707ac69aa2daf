-- title:  Lags by cluster
-- about:  One row per group, cluster, lag on a grid, and entry: how many items, frequency-weighted. What a bootstrap over
-- about:  clusters draws from; items that lags_by_group cannot use are not in it.
-- about:  A lag is the middle of its interval, moved up to the grid, and no longer than the horizon: an item still up
-- about:  then has not ended. A cluster is a day of the clock's start on the wall clock of a zone, or one uploader; an
-- about:  item without an uploader falls into one of 2,000 at random.
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
WITH asked AS (
    SELECT incident, item, sent_at_lo, sent_at_hi, round, source_line FROM requests
),
chosen AS (
    SELECT
        m.* REPLACE (CASE WHEN len($merged) > 0 AND list_contains($merged::VARCHAR[], m.platform) THEN $merged_as::VARCHAR ELSE m.platform END AS platform),
        d.scope,
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
begun AS (  -- a later spell began when the item was up again, else after the end of the spell before
    SELECT
        dataset, incident, item, spell, down_at_hi,
        coalesce(entered_at_lo, lag(down_at_lo) OVER (PARTITION BY dataset, incident, item ORDER BY spell)) AS begun_at
    FROM chosen
    WHERE $clock IN ('first-request', 'last-request', 'every-request') AND item IN (SELECT item FROM asked)
),
request_clocks AS (
    SELECT
        c.dataset, c.incident, c.item, c.spell,
        CASE WHEN $clock = 'every-request' THEN {'round': r.round, 'at': r.sent_at_lo, 'line': r.source_line} END AS single,
        min_by(r.sent_at_lo, r.sent_at_lo) AS first_lo,
        min_by(r.sent_at_hi, r.sent_at_lo) AS first_hi,
        max_by(r.sent_at_lo, r.sent_at_lo) AS last_lo,
        max_by(r.sent_at_hi, r.sent_at_lo) AS last_hi
    FROM begun AS c
    JOIN asked AS r ON r.item = c.item AND r.incident IS NOT DISTINCT FROM c.incident
    WHERE (coalesce(c.spell, 1) = 1 OR c.begun_at IS NULL OR r.sent_at_hi > c.begun_at)
      AND (c.down_at_hi IS NULL OR r.sent_at_lo < c.down_at_hi)
    GROUP BY ALL
),
requested AS (  -- joined only where a request is the clock
    SELECT
        *,
        NULL::TIMESTAMPTZ AS first_lo, NULL::TIMESTAMPTZ AS first_hi, NULL::TIMESTAMPTZ AS last_lo, NULL::TIMESTAMPTZ AS last_hi
    FROM chosen
    WHERE $clock NOT IN ('first-request', 'last-request', 'every-request')
    UNION ALL
    SELECT c.*, q.first_lo, q.first_hi, q.last_lo, q.last_hi
    FROM chosen AS c
    LEFT JOIN request_clocks AS q
        ON q.dataset = c.dataset AND q.item = c.item AND q.incident IS NOT DISTINCT FROM c.incident
        AND q.spell IS NOT DISTINCT FROM c.spell
    WHERE $clock IN ('first-request', 'last-request', 'every-request')
),
timed AS (
    SELECT
        c.*,
        CASE $clock
            WHEN 'post' THEN c.posted_at_lo
            WHEN 'notice' THEN c.notice_at_lo
            WHEN 'label' THEN c.label_at_lo
            WHEN 'first-request' THEN c.first_lo
            WHEN 'every-request' THEN c.first_lo
            WHEN 'last-request' THEN c.last_lo
        END AS start_lo,
        CASE $clock
            WHEN 'post' THEN c.posted_at_hi
            WHEN 'notice' THEN c.notice_at_hi
            WHEN 'label' THEN c.label_at_hi
            WHEN 'first-request' THEN c.first_hi
            WHEN 'every-request' THEN c.first_hi
            WHEN 'last-request' THEN c.last_hi
        END AS start_hi,
        CASE c.fate
            WHEN 'gone' THEN least(coalesce(c.last_up_at_lo, c.down_at_lo), coalesce(c.down_at_lo, c.last_up_at_lo))
            WHEN 'other' THEN c.down_at_lo
            ELSE coalesce(c.observed_until_lo, c.last_up_at_lo, c.down_at_lo)
        END AS end_lo,
        CASE c.fate
            WHEN 'gone' THEN coalesce(c.down_at_hi, c.observed_until_hi)
            WHEN 'other' THEN c.down_at_hi
            ELSE coalesce(c.observed_until_hi, c.last_up_at_hi, c.down_at_hi)
        END AS end_hi
    FROM requested AS c
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
            WHEN t.start_lo IS NULL THEN 'no-start'
            WHEN t.end_hi IS NULL THEN 'no-look'
            WHEN t.end_hi < t.start_lo THEN 'negative'
            WHEN t.end_hi = t.start_lo AND t.fate <> 'up' AND coalesce(t.down_at_lo, t.observed_until_lo) < t.end_hi
                THEN 'negative'  -- an interval does not hold its end: it was down before the clock started
            ELSE t.fate
        END AS state,
        greatest(0, epoch_us(coalesce(t.end_lo, t.start_lo)) - epoch_us(t.start_hi)) / 3.6e9 AS lag_lo,
        (epoch_us(t.end_hi) - epoch_us(t.start_lo)) / 3.6e9 AS lag_hi,
        greatest(0, coalesce(epoch_us(t.entered_at_lo) - epoch_us(t.start_lo), 0)) / 3.6e9 AS entry,
        CASE $cluster
            WHEN 'day' THEN date_diff('day', DATE '1970-01-01', timezone($zone, t.start_lo)::DATE)
            ELSE coalesce((hash(t.uploader) % 1000000007)::BIGINT, -1 - (hash(t.dataset, t.item, t.source_line) % 2000)::BIGINT)
        END AS cluster,
        t.uploader IS NOT NULL AS named,
        coalesce(t.n, 1) AS n
    FROM timed AS t
    WHERE t.start_lo IS NULL
        OR (coalesce(epoch_us(t.start_lo) >= $since * 1e6, true) AND coalesce(epoch_us(t.start_lo) < $until * 1e6, true))
),
placed AS (
    SELECT
        * EXCLUDE (entry),
        (lag_lo + lag_hi) / 2 AS middle,
        CASE WHEN entry < lag_lo THEN entry ELSE greatest(0, lag_lo - 1e-9) END AS entry
    FROM measured
    WHERE state IN ('gone', 'up', 'other') AND (entry = 0 OR lag_hi > entry)
),
grouped AS (
    SELECT
        key_incident, key_dataset, key_platform, key_outcome, key_spell, key_notice_kind, key_detection, key_automated_detection,
        key_automated_decision, key_ground, key_category, key_keywords, key_content_type, key_language, key_region,
        cluster,
        least($horizon, ceil(middle / $step) * $step) AS lag,
        state = 'gone' AND middle <= $horizon AS gone,
        CASE WHEN entry > 0 THEN least($horizon, floor(entry / $step) * $step) ELSE 0 END AS entry,
        sum(n)::BIGINT AS n,
        coalesce(sum(n) FILTER (named), 0)::BIGINT AS named
    FROM placed
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
    cluster, lag, gone, entry, n, named
FROM grouped
ORDER BY ALL
