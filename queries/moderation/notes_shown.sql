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
        m.*,
        coalesce(m.outcome = 'label', false) AS labelled,
        labelled AND m.label_end_at_hi IS NOT NULL AS ended
    FROM items_in_scope($scope, $incident, $keys, $selected, $merged, $merged_as) AS m
    WHERE m.asked_for
      AND list_contains(m.watches, 'label')
      AND (m.outcome = 'label' OR m.observed_until_hi IS NOT NULL)  -- a file of notes alone says nothing of what was shown
      AND coalesce(epoch_us(m.posted_at_lo) >= $since * 1e6, $since IS NULL)
      AND coalesce(epoch_us(m.posted_at_lo) < $until * 1e6, $until IS NULL)
),
keyed AS (
    SELECT *, key_in_order($keys, key_1, key_2, key_3, key_others) AS key FROM chosen AS c
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
