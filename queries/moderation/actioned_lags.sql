-- title:  Lags of what was acted on
-- about:  One row per group, state, day of decision, lag in days and lag interval: how many items, frequency-weighted.
-- about:  Only rows with an outcome that counts, a time of posting and a time of the decision are timed; decisions about
-- about:  accounts, dates that stand for 'unknown' and decisions before the posting are states of their own. Lags known
-- about:  to less than an hour lie on a grid: of minutes up to two days, of hours up to ninety, of days beyond.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  gone VARCHAR[]  outcomes that count as acted on
-- param:  recent BOOLEAN  whether to say how far the archive reaches
-- param:  keys VARCHAR[]  columns that split the answer
-- param:  selected VARCHAR[]  column=value pairs that a row must meet
-- param:  named VARCHAR[]  keywords that a row must have one of; empty for rows of any content
-- param:  wide VARCHAR[]  categories of which rows without a keyword may be of the same kind
-- param:  widely BOOLEAN  whether those count as well
-- param:  since DOUBLE  seconds since 1970: posted then or later; NULL for all
-- param:  until DOUBLE  seconds since 1970: posted before; NULL for all
-- param:  merged VARCHAR[]  platforms that count as one
-- param:  merged_as VARCHAR  what that one is called
-- column: key VARCHAR[]  values of the splitting columns, in their order
-- column: about VARCHAR  keyword: one of those named; category: no keyword, and a wide category; no keyword; other; NULL where none is named
-- column: meant BOOLEAN  it is of the content that was asked for
-- column: state VARCHAR  timed, or why not: account, up, other, no-start, no-end, sentinel, negative
-- column: day BIGINT [days] day of the decision, days since 1970 in UTC; only where timed and meant
-- column: days BIGINT [days] from the day of posting to that of the decision
-- column: lag_lo DOUBLE [h] lowest lag
-- column: lag_hi DOUBLE [h] highest lag
-- column: first BIGINT [days] the day by which one in a hundred of the platform's decisions had been taken; NULL unless asked for
-- column: last BIGINT [days] the day by which 999 in a thousand had been taken: the end of the archive
-- column: hours DOUBLE [h] sum of lags, middle to middle
-- column: n BIGINT [items] how many, frequency-weighted
-- column: lines BIGINT[]  at most 200 source lines; NULL at platform scope
WITH chosen AS (
    SELECT
        m.* REPLACE (CASE WHEN len($merged) > 0 AND list_contains($merged::VARCHAR[], m.platform) THEN $merged_as::VARCHAR ELSE m.platform END AS platform),
        CASE WHEN m.outcome = 'label' THEN m.label_at_lo ELSE m.down_at_lo END AS decided_at,
        CASE WHEN m.outcome = 'label' THEN m.label_at_lo ELSE coalesce(m.last_up_at_lo, m.down_at_lo) END AS end_lo,
        CASE WHEN m.outcome = 'label' THEN m.label_at_hi ELSE m.down_at_hi END AS end_hi,
        CASE
            WHEN len($named) = 0 THEN NULL
            WHEN list_contains($named::VARCHAR[], m.keywords) THEN 'keyword'
            WHEN m.keywords IS NULL AND list_contains($wide::VARCHAR[], m.category) THEN 'category'
            WHEN m.keywords IS NULL THEN 'no keyword'
            ELSE 'other'
        END AS about,
        len($named) = 0 OR about = 'keyword' OR (about = 'category' AND $widely) AS meant,
        len($selected) = 0 OR len(list_filter($selected, lambda pair: coalesce(CASE split_part(pair, '=', 1)
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
        END, '') <> substr(pair, strpos(pair, '=') + 1))) = 0 AS picked
    FROM moderation AS m
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = $scope
      AND ($incident IS NULL OR m.incident = $incident)
      AND (len(d.watches) = 0 OR list_has_any(d.watches, $gone::VARCHAR[]))  -- of other outcomes its silence says nothing
),
alike AS (  -- rows that agree in every time are one before anything is worked out; a column that does not split is empty
    SELECT
        CASE WHEN list_contains($keys::VARCHAR[], 'incident') THEN c.incident END AS key_incident,
        CASE WHEN list_contains($keys::VARCHAR[], 'dataset') THEN c.dataset END AS key_dataset,
        CASE WHEN list_contains($keys::VARCHAR[], 'platform') THEN c.platform END AS key_platform,
        CASE WHEN list_contains($keys::VARCHAR[], 'outcome') THEN c.outcome END AS key_outcome,
        CASE WHEN list_contains($keys::VARCHAR[], 'spell') THEN c.spell::VARCHAR END AS key_spell,
        CASE WHEN list_contains($keys::VARCHAR[], 'notice_kind') THEN c.notice_kind END AS key_notice_kind,
        CASE WHEN list_contains($keys::VARCHAR[], 'detection') THEN c.detection END AS key_detection,
        CASE WHEN list_contains($keys::VARCHAR[], 'automated_detection') THEN c.automated_detection::VARCHAR END AS key_automated_detection,
        CASE WHEN list_contains($keys::VARCHAR[], 'automated_decision') THEN c.automated_decision END AS key_automated_decision,
        CASE WHEN list_contains($keys::VARCHAR[], 'ground') THEN c.ground END AS key_ground,
        CASE WHEN list_contains($keys::VARCHAR[], 'category') THEN c.category END AS key_category,
        CASE WHEN list_contains($keys::VARCHAR[], 'keywords') THEN c.keywords END AS key_keywords,
        CASE WHEN list_contains($keys::VARCHAR[], 'content_type') THEN c.content_type END AS key_content_type,
        CASE WHEN list_contains($keys::VARCHAR[], 'language') THEN c.language END AS key_language,
        CASE WHEN list_contains($keys::VARCHAR[], 'region') THEN c.region END AS key_region,
        c.platform, c.about, c.meant, c.picked, c.outcome, c.posted_at_lo, c.posted_at_hi, c.decided_at, c.end_lo, c.end_hi,
        sum(coalesce(c.n, 1))::BIGINT AS n,
        CASE WHEN $scope = 'incident' THEN coalesce(min(c.source_line, 200), []) END AS lines
    FROM chosen AS c
    GROUP BY ALL
),
spread AS (  -- every decision of the platform, of whatever kind, tells how far the archive reaches
    SELECT platform, epoch_us(decided_at) // 86400000000 AS decided_on, sum(n) AS n
    FROM alike
    WHERE $recent AND decided_at IS NOT NULL
    GROUP BY ALL
),
reached AS (
    SELECT platform, min(decided_on) FILTER (WHERE taken >= 0.01 * everything) AS first, min(decided_on) FILTER (WHERE taken >= 0.999 * everything) AS last
    FROM (
        SELECT platform, decided_on, sum(n) OVER (PARTITION BY platform ORDER BY decided_on) AS taken, sum(n) OVER (PARTITION BY platform) AS everything
        FROM spread
    )
    GROUP BY platform
),
judged AS (
    SELECT
        a.*,
        epoch_us(decided_at) // 86400000000 AS decided_on,
        epoch_us(posted_at_lo) // 86400000000 AS posted_on,
        (epoch_us(end_lo) + epoch_us(end_hi) - epoch_us(posted_at_lo) - epoch_us(posted_at_hi)) / 7.2e9 AS middle,
        greatest(0, epoch_us(end_lo) - epoch_us(posted_at_hi)) / 3.6e9 AS low,
        (epoch_us(end_hi) - epoch_us(posted_at_lo)) / 3.6e9 AS high,
        CASE WHEN high - low >= 1 THEN NULL WHEN high <= 48 THEN 60.0 WHEN high <= 2160 THEN 1.0 ELSE 1 / 24.0 END AS grid,
        CASE
            WHEN outcome = 'account' THEN 'account'
            WHEN outcome IN ('up', 'refused') THEN 'up'
            WHEN outcome IS NULL OR NOT list_contains($gone::VARCHAR[], outcome) THEN 'other'
            WHEN posted_at_lo IS NULL THEN 'no-start'
            WHEN end_hi IS NULL OR decided_at IS NULL THEN 'no-end'
            WHEN posted_at_lo < TIMESTAMPTZ '2000-01-02 00:00:00Z' OR end_lo - posted_at_lo > INTERVAL 7305 DAY THEN 'sentinel'
            WHEN end_hi < posted_at_lo OR (end_hi = posted_at_lo AND posted_at_lo < posted_at_hi) THEN 'negative'
            ELSE 'timed'
        END AS state,
        state = 'timed' AND meant AS used
    FROM alike AS a
    WHERE picked AND (posted_at_lo IS NULL
        OR (coalesce(epoch_us(posted_at_lo) >= $since * 1e6, true) AND coalesce(epoch_us(posted_at_lo) < $until * 1e6, true)))
),
gridded AS (
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
        platform, about, meant, state,
        CASE WHEN used THEN decided_on END AS day,
        CASE WHEN used THEN greatest(0, decided_on - posted_on) END AS days,
        CASE WHEN used THEN coalesce(floor(low * grid) / grid, low) END AS lag_lo,
        CASE WHEN used THEN coalesce(ceil(high * grid) / grid, high) END AS lag_hi,
        sum(CASE WHEN used THEN greatest(0, middle) * n END) AS hours,
        sum(n)::BIGINT AS n,
        CASE WHEN $scope = 'incident' THEN list_sort(flatten(list(lines)))[:200] END AS lines
    FROM judged
    GROUP BY ALL
)
SELECT key, about, meant, state, day, days, lag_lo, lag_hi, first, last, hours, n, lines
FROM gridded
LEFT JOIN reached USING (platform)
