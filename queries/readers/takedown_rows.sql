-- title:  Rows of a takedown sheet
-- about:  One row per row of the sheet: its moments, its item in one spelling (the same link written differently is one
-- about:  item), its platform, and whether it counts.
-- reads:  source(line BIGINT, item VARCHAR, platform VARCHAR, posted VARCHAR, posted_time VARCHAR, found VARCHAR, found_time VARCHAR, sent VARCHAR, sent_time VARCHAR, received VARCHAR, received_time VARCHAR, answered VARCHAR, answered_time VARCHAR, down VARCHAR, down_time VARCHAR, last_up VARCHAR, last_up_time VARCHAR, last_checked VARCHAR, last_checked_time VARCHAR, up_again VARCHAR, up_again_time VARCHAR, round VARCHAR, by VARCHAR, route VARCHAR, answer VARCHAR, outcome VARCHAR, views VARCHAR, language VARCHAR, region VARCHAR, incident VARCHAR, number VARCHAR)
-- reads:  takedown_moments(line BIGINT, clock VARCHAR, cell VARCHAR, written VARCHAR)
-- column: line          BIGINT   line of the sheet
-- column: counted       BOOLEAN  a row of the log: neither blank nor a total nor a repeated header
-- column: left_out      BOOLEAN  a total or a repeated header
-- column: item          VARCHAR  the link in one spelling, else the id, else the line
-- column: nameless      BOOLEAN  neither link nor id
-- column: platform      VARCHAR  as written, else the name within the link's host
-- column: posted        VARCHAR  moment
-- column: found         VARCHAR  moment
-- column: sent          VARCHAR  moment
-- column: received      VARCHAR  moment
-- column: answered      VARCHAR  moment
-- column: down          VARCHAR  moment
-- column: last_up       VARCHAR  moment
-- column: last_checked  VARCHAR  moment
-- column: up_again      VARCHAR  moment
-- column: round         INTEGER  as numbered
-- column: by            VARCHAR  as written
-- column: route         VARCHAR  as written
-- column: answer        VARCHAR  as written
-- column: views         VARCHAR  as written
-- column: language      VARCHAR  as written
-- column: region        VARCHAR  as written
-- column: incident      VARCHAR  as written
-- column: outcome       VARCHAR  as written
-- column: said          VARCHAR  the outcome, else a word in the end's column
-- column: back          BOOLEAN  marked as up again without a time
-- column: sequence      VARCHAR  sorts the requests about an item
WITH moments AS (
    SELECT line,
        max(written) FILTER (clock = 'posted') AS posted,
        max(written) FILTER (clock = 'found') AS found,
        max(written) FILTER (clock = 'sent') AS sent,
        max(written) FILTER (clock = 'received') AS received,
        max(written) FILTER (clock = 'answered') AS answered,
        max(written) FILTER (clock = 'down') AS down,
        max(written) FILTER (clock = 'last_up') AS last_up,
        max(written) FILTER (clock = 'last_checked') AS last_checked,
        max(written) FILTER (clock = 'up_again') AS up_again
    FROM takedown_moments GROUP BY line
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
)
SELECT
    line,
    NOT blank AND NOT coalesce(total, false) AND NOT coalesce(heading, false) AS counted,
    coalesce(total OR heading, false) AS left_out,
    coalesce(link, written, 'row ' || line) AS item,
    written IS NULL AS nameless,
    coalesce(CASE WHEN regexp_matches(platform, '[\p{L}\p{N}]') THEN trim(platform) END, CASE WHEN link IS NOT NULL THEN labels[CASE
        WHEN len(labels) > 2 AND length(labels[-1]) = 2
            AND labels[-2] IN ('co', 'com', 'org', 'net', 'gov', 'gob', 'gouv', 'ac', 'edu') THEN -3 ELSE -2 END] END) AS platform,
    moments.* EXCLUDE (line),
    TRY_CAST(regexp_extract(round, '\d{1,4}') AS INTEGER) AS round,
    trim("by") AS "by", trim(route) AS route, trim(answer) AS answer, views, language, region, incident, outcome,
    coalesce(trim(outcome), CASE WHEN NOT regexp_matches(marked.down, '\d') THEN trim(marked.down) END) AS said,
    regexp_matches(marked.up_again, '^\W*(yes|ja|oui|s[ií]|x)\W*$', 'i') AS back,
    concat_ws(' ', format('{:04d}', coalesce(TRY_CAST(regexp_extract(round, '\d{1,4}') AS INTEGER), 0)),
        coalesce(strftime(try_strptime(regexp_extract(moments.sent, '^\d{1,2}\.\d{1,2}\.\d{4}'), '%d.%m.%Y'), '%Y-%m-%dT')
            || regexp_extract(moments.sent, ' (.*)$', 1), moments.sent)) AS sequence
FROM marked LEFT JOIN moments USING (line)
