-- title:  Which clocks are known
-- about:  One row: how many items have each moment at which a lag can start.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- column: items BIGINT [items] all items, frequency-weighted
-- column: notice BIGINT [items] with a notice
-- column: request BIGINT [items] with a request on record
-- column: post BIGINT [items] with a time of posting
-- column: label BIGINT [items] with a label
WITH items_of AS NOT MATERIALIZED (
    SELECT m.item, coalesce(m.n, 1) AS n, m.notice_at_lo, m.posted_at_lo, m.label_at_lo
    FROM moderation AS m
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = $scope AND ($incident IS NULL OR m.incident = $incident)
)
SELECT
    coalesce(sum(n), 0)::BIGINT AS items,
    coalesce(sum(n) FILTER (notice_at_lo IS NOT NULL), 0)::BIGINT AS notice,
    (  -- by itself, so that nobody looks at items where there are no requests
        SELECT coalesce(sum(i.n), 0) FROM items_of AS i WHERE i.item IN (SELECT item FROM requests)
    )::BIGINT AS request,
    coalesce(sum(n) FILTER (posted_at_lo IS NOT NULL), 0)::BIGINT AS post,
    coalesce(sum(n) FILTER (label_at_lo IS NOT NULL), 0)::BIGINT AS label
FROM items_of
