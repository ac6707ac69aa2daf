-- title:  Google Trends through pytrends, what the values say
-- about:  One row: how many values are 0, and which bins are partial.
-- reads:  source(line BIGINT, term_1 VARCHAR, partial_1 VARCHAR)
-- column: zeros         BIGINT    [values] values that are 0
-- column: partial       BIGINT    [rows] rows with an isPartial that is true
-- column: partial_lines BIGINT[]  their first 200 lines
WITH long AS (
    SELECT cell FROM source UNPIVOT (cell FOR role IN (COLUMNS('^term_\d+$')))
),
flags AS (
    SELECT DISTINCT line
    FROM source UNPIVOT (cell FOR flag IN (COLUMNS('^partial_\d+$')))
    WHERE lower(cell) = 'true'
)
SELECT
    (SELECT count(*) FROM long WHERE try_cast(cell AS DOUBLE) = 0) AS zeros,
    (SELECT count(*) FROM flags) AS partial,
    (SELECT coalesce(list(line ORDER BY line), [])[:200] FROM flags) AS partial_lines
