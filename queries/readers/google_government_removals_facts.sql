-- title:  Google, government requests: what the figures say
-- about:  One row: how many figures are withheld or unknown, and how many rows have no territory code or need plain words.
-- reads:  source(line BIGINT, ending VARCHAR, country VARCHAR, territory VARCHAR, requester VARCHAR, product VARCHAR, reason VARCHAR, figure_1 VARCHAR)
-- column: below     BIGINT  [figures] figures written as '<10'
-- column: unknown   BIGINT  [figures] figures written as '?'
-- column: codeless  BIGINT  [rows] rows without a territory code
-- column: reworded  BIGINT  [rows] rows with a name that needs plain punctuation
WITH long AS (
    SELECT cell FROM source UNPIVOT (cell FOR role IN (COLUMNS('^figure_\d+$')))
),
counted AS (
    SELECT
        count(*) FILTER (WHERE starts_with(cell, '<')) AS below,
        count(*) FILTER (WHERE cell = '?') AS unknown
    FROM long
),
told AS (
    SELECT
        count(*) FILTER (WHERE territory IS NULL) AS codeless,
        count(*) FILTER (WHERE regexp_matches(coalesce(requester, ''), '[,:;/|’‘–—]') OR regexp_matches(coalesce(product, ''), '[,:;/|’‘–—]') OR regexp_matches(coalesce(reason, ''), '[,:;/|’‘–—]')) AS reworded
    FROM source
)
SELECT * FROM counted, told
