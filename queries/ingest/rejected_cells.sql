-- title:  Cells that cannot be stored
-- about:  One row per defect of a rejected row: where it is, why, and the text for the owner's screen.
-- reads:  rejected(line BIGINT, defects VARCHAR[][])
-- column: line BIGINT  physical line in the user's file
-- column: column VARCHAR  canonical column
-- column: reason VARCHAR  what is wrong
-- column: value VARCHAR  the cell's text
SELECT line, defect[1] AS "column", defect[2] AS reason, coalesce(defect[3], '') AS value
FROM (SELECT line, unnest(defects) AS defect FROM rejected)
WHERE defect IS NOT NULL
ORDER BY line, "column"
LIMIT 2000
