-- title:  Rows with a time that has not come yet
-- about:  One row: how many rows have a time that begins after a moment, the furthest of them, and the first 200 lines.
-- reads:  begun_times(line BIGINT, begins TIMESTAMPTZ)
-- param:  limit     TIMESTAMPTZ  the moment
-- column: ahead     BIGINT       [rows] rows
-- column: furthest  TIMESTAMPTZ  the latest of their times; NULL where there is none
-- column: lines     BIGINT[]     physical lines in the user's file
SELECT
    count(DISTINCT line) AS ahead,
    max(begins) AS furthest,
    list_sort(coalesce(list(DISTINCT line), []))[:200] AS lines
FROM begun_times
WHERE begins > $limit
