-- title:  Span of stored incidents
-- about:  One row: first and last moment, rows, weight and incidents of what will be stored.
-- reads:  stored(started_at_lo TIMESTAMPTZ, started_at_hi TIMESTAMPTZ, incident VARCHAR)
-- column: first_time TIMESTAMPTZ  first moment
-- column: last_time TIMESTAMPTZ  last moment
-- column: row_count BIGINT [rows] rows
-- column: weight BIGINT [rows] rows
-- column: series BIGINT  different incidents
SELECT min(started_at_lo) AS first_time, max(started_at_hi) AS last_time, count(*) AS row_count, count(*) AS weight,
    count(DISTINCT incident) AS series
FROM stored
