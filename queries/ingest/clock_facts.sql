-- title:  What the clock cells need
-- about:  One row: whether a zone was needed to read the times, how many occur twice in it, and how many are midnights.
-- reads:  clocks(text VARCHAR, lo TIMESTAMPTZ, hi TIMESTAMPTZ, problem VARCHAR, fold BOOLEAN, zoned BOOLEAN, midnight BOOLEAN, precision VARCHAR)
-- column: unzoned BIGINT [texts] different times without an offset
-- column: folded BIGINT [texts] different times that occur twice in the zone
SELECT
    count(*) FILTER (problem IS NULL AND NOT zoned) AS unzoned,
    count(*) FILTER (coalesce(fold, false)) AS folded
FROM clocks
