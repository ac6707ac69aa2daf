-- title:  When requests came
-- about:  One row: the first and the last request or notice on record, and how many items have one.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- column: first_at TIMESTAMPTZ  the earliest that the first can have come; NULL where none is on record
-- column: last_at TIMESTAMPTZ  the latest that the last can have come
-- column: items BIGINT [items] items with a request or a notice, frequency-weighted
WITH came AS (
    SELECT coalesce(r.received_at_lo, r.sent_at_lo) AS at_lo,
        CASE WHEN r.received_at_lo IS NULL THEN r.sent_at_hi ELSE r.received_at_hi END AS at_hi, 0 AS n
    FROM requests AS r
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = $scope AND ($incident IS NULL OR r.incident = $incident)
    UNION ALL
    SELECT m.notice_at_lo, m.notice_at_hi, coalesce(m.n, 1)
    FROM moderation AS m
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = $scope AND ($incident IS NULL OR m.incident = $incident) AND m.notice_at_lo IS NOT NULL
)
SELECT min(at_lo) AS first_at, max(at_hi) AS last_at, coalesce(sum(n), 0)::BIGINT AS items
FROM came
