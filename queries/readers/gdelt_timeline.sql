-- title:  GDELT, timeline of online news
-- about:  One row per bin and series of attention; rows of other series (all articles watched, tone) do not appear.
-- reads:  source(line BIGINT, bin VARCHAR, series VARCHAR, value VARCHAR)
-- reads:  kinds(series VARCHAR, metric VARCHAR, language VARCHAR, region VARCHAR)
-- param:  bin_width  VARCHAR    length of a bin, ISO 8601
-- param:  partial    VARCHAR[]  texts of the bins that may be partial
-- column: line       BIGINT   line of the file
-- column: channel    VARCHAR  news
-- column: platform   VARCHAR  GDELT
-- column: metric     VARCHAR  coverage_share (in per cent) or stories
-- column: region     VARCHAR  country of the sources, where the series is limited to one
-- column: language   VARCHAR  language of the sources, where the series is limited to one
-- column: bin_start  VARCHAR  ISO text in UTC
-- column: bin_width  VARCHAR  length of the bin, ISO 8601
-- column: value      VARCHAR  per cent of all articles watched, or number of articles
-- column: bound      VARCHAR  '~' partial bin
WITH split AS (
    SELECT *, regexp_extract(
        bin, '^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2}))?(?::?(\d{2})(?:\.0+)?)?(?:Z|\+00:?00)?$',
        ['y', 'm', 'd', 'h', 'min', 's']
    ) AS part
    FROM source
)
SELECT
    line,
    'news' AS channel,
    'GDELT' AS platform,
    kinds.metric,
    kinds.region,
    kinds.language,
    CASE
        WHEN part.y = '' THEN bin
        ELSE concat(
            part.y, '-', part.m, '-', part.d, 'T', coalesce(nullif(part.h, ''), '00'), ':',
            coalesce(nullif(part.min, ''), '00'), CASE WHEN part.s IN ('', '00') THEN '' ELSE ':' || part.s END, 'Z')
    END AS bin_start,
    CAST($bin_width AS VARCHAR) AS bin_width,
    value,
    CASE WHEN list_contains($partial, bin) THEN '~' END AS bound
FROM split
JOIN kinds USING (series)
ORDER BY line
