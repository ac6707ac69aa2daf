-- title:  Media Cloud, stories over time
-- about:  One row per date and query. Where the collection holds no story at all (total is 0) the value is empty: nothing was collected.
-- reads:  source(line BIGINT, bin VARCHAR, name VARCHAR, total VARCHAR, query_1 VARCHAR)
-- reads:  queries(role VARCHAR, series VARCHAR)
-- param:  bin_width  VARCHAR  length of a bin, ISO 8601
-- param:  several    BOOLEAN  whether the dates begin again for each of several queries that are not named
-- column: line       BIGINT   line of the file
-- column: series     VARCHAR  the query or name; 'stories' or 'query 1', 'query 2' ... where the file has none
-- column: channel    VARCHAR  news
-- column: platform   VARCHAR  Media Cloud
-- column: metric     VARCHAR  stories
-- column: bin_start  VARCHAR  date as the file writes it
-- column: bin_width  VARCHAR  length of the bin, ISO 8601
-- column: value      VARCHAR  stories
WITH begun AS (
    SELECT *, bin < lag(bin) OVER (ORDER BY line) AS again
    FROM source
),
told AS (
    SELECT * EXCLUDE (again), 1 + count(*) FILTER (WHERE again) OVER (ORDER BY line) AS run
    FROM begun
),
long AS (
    SELECT * FROM told UNPIVOT INCLUDE NULLS (cell FOR role IN (COLUMNS('^query_\d+$')))
)
SELECT
    long.line,
    CASE WHEN $several THEN 'query ' || long.run ELSE coalesce(long.name, queries.series) END AS series,
    'news' AS channel,
    'Media Cloud' AS platform,
    'stories' AS metric,
    long.bin AS bin_start,
    CAST($bin_width AS VARCHAR) AS bin_width,
    CASE WHEN try_cast(long.total AS DOUBLE) = 0 AND try_cast(long.cell AS DOUBLE) = 0 THEN NULL ELSE long.cell END AS value
FROM long
JOIN queries USING (role)
WHERE long.bin IS NOT NULL OR long.cell IS NOT NULL
ORDER BY long.line, CAST(substr(role, 7) AS INTEGER)
