-- title:  What the clock cells need
-- about:  One row: how many times needed a zone to be read, how many occur twice in it, and how often its clocks were
-- about:  changed between the first and the last of them.
-- reads:  clocks(text VARCHAR, lo TIMESTAMPTZ, hi TIMESTAMPTZ, problem VARCHAR, fold BOOLEAN, zoned BOOLEAN, midnight BOOLEAN, precision VARCHAR)
-- reads:  zone_segments(wall_from TIMESTAMP, first_offset BIGINT, last_offset BIGINT, kind VARCHAR, gap_at TIMESTAMP)
-- column: unzoned BIGINT [texts] different times without an offset
-- column: folded BIGINT [texts] different times that occur twice in the zone
-- column: changes BIGINT [changes] clock changes of the zone between the first and the last time without an offset
WITH spanned AS (
    SELECT
        count(*) AS unzoned,
        min(lo) AT TIME ZONE 'UTC' AS first_at,
        max(hi) AT TIME ZONE 'UTC' AS last_at
    FROM clocks
    WHERE problem IS NULL AND NOT zoned
)
SELECT
    s.unzoned,
    (SELECT count(*) FROM clocks WHERE coalesce(fold, false)) AS folded,
    (SELECT count(*) FROM zone_segments AS z
        WHERE z.kind IN ('fold', 'gap')
          AND z.wall_from - to_seconds(z.first_offset) BETWEEN s.first_at AND s.last_at) AS changes
FROM spanned AS s
