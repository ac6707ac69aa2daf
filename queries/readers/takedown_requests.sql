-- title:  Requests of a takedown sheet
-- about:  One row per request, as text cells; items are derived from them later. An item that came back after a
-- about:  dated end is 'removed' with the time at which it was up again, else 'up'.
-- reads:  source(line BIGINT, item VARCHAR, platform VARCHAR, posted VARCHAR, posted_time VARCHAR, found VARCHAR, found_time VARCHAR, sent VARCHAR, sent_time VARCHAR, received VARCHAR, received_time VARCHAR, answered VARCHAR, answered_time VARCHAR, down VARCHAR, down_time VARCHAR, last_up VARCHAR, last_up_time VARCHAR, last_checked VARCHAR, last_checked_time VARCHAR, up_again VARCHAR, up_again_time VARCHAR, round VARCHAR, by VARCHAR, route VARCHAR, answer VARCHAR, outcome VARCHAR, views VARCHAR, language VARCHAR, region VARCHAR, incident VARCHAR, number VARCHAR)
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
-- Shared by the takedown queries (a test holds the three copies together): cells to moments, links to items.
WITH cells AS (
    SELECT line, unnest([
        {'k': 'posted', 'd': posted, 't': posted_time},
        {'k': 'found', 'd': found, 't': found_time},
        {'k': 'sent', 'd': sent, 't': sent_time},
        {'k': 'received', 'd': received, 't': received_time},
        {'k': 'answered', 'd': answered, 't': answered_time},
        {'k': 'down', 'd': down, 't': down_time},
        {'k': 'last_up', 'd': last_up, 't': last_up_time},
        {'k': 'last_checked', 'd': last_checked, 't': last_checked_time},
        {'k': 'up_again', 'd': up_again, 't': up_again_time}
    ], recursive := true)
    FROM source
),
days AS (  -- 'am 24.10.2025 um 14.30 Uhr' is a day and the rest; the time of day may stand in its own cell
    SELECT line, k, d, unnest(regexp_extract(
            trim(d), '^(\d{1,4}[./-]\d{1,2}[./-]\d{2,4})(?:[T,;\s]+(?:(?:um|at|à|a las|-|–)\s+)?(.*))?$',
            ['day', 'rest'], 'i')),
        regexp_replace(regexp_replace(lower(trim(t)), '^\d{4}-\d\d-\d\d[t ]|^t|^um\s+', ''), '\.0+$', '') AS t
    FROM cells WHERE regexp_matches(d, '\d')
),
clocks AS (
    SELECT *, CASE WHEN regexp_matches(t, '\d') AND (rest = '' OR regexp_matches(rest, '^0?0:00(:00(\.0+)?)?$'))
            THEN t ELSE lower(rest) END AS clock
    FROM days
),
times AS (
    SELECT *, unnest(regexp_extract(
            clock, '^(\d{1,2})(?:\s*(?::|\.|h|uhr)\s*(\d{2}))?(?:[:.](\d{2}))?\s*(?:uhr|h|hrs)?\s*([ap])?\.?\s*(?:m\.?)?$',
            ['hh', 'mi', 'ss', 'half']))
    FROM clocks
),
hours AS (
    SELECT *, TRY_CAST(hh AS INTEGER) % CASE WHEN half = '' THEN 24 ELSE 12 END
            + CASE WHEN half = 'p' THEN 12 ELSE 0 END AS h,
        regexp_matches(day, '^\d{4}-\d\d-\d\d$') AS iso
    FROM times
),
texts AS (
    SELECT line, k, CASE
            WHEN day = '' AND clock = '' THEN d
            WHEN day = '' THEN concat(d, ' ', clock)
            WHEN clock = '' THEN day
            WHEN (hh = '' OR TRY_CAST(hh AS INTEGER) > 23) AND clock = lower(rest) THEN d
            WHEN hh = '' OR TRY_CAST(hh AS INTEGER) > 23 THEN concat(day, CASE WHEN iso THEN 'T' ELSE ' ' END, upper(clock))
            WHEN mi = '' AND iso THEN format('{}T{:02d}', day, h)
            WHEN mi = '' THEN format('{} {:02d}h', day, h)
            ELSE concat(format('{}{}{:02d}:{}', day, CASE WHEN iso THEN 'T' ELSE ' ' END, h, mi), ':' || nullif(ss, ''))
        END AS written
    FROM hours
),
moments AS (
    SELECT line,
        max(written) FILTER (k = 'posted') AS posted,
        max(written) FILTER (k = 'found') AS found,
        max(written) FILTER (k = 'sent') AS sent,
        max(written) FILTER (k = 'received') AS received,
        max(written) FILTER (k = 'answered') AS answered,
        max(written) FILTER (k = 'down') AS down,
        max(written) FILTER (k = 'last_up') AS last_up,
        max(written) FILTER (k = 'last_checked') AS last_checked,
        max(written) FILTER (k = 'up_again') AS up_again
    FROM texts GROUP BY line
),
links AS (
    SELECT line, CASE WHEN regexp_matches(item, '[\p{L}\p{N}]') THEN trim(item) END AS written, unnest(regexp_extract(
            regexp_replace(regexp_replace(trim(item), '\[\.\]|\(\.\)', '.', 'g'), '^hxxp', 'http', 'i'),
            '^(https?://)?(www\.)?((?:[^\s/?#@:]+\.)+\p{L}{2,})(?::(?:80|443))?(:\d+)?(/[^\s?#]*)?(?:\?([^\s#]*))?(#\S*)?$',
            ['scheme', 'www', 'host', 'port', 'path', 'query', 'fragment'], 'i'))
    FROM source
),
items AS (  -- the same link written differently is one item
    SELECT line, written, string_split(lower(host), '.') AS labels,
        CASE WHEN host <> '' AND (scheme <> '' OR www <> '' OR path <> '') THEN concat(
            'https://', lower(host), port, rtrim(path, '/'),
            '?' || nullif(array_to_string(list_filter(string_split(query, '&'), lambda p: p <> '' AND NOT regexp_matches(
                p, '^(utm_[^=]*|fbclid|gclid|dclid|msclkid|igshid|igsh|si|mibextid|ref_src|mc_cid|mc_eid|_ga)(=|$)', 'i')), '&'), ''),
            CASE WHEN fragment LIKE '#!%' THEN fragment END) END AS link
    FROM links
),
marked AS (
    SELECT source.*, items.link, items.written, items.labels,
        coalesce(item, platform, posted, found, sent, outcome, down) IS NULL AS blank,
        list_bool_or(list_transform([item, platform, number], lambda c: regexp_matches(
            c, '^(summe|gesamt|gesamtsumme|insgesamt|totale?s?|totaux|sum|suma|somme)[^\p{L}]*$', 'i'))) AS total,
        link IS NULL AND length(coalesce(sent, posted)) > 3
            AND NOT regexp_matches(concat_ws(' ', item, platform, posted, found, sent, down, last_checked), '\d') AS heading
    FROM source JOIN items USING (line)
),
kept AS (
    SELECT line, coalesce(link, written, 'row ' || line) AS item, written IS NULL AS nameless,
        coalesce(CASE WHEN regexp_matches(platform, '[\p{L}\p{N}]') THEN trim(platform) END, CASE WHEN link IS NOT NULL THEN labels[CASE
            WHEN len(labels) > 2 AND length(labels[-1]) = 2
                AND labels[-2] IN ('co', 'com', 'org', 'net', 'gov', 'gob', 'gouv', 'ac', 'edu') THEN -3 ELSE -2 END] END) AS platform,
        moments.* EXCLUDE (line), TRY_CAST(regexp_extract(round, '\d{1,4}') AS INTEGER) AS round,
        trim("by") AS "by", trim(route) AS route, trim(answer) AS answer, views, language, region, incident,
        coalesce(trim(outcome), CASE WHEN NOT regexp_matches(marked.down, '\d') THEN trim(marked.down) END) AS said,
        regexp_matches(marked.up_again, '^\W*(yes|ja|oui|s[ií]|x)\W*$', 'i') AS back,
        concat_ws(' ', format('{:04d}', coalesce(TRY_CAST(regexp_extract(round, '\d{1,4}') AS INTEGER), 0)),
            coalesce(strftime(try_strptime(regexp_extract(moments.sent, '^\d{1,2}\.\d{1,2}\.\d{4}'), '%d.%m.%Y'), '%Y-%m-%dT')
                || regexp_extract(moments.sent, ' (.*)$', 1), moments.sent)) AS sequence
    FROM marked LEFT JOIN moments USING (line)
    WHERE NOT blank AND NOT coalesce(total, false) AND NOT coalesce(heading, false)
), meant AS (
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
