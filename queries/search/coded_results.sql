-- title:  Results by two coders' words
-- about:  One row per pair of words that two coders wrote beside the same result: how many different links, and where they stand.
-- about:  A link that both coded alike on several pages counts once.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  selected VARCHAR[]  column=value pairs that a row must meet
-- column: incident VARCHAR  incident code
-- column: first VARCHAR  the first coder's word; empty where there is none
-- column: second VARCHAR  the second coder's word; empty where there is none
-- column: links BIGINT [links] different links
-- column: decided BIGINT [links] of them with a word in the deciding column
-- column: lines BIGINT[]  source lines, of each link its first one
WITH coded AS (
    SELECT
        r.incident, r.url, r.stance_1, r.stance_2,
        bool_or(r.stance IS NOT NULL) AS decided,
        min(r.source_line) AS line
    FROM search_results AS r
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = $scope
        AND coalesce(r.incident = $incident, $incident IS NULL)
        AND (r.stance_1 IS NOT NULL OR r.stance_2 IS NOT NULL)
        AND list_has_all(page_is(r.dataset, r.engine, r.query, r.locale, r.device), $selected)
    GROUP BY r.incident, r.url, r.stance_1, r.stance_2
)
SELECT
    incident, stance_1 AS first, stance_2 AS second,
    count(*) AS links,
    count(*) FILTER (decided) AS decided,
    coalesce(list(line ORDER BY line) FILTER (line IS NOT NULL), [])[1:200] AS lines
FROM coded
GROUP BY incident, stance_1, stance_2
ORDER BY ALL
