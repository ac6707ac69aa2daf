-- title:  Scanned records with their physical lines
-- about:  One row per data record; the k-th record stands on the line that line_of gives, else k lines after those before.
-- reads:  scanned(cell_1 VARCHAR)
-- reads:  line_of(record BIGINT, line BIGINT)
-- reads:  before(lines BIGINT)
-- column: line BIGINT  physical line of the record's beginning in the user's file
-- column: cell_1 VARCHAR  first cell; the others follow
SELECT coalesce(l.line, s.rowid + 1 + b.lines) AS line, s.*
FROM scanned AS s
CROSS JOIN before AS b
LEFT JOIN line_of AS l ON l.record = s.rowid + 1
