-- title:  Media Cloud, stories counted by day
-- about:  One row per day from the first day of publication to the last; days without a story are 0. A story without a
-- about:  readable day keeps a row of its own, for the checks to refuse. The last day is partial where nothing was
-- about:  indexed after it. Titles, links and outlets end here.
-- reads:  source(line BIGINT, day VARCHAR, indexed VARCHAR, title VARCHAR)
-- column: line       BIGINT   line of the day's first story; of a day without one, the line of the first story of all
-- column: series     VARCHAR  stories
-- column: channel    VARCHAR  news
-- column: platform   VARCHAR  Media Cloud
-- column: metric     VARCHAR  stories
-- column: bin_start  VARCHAR  day of publication
-- column: bin_width  VARCHAR  P1D
-- column: value      VARCHAR  stories
-- column: bound      VARCHAR  '~' where the day was not over when the list was made
WITH story AS (
    SELECT line, day, indexed, try_cast(left(day, 10) AS DATE) AS published
    FROM source
),
span AS (
    SELECT min(published) AS first_day, max(published) AS last_day, min(line) AS first_line,
           max(try_cast(left(indexed, 10) AS DATE)) AS last_indexed
    FROM story
    WHERE published BETWEEN DATE '1990-01-01' AND DATE '2100-12-31'
),
days AS (
    SELECT unnest(generate_series(first_day, last_day, INTERVAL 1 DAY))::DATE AS published, first_line, last_day, last_indexed
    FROM span
),
counted AS (
    SELECT published, min(line) AS line, count(*) AS stories
    FROM story
    GROUP BY published
),
read AS (
    SELECT coalesce(counted.line, days.first_line) AS line,
           strftime(days.published, '%Y-%m-%d') AS bin_start,
           CAST(coalesce(counted.stories, 0) AS VARCHAR) AS value,
           CASE WHEN days.published = last_day AND last_indexed <= last_day THEN '~' END AS bound
    FROM days
    LEFT JOIN counted USING (published)
    UNION ALL
    SELECT line, day, '1', NULL
    FROM story
    WHERE published IS NULL OR published NOT BETWEEN DATE '1990-01-01' AND DATE '2100-12-31'
)
SELECT line, 'stories' AS series, 'news' AS channel, 'Media Cloud' AS platform, 'stories' AS metric,
    bin_start, 'P1D' AS bin_width, value, bound
FROM read
ORDER BY bin_start, line
