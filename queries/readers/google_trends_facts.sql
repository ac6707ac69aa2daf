-- title:  Google Trends, what the values say
-- about:  One row: how many values are 0, '<1', 100 or above it, and the first and the last bin of the file.
-- reads:  source(line BIGINT, bin VARCHAR, term_1 VARCHAR, term_2 VARCHAR, term_3 VARCHAR, term_4 VARCHAR, term_5 VARCHAR, term_6 VARCHAR, term_7 VARCHAR, term_8 VARCHAR, term_9 VARCHAR, term_10 VARCHAR, term_11 VARCHAR, term_12 VARCHAR, term_13 VARCHAR, term_14 VARCHAR, term_15 VARCHAR, term_16 VARCHAR, term_17 VARCHAR, term_18 VARCHAR, term_19 VARCHAR, term_20 VARCHAR, term_21 VARCHAR, term_22 VARCHAR, term_23 VARCHAR, term_24 VARCHAR, term_25 VARCHAR)
-- column: zeros      BIGINT   [values] values that are 0
-- column: below_one  BIGINT   [values] values written as '<1'
-- column: hundreds   BIGINT   [values] values that are 100
-- column: above      BIGINT   [values] values above 100
-- column: first_bin  VARCHAR  text of the first bin
-- column: last_bin   VARCHAR  text of the last bin
-- column: last_line  BIGINT   line of the last bin
WITH long AS (
    UNPIVOT source ON COLUMNS('^term_\d+$') INTO NAME role VALUE cell
),
counted AS (
    SELECT
        count(*) FILTER (WHERE cell = '0') AS zeros,
        count(*) FILTER (WHERE starts_with(cell, '<')) AS below_one,
        count(*) FILTER (WHERE cell = '100') AS hundreds,
        count(*) FILTER (WHERE try_cast(cell AS DOUBLE) > 100) AS above
    FROM long
),
ended AS (
    SELECT arg_min(bin, line) FILTER (WHERE bin IS NOT NULL) AS first_bin,
           arg_max(bin, line) FILTER (WHERE bin IS NOT NULL) AS last_bin,
           max(line) FILTER (WHERE bin IS NOT NULL) AS last_line
    FROM source
)
SELECT * FROM counted, ended
