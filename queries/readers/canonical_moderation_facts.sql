-- title:  The canonical moderation CSV, open rows
-- about:  One row: how many rows are still open and do not say when they were last looked at.
-- reads:  source(line BIGINT, incident VARCHAR, platform VARCHAR, item VARCHAR, spell VARCHAR, copy_of VARCHAR, uploader VARCHAR, posted_at VARCHAR, entered_at VARCHAR, notice_at VARCHAR, notice_kind VARCHAR, label_at VARCHAR, label_end_at VARCHAR, last_up_at VARCHAR, down_at VARCHAR, outcome VARCHAR, observed_until VARCHAR, time_precision VARCHAR, detection VARCHAR, automated_detection VARCHAR, automated_decision VARCHAR, ground VARCHAR, category VARCHAR, keywords VARCHAR, content_type VARCHAR, language VARCHAR, region VARCHAR, views VARCHAR, n VARCHAR, source_line VARCHAR)
-- column: open  BIGINT  [rows]  open rows without a last look
SELECT count(*) AS open
FROM source
WHERE down_at IS NULL AND observed_until IS NULL AND last_up_at IS NULL
  AND coalesce(lower(outcome) NOT IN ('removed', 'uploader', 'account', 'private', 'unknown'), TRUE)
