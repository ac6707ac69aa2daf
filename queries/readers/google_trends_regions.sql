-- title:  Google Trends, interest by region
-- about:  One row per place and term: a single bin as long as the range in the header. '<1' becomes 1 with the bound
-- about:  '<'; an empty cell stays empty. Places are written with plain punctuation, at most 40 characters.
-- reads:  source(line BIGINT, place VARCHAR, term_1 VARCHAR)
-- reads:  terms(role VARCHAR, series VARCHAR, bin_start VARCHAR, bin_width VARCHAR)
-- column: line       BIGINT   line of the file
-- column: series     VARCHAR  the search term
-- column: channel    VARCHAR  search
-- column: platform   VARCHAR  Google
-- column: metric     VARCHAR  search_index
-- column: region     VARCHAR  place as the file names it
-- column: bin_start  VARCHAR  first day of the range
-- column: bin_width  VARCHAR  length of the range in days, ISO 8601
-- column: value      VARCHAR  0 to 100, of the place with the largest share; or a share in percent
-- column: bound      VARCHAR  '<' upper bound
WITH long AS (
    SELECT * FROM source UNPIVOT INCLUDE NULLS (cell FOR role IN (COLUMNS('^term_\d+$')))
)
SELECT
    long.line,
    terms.series,
    'search' AS channel,
    'Google' AS platform,
    'search_index' AS metric,
    trim(left(trim(regexp_replace(translate(nfc_normalize(long.place), '’‘ʻ–—', '''''''--'), '[\s,;/|]+', ' ', 'g')), 40)) AS region,
    terms.bin_start,
    terms.bin_width,
    regexp_replace(regexp_replace(long.cell, '^<\s*', ''), '\s*%$', '') AS value,
    CASE WHEN starts_with(long.cell, '<') THEN '<' END AS bound
FROM long
JOIN terms USING (role)
WHERE long.place IS NOT NULL OR long.cell IS NOT NULL
ORDER BY long.line, CAST(substr(long.role, 6) AS INTEGER)
