-- title:  What the clock cells need
-- about:  One row: how many times needed a zone to be read, and how many occur twice in it.
-- reads:  clocks(text VARCHAR, lo TIMESTAMPTZ, hi TIMESTAMPTZ, problem VARCHAR, fold BOOLEAN, zoned BOOLEAN, midnight BOOLEAN, precision VARCHAR)
-- column: unzoned BIGINT [texts] different times without an offset
-- column: folded BIGINT [texts] different times that occur twice in the zone
SELECT
    count(*) FILTER (problem IS NULL AND NOT zoned) AS unzoned,
    count(*) FILTER (coalesce(fold, false)) AS folded
FROM clocks
