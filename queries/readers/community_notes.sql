-- title:  X's Community Notes
-- about:  One row per post, or per note where the file does not say the posts: when a note was first shown on it. Of
-- about:  several notes the first shown counts, and the label ends when the last of them was withdrawn. What was never
-- about:  shown has no outcome and is watched until the snapshot. Rows that cannot be used follow, for the checks to reject.
-- reads:  community_notes_rows(line BIGINT, note VARCHAR, post VARCHAR, note_at BIGINT, post_at BIGINT, first VARCHAR, first_at BIGINT, current VARCHAR, shown VARCHAR, shown_lo BIGINT, shown_hi BIGINT, ended BOOLEAN, ended_lo BIGINT, ended_hi BIGINT, newest BIGINT, harmless BOOLEAN, unread VARCHAR)
-- param:  unit       VARCHAR  'post' or 'note'
-- param:  last_look  VARCHAR  when the snapshot was taken; NULL where the file says nothing of statuses
-- column: line            BIGINT   line of the file
-- column: platform        VARCHAR  X
-- column: item            VARCHAR  id of the post, or of the note
-- column: posted_at       VARCHAR  the minute of the post, or of the note
-- column: entered_at      VARCHAR  when its first note was written, where the post's own time is not known
-- column: label_at        VARCHAR  when a note was first shown, or between which moments
-- column: label_end_at    VARCHAR  when the last note was withdrawn, or between which moments
-- column: down_at         VARCHAR  as label_at: the end of the wait for a label
-- column: outcome         VARCHAR  'label', or NULL where none was shown
-- column: observed_until  VARCHAR  the snapshot
-- column: content_type    VARCHAR  what a row is: post or note
WITH units AS (
    SELECT *, CASE $unit WHEN 'post' THEN post ELSE note END AS id, CASE $unit WHEN 'post' THEN post_at ELSE note_at END AS posted
    FROM community_notes_rows
    WHERE unread IS NULL
),
items AS (
    SELECT
        id,
        min(line) AS line,
        min(posted) AS posted,
        min(note_at) AS entered,
        bool_or(shown IS NOT NULL) AS labelled,
        min(shown_lo) AS label_lo,
        min(shown_hi) AS label_hi,
        bool_and(ended) FILTER (shown IS NOT NULL) AS ended,
        max(ended_lo) AS end_lo,
        CASE WHEN bool_and(ended_hi IS NOT NULL) FILTER (ended) THEN max(ended_hi) END AS end_hi
    FROM units
    WHERE id IS NOT NULL
    GROUP BY id
),
written AS (
    SELECT
        id, line, labelled, ended,
        strftime(make_timestamp(posted * 1000), '%Y-%m-%dT%H:%MZ') AS posted_at,
        list_transform(
            [entered, label_lo, label_hi, end_lo, end_hi],
            lambda ms: strftime(make_timestamp(ms * 1000), '%Y-%m-%dT%H:%M:%S.%gZ')) AS moment
    FROM items
),
told AS (
    SELECT
        *,
        CASE WHEN labelled THEN CASE WHEN moment[2] = moment[3] THEN moment[2] ELSE moment[2] || ' -- ' || coalesce(moment[3], $last_look) END END AS label_at,
        CASE WHEN ended THEN CASE WHEN moment[4] = moment[5] THEN moment[4] ELSE moment[4] || ' -- ' || coalesce(moment[5], $last_look) END END AS label_end_at
    FROM written
)
SELECT
    line,
    'X' AS platform,
    id AS item,
    posted_at,
    CASE WHEN posted_at IS NULL THEN moment[1] END AS entered_at,
    label_at,
    label_end_at,
    label_at AS down_at,
    CASE WHEN labelled THEN 'label' END AS outcome,
    $last_look::VARCHAR AS observed_until,
    $unit::VARCHAR AS content_type
FROM told
UNION ALL
SELECT line, 'X', NULL, 'not a whole number: ' || unread, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM community_notes_rows
WHERE unread IS NOT NULL
