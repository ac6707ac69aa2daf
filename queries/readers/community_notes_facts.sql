-- title:  Community Notes, what the file says
-- about:  One row: how many notes there are, what is known of them, and the newest time of the file.
-- reads:  community_notes_rows(line BIGINT, note VARCHAR, post VARCHAR, note_at BIGINT, post_at BIGINT, first VARCHAR, first_at BIGINT, current VARCHAR, shown VARCHAR, shown_lo BIGINT, shown_hi BIGINT, ended BOOLEAN, ended_lo BIGINT, ended_hi BIGINT, newest BIGINT, harmless BOOLEAN, unread VARCHAR)
-- reads:  whole(note VARCHAR, created VARCHAR, first_at VARCHAR, current_at VARCHAR, latest_at VARCHAR, lock_at VARCHAR, changed_at VARCHAR)
-- column: notes         BIGINT   [notes] that are read: where any says its post, only those that do
-- column: with_post     BIGINT   [notes] whose post the file says
-- column: posts         BIGINT   [posts] different ones
-- column: old_posts     BIGINT   [posts] with an id that carries no time
-- column: timed         BIGINT   [notes] first shown at a known moment
-- column: spans         BIGINT   [notes] first shown between two known moments
-- column: spans_lines   BIGINT[] their first 200 lines
-- column: untimed       BIGINT   [notes] shown, and no time of it
-- column: untimed_lines BIGINT[] their first 200 lines
-- column: never         BIGINT   [notes] never shown, as far as the file says
-- column: not_helpful   BIGINT   [notes] of those, first rated not helpful
-- column: ended         BIGINT   [notes] shown and withdrawn
-- column: ended_open    BIGINT   [notes] of those, withdrawn at a time that is not known
-- column: harmless      BIGINT   [notes] shown, which say that the post is not misleading
-- column: without       BIGINT   [notes] without a post, where others have one
-- column: repeated      BIGINT   [rows] of a note that a row above them has; counted once
-- column: repeated_lines BIGINT[] their first 200 lines
-- column: newest        VARCHAR  the newest time of the whole file, whatever the filter, ISO 8601 UTC
WITH readable AS (SELECT *, bool_or(post IS NOT NULL) OVER () AS by_post FROM community_notes_rows WHERE unread IS NULL),
numbered AS (
    SELECT *, row_number() OVER (PARTITION BY note, post ORDER BY line) > 1 AS again
    FROM readable
    WHERE post IS NOT NULL OR NOT by_post
),
used AS (SELECT * FROM numbered WHERE NOT again),
every AS (
    SELECT
        try_cast(regexp_extract(note, '^\d{11,19}$') AS BIGINT) AS id,
        list_transform(
            [created, first_at, current_at, latest_at, lock_at, changed_at],
            lambda t: try_cast(regexp_extract(t, '^(\d{1,18})(\.0*)?$', 1) AS BIGINT)) AS ms
    FROM whole
)
SELECT
    count(*) AS notes,
    count(post) AS with_post,
    count(DISTINCT post) AS posts,
    count(DISTINCT post) FILTER (post_at IS NULL) AS old_posts,
    count(*) FILTER (shown = 'exact') AS timed,
    count(*) FILTER (shown = 'between') AS spans,
    coalesce(list(line ORDER BY line) FILTER (shown = 'between'), [])[:200] AS spans_lines,
    count(*) FILTER (shown = 'untimed') AS untimed,
    coalesce(list(line ORDER BY line) FILTER (shown = 'untimed'), [])[:200] AS untimed_lines,
    count(*) FILTER (shown IS NULL) AS never,
    count(*) FILTER (shown IS NULL AND first = 'NOT_HELPFUL') AS not_helpful,
    count(*) FILTER (ended) AS ended,
    count(*) FILTER (ended AND ended_hi IS NULL) AS ended_open,
    count(*) FILTER (harmless AND shown IS NOT NULL) AS harmless,
    (SELECT count(DISTINCT note) FROM readable WHERE post IS NULL AND by_post) AS without,
    (SELECT count(*) FROM numbered WHERE again) AS repeated,
    (SELECT coalesce(list(line ORDER BY line), [])[:200] FROM numbered WHERE again) AS repeated_lines,
    strftime(make_timestamp((SELECT max(greatest((id >> 22) + 1288834974657, list_max(ms))) FROM every) * 1000), '%Y-%m-%dT%H:%M:%S.%gZ') AS newest
FROM used
