-- title:  Span of stored attention
-- about:  One row: first and last moment, rows, weight and series of what will be stored. The last moment is the start of
-- about:  the last bin; of a series that is one bin of several days (a whole range), it is noon of its last day, which no
-- about:  clock change moves to another.
-- reads:  stored(incident VARCHAR, series VARCHAR, channel VARCHAR, platform VARCHAR, metric VARCHAR, region VARCHAR, language VARCHAR, bin_width VARCHAR, bin_start TIMESTAMPTZ)
-- column: first_time TIMESTAMPTZ  first moment
-- column: last_time TIMESTAMPTZ  last moment
-- column: row_count BIGINT [rows] rows
-- column: weight BIGINT [rows] rows, frequency-weighted
-- column: series BIGINT [series] different series
WITH of_series AS (
    SELECT
        bin_width, min(bin_start) AS first_start, max(bin_start) AS last_start, count(*) AS bins,
        TRY_CAST(regexp_extract(bin_width, '^P(\d+)D$', 1) AS INTEGER) AS days
    FROM stored
    GROUP BY incident, series, channel, platform, metric, region, language, bin_width
)
SELECT
    min(first_start) AS first_time,
    max(CASE WHEN bins = 1 AND days > 1 THEN last_start + to_hours(24 * (days - 1) + 12) ELSE last_start END) AS last_time,
    CAST(coalesce(sum(bins), 0) AS BIGINT) AS row_count,
    row_count AS weight,
    count(*) AS series
FROM of_series
