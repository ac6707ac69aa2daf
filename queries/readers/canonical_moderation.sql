-- title:  The canonical moderation CSV
-- about:  One row per item and spell. time_precision coarsens the row's clocks, posted_at at least to its minute;
-- about:  an open row without a last look takes the last time it was seen up, else the answer.
-- reads:  source(line BIGINT, incident VARCHAR, platform VARCHAR, item VARCHAR, spell VARCHAR, copy_of VARCHAR, uploader VARCHAR, posted_at VARCHAR, entered_at VARCHAR, notice_at VARCHAR, notice_kind VARCHAR, label_at VARCHAR, label_end_at VARCHAR, last_up_at VARCHAR, down_at VARCHAR, outcome VARCHAR, observed_until VARCHAR, time_precision VARCHAR, detection VARCHAR, automated_detection VARCHAR, automated_decision VARCHAR, ground VARCHAR, category VARCHAR, keywords VARCHAR, content_type VARCHAR, language VARCHAR, region VARCHAR, views VARCHAR, n VARCHAR, source_line VARCHAR)
-- param:  last_look  VARCHAR  when open rows were last looked at; NULL where none is open
-- column: line  BIGINT  line of the file
-- column: incident  VARCHAR  code word of the incident; never a name
-- column: platform  VARCHAR  where the item was
-- column: item  VARCHAR  link or id of the item
-- column: spell  VARCHAR  1 for the first time up, 2, 3 ... after it came back
-- column: copy_of  VARCHAR  link or id of the item that this one copies
-- column: uploader  VARCHAR  who put it up
-- column: posted_at  VARCHAR  when the item went up
-- column: entered_at  VARCHAR  first moment at which it could have been observed
-- column: notice_at  VARCHAR  when the platform was told
-- column: notice_kind  VARCHAR  who told the platform
-- column: label_at  VARCHAR  when a label or note was first shown
-- column: label_end_at  VARCHAR  when the label or note was withdrawn
-- column: last_up_at  VARCHAR  last moment at which it was seen up
-- column: down_at  VARCHAR  when it ended
-- column: outcome  VARCHAR  what became of it
-- column: observed_until  VARCHAR  last look at the item
-- column: time_precision  VARCHAR  coarsens the row's clocks
-- column: detection  VARCHAR  what led the platform to it
-- column: automated_detection  VARCHAR  found by a machine
-- column: automated_decision  VARCHAR  decided by a machine: fully, partially, not
-- column: ground  VARCHAR  illegal or incompatible with the terms
-- column: category  VARCHAR  category of the content or of the breach
-- column: keywords  VARCHAR  the category's keywords
-- column: content_type  VARCHAR  image, video, text ...
-- column: language  VARCHAR  language of the content, ISO 639 where known
-- column: region  VARCHAR  place or territory, as the source names it
-- column: views  VARCHAR  [views]  views at the last look
-- column: n  VARCHAR  [items]  how many items this row stands for; empty means 1
-- column: source_line  VARCHAR  line or sheet row in the user's own file
WITH coarse AS (
    SELECT
        * REPLACE (lower(time_precision) AS time_precision),
        CASE
            WHEN lower(time_precision) IN ('second', 'minute', 'hour', 'day') THEN '@' || lower(time_precision)
            ELSE ''
        END AS unit,
        down_at IS NULL
            AND coalesce(lower(outcome) NOT IN ('removed', 'uploader', 'account', 'private', 'unknown'), TRUE) AS open
    FROM source
)
SELECT
    line,
    incident,
    platform,
    item,
    spell,
    copy_of,
    uploader,
    regexp_replace(posted_at, '\s*@second$', '') || CASE
        WHEN regexp_matches(posted_at, '@(minute|hour|day)$') THEN ''
        WHEN time_precision IN ('hour', 'day') THEN '@' || time_precision
        ELSE '@minute'
    END AS posted_at,
    entered_at || unit AS entered_at,
    notice_at || unit AS notice_at,
    notice_kind,
    label_at || unit AS label_at,
    label_end_at || unit AS label_end_at,
    last_up_at || unit AS last_up_at,
    down_at || unit AS down_at,
    outcome,
    CASE
        WHEN open THEN coalesce(observed_until || unit, last_up_at || unit, CAST($last_look AS VARCHAR))
        ELSE observed_until || unit
    END AS observed_until,
    time_precision,
    detection,
    automated_detection,
    automated_decision,
    ground,
    category,
    keywords,
    content_type,
    language,
    region,
    views,
    n,
    coalesce(source_line, CAST(line AS VARCHAR)) AS source_line
FROM coarse
