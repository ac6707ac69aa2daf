-- title:  Television Explorer, names and the last bin
-- about:  One row: the different names in the rows, where a column holds them, and the line of the last row with a bin.
-- reads:  source(line BIGINT, bin VARCHAR, series VARCHAR, share_1 VARCHAR)
-- column: names      VARCHAR[]  the different queries or networks
-- column: last_line  BIGINT     line of the last row; NULL where there is none
SELECT
    coalesce(list_sort(list(DISTINCT series) FILTER (WHERE series IS NOT NULL)), []) AS names,
    max(line) FILTER (WHERE bin IS NOT NULL) AS last_line
FROM source
