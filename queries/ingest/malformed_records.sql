-- title:  Records that do not have the header's shape
-- about:  One row per malformed record that DuckDB's reader noted while scanning; lines of nothing but blanks are none.
-- reads:  reject_errors(line UBIGINT, line_byte_position UBIGINT, error_type VARCHAR, csv_line VARCHAR)
-- column: byte BIGINT  where the record begins in the text, from 1 (after a CRLF: at its LF)
-- column: error VARCHAR  DuckDB's name for its first defect
-- column: blank BOOLEAN  nothing but spaces: no record to a person, but one to DuckDB
-- column: defects BIGINT  how many defects were noted for this record
SELECT
    line_byte_position::BIGINT AS byte,
    arg_min(error_type::VARCHAR, line) AS error,
    coalesce(bool_and(regexp_full_match(csv_line, '\s*')), FALSE) AS blank,
    count(*) AS defects
FROM reject_errors
GROUP BY byte
ORDER BY byte
