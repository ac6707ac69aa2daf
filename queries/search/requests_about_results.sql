-- title:  Requests about search results
-- about:  One row per link that was asked about and stood on a captured page: when it was first asked about, and when that was refused.
-- about:  A link matches where the log and the page write it alike, sign by sign: both are stored as the same keyed hash.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- column: incident VARCHAR  incident code
-- column: platform VARCHAR  whom the request went to
-- column: link VARCHAR  keyed hash of the link
-- column: sent_lo TIMESTAMPTZ  first asked not before
-- column: sent_hi TIMESTAMPTZ  first asked before
-- column: refused_lo TIMESTAMPTZ  refused not before; empty where it was not
-- column: refused_hi TIMESTAMPTZ  refused before
-- column: lines BIGINT[]  source lines of its requests
WITH asked AS (
    SELECT
        r.dataset, r.incident, r.platform, r.item, r.source_line,
        r.sent_at_lo AS sent_lo, r.sent_at_hi AS sent_hi,
        coalesce(r.outcome = 'refused', false) OR coalesce(r.answer = 'refused', false) AS refused,
        coalesce(r.answered_at_lo, r.outcome_at_lo) AS refused_lo,
        coalesce(r.answered_at_hi, r.outcome_at_hi) AS refused_hi
    FROM requests AS r
    UNION ALL
    SELECT
        m.dataset, m.incident, m.platform, m.item, m.source_line,
        m.notice_at_lo, m.notice_at_hi,
        coalesce(m.outcome = 'refused', false), m.down_at_lo, m.down_at_hi
    FROM moderation AS m
    WHERE m.notice_at_lo IS NOT NULL AND m.item NOT IN (SELECT item FROM requests WHERE item IS NOT NULL)
)
SELECT
    a.incident, a.platform, a.item AS link,
    min(a.sent_lo) AS sent_lo,
    min_by(a.sent_hi, a.sent_lo) AS sent_hi,
    min(coalesce(a.refused_lo, a.sent_lo)) FILTER (a.refused) AS refused_lo,
    min(coalesce(a.refused_hi, a.sent_hi)) FILTER (a.refused) AS refused_hi,
    coalesce(list(a.source_line ORDER BY a.source_line) FILTER (a.source_line IS NOT NULL), [])[1:200] AS lines
FROM asked AS a
JOIN datasets AS d USING (dataset)
WHERE d.scope = $scope AND coalesce(a.incident = $incident, $incident IS NULL)
    AND a.item IN (SELECT url FROM search_results)
GROUP BY a.incident, a.platform, a.item
ORDER BY sent_lo, lines, link
