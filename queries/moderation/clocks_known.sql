-- title:  Which clocks are known
-- about:  One row: how many items have each moment at which a lag can start.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- column: items BIGINT [items] all items, frequency-weighted
-- column: notice BIGINT [items] with a notice
-- column: request BIGINT [items] with a request on record
-- column: post BIGINT [items] with a time of posting
-- column: label BIGINT [items] with a label
SELECT
    coalesce(sum(coalesce(m.n, 1)), 0)::BIGINT AS items,
    coalesce(sum(coalesce(m.n, 1)) FILTER (m.notice_at_lo IS NOT NULL), 0)::BIGINT AS notice,
    coalesce(sum(coalesce(m.n, 1)) FILTER (m.item IN (SELECT item FROM requests)), 0)::BIGINT AS request,
    coalesce(sum(coalesce(m.n, 1)) FILTER (m.posted_at_lo IS NOT NULL), 0)::BIGINT AS post,
    coalesce(sum(coalesce(m.n, 1)) FILTER (m.label_at_lo IS NOT NULL), 0)::BIGINT AS label
FROM moderation AS m
JOIN datasets AS d USING (dataset)
WHERE d.scope = $scope AND ($incident IS NULL OR m.incident = $incident)
