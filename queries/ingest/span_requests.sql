-- title:  Span of stored requests
-- about:  One row: first and last moment, rows, weight and platforms of what will be stored.
-- reads:  stored(platform VARCHAR, sent_at_lo TIMESTAMPTZ, sent_at_hi TIMESTAMPTZ, outcome_at_hi TIMESTAMPTZ, last_checked_hi TIMESTAMPTZ)
-- column: first_time TIMESTAMPTZ  first moment
-- column: last_time TIMESTAMPTZ  last moment
-- column: row_count BIGINT [rows] rows
-- column: weight BIGINT [requests] requests
-- column: series BIGINT [platforms] different platforms
SELECT min(sent_at_lo) AS first_time, greatest(max(sent_at_hi), max(outcome_at_hi), max(last_checked_hi)) AS last_time,
    count(*) AS row_count, count(*) AS weight, count(DISTINCT platform) AS series
FROM stored
