-- title:  Google Trends through pytrends
-- about:  One row per bin and keyword. A bin whose isPartial is true has the bound '~'; hours are UTC and say so.
-- reads:  source(line BIGINT, bin VARCHAR, term_1 VARCHAR, partial_1 VARCHAR)
-- reads:  terms(role VARCHAR, series VARCHAR, flag VARCHAR)
-- param:  bin_width  VARCHAR  length of a bin, ISO 8601
-- param:  utc        BOOLEAN  whether the bins are hours or shorter
-- column: line       BIGINT   line of the file
-- column: series     VARCHAR  the keyword
-- column: channel    VARCHAR  search
-- column: platform   VARCHAR  Google
-- column: metric     VARCHAR  search_index
-- column: bin_start  VARCHAR  ISO text, hours with Z
-- column: bin_width  VARCHAR  length of the bin, ISO 8601
-- column: value      VARCHAR  0 to 100, of the pull's own maximum
-- column: bound      VARCHAR  '~' partial bin, '<' upper bound
WITH flags AS (
    SELECT line, flag, lower(cell) = 'true' AS partial
    FROM source UNPIVOT (cell FOR flag IN (COLUMNS('^partial_\d+$')))
),
long AS (
    SELECT line, bin, role, cell
    FROM source UNPIVOT INCLUDE NULLS (cell FOR role IN (COLUMNS('^term_\d+$')))
)
SELECT
    long.line,
    terms.series,
    'search' AS channel,
    'Google' AS platform,
    'search_index' AS metric,
    CASE
        WHEN regexp_full_match(long.bin, '\d{4}-\d{2}') THEN long.bin || '-01'
        WHEN regexp_full_match(long.bin, '\d{4}-\d{2}-\d{2} 00:00(:00)?') AND NOT $utc THEN left(long.bin, 10)
        WHEN regexp_full_match(long.bin, '\d{4}-\d{2}-\d{2}[ T]\d{2}.*') AND $utc
            AND NOT regexp_matches(long.bin, '(Z|[+-]\d{2}:?\d{2})$') THEN replace(long.bin, ' ', 'T') || 'Z'
        ELSE long.bin
    END AS bin_start,
    CAST($bin_width AS VARCHAR) AS bin_width,
    regexp_replace(long.cell, '^<\s*', '') AS value,
    CASE WHEN flags.partial THEN '~' WHEN starts_with(long.cell, '<') THEN '<' END AS bound
FROM long
JOIN terms USING (role)
LEFT JOIN flags ON flags.line = long.line AND flags.flag = terms.flag
WHERE long.bin IS NOT NULL OR long.cell IS NOT NULL
ORDER BY long.line, CAST(substr(long.role, 6) AS INTEGER)
