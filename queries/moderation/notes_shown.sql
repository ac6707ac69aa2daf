-- title:  Notes shown and withdrawn
-- about:  One row per group of a source that tells of labels alone: how many posts or notes it has, on how many a note was
-- about:  shown, on how many of these the moment is known, and from how many it was withdrawn.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  keys VARCHAR[]  columns that split the answer
-- param:  selected VARCHAR[]  column=value pairs that a row must meet
-- param:  since DOUBLE  seconds since 1970: posted then or later; NULL for all
-- param:  until DOUBLE  seconds since 1970: posted before; NULL for all
-- param:  merged VARCHAR[]  platforms that count as one
-- param:  merged_as VARCHAR  what that one is called
-- column: key VARCHAR[]  values of the splitting columns, in their order
-- column: items BIGINT [items] posts, or notes where the posts are not known
-- column: shown BIGINT [items] with a label at some time
-- column: timed BIGINT [items] with a label whose first moment is known to the hour
-- column: withdrawn BIGINT [items] whose label ended
-- column: dated BIGINT [items] whose label ended at a moment known to the hour
-- column: looked TIMESTAMPTZ  the last look
-- column: lines BIGINT[]  at most 200 source lines of those shown; NULL at platform scope
-- column: withdrawn_lines BIGINT[]  of those withdrawn
WITH chosen AS (
    SELECT
        m.* REPLACE (CASE WHEN len($merged) > 0 AND list_contains($merged::VARCHAR[], m.platform) THEN $merged_as::VARCHAR ELSE m.platform END AS platform),
        coalesce(m.outcome = 'label', false) AS labelled,
        labelled AND m.label_end_at_hi IS NOT NULL AS ended
    FROM moderation AS m
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = $scope
      AND ($incident IS NULL OR m.incident = $incident)
      AND list_contains(d.watches, 'label')
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
      AND coalesce(epoch_us(m.posted_at_lo) >= $since * 1e6, $since IS NULL)
      AND coalesce(epoch_us(m.posted_at_lo) < $until * 1e6, $until IS NULL)
),
keyed AS (
    SELECT
        [CASE name
            WHEN 'incident' THEN m.incident
            WHEN 'dataset' THEN m.dataset
            WHEN 'platform' THEN m.platform
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
        END FOR name IN $keys::VARCHAR[]] AS key,
        *
    FROM chosen AS m
)
SELECT
    key,
    sum(coalesce(n, 1))::BIGINT AS items,
    coalesce(sum(coalesce(n, 1)) FILTER (labelled), 0)::BIGINT AS shown,
    coalesce(sum(coalesce(n, 1)) FILTER (labelled AND label_at_hi - label_at_lo < INTERVAL 1 HOUR), 0)::BIGINT AS timed,
    coalesce(sum(coalesce(n, 1)) FILTER (ended), 0)::BIGINT AS withdrawn,
    coalesce(sum(coalesce(n, 1)) FILTER (ended AND label_end_at_hi - label_end_at_lo < INTERVAL 1 HOUR), 0)::BIGINT AS dated,
    max(observed_until_hi) AS looked,
    CASE WHEN $scope = 'incident' THEN coalesce(min(source_line, 200) FILTER (labelled), []) END AS lines,
    CASE WHEN $scope = 'incident' THEN coalesce(min(source_line, 200) FILTER (ended), []) END AS withdrawn_lines
FROM keyed
GROUP BY key
ORDER BY key
