-- title:  First published checks
-- about:  One row per incident with dated events: how many there are, and between which moments the first check lies.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  kinds VARCHAR[]  kinds of event that count as a check
-- column: incident VARCHAR  incident code
-- column: events BIGINT  dated events on record, of whatever kind
-- column: check_lo TIMESTAMPTZ  the first check was published: not before; NULL where none is on record
-- column: check_hi TIMESTAMPTZ  before; the same moment where its time is exact
SELECT
    e.incident,
    count(*) AS events,
    min(e.time_lo) FILTER (WHERE list_contains($kinds, e.kind)) AS check_lo,
    min(coalesce(e.time_hi, e.time_lo)) FILTER (WHERE list_contains($kinds, e.kind)) AS check_hi
FROM events AS e
JOIN datasets AS d USING (dataset)
WHERE d.scope = $scope AND ($incident IS NULL OR e.incident = $incident) AND e.time_lo IS NOT NULL
GROUP BY e.incident
ORDER BY e.incident
