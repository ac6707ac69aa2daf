-- title:  Rows with a time that occurs twice
-- about:  One row: how many different times occur twice in the zone, and the first 200 lines that have one.
-- reads:  written_times(line BIGINT, text VARCHAR)
-- reads:  clocks(text VARCHAR, lo TIMESTAMPTZ, hi TIMESTAMPTZ, problem VARCHAR, fold BOOLEAN, zoned BOOLEAN, midnight BOOLEAN, precision VARCHAR)
-- column: texts BIGINT [texts] different times
-- column: lines BIGINT[] physical lines in the user's file
SELECT
    count(DISTINCT w.text) AS texts,
    list_sort(coalesce(list(DISTINCT w.line), []))[:200] AS lines
FROM written_times AS w
JOIN clocks AS c ON c.text = w.text
WHERE c.fold
