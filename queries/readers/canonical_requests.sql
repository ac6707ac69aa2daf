-- title:  The canonical requests CSV
-- about:  One row per request; an open row without a last look takes the answer. Open: still up after this
-- about:  request, or up again, and no later request about the item ended it or looked at it.
-- reads:  source(line BIGINT, incident VARCHAR, platform VARCHAR, item VARCHAR, round VARCHAR, sent_at VARCHAR, received_at VARCHAR, by VARCHAR, route VARCHAR, kind VARCHAR, answer VARCHAR, answered_at VARCHAR, outcome VARCHAR, outcome_at VARCHAR, up_again_at VARCHAR, last_checked VARCHAR, source_line VARCHAR)
-- param:  last_look  VARCHAR  when open rows were last looked at; NULL where none is open
-- column: line  BIGINT  line of the file
-- column: incident  VARCHAR  code word of the incident; never a name
-- column: platform  VARCHAR  where it was: the platform's name in the file's own spelling
-- column: item  VARCHAR  link or id of the item
-- column: round  VARCHAR  1 for the first request about the item, 2, 3 ...
-- column: sent_at  VARCHAR  when the request was sent
-- column: received_at  VARCHAR  when the platform confirmed receipt
-- column: by  VARCHAR  who asked
-- column: route  VARCHAR  how: form, e-mail, letter ...
-- column: kind  VARCHAR  on what ground
-- column: answer  VARCHAR  what the platform answered
-- column: answered_at  VARCHAR  when it answered
-- column: outcome  VARCHAR  what became of the item after this request
-- column: outcome_at  VARCHAR  when that happened
-- column: up_again_at  VARCHAR  when it was up again
-- column: last_checked  VARCHAR  last look at the item
-- column: source_line  VARCHAR  line or sheet row in the user's own file
WITH judged AS (
    SELECT
        *,
        coalesce(lower(outcome) IN ('removed', 'uploader', 'account', 'private', 'unknown'), FALSE) AS ends,
        row_number() OVER (PARTITION BY incident, platform, item ORDER BY try_cast(round AS BIGINT), line) AS place
    FROM source
),
followed AS (
    SELECT *, item IS NOT NULL AND max(CASE WHEN ends OR last_checked IS NOT NULL THEN place END)
        OVER (PARTITION BY incident, platform, item) > place AS settled
    FROM judged
),
opened AS (
    SELECT *, last_checked IS NULL AND NOT coalesce(settled, FALSE)
        AND (up_again_at IS NOT NULL OR (outcome_at IS NULL AND NOT ends)) AS open
    FROM followed
)
SELECT
    line,
    incident,
    platform,
    item,
    round,
    sent_at,
    received_at,
    "by",
    route,
    kind,
    answer,
    answered_at,
    outcome,
    outcome_at,
    up_again_at,
    CASE WHEN open THEN CAST($last_look AS VARCHAR) ELSE last_checked END AS last_checked,
    coalesce(source_line, CAST(line AS VARCHAR)) AS source_line
FROM opened
ORDER BY line
