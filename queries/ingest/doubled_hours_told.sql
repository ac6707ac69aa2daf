-- title:  Bins on a wall time that occurs twice, counted
-- about:  One row: how many such lines are one of a pair, how many are not, and the first 200 lines of each.
-- reads:  doubled_hours(line BIGINT, paired BOOLEAN, second_at TIMESTAMPTZ)
-- column: paired BIGINT [lines] one of two with the same label
-- column: alone BIGINT [lines] alone, or of three and more
-- column: paired_lines BIGINT[] first lines of pairs
-- column: alone_lines BIGINT[] first lines that are not paired
SELECT
    count(*) FILTER (d.paired) AS paired,
    count(*) FILTER (NOT d.paired) AS alone,
    coalesce(list(d.line ORDER BY d.line) FILTER (d.paired), [])[:200] AS paired_lines,
    coalesce(list(d.line ORDER BY d.line) FILTER (NOT d.paired), [])[:200] AS alone_lines
FROM doubled_hours AS d
