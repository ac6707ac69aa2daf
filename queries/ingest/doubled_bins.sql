-- title:  Bins that a series has more than once
-- about:  One row: how many rows share series and start with an earlier one, and the first 200 lines concerned.
-- reads:  placed_bins(line BIGINT, incident VARCHAR, series VARCHAR, channel VARCHAR, platform VARCHAR, metric VARCHAR, region VARCHAR, language VARCHAR, bin_width VARCHAR, start TIMESTAMPTZ)
-- column: doubled BIGINT [rows] rows beyond the first of their bin
-- column: lines BIGINT[] lines of all rows of such bins
WITH counted AS (
    SELECT count(*) AS n, list(line ORDER BY line)[:200] AS lines
    FROM placed_bins
    GROUP BY incident, series, channel, platform, metric, region, language, bin_width, start
    HAVING count(*) > 1
)
SELECT
    coalesce(sum(n - 1), 0)::BIGINT AS doubled,
    list_sort(list_distinct(coalesce(flatten(list(lines)), [])))[:200] AS lines
FROM counted
