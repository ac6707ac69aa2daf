-- title:  Television Explorer, share of coverage or clips
-- about:  One row per bin and column of values. Of a day that is written twice the first is the bin's start.
-- reads:  source(line BIGINT, bin VARCHAR, series VARCHAR, share_1 VARCHAR)
-- reads:  networks(name VARCHAR)
-- reads:  shares(role VARCHAR, series VARCHAR, network VARCHAR)
-- param:  dates      VARCHAR  'dmy' or 'mdy' for numeric dates, NULL for others
-- param:  bin_width  VARCHAR  length of a bin, ISO 8601
-- param:  metric     VARCHAR  coverage_share or mentions
-- param:  partial    BOOLEAN  whether the last bin may be partial
-- column: line       BIGINT   line of the file
-- column: series     VARCHAR  the query, where the file has it
-- column: channel    VARCHAR  news
-- column: platform   VARCHAR  the network; Television for several together
-- column: metric     VARCHAR  coverage_share (in per cent) or mentions (clips)
-- column: bin_start  VARCHAR  ISO text in UTC
-- column: bin_width  VARCHAR  length of the bin, ISO 8601
-- column: value      VARCHAR  per cent of all sentences or clips, or number of clips
-- column: bound      VARCHAR  '~' partial bin
WITH first_of_two AS (
    SELECT * REPLACE (regexp_replace(bin, '^(?:(\d{8})\d{8}|(\d{4}-\d{2}-\d{2}) ?\d{4}-\d{2}-\d{2})$', '\1\2') AS bin)
    FROM source
),
split AS (
    SELECT
        *,
        regexp_extract(
            bin, '^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2}))?(?::?(\d{2})(?:\.0+)?)?(?:Z|\+00:?00)?$',
            ['y', 'm', 'd', 'h', 'min', 's']
        ) AS part,
        regexp_extract(bin, '^(\d{1,2})[./-](\d{1,2})[./-](?:20)?(\d{2})$', ['one', 'two', 'year']) AS numbers
    FROM first_of_two
),
dated AS (
    SELECT * EXCLUDE (part, numbers), CASE
        WHEN part.y <> '' THEN concat(
            part.y, '-', part.m, '-', part.d, 'T', coalesce(nullif(part.h, ''), '00'), ':',
            coalesce(nullif(part.min, ''), '00'), CASE WHEN part.s IN ('', '00') THEN '' ELSE ':' || part.s END, 'Z')
        WHEN $dates IS NULL OR numbers.year = '' THEN bin
        ELSE concat(
            '20', numbers.year, '-',
            lpad(CASE $dates WHEN 'mdy' THEN numbers.one ELSE numbers.two END, 2, '0'), '-',
            lpad(CASE $dates WHEN 'mdy' THEN numbers.two ELSE numbers.one END, 2, '0'), 'T00:00Z')
    END AS bin_start
    FROM split
),
ended AS (
    SELECT *, max(bin_start) FILTER (WHERE regexp_matches(bin_start, '^\d{4}-\d{2}-\d{2}T')) OVER () AS last_start
    FROM dated
),
long AS (
    SELECT * FROM ended UNPIVOT INCLUDE NULLS (cell FOR role IN (COLUMNS('^share_\d+$')))
)
SELECT
    long.line,
    coalesce(shares.series, CASE WHEN networks.name IS NULL THEN long.series END) AS series,
    'news' AS channel,
    coalesce(
        CASE WHEN lower(networks.name) <> 'combined' THEN networks.name END, shares.network, 'Television'
    ) AS platform,
    CAST($metric AS VARCHAR) AS metric,
    long.bin_start,
    CAST($bin_width AS VARCHAR) AS bin_width,
    long.cell AS value,
    CASE WHEN $partial AND long.bin_start = long.last_start THEN '~' END AS bound
FROM long
JOIN shares USING (role)
LEFT JOIN networks ON networks.name = long.series
ORDER BY long.line, CAST(substr(long.role, 7) AS INTEGER)
