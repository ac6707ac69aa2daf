-- title:  Rows that are read, and rows that are not
-- about:  One row: how many rows have a cell that is read, and which have cells only where nothing is read.
-- reads:  numbered(line BIGINT, unread_alone BOOLEAN)
-- reads:  source(line BIGINT)
-- column: row_count BIGINT [rows] rows with a cell that is read
-- column: unread BIGINT [rows] rows with cells only in columns that are not read
-- column: unread_lines BIGINT[] their first 200 lines
WITH unread AS MATERIALIZED (SELECT line FROM numbered WHERE unread_alone)
SELECT
    (SELECT count(*) FROM source) AS row_count,
    (SELECT count(*) FROM unread) AS unread,
    (SELECT coalesce(list(line ORDER BY line), []) FROM (SELECT line FROM unread ORDER BY line LIMIT 200)) AS unread_lines
