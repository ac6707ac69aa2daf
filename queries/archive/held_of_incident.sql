-- title:  What is held of an incident
-- about:  One row per table that has any row of the incident; items that follow from requests stand in moderation.
-- param:  incident VARCHAR  incident code
-- column: held VARCHAR  name of the canonical table
-- column: n BIGINT  rows; of items, frequency-weighted
-- column: datasets VARCHAR[]  the datasets that hold them
WITH row_of AS (
    SELECT 'attention' AS held, dataset, incident, 1 AS n FROM attention
    UNION ALL SELECT 'moderation', dataset, incident, n FROM moderation
    UNION ALL SELECT 'search_results', dataset, incident, 1 FROM search_results
    UNION ALL SELECT 'incidents', dataset, incident, 1 FROM incidents
)
SELECT r.held, CAST(sum(coalesce(r.n, 1)) AS BIGINT) AS n, list(DISTINCT r.dataset ORDER BY r.dataset) AS datasets
FROM row_of AS r
JOIN datasets AS d USING (dataset)
WHERE d.scope = 'incident' AND r.incident = $incident
GROUP BY r.held
ORDER BY r.held
