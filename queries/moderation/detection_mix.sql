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
-- column: n BIGINT [items] how many, frequency-weighted; an item that came back counts once for each appearance
-- column: again BIGINT [items] how many of these are a later appearance
-- column: lines BIGINT[]  at most 200 source lines; NULL at platform scope
WITH telling AS (
    SELECT dataset, bool_and(detection IS NULL AND automated_detection IS NULL AND automated_decision IS NULL) AS silent
    FROM moderation
    GROUP BY dataset
),
chosen AS (
    SELECT
        m.*,
        t.silent,
        epoch_us(coalesce(m.down_at_lo, m.label_at_lo, m.entered_at_lo, m.notice_at_lo, m.posted_at_lo)) // 86400000000 AS seen_on,
        about_content(m.keywords, m.category, $named, $wide) AS about,
        len($named) = 0 OR about = 'keyword' OR (about = 'category' AND $widely) AS meant
    FROM items_in_scope($scope, $incident, $keys, $selected, $merged, $merged_as) AS m
    JOIN telling AS t USING (dataset)
    WHERE m.asked_for
),
keyed AS (
    SELECT
        COLUMNS('^key_'),
        c.about, c.meant, c.silent,
        CASE WHEN c.meant AND NOT c.silent THEN c.seen_on END AS day,
        c.detection, c.automated_detection AS detected, c.automated_decision AS decided,
        coalesce(c.n, 1) AS n,
        coalesce(c.spell, 1) > 1 AS back,
        CASE WHEN $scope = 'incident' THEN c.source_line END AS line
    FROM chosen AS c
    WHERE c.seen_on IS NULL
        OR (coalesce(c.seen_on * 86400 >= $since, true) AND coalesce(c.seen_on * 86400 < $until, true))
),
grouped AS (
    SELECT
        COLUMNS('^key_'),
        about, meant, silent, day, detection, detected, decided,
        sum(n)::BIGINT AS n,
        coalesce(sum(n) FILTER (back), 0)::BIGINT AS again,
        CASE WHEN $scope = 'incident' THEN coalesce(min(line, 200), []) END AS lines
    FROM keyed
    GROUP BY ALL
)
SELECT key_in_order($keys, key_1, key_2, key_3, key_others) AS key, about, meant, silent, day, detection, detected, decided, n, again, lines
FROM grouped AS g
