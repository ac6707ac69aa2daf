-- title:  Items that follow from request logs
-- about:  One row per item and spell of every request log: its requests, what became of it, and when.
-- about:  A request sent when the item had certainly ended opens a new spell; an item that came back without a further
-- about:  request is a last, open spell.
-- column: dataset VARCHAR  dataset of the request log
-- column: incident VARCHAR  incident code
-- column: platform VARCHAR  where the item was
-- column: item VARCHAR  keyed hash of the item
-- column: spell BIGINT  1 for the first time up
-- column: copy_of VARCHAR  not known from requests
-- column: uploader VARCHAR  not known from requests
-- column: posted_at_lo TIMESTAMPTZ  not known from requests
-- column: posted_at_hi TIMESTAMPTZ  not known from requests
-- column: entered_at_lo TIMESTAMPTZ  when the spell began, from the second spell on
-- column: entered_at_hi TIMESTAMPTZ  when the spell began, from the second spell on
-- column: notice_at_lo TIMESTAMPTZ  first or last request of the spell, as answered on import
-- column: notice_at_hi TIMESTAMPTZ  first or last request of the spell, as answered on import
-- column: notice_kind VARCHAR  who asked
-- column: label_at_lo TIMESTAMPTZ  not known from requests
-- column: label_at_hi TIMESTAMPTZ  not known from requests
-- column: label_end_at_lo TIMESTAMPTZ  not known from requests
-- column: label_end_at_hi TIMESTAMPTZ  not known from requests
-- column: last_up_at_lo TIMESTAMPTZ  not known from requests
-- column: last_up_at_hi TIMESTAMPTZ  not known from requests
-- column: down_at_lo TIMESTAMPTZ  when the outcome happened
-- column: down_at_hi TIMESTAMPTZ  when the outcome happened
-- column: outcome VARCHAR  what became of the item in this spell
-- column: observed_until_lo TIMESTAMPTZ  last look
-- column: observed_until_hi TIMESTAMPTZ  last look
-- column: time_precision VARCHAR  not known from requests
-- column: detection VARCHAR  not known from requests
-- column: automated_detection BOOLEAN  not known from requests
-- column: automated_decision VARCHAR  not known from requests
-- column: ground VARCHAR  not known from requests
-- column: category VARCHAR  not known from requests
-- column: keywords VARCHAR  not known from requests
-- column: content_type VARCHAR  not known from requests
-- column: language VARCHAR  not known from requests
-- column: region VARCHAR  not known from requests
-- column: views BIGINT [views] not known from requests
-- column: n BIGINT [items] always 1
-- column: source_line BIGINT  line of the spell's first request
WITH ended AS (
    SELECT DISTINCT dataset, incident, item, outcome_at_lo AS ended_lo, outcome_at_hi AS ended_hi
    FROM requests
    WHERE outcome IN ('removed', 'uploader', 'account', 'private', 'unknown') AND outcome_at_lo IS NOT NULL
),
counted AS (
    SELECT
        r.*,
        (
            SELECT count(*) FROM ended AS e
            WHERE e.dataset = r.dataset AND e.incident IS NOT DISTINCT FROM r.incident AND e.item = r.item
              AND e.ended_lo < r.sent_at_lo AND e.ended_hi <= r.sent_at_lo
        ) AS endings,
        coalesce(r.outcome IN ('removed', 'uploader', 'account', 'private', 'unknown'), false) AS ends
    FROM requests AS r
),
spelled AS (
    SELECT
        * EXCLUDE (endings),
        dense_rank() OVER (PARTITION BY dataset, incident, item ORDER BY endings) AS spell
    FROM counted
),
spells AS (
    SELECT
        dataset, incident, item, spell,
        any_value(platform) AS platform,
        min_by(sent_at_lo, sent_at_lo) AS first_lo,
        min_by(sent_at_hi, sent_at_lo) AS first_hi,
        max_by(sent_at_lo, sent_at_lo) AS last_lo,
        max_by(sent_at_hi, sent_at_lo) AS last_hi,
        min_by("by", sent_at_lo) AS notice_kind,
        bool_or(ends) AS ends,
        min_by(outcome_at_lo, outcome_at_lo) FILTER (ends) AS ended_lo,
        min_by(outcome_at_hi, outcome_at_lo) FILTER (ends) AS ended_hi,
        min_by(outcome, coalesce(outcome_at_lo, sent_at_lo)) FILTER (ends) AS end_outcome,
        max_by(outcome, (sent_at_lo, source_line)) FILTER (outcome IS NOT NULL) AS last_outcome,
        max_by(outcome_at_lo, (sent_at_lo, source_line)) FILTER (outcome IS NOT NULL) AS last_outcome_lo,
        max_by(outcome_at_hi, (sent_at_lo, source_line)) FILTER (outcome IS NOT NULL) AS last_outcome_hi,
        max_by(last_checked_lo, last_checked_lo) AS looked_lo,
        max_by(last_checked_hi, last_checked_lo) AS looked_hi,
        max_by(up_again_at_lo, up_again_at_lo) AS again_lo,
        max_by(up_again_at_hi, up_again_at_lo) AS again_hi,
        min(source_line) AS source_line
    FROM spelled
    GROUP BY ALL
),
linked AS (
    SELECT
        s.*,
        lag(again_lo) OVER item_spells AS entered_lo,
        lag(again_hi) OVER item_spells AS entered_hi,
        lead(spell) OVER item_spells IS NULL AS is_last
    FROM spells AS s
    WINDOW item_spells AS (PARTITION BY dataset, incident, item ORDER BY spell)
),
complete AS (
    SELECT
        dataset, incident, platform, item, spell, entered_lo, entered_hi,
        CASE WHEN d.clock = 'last' THEN last_lo ELSE first_lo END AS notice_lo,
        CASE WHEN d.clock = 'last' THEN last_hi ELSE first_hi END AS notice_hi,
        notice_kind,
        CASE WHEN ends THEN ended_lo ELSE last_outcome_lo END AS down_lo,
        CASE WHEN ends THEN ended_hi ELSE last_outcome_hi END AS down_hi,
        coalesce(CASE WHEN ends THEN end_outcome ELSE last_outcome END, 'up') AS outcome,
        looked_lo, looked_hi, source_line
    FROM linked
    LEFT JOIN datasets AS d USING (dataset)
    UNION ALL
    SELECT
        dataset, incident, platform, item, spell + 1, again_lo, again_hi, NULL, NULL, NULL, NULL, NULL, 'up',
        looked_lo, looked_hi, source_line
    FROM linked
    WHERE is_last AND ends AND again_lo IS NOT NULL
)
SELECT
    dataset, incident, platform, item,
    spell::BIGINT AS spell,
    NULL::VARCHAR AS copy_of,
    NULL::VARCHAR AS uploader,
    NULL::TIMESTAMPTZ AS posted_at_lo,
    NULL::TIMESTAMPTZ AS posted_at_hi,
    entered_lo AS entered_at_lo,
    entered_hi AS entered_at_hi,
    notice_lo AS notice_at_lo,
    notice_hi AS notice_at_hi,
    notice_kind,
    NULL::TIMESTAMPTZ AS label_at_lo,
    NULL::TIMESTAMPTZ AS label_at_hi,
    NULL::TIMESTAMPTZ AS label_end_at_lo,
    NULL::TIMESTAMPTZ AS label_end_at_hi,
    NULL::TIMESTAMPTZ AS last_up_at_lo,
    NULL::TIMESTAMPTZ AS last_up_at_hi,
    CASE WHEN outcome IN ('up', 'refused') THEN NULL ELSE down_lo END AS down_at_lo,
    CASE WHEN outcome IN ('up', 'refused') THEN NULL ELSE down_hi END AS down_at_hi,
    outcome,
    looked_lo AS observed_until_lo,
    looked_hi AS observed_until_hi,
    NULL::VARCHAR AS time_precision,
    NULL::VARCHAR AS detection,
    NULL::BOOLEAN AS automated_detection,
    NULL::VARCHAR AS automated_decision,
    NULL::VARCHAR AS ground,
    NULL::VARCHAR AS category,
    NULL::VARCHAR AS keywords,
    NULL::VARCHAR AS content_type,
    NULL::VARCHAR AS language,
    NULL::VARCHAR AS region,
    NULL::BIGINT AS views,
    1::BIGINT AS n,
    source_line
FROM complete
