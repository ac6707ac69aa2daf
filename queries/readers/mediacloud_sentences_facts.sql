-- title:  Media Cloud, the last bucket of sentences
-- about:  One row: the line of the last bucket that holds something.
-- reads:  source(line BIGINT, bin VARCHAR, sentences VARCHAR)
-- column: last_line  BIGINT  line of the last bucket
SELECT max(line) FILTER (WHERE bin IS NOT NULL) AS last_line
FROM source
