-- title:  Google Trends by region, what the values say
-- about:  One row: places, and how many values are not empty, 0, '<1' or written with a percent sign.
-- reads:  source(line BIGINT, place VARCHAR, term_1 VARCHAR)
-- column: places     BIGINT  [places] rows
-- column: filled     BIGINT  [values] values that are not empty
-- column: zeros      BIGINT  [values] values that are 0
-- column: below_one  BIGINT  [values] values written as '<1'
-- column: percents   BIGINT  [values] values written with %
WITH long AS (
    SELECT line, cell
    FROM source UNPIVOT INCLUDE NULLS (cell FOR role IN (COLUMNS('^term_\d+$')))
)
SELECT
    count(DISTINCT line) AS places,
    count(cell) AS filled,
    count(*) FILTER (WHERE cell = '0') AS zeros,
    count(*) FILTER (WHERE starts_with(cell, '<')) AS below_one,
    count(*) FILTER (WHERE ends_with(cell, '%')) AS percents
FROM long
