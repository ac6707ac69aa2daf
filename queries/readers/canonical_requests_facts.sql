-- title:  The canonical requests CSV, open rows
-- about:  One row: how many requests are open, as readers/canonical_requests says it, without a last look.
-- reads:  source(line BIGINT, incident VARCHAR, platform VARCHAR, item VARCHAR, round VARCHAR, sent_at VARCHAR, received_at VARCHAR, by VARCHAR, route VARCHAR, kind VARCHAR, answer VARCHAR, answered_at VARCHAR, outcome VARCHAR, outcome_at VARCHAR, up_again_at VARCHAR, last_checked VARCHAR, source_line VARCHAR)
-- column: open  BIGINT  [rows]  open rows without a last look
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
SELECT count(*) FILTER (WHERE open) AS open
FROM opened
