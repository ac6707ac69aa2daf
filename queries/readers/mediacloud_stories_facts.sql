-- title:  Media Cloud, what a list of stories says
-- about:  One row: stories, repeated titles, stories found before their day began, days without a story, an unfinished last day.
-- reads:  source(line BIGINT, day VARCHAR, indexed VARCHAR, title VARCHAR)
-- column: stories     BIGINT    [stories] rows of the list
-- column: repeated    BIGINT    [stories] stories beyond the first of their title
-- column: early       BIGINT    [stories] stories indexed before the midnight, UTC, that begins their day
-- column: early_lines BIGINT[]  their first 200 lines
-- column: empty_days  BIGINT    [days] days between first and last without a story
-- column: unfinished  BOOLEAN   nothing was indexed after the last day
WITH story AS (
    SELECT
        line,
        title,
        CASE WHEN try_cast(left(day, 10) AS DATE) BETWEEN DATE '1990-01-01' AND DATE '2100-12-31'
             THEN try_cast(left(day, 10) AS DATE) END AS published,
        try_cast(indexed AS TIMESTAMPTZ) AS indexed_at
    FROM source
),
told AS (
    SELECT *, indexed_at < published::TIMESTAMP AT TIME ZONE 'UTC' AS early
    FROM story
)
SELECT
    count(*) AS stories,
    count(title) - count(DISTINCT title) AS repeated,
    count(*) FILTER (WHERE early) AS early,
    coalesce(list(line ORDER BY line) FILTER (WHERE early), [])[:200] AS early_lines,
    coalesce(date_diff('day', min(published), max(published)) + 1 - count(DISTINCT published), 0) AS empty_days,
    coalesce(max(indexed_at AT TIME ZONE 'UTC')::DATE <= max(published), FALSE) AS unfinished
FROM told
