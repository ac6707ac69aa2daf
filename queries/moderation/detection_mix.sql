-- title:  Who found it, and who decided
-- about:  One row per group, day, way of detection, and part that machines had in finding and in deciding: how many items,
-- about:  frequency-weighted. Items of datasets that say nothing of any of these are silent; they are counted, and no share.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  keys VARCHAR[]  columns that split the answer
-- param:  selected VARCHAR[]  column=value pairs that a row must meet
-- param:  named VARCHAR[]  keywords that a row must have one of; empty for rows of any content
-- param:  wide VARCHAR[]  categories of which rows without a keyword may be of the same kind
-- param:  widely BOOLEAN  whether those count as well
-- param:  since DOUBLE  seconds since 1970: days that begin then or later; NULL for all
-- param:  until DOUBLE  seconds since 1970: days that begin before; NULL for all
-- param:  merged VARCHAR[]  platforms that count as one
-- param:  merged_as VARCHAR  what that one is called
-- column: key VARCHAR[]  values of the splitting columns, in their order
-- column: about VARCHAR  keyword: one of those named; category: no keyword, and a wide category; no keyword; other; NULL where none is named
-- column: meant BOOLEAN  it is of the content that was asked for
-- column: silent BOOLEAN  its dataset never says who found anything
-- column: day BIGINT [days] day of the decision, else of the notice or the posting, days since 1970 in UTC; only where meant
-- column: detection VARCHAR  what led the platform to it; NULL where it is not said
-- column: detected BOOLEAN  found by a machine; NULL where it is not said
-- column: decided VARCHAR  decided by a machine: fully, partially, not; NULL where it is not said
-- column: n BIGINT [items] how many, frequency-weighted
-- column: lines BIGINT[]  at most 200 source lines; NULL at platform scope
WITH telling AS (
    SELECT dataset, bool_and(detection IS NULL AND automated_detection IS NULL AND automated_decision IS NULL) AS silent
    FROM moderation
    GROUP BY dataset
),
chosen AS (
    SELECT
        m.* REPLACE (CASE WHEN len($merged) > 0 AND list_contains($merged::VARCHAR[], m.platform) THEN $merged_as::VARCHAR ELSE m.platform END AS platform),
        t.silent,
        epoch_us(coalesce(m.down_at_lo, m.label_at_lo, m.entered_at_lo, m.notice_at_lo, m.posted_at_lo)) // 86400000000 AS seen_on,
        CASE
            WHEN len($named) = 0 THEN NULL
            WHEN list_contains($named::VARCHAR[], m.keywords) THEN 'keyword'
            WHEN m.keywords IS NULL AND list_contains($wide::VARCHAR[], m.category) THEN 'category'
            WHEN m.keywords IS NULL THEN 'no keyword'
            ELSE 'other'
        END AS about,
        len($named) = 0 OR about = 'keyword' OR (about = 'category' AND $widely) AS meant
    FROM moderation AS m
    JOIN datasets AS d USING (dataset)
    JOIN telling AS t USING (dataset)
    WHERE d.scope = $scope
      AND ($incident IS NULL OR m.incident = $incident)
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
keyed AS (  -- a column that does not split is empty everywhere, which costs the engine nothing
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
        c.about, c.meant, c.silent,
        CASE WHEN c.meant AND NOT c.silent THEN c.seen_on END AS day,
        c.detection, c.automated_detection AS detected, c.automated_decision AS decided,
        coalesce(c.n, 1) AS n,
        CASE WHEN $scope = 'incident' THEN c.source_line END AS line
    FROM chosen AS c
    WHERE c.seen_on IS NULL
        OR (coalesce(c.seen_on * 86400 >= $since, true) AND coalesce(c.seen_on * 86400 < $until, true))
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
        about, meant, silent, day, detection, detected, decided,
        sum(n)::BIGINT AS n,
        CASE WHEN $scope = 'incident' THEN coalesce(min(line, 200), []) END AS lines
    FROM keyed
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
    about, meant, silent, day, detection, detected, decided, n, lines
FROM grouped
