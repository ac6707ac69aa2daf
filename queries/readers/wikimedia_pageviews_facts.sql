-- title:  Wikimedia, what the cells say
-- about:  One row: how many cells of values are empty, and the last bin where bins are rows.
-- reads:  source(line BIGINT, bin VARCHAR, title VARCHAR, language VARCHAR, article_1 VARCHAR)
-- column: empty      BIGINT   [cells] cells without a value
-- column: last_bin   VARCHAR  text of the last bin; NULL where bins are columns
WITH long AS (
    SELECT cell FROM source UNPIVOT INCLUDE NULLS (cell FOR role IN (COLUMNS('^article_\d+$')))
)
SELECT
    (SELECT count(*) FROM long WHERE cell IS NULL) AS empty,
    (SELECT max(bin) FILTER (WHERE regexp_full_match(bin, '\d{4}-\d{2}(-\d{2})?')) FROM source) AS last_bin
