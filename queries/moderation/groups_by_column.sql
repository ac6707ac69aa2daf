-- title:  Groups by column
-- about:  One row per column that can split lags: into how many groups it parts the rows of items. Rows that say nothing
-- about:  are a group of their own.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- column: name VARCHAR  the column
-- column: groups BIGINT  how many groups; 1 where all rows say the same, or none says anything
WITH told AS (
    SELECT unnest([
        {'name': 'dataset', 'value': m.dataset},
        {'name': 'platform', 'value': m.platform},
        {'name': 'outcome', 'value': m.outcome},
        {'name': 'spell', 'value': m.spell::VARCHAR},
        {'name': 'notice_kind', 'value': m.notice_kind},
        {'name': 'detection', 'value': m.detection},
        {'name': 'automated_detection', 'value': m.automated_detection::VARCHAR},
        {'name': 'automated_decision', 'value': m.automated_decision},
        {'name': 'ground', 'value': m.ground},
        {'name': 'category', 'value': m.category},
        {'name': 'keywords', 'value': m.keywords},
        {'name': 'content_type', 'value': m.content_type},
        {'name': 'language', 'value': m.language},
        {'name': 'region', 'value': m.region}
    ]) AS each
    FROM moderation AS m
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = $scope AND ($incident IS NULL OR m.incident = $incident)
)
SELECT
    each.name AS name,
    count(DISTINCT each.value) + (count(each.value) < count(*))::BIGINT AS groups
FROM told
GROUP BY each.name
ORDER BY each.name
