-- title:  GDELT, what a timeline holds
-- about:  One row: the different series with their rows, the different bins in order, and how many bins are absent.
-- reads:  source(line BIGINT, bin VARCHAR, series VARCHAR, value VARCHAR)
-- column: names      VARCHAR[]  the different series, in order of their first row
-- column: rows       BIGINT[]   [rows] how many rows each has
-- column: bins       VARCHAR[]  texts of the different bins, in order
-- column: last_bin   VARCHAR    text of the last bin
-- column: gaps       BIGINT     [bins] whole days without a bin between the first and the last, where bins are days
WITH counted AS (
    SELECT series, count(*) AS n, min(line) AS first FROM source WHERE series IS NOT NULL GROUP BY series
),
placed AS (
    SELECT DISTINCT bin FROM source WHERE regexp_matches(bin, '^\d{4}-?\d{2}-?\d{2}')
),
days AS (
    SELECT try_cast(bin AS DATE) AS day FROM placed WHERE regexp_full_match(bin, '\d{4}-\d{2}-\d{2}')
),
spaced AS (
    SELECT day - lag(day) OVER (ORDER BY day) AS step FROM days WHERE day IS NOT NULL
)
SELECT
    (SELECT coalesce(list(series ORDER BY first), []) FROM counted) AS names,
    (SELECT coalesce(list(n ORDER BY first), []) FROM counted) AS rows,
    (SELECT coalesce(list(bin ORDER BY bin), []) FROM placed) AS bins,
    (SELECT max(bin) FROM placed) AS last_bin,
    (SELECT coalesce(sum(step - 1) FILTER (WHERE median = 1), 0)::BIGINT
     FROM (SELECT step, median(step) OVER () AS median FROM spaced WHERE step IS NOT NULL)) AS gaps
