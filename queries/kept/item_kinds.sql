-- title:  Kinds of items
-- about:  One row per combination of what the rows of incidents' items say in words, numbered: what splits, selects and counts
-- about:  items is worked out once for each. Columns are called as those of the table moderation in whose place they stand.
-- column: source_line BIGINT  the kind's number, from 1
-- column: n BIGINT  how many rows are of this kind
-- column: lines BIGINT[]  the first 200 source lines of these rows
-- column: dataset VARCHAR  dataset of the rows
-- column: incident VARCHAR  incident code
-- column: platform VARCHAR  where the items are
-- column: spell BIGINT  1 for the first time up
-- column: notice_kind VARCHAR  who asked
-- column: down_at_lo TIMESTAMPTZ  the first moment of 1970 where the moment of the end is known; else NULL
-- column: outcome VARCHAR  what became of the items
-- column: detection VARCHAR  what led the platform to them
-- column: automated_detection BOOLEAN  found by a machine
-- column: automated_decision VARCHAR  decided by a machine: fully, partially, not
-- column: ground VARCHAR  on which ground it was decided
-- column: category VARCHAR  what the items are about
-- column: keywords VARCHAR  what they are about, more closely
-- column: content_type VARCHAR  what sort of content
-- column: language VARCHAR  language of the content
-- column: region VARCHAR  where it was seen
SELECT
    row_number() OVER (
        ORDER BY dataset, incident, platform, spell, notice_kind, down_at_lo, outcome, detection, automated_detection,
            automated_decision, ground, category, keywords, content_type, language, region
    ) AS source_line,
    *
FROM (
    SELECT
        count(*) AS n,
        coalesce(min(m.source_line, 200), []) AS lines,
        m.dataset, m.incident, m.platform, m.spell, m.notice_kind,
        CASE WHEN m.down_at_lo IS NOT NULL THEN make_timestamptz(0) END AS down_at_lo,
        m.outcome, m.detection, m.automated_detection, m.automated_decision, m.ground, m.category, m.keywords, m.content_type,
        m.language, m.region
    FROM moderation AS m
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = 'incident'
    GROUP BY ALL
)
