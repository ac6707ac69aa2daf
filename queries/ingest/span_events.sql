-- title:  Span of stored events
-- about:  One row: first and last moment, rows, weight and kinds of events of what will be stored.
-- reads:  stored(time_lo TIMESTAMPTZ, time_hi TIMESTAMPTZ, time_end_hi TIMESTAMPTZ, kind VARCHAR)
-- column: first_time TIMESTAMPTZ  first moment
-- column: last_time TIMESTAMPTZ  last moment
-- column: row_count BIGINT [rows] rows
-- column: weight BIGINT [rows] rows
-- column: series BIGINT  different kinds of events
SELECT min(time_lo) AS first_time, greatest(max(time_hi), max(time_end_hi)) AS last_time, count(*) AS row_count, count(*) AS weight,
    count(DISTINCT kind) AS series
FROM stored
