-- title:  Span of stored items
-- about:  One row: first and last moment, rows, weight and platforms of what will be stored.
-- reads:  stored(platform VARCHAR, posted_at_lo TIMESTAMPTZ, notice_at_lo TIMESTAMPTZ, label_at_lo TIMESTAMPTZ, down_at_hi TIMESTAMPTZ, observed_until_hi TIMESTAMPTZ, n BIGINT)
-- column: first_time TIMESTAMPTZ  first moment
-- column: last_time TIMESTAMPTZ  last moment
-- column: row_count BIGINT [rows] rows
-- column: weight BIGINT [items] items, frequency-weighted
-- column: series BIGINT [platforms] different platforms
SELECT
    least(min(posted_at_lo), min(notice_at_lo), min(label_at_lo)) AS first_time,
    greatest(max(down_at_hi), max(observed_until_hi), max(notice_at_lo)) AS last_time,
    count(*) AS row_count, coalesce(sum(coalesce(n, 1)), 0)::BIGINT AS weight, count(DISTINCT platform) AS series
FROM stored
