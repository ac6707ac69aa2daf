-- title:  Rows with a time that occurs twice
-- about:  One row per line of the file with a time that the zone's clocks passed twice.
-- reads:  folded(line BIGINT)
-- column: line BIGINT  physical line in the user's file
SELECT DISTINCT line FROM folded ORDER BY line LIMIT 200
