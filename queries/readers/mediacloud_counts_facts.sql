-- title:  Media Cloud, what the counts say
-- about:  One row: how many names there are, how often the dates begin again, in which rows the collection is empty, and
-- about:  how many stories it holds.
-- reads:  source(line BIGINT, bin VARCHAR, name VARCHAR, total VARCHAR)
-- column: names        BIGINT    different names of a long table; 0 for any other
-- column: runs         BIGINT    stretches of rising dates that hold the same days again; 1 where no day comes twice
-- column: silent       BIGINT    [rows] rows whose collection has no story at all
-- column: silent_lines BIGINT[]  their first 200 lines
-- column: least        BIGINT    [stories] smallest collection of a row, those without a story left out; NULL where not said
-- column: most         BIGINT    [stories] largest collection of a row; NULL where not said
WITH counted AS (
    SELECT line, bin, name, try_cast(total AS DOUBLE) AS total, bin < lag(bin) OVER (ORDER BY line) AS again
    FROM source
)
SELECT
    count(DISTINCT name) AS names,
    CASE WHEN count(bin) = count(DISTINCT bin) THEN 1 ELSE 1 + count(*) FILTER (WHERE again) END AS runs,
    count(*) FILTER (WHERE total = 0) AS silent,
    coalesce(list(line ORDER BY line) FILTER (WHERE total = 0), [])[:200] AS silent_lines,
    CAST(min(total) FILTER (WHERE total > 0) AS BIGINT) AS least,
    CAST(max(total) FILTER (WHERE total > 0) AS BIGINT) AS most
FROM counted
