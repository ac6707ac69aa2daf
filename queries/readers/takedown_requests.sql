-- title:  Requests of a takedown sheet
-- about:  One row per request, as text cells; items are derived from them later. An item that came back after a
-- about:  dated end is 'removed' with the time at which it was up again, else 'up'.
-- reads:  takedown_rows(line BIGINT, counted BOOLEAN, left_out BOOLEAN, item VARCHAR, nameless BOOLEAN, platform VARCHAR, posted VARCHAR, found VARCHAR, sent VARCHAR, received VARCHAR, answered VARCHAR, down VARCHAR, last_up VARCHAR, last_checked VARCHAR, up_again VARCHAR, round INTEGER, by VARCHAR, route VARCHAR, answer VARCHAR, views VARCHAR, language VARCHAR, region VARCHAR, incident VARCHAR, outcome VARCHAR, said VARCHAR, back BOOLEAN, sequence VARCHAR)
-- reads:  words(role VARCHAR, word VARCHAR, value VARCHAR)
-- param:  dated      VARCHAR  what a row with a time of the end and no outcome is: 'removed' or 'unknown'
-- param:  status     BOOLEAN  whether the end's column holds the time of the status, whatever that is
-- param:  down       VARCHAR  'seen': the end was seen; 'discovered': it lies between the look before and the time given
-- param:  last_look  VARCHAR  last look at items still up that have none, or NULL
-- column: line          BIGINT   line of the sheet
-- column: incident      VARCHAR  incident code, as written
-- column: platform      VARCHAR  as written, else the name within the link's host
-- column: item          VARCHAR  the link in one spelling, else the id, else NULL
-- column: round         VARCHAR  as numbered in the sheet, else in order of sending where dates can be ordered
-- column: sent_at       VARCHAR  when the request was sent
-- column: received_at   VARCHAR  when the platform confirmed receipt
-- column: by            VARCHAR  who asked; NULL where the sheet does not say
-- column: route         VARCHAR  how: form, e-mail, letter ... or other
-- column: answer        VARCHAR  what the platform answered
-- column: answered_at   VARCHAR  when it answered
-- column: outcome       VARCHAR  what became of the item after this request
-- column: outcome_at    VARCHAR  when, or between which looks
-- column: up_again_at   VARCHAR  when it was up again
-- column: last_checked  VARCHAR  last look
-- column: source_line   VARCHAR  line of the sheet
WITH kept AS (
    SELECT * FROM takedown_rows WHERE counted
),
meant AS (
    SELECT kept.*, senders.value AS sender, routes.value AS way, answers.value AS reply,
        CASE WHEN said IS NULL OR outcomes.value = 'blank'
            THEN CASE WHEN down IS NULL THEN 'up' ELSE $dated END
            ELSE coalesce(outcomes.value, 'unknown') END AS meaning
    FROM kept
    LEFT JOIN words AS outcomes ON outcomes.role = 'outcome' AND outcomes.word = said
    LEFT JOIN words AS senders ON senders.role = 'by' AND senders.word = "by"
    LEFT JOIN words AS routes ON routes.role = 'route' AND routes.word = route
    LEFT JOIN words AS answers ON answers.role = 'answer' AND answers.word = answer
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
, ordered AS (
    SELECT *, row_number() OVER item AS nth, row_number() OVER (PARTITION BY platform, item
            ORDER BY sequence DESC, line DESC) = 1 AS latest,
        bool_and(regexp_matches(sequence, '^0000 \d{4}-\d\d-\d\d')) OVER (PARTITION BY platform, item) AS sortable
    FROM dated
    WINDOW item AS (PARTITION BY platform, item ORDER BY sequence, line)
)
SELECT
    line, incident, platform, CASE WHEN NOT nameless THEN item END AS item,
    coalesce(round, CASE WHEN sortable THEN nth END)::VARCHAR AS round,
    sent AS sent_at, received AS received_at, sender AS "by",
    way AS route, reply AS answer, answered AS answered_at,
    CASE WHEN back AND NOT gone THEN CASE WHEN ended IS NULL OR again IS NULL THEN 'up' ELSE 'removed' END
        ELSE meaning END AS outcome,
    CASE WHEN NOT back OR ended IS NOT NULL AND again IS NOT NULL THEN down_at END AS outcome_at,
    CASE WHEN ended IS NULL THEN up_again ELSE again END AS up_again_at,
    coalesce(look, CASE WHEN latest AND (back OR NOT gone) THEN $last_look END) AS last_checked,
    line::VARCHAR AS source_line
FROM ordered
ORDER BY line
