-- title:  Wikimedia, page views by day or month
-- about:  One row per bin and article, whether articles or bins are the columns. An empty cell stays empty.
-- reads:  source(line BIGINT, bin VARCHAR, title VARCHAR, language VARCHAR, article_1 VARCHAR)
-- reads:  articles(role VARCHAR, series VARCHAR, bin VARCHAR)
-- param:  partial    VARCHAR  text of the bin that may be partial, NULL where none is
-- column: line       BIGINT   line of the file
-- column: series     VARCHAR  title of the article
-- column: channel    VARCHAR  encyclopedia
-- column: platform   VARCHAR  Wikimedia: the file does not say which project
-- column: metric     VARCHAR  views
-- column: language   VARCHAR  code of the language edition, where the file has it
-- column: bin_start  VARCHAR  ISO text, at midnight UTC
-- column: bin_width  VARCHAR  P1D or P1M
-- column: value      VARCHAR  views in the bin
-- column: bound      VARCHAR  '~' partial bin
WITH long AS (
    SELECT * FROM source UNPIVOT INCLUDE NULLS (cell FOR role IN (COLUMNS('^article_\d+$')))
),
placed AS (
    SELECT
        long.line,
        CAST(substr(long.role, 9) AS INTEGER) AS place,
        coalesce(articles.series, long.title) AS series,
        long.language,
        coalesce(articles.bin, long.bin) AS bin,
        long.cell
    FROM long
    JOIN articles USING (role)
)
SELECT
    line,
    series,
    'encyclopedia' AS channel,
    'Wikimedia' AS platform,
    'views' AS metric,
    language,
    CASE
        WHEN regexp_full_match(bin, '\d{4}-\d{2}') THEN bin || '-01T00:00Z'
        WHEN regexp_full_match(bin, '\d{4}-\d{2}-\d{2}') THEN bin || 'T00:00Z'
        ELSE bin
    END AS bin_start,
    CASE length(bin) WHEN 7 THEN 'P1M' ELSE 'P1D' END AS bin_width,
    cell AS value,
    CASE WHEN bin = $partial THEN '~' END AS bound
FROM placed
ORDER BY line, place
