-- title:  Media Cloud, sentences over time
-- about:  One row per bucket of days. Sentences are mentions: what the schema calls the nearest unit.
-- reads:  source(line BIGINT, bin VARCHAR, sentences VARCHAR)
-- param:  bin_width  VARCHAR  length of a bucket, ISO 8601
-- param:  last_line  BIGINT   line of the last bucket where it may be partial, else NULL
-- column: line       BIGINT   line of the file
-- column: series     VARCHAR  mentions
-- column: channel    VARCHAR  news
-- column: platform   VARCHAR  Media Cloud
-- column: metric     VARCHAR  mentions
-- column: bin_start  VARCHAR  first day of the bucket
-- column: bin_width  VARCHAR  length of the bucket, ISO 8601
-- column: value      VARCHAR  sentences
-- column: bound      VARCHAR  '~' where the bucket may be partial
SELECT
    line,
    'mentions' AS series,
    'news' AS channel,
    'Media Cloud' AS platform,
    'mentions' AS metric,
    bin AS bin_start,
    CAST($bin_width AS VARCHAR) AS bin_width,
    sentences AS value,
    CASE WHEN line = $last_line THEN '~' END AS bound
FROM source
ORDER BY line
