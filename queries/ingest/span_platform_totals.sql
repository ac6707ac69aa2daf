-- title:  Span of stored platform totals
-- about:  One row: first and last moment, rows, weight and platforms of what will be stored.
-- reads:  stored(period_start TIMESTAMPTZ, platform VARCHAR)
-- column: first_time TIMESTAMPTZ  first moment
-- column: last_time TIMESTAMPTZ  last moment
-- column: row_count BIGINT [rows] rows
-- column: weight BIGINT [rows] rows
-- column: series BIGINT  different platforms
SELECT min(period_start) AS first_time, max(period_start) AS last_time, count(*) AS row_count, count(*) AS weight,
    count(DISTINCT platform) AS series
FROM stored
