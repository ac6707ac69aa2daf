-- title:  Span of stored search results
-- about:  One row: first and last moment, rows, weight and queries of what will be stored.
-- reads:  stored(captured_at_lo TIMESTAMPTZ, captured_at_hi TIMESTAMPTZ, query VARCHAR)
-- column: first_time TIMESTAMPTZ  first moment
-- column: last_time TIMESTAMPTZ  last moment
-- column: row_count BIGINT [rows] rows
-- column: weight BIGINT [rows] rows
-- column: series BIGINT  different queries
SELECT min(captured_at_lo) AS first_time, max(captured_at_hi) AS last_time, count(*) AS row_count, count(*) AS weight,
    count(DISTINCT query) AS series
FROM stored
