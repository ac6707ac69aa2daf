-- title:  Span of stored attention
-- about:  One row: first and last moment, rows, weight and series of what will be stored.
-- reads:  stored(incident VARCHAR, series VARCHAR, channel VARCHAR, platform VARCHAR, metric VARCHAR, region VARCHAR, language VARCHAR, bin_width VARCHAR, bin_start TIMESTAMPTZ)
-- column: first_time TIMESTAMPTZ  first moment
-- column: last_time TIMESTAMPTZ  last moment
-- column: row_count BIGINT [rows] rows
-- column: weight BIGINT [rows] rows, frequency-weighted
-- column: series BIGINT [series] different series
SELECT min(bin_start) AS first_time, max(bin_start) AS last_time, count(*) AS row_count, count(*) AS weight,
    count(DISTINCT (incident, series, channel, platform, metric, region, language, bin_width)) AS series
FROM stored
