-- title:  Answers to requests
-- about:  One row per answer: how many requests were answered so. A request without an answer on record is a row of its own.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  selected VARCHAR[]  column=value pairs that a row must meet
-- param:  since DOUBLE  seconds since 1970: items first asked about then or later; NULL for all
-- param:  until DOUBLE  seconds since 1970: items first asked about before; NULL for all
-- param:  merged VARCHAR[]  platforms that count as one
-- param:  merged_as VARCHAR  what that one is called
-- column: answer VARCHAR  what the platform answered; empty where that is not on record
-- column: requests BIGINT [requests] how many
WITH placed AS (
    SELECT
        r.dataset,
        r.answer,
        platform_as(r.platform, $merged, $merged_as) AS platform,
        min_by(r."by", r.sent_at_lo) OVER whole AS notice_kind,
        min(r.sent_at_lo) OVER whole AS first_sent
    FROM requests AS r
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = $scope AND ($incident IS NULL OR r.incident = $incident)
    WINDOW whole AS (PARTITION BY r.dataset, r.incident, r.item)
)
SELECT answer, count(*) AS requests
FROM placed
WHERE coalesce(epoch_us(first_sent) >= $since * 1e6, true)
  AND coalesce(epoch_us(first_sent) < $until * 1e6, true)
  AND (len($selected) = 0 OR len(list_filter($selected, lambda pair: coalesce(CASE split_part(pair, '=', 1)
        WHEN 'dataset' THEN dataset
        WHEN 'platform' THEN platform
        WHEN 'notice_kind' THEN notice_kind
    END, '') <> substr(pair, strpos(pair, '=') + 1))) = 0)
GROUP BY answer
ORDER BY answer NULLS LAST
