-- title:  Notes of X's Community Notes
-- about:  One row per row of the file: the note's and the post's time from their ids (exact integers), when the note was
-- about:  first shown as helpful and when it was withdrawn, each as the span in which it must have happened. Times are
-- about:  milliseconds since 1970; empty, 0 and -1 are none. The end of a span that is open is the snapshot.
-- reads:  source(line BIGINT, note VARCHAR, post VARCHAR, created VARCHAR, first_at VARCHAR, first VARCHAR, current_at VARCHAR, current VARCHAR, latest_at VARCHAR, latest VARCHAR, lock_at VARCHAR, locked VARCHAR, changed_at VARCHAR, classification VARCHAR)
-- column: line      BIGINT   line of the file
-- column: note      VARCHAR  the note's id
-- column: post      VARCHAR  the post's id; NULL where the file does not say it
-- column: note_at   BIGINT   [ms] when the note was written
-- column: post_at   BIGINT   [ms] when the post was made; NULL where its id is older than ids with a time
-- column: first     VARCHAR  its first status: HELPFUL, NOT_HELPFUL or NULL
-- column: first_at  BIGINT   [ms] when it got that
-- column: current   VARCHAR  its status in the snapshot: HELPFUL, NOT_HELPFUL, NEEDS_MORE_RATINGS or NULL
-- column: shown     VARCHAR  'exact', 'between' or 'untimed': how exactly its first showing is known; NULL where never shown
-- column: shown_lo  BIGINT   [ms] first shown then or later
-- column: shown_hi  BIGINT   [ms] first shown then or earlier; NULL: by the snapshot
-- column: ended     BOOLEAN  shown once, and not in the snapshot
-- column: ended_lo  BIGINT   [ms] withdrawn then or later
-- column: ended_hi  BIGINT   [ms] withdrawn then or earlier; NULL: by the snapshot
-- column: newest    BIGINT   [ms] the newest time of the row
-- column: harmless  BOOLEAN  the note says that the post is not misleading
-- column: unread    VARCHAR  a cell that should be a whole number and is not; the row cannot be used
WITH moments AS (
    SELECT
        line, note, post,
        try_cast(regexp_extract(note, '^\d{1,19}$') AS BIGINT) AS note_id,
        try_cast(regexp_extract(post, '^\d{1,19}$') AS BIGINT) AS post_id,
        list_transform(
            [created, first_at, current_at, latest_at, lock_at, changed_at],
            lambda t: nullif(try_cast(regexp_extract(t, '^(\d{1,18})(\.0*)?$', 1) AS BIGINT), 0)) AS ms,
        list_transform(
            [first, current, latest, locked],
            lambda s: regexp_replace(upper(s), '^CURRENTLY_RATED_', '')) AS status,
        upper(classification) = 'NOT_MISLEADING' AS harmless,
        list_filter(
            [created, first_at, current_at, latest_at, lock_at, changed_at],
            lambda t: NOT regexp_full_match(t, '-?\d{1,18}(\.0*)?'))[1] AS odd
    FROM source
),
named AS (
    SELECT
        line, note, post, harmless,
        CASE WHEN note_id >= 30000000000 THEN (note_id >> 22) + 1288834974657 ELSE ms[1] END AS note_at,
        CASE WHEN post_id >= 30000000000 THEN (post_id >> 22) + 1288834974657 END AS post_at,
        status[1] AS first, status[2] AS current, status[3] AS latest, status[4] AS locked,
        ms[2] AS first_at, ms[3] AS current_at, ms[4] AS latest_at, ms[5] AS lock_at, ms[6] AS changed_at,
        coalesce(
            CASE WHEN note_id IS NULL THEN coalesce(note, 'no id') END,
            CASE WHEN post IS NOT NULL AND post_id IS NULL THEN post END,
            odd) AS unread
    FROM moments
),
helped AS (  -- the earliest moment at which it is known to have been helpful, and one before which it cannot have been
    SELECT
        *,
        coalesce(first = 'HELPFUL', false) AND first_at IS NOT NULL AS told,
        'HELPFUL' IN (coalesce(first, ''), coalesce(current, ''), coalesce(latest, ''), coalesce(locked, '')) AS helpful,
        CASE WHEN first <> 'HELPFUL' THEN coalesce(first_at, note_at) ELSE note_at END AS not_before,
        least(
            CASE WHEN latest = 'HELPFUL' THEN latest_at END,
            CASE WHEN locked = 'HELPFUL' THEN lock_at END,
            CASE WHEN current = 'HELPFUL' THEN changed_at END) AS not_after
    FROM named
),
spanned AS (
    SELECT
        *,
        CASE WHEN told THEN 'exact' WHEN helpful AND not_after IS NOT NULL THEN 'between' WHEN helpful THEN 'untimed' END AS shown,
        CASE WHEN told THEN first_at WHEN helpful THEN least(not_before, not_after) END AS shown_lo,
        CASE WHEN told THEN first_at WHEN helpful THEN not_after END AS shown_hi,
        helpful AND coalesce(current <> 'HELPFUL', false) AS ended
    FROM helped
)
SELECT
    line, note, post, note_at, post_at, first, first_at, current, shown, shown_lo, shown_hi, ended,
    CASE
        WHEN NOT ended THEN NULL
        WHEN latest = 'NOT_HELPFUL' THEN least(shown_lo, latest_at)
        WHEN changed_at >= shown_lo THEN changed_at
        ELSE greatest(shown_lo, CASE WHEN latest = 'HELPFUL' THEN latest_at END)
    END AS ended_lo,
    CASE
        WHEN NOT ended THEN NULL
        WHEN latest = 'NOT_HELPFUL' THEN latest_at
        WHEN changed_at >= shown_lo THEN changed_at
        WHEN current_at > greatest(shown_lo, latest_at) THEN current_at
    END AS ended_hi,
    greatest(note_at, first_at, current_at, latest_at, lock_at, changed_at) AS newest,
    coalesce(harmless, false) AS harmless,
    unread
FROM spanned
