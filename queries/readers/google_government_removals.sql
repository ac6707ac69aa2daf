-- title:  Google, government requests to remove content
-- about:  One row per figure that is filled in. The territory's code stands in keywords, else the name of the body; NA is
-- about:  Namibia. A period that is no half-year is left empty, for the checks to refuse. '<10' has no value and the bounds 0 and 9; '?' has neither. A half-year begins on 1 January or 1 July.
-- reads:  source(line BIGINT, ending VARCHAR, country VARCHAR, territory VARCHAR, requester VARCHAR, product VARCHAR, reason VARCHAR, figure_1 VARCHAR)
-- reads:  figures(role VARCHAR, metric VARCHAR, detection VARCHAR, of_role VARCHAR)
-- column: line          BIGINT   line of the file
-- column: platform      VARCHAR  Google, or its product where the table says which
-- column: period_start  VARCHAR  first day of the half-year
-- column: period_end    VARCHAR  first day after it
-- column: category      VARCHAR  reason of the request
-- column: keywords      VARCHAR  territory: CLDR code, or the name of a body without one
-- column: detection     VARCHAR  who asked: the requester, court orders, other requests; NULL for all
-- column: metric        VARCHAR  requests, items_requested, or which percentage
-- column: value         VARCHAR  the figure
-- column: low           VARCHAR  its lowest where only a bound is given
-- column: high          VARCHAR  its highest where only a bound is given
-- column: n             VARCHAR  items that a percentage is a share of
WITH long AS (
    SELECT line, role, cell
    FROM source UNPIVOT (cell FOR role IN (COLUMNS('^figure_\d+$')))
),
said AS (
    SELECT
        line,
        ending,
        try_cast(ending AS DATE) AS last_day,
        regexp_full_match(ending, '\d{4}-(06-30|12-31)') AS half_year,
        coalesce(territory, nullif(trim(left(trim(regexp_replace(translate(country, '’‘–—', '''''--'), '[\s,:;/|]+', ' ', 'g')), 40)), '')) AS place,
        nullif(trim(left(trim(regexp_replace(translate(requester, '’‘–—', '''''--'), '[\s,:;/|]+', ' ', 'g')), 40)), '') AS requester,
        nullif(trim(left(trim(regexp_replace(translate(product, '’‘–—', '''''--'), '[\s,:;/|]+', ' ', 'g')), 40)), '') AS product,
        nullif(trim(left(trim(regexp_replace(translate(reason, '’‘–—', '''''--'), '[\s,:;/|]+', ' ', 'g')), 40)), '') AS reason
    FROM source
)
SELECT
    said.line,
    CASE
        WHEN said.product IS NULL THEN 'Google'
        WHEN regexp_matches(said.product, '^(Google|YouTube|iGoogle)') THEN said.product
        ELSE left('Google ' || said.product, 40)
    END AS platform,
    CASE WHEN said.last_day IS NULL THEN said.ending
         WHEN said.half_year THEN strftime(said.last_day + INTERVAL 1 DAY - INTERVAL 6 MONTH, '%Y-%m-%d') END AS period_start,
    CASE WHEN said.last_day IS NULL THEN said.ending
         WHEN said.half_year THEN strftime(said.last_day + INTERVAL 1 DAY, '%Y-%m-%d') END AS period_end,
    said.reason AS category,
    said.place AS keywords,
    coalesce(figures.detection, said.requester) AS detection,
    figures.metric,
    CASE WHEN long.cell = '?' OR regexp_full_match(long.cell, '<\s*\d+') THEN NULL ELSE long.cell END AS value,
    CASE WHEN regexp_full_match(long.cell, '<\s*\d+') THEN '0' END AS low,
    CASE WHEN regexp_full_match(long.cell, '<\s*\d+')
         THEN CAST(CAST(regexp_extract(long.cell, '\d+') AS BIGINT) - 1 AS VARCHAR) END AS high,
    items.cell AS n
FROM long
JOIN figures USING (role)
JOIN said USING (line)
LEFT JOIN long AS items ON items.line = long.line AND items.role = figures.of_role
ORDER BY said.line, CAST(substr(long.role, 8) AS INTEGER)
