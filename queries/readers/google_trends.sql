-- title:  Google Trends, interest over time
-- about:  One row per bin and term. '<1' becomes 1 with the bound '<'; a bin that may be partial has '~', which
-- about:  wins over '<'; an empty cell stays empty, 0 stays 0 (below the privacy threshold).
-- reads:  source(line BIGINT, bin VARCHAR, term_1 VARCHAR, term_2 VARCHAR, term_3 VARCHAR, term_4 VARCHAR, term_5 VARCHAR, term_6 VARCHAR, term_7 VARCHAR, term_8 VARCHAR, term_9 VARCHAR, term_10 VARCHAR, term_11 VARCHAR, term_12 VARCHAR, term_13 VARCHAR, term_14 VARCHAR, term_15 VARCHAR, term_16 VARCHAR, term_17 VARCHAR, term_18 VARCHAR, term_19 VARCHAR, term_20 VARCHAR, term_21 VARCHAR, term_22 VARCHAR, term_23 VARCHAR, term_24 VARCHAR, term_25 VARCHAR)
-- reads:  terms(role VARCHAR, series VARCHAR, region VARCHAR)
-- param:  dates      VARCHAR  'dmy' or 'mdy' for numeric dates, NULL for ISO texts
-- param:  bin_width  VARCHAR  length of a bin, ISO 8601
-- param:  partial    BOOLEAN  whether the last bin may be partial
-- column: line       BIGINT   line of the file
-- column: series     VARCHAR  the search term, or the category
-- column: channel    VARCHAR  search
-- column: platform   VARCHAR  Google
-- column: metric     VARCHAR  search_index
-- column: region     VARCHAR  place as the file names it; 'Worldwide' in every language
-- column: bin_start  VARCHAR  ISO text, with its offset where the file has one
-- column: bin_width  VARCHAR  length of the bin, ISO 8601
-- column: value      VARCHAR  0 to 100, of the file's own maximum
-- column: bound      VARCHAR  '<' upper bound, '~' partial bin
WITH split AS (
    SELECT *, regexp_extract_all(bin, '\d+') AS part
    FROM source
),
dated AS (
    SELECT * EXCLUDE (part), CASE
        WHEN regexp_full_match(bin, '\d{4}-\d{2}') THEN bin || '-01'
        WHEN regexp_full_match(bin, '\d{4}-\d{2}-\d{2} \d{2}.*') THEN replace(bin, ' ', 'T')
        WHEN $dates IS NULL OR NOT regexp_full_match(bin, '\d{1,2}[./-]\d{1,2}[./-]\d{4}') THEN bin
        ELSE concat_ws('-',
            part[3],
            lpad(part[CASE $dates WHEN 'mdy' THEN 1 ELSE 2 END], 2, '0'),
            lpad(part[CASE $dates WHEN 'mdy' THEN 2 ELSE 1 END], 2, '0'))
    END AS bin_start
    FROM split
),
ended AS (
    SELECT *, max(bin_start) FILTER (WHERE try_cast(left(bin_start, 10) AS DATE) IS NOT NULL) OVER () AS last_start
    FROM dated
),
long AS (
    SELECT * FROM ended UNPIVOT INCLUDE NULLS (cell FOR role IN (COLUMNS('^term_\d+$')))
)
SELECT
    long.line,
    terms.series,
    'search' AS channel,
    'Google' AS platform,
    'search_index' AS metric,
    terms.region,
    long.bin_start,
    CAST($bin_width AS VARCHAR) AS bin_width,
    regexp_replace(long.cell, '^<\s*', '') AS value,
    CASE
        WHEN $partial AND long.bin_start = long.last_start THEN '~'
        WHEN starts_with(long.cell, '<') THEN '<'
    END AS bound
FROM long
JOIN terms USING (role)
WHERE long.bin IS NOT NULL OR long.cell IS NOT NULL
ORDER BY long.line, CAST(substr(role, 6) AS INTEGER)
