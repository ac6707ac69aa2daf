-- title:  Items of a takedown sheet
-- about:  One row per item and spell, as text cells. An item that came back is two rows: the second begins
-- about:  then, or between the looks around it, and is still up.
-- reads:  takedown_rows(line BIGINT, counted BOOLEAN, left_out BOOLEAN, item VARCHAR, nameless BOOLEAN, platform VARCHAR, posted VARCHAR, found VARCHAR, sent VARCHAR, received VARCHAR, answered VARCHAR, down VARCHAR, last_up VARCHAR, last_checked VARCHAR, up_again VARCHAR, round INTEGER, by VARCHAR, route VARCHAR, answer VARCHAR, views VARCHAR, language VARCHAR, region VARCHAR, incident VARCHAR, outcome VARCHAR, said VARCHAR, back BOOLEAN, sequence VARCHAR)
-- reads:  words(role VARCHAR, word VARCHAR, value VARCHAR)
-- param:  dated      VARCHAR  what a row with a time of the end and no outcome is: 'removed' or 'unknown'
-- param:  status     BOOLEAN  whether the end's column holds the time of the status, whatever that is
-- param:  down       VARCHAR  'seen': the end was seen; 'discovered': it lies between the look before and the time given
-- param:  last_look  VARCHAR  last look at items still up that have none, or NULL
-- column: line            BIGINT   line of the sheet
-- column: incident        VARCHAR  incident code, as written
-- column: platform        VARCHAR  as written, else the name within the link's host
-- column: item            VARCHAR  the link in one spelling, else the id, else NULL
-- column: spell           VARCHAR  1, or 2 after the item came back
-- column: posted_at       VARCHAR  when it went up, no finer than a minute
-- column: entered_at      VARCHAR  when it was found, else when the platform was told
-- column: notice_at       VARCHAR  when the platform was told
-- column: notice_kind     VARCHAR  who told it; NULL where the sheet does not say
-- column: label_at        VARCHAR  the time given with the outcome 'label'
-- column: last_up_at      VARCHAR  last seen up
-- column: down_at         VARCHAR  when it ended, or between which looks
-- column: outcome         VARCHAR  what became of it
-- column: observed_until  VARCHAR  last look
-- column: language        VARCHAR  as written
-- column: region          VARCHAR  as written
-- column: views           VARCHAR  as written
-- column: source_line     VARCHAR  line of the sheet
WITH kept AS (
    SELECT * FROM takedown_rows WHERE counted
),
meant AS (
    SELECT kept.*, senders.value AS sender, CASE WHEN said IS NULL OR outcomes.value = 'blank'
            THEN CASE WHEN down IS NULL THEN 'up' ELSE $dated END
            ELSE coalesce(outcomes.value, 'unknown') END AS meaning
    FROM kept
    LEFT JOIN words AS outcomes ON outcomes.role = 'outcome' AND outcomes.word = said
    LEFT JOIN words AS senders ON senders.role = 'by' AND senders.word = "by"
    ),
judged AS (
    SELECT * REPLACE (coalesce(back, false) OR up_again IS NOT NULL OR meaning = 'came back' AS back),
        coalesce(last_up, sent, found, regexp_replace(posted, '(\d:\d\d):\d\d([.,]\d+)?', '\1')) AS look_before,
        meaning IN ('removed', 'uploader', 'account', 'private', 'unknown') AS gone,
        CASE WHEN meaning IN ('up', 'refused', 'came back') AND $status THEN NULL
            WHEN meaning IN ('up', 'refused') AND NOT (coalesce(back, false) OR up_again IS NOT NULL) THEN NULL
            ELSE down END AS ended,
        coalesce(last_checked, CASE WHEN $status AND meaning NOT IN (
            'removed', 'uploader', 'account', 'private', 'unknown') THEN down END) AS look
    FROM meant
),
dated AS (  -- what is not known to the moment lies between two looks
    SELECT *, CASE
            WHEN ended IS NOT NULL AND $down = 'discovered' THEN concat_ws(' -- ', look_before, ended)
            WHEN ended IS NOT NULL THEN ended
            WHEN back THEN look_before || ' -- ' || coalesce(look, $last_look)
            WHEN gone THEN look_before || ' -- ' || last_checked
        END AS down_at,
        CASE WHEN back THEN coalesce(up_again, coalesce(ended, look_before) || ' -- ' || coalesce(look, $last_look))
        END AS again
    FROM judged
)
, spells AS (
    SELECT *, unnest(CASE WHEN again IS NULL THEN [1] ELSE [1, 2] END) AS spell FROM dated
)
SELECT
    line, incident, platform, CASE WHEN NOT nameless THEN item END AS item, spell::VARCHAR AS spell,
    CASE WHEN spell = 1 THEN regexp_replace(posted, '(\d:\d\d):\d\d([.,]\d+)?', '\1') END AS posted_at,
    CASE WHEN spell = 1 THEN coalesce(found, sent) ELSE again END AS entered_at,
    CASE WHEN spell = 1 THEN sent END AS notice_at,
    CASE WHEN spell = 1 THEN sender END AS notice_kind,
    CASE WHEN spell = 1 AND meaning = 'label' THEN down_at END AS label_at,
    CASE WHEN spell = 1 AND NOT (gone AND ended IS NOT NULL AND $down = 'seen') THEN last_up END AS last_up_at,
    CASE WHEN spell = 1 THEN down_at END AS down_at,
    CASE WHEN spell = 2 THEN 'up' WHEN back AND NOT gone THEN 'removed' ELSE meaning END AS outcome,
    CASE WHEN spell = 1 AND back THEN NULL
        WHEN spell = 1 AND gone THEN last_checked
        ELSE coalesce(look, $last_look) END AS observed_until,
    language, region, CASE WHEN spell = 1 THEN views END AS views, line::VARCHAR AS source_line
FROM spells
ORDER BY line, spell
