-- title:  Items by kind
-- about:  One row per row of incidents' items: the number of its kind, and its moments in microseconds since 1970, each as one
-- about:  end and how wide it is. The item's hash is there only where another row, or a request, is about the same item.
-- reads:  item_kinds(source_line BIGINT, n BIGINT, lines BIGINT[], dataset VARCHAR, incident VARCHAR, platform VARCHAR, spell BIGINT, notice_kind VARCHAR, down_at_lo TIMESTAMPTZ, outcome VARCHAR, detection VARCHAR, automated_detection BOOLEAN, automated_decision VARCHAR, ground VARCHAR, category VARCHAR, keywords VARCHAR, content_type VARCHAR, language VARCHAR, region VARCHAR)
-- column: kind INTEGER  number of its kind (kept/item_kinds)
-- column: item VARCHAR  keyed hash of the item; NULL where nothing else is known of it
-- column: copy_of VARCHAR  keyed hash of what it is a copy of
-- column: posted_lo BIGINT  when it was posted, at the earliest
-- column: posted_wide BIGINT  how exactly that is known; 0: to the moment
-- column: notice_lo BIGINT  when it was reported, at the earliest
-- column: notice_wide BIGINT  how exactly that is known
-- column: label_lo BIGINT  when it was labelled, at the earliest
-- column: label_wide BIGINT  how exactly that is known
-- column: entered_lo BIGINT  when it came under observation, at the earliest
-- column: entered_wide BIGINT  how exactly that is known
-- column: gone_hi BIGINT  its end at the latest, if its outcome counts as gone: when it was down, else the last look
-- column: gone_wide BIGINT  how much earlier its end can be: since it was seen up; the moment of that itself where gone_hi is NULL
-- column: rest_hi BIGINT  its end at the latest, if its outcome does not count: when something took it away, else the last look
-- column: rest_wide BIGINT  how much earlier that can be
-- column: down_wide BIGINT  how exactly the moment is known at which it was down, which then is gone_hi at the latest; NULL if it is not
-- column: seen_hi BIGINT  the last look at it
-- column: seen_less BIGINT  how much before that its last moment is: 0 for a moment, 1 for an interval, which does not hold its end
-- column: blunt BOOLEAN  its end, or the last look, is known to an interval
-- column: lot SMALLINT  which of 2000 parts moderation/exposure_by_item draws it into, platforms being called what they are
-- column: views BIGINT [views] views at the last look
-- column: n BIGINT [items] how many items it stands for
-- column: source_line BIGINT  line of the source
WITH several AS (  -- of a settled dataset's items, those with a numbered later time up
    SELECT item FROM unsettled_items GROUP BY dataset, item HAVING count(*) > 1
    UNION ALL
    SELECT item FROM moderation WHERE spell > 1
),
told AS (
    SELECT item FROM several WHERE item IS NOT NULL
    UNION
    SELECT item FROM requests WHERE item IS NOT NULL
    UNION
    SELECT unnest([item, copy_of]) FROM moderation WHERE copy_of IS NOT NULL
)
SELECT
    k.source_line::INTEGER AS kind,
    t.item,
    m.copy_of,
    epoch_us(m.posted_at_lo) AS posted_lo,
    epoch_us(m.posted_at_hi) - epoch_us(m.posted_at_lo) AS posted_wide,
    epoch_us(m.notice_at_lo) AS notice_lo,
    epoch_us(m.notice_at_hi) - epoch_us(m.notice_at_lo) AS notice_wide,
    epoch_us(m.label_at_lo) AS label_lo,
    epoch_us(m.label_at_hi) - epoch_us(m.label_at_lo) AS label_wide,
    epoch_us(m.entered_at_lo) AS entered_lo,
    epoch_us(m.entered_at_hi) - epoch_us(m.entered_at_lo) AS entered_wide,
    epoch_us(coalesce(m.down_at_hi, m.observed_until_hi)) AS gone_hi,
    coalesce(gone_hi, 2 * epoch_us(least(m.last_up_at_lo, m.down_at_lo))) - epoch_us(least(m.last_up_at_lo, m.down_at_lo))
        AS gone_wide,
    CASE WHEN m.down_at_lo IS NOT NULL AND takes_away(m.outcome) THEN epoch_us(m.down_at_hi)
        ELSE epoch_us(coalesce(m.observed_until_hi, m.last_up_at_hi, m.down_at_hi)) END AS rest_hi,
    rest_hi - CASE WHEN m.down_at_lo IS NOT NULL AND takes_away(m.outcome) THEN epoch_us(m.down_at_lo)
        ELSE epoch_us(coalesce(m.observed_until_lo, m.last_up_at_lo, m.down_at_lo)) END AS rest_wide,
    epoch_us(m.down_at_hi) - epoch_us(m.down_at_lo) AS down_wide,
    epoch_us(greatest(m.observed_until_hi, m.last_up_at_hi)) AS seen_hi,
    seen_hi - greatest(
        epoch_us(m.observed_until_lo), epoch_us(m.observed_until_hi) - 1, epoch_us(m.last_up_at_lo), epoch_us(m.last_up_at_hi) - 1
    ) AS seen_less,
    coalesce(coalesce(m.down_at_lo, m.observed_until_lo) < coalesce(m.down_at_hi, m.observed_until_hi), FALSE) AS blunt,
    (hash(m.incident, m.platform, m.source_line, m.views, m.posted_at_lo, m.notice_at_lo, m.down_at_lo, m.down_at_hi) % 2000)::SMALLINT AS lot,
    m.views,
    coalesce(m.n, 1) AS n,
    m.source_line
FROM moderation AS m
JOIN item_kinds AS k
    ON k.dataset = m.dataset
    AND k.incident IS NOT DISTINCT FROM m.incident
    AND k.platform IS NOT DISTINCT FROM m.platform
    AND k.spell IS NOT DISTINCT FROM m.spell
    AND k.notice_kind IS NOT DISTINCT FROM m.notice_kind
    AND k.outcome IS NOT DISTINCT FROM m.outcome
    AND k.detection IS NOT DISTINCT FROM m.detection
    AND k.automated_detection IS NOT DISTINCT FROM m.automated_detection
    AND k.automated_decision IS NOT DISTINCT FROM m.automated_decision
    AND k.ground IS NOT DISTINCT FROM m.ground
    AND k.category IS NOT DISTINCT FROM m.category
    AND k.keywords IS NOT DISTINCT FROM m.keywords
    AND k.content_type IS NOT DISTINCT FROM m.content_type
    AND k.language IS NOT DISTINCT FROM m.language
    AND k.region IS NOT DISTINCT FROM m.region
    AND (k.down_at_lo IS NULL) = (m.down_at_lo IS NULL)
LEFT JOIN told AS t ON t.item = m.item
