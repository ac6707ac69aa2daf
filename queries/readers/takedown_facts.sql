-- title:  What a takedown sheet holds
-- about:  One row: how many rows count, which cells are written with a midnight, which items were asked about more than
-- about:  once, and which words stand in the columns of fixed vocabulary. Lists of lines hold at most 200.
-- reads:  source(line BIGINT, item VARCHAR, platform VARCHAR, posted VARCHAR, posted_time VARCHAR, found VARCHAR, found_time VARCHAR, sent VARCHAR, sent_time VARCHAR, received VARCHAR, received_time VARCHAR, answered VARCHAR, answered_time VARCHAR, down VARCHAR, down_time VARCHAR, last_up VARCHAR, last_up_time VARCHAR, last_checked VARCHAR, last_checked_time VARCHAR, up_again VARCHAR, up_again_time VARCHAR, round VARCHAR, by VARCHAR, route VARCHAR, answer VARCHAR, outcome VARCHAR, views VARCHAR, language VARCHAR, region VARCHAR, incident VARCHAR, number VARCHAR)
-- column: rows           BIGINT    [rows]   rows that are kept
-- column: skipped        BIGINT    [rows]   totals, repeated headers and rows without content, which are not
-- column: skipped_lines  BIGINT[]  their lines, without those that have no content
-- column: rounds         BIGINT    [rows]   rows that number their request
-- column: several        BIGINT    [items]  items with more than one sending time or more than one numbered request
-- column: double_lines   BIGINT[]  rows that repeat an item and its sending time
-- column: unnamed        BIGINT    [rows]   rows without link or id
-- column: unnamed_lines  BIGINT[]  their lines
-- column: clocked        BIGINT    [cells]  times written with a time of day
-- column: midnights      BIGINT    [cells]  times written as exactly 00:00
-- column: downs          BIGINT    [rows]   rows with a time of the end
-- column: checks         BIGINT    [rows]   rows with a time of the last look
-- column: down_alone     BIGINT[]  lines with a time of the end but no look before it
-- column: worded         BIGINT[]  lines with a word where a time belongs
-- column: outcomes       VARCHAR   JSON list of text, n, dated and undated lines, by frequency; at most 500 texts
-- column: texts          BIGINT    [words]  distinct texts in the outcome's column
-- column: latest         VARCHAR   JSON list of text, dated, again (with its time), back, n, lines of last requests without a last look
-- column: bys            VARCHAR[] distinct texts of the sender's column, at most 500
-- column: routes         VARCHAR[] distinct texts of the route's column, at most 500
-- column: answers        VARCHAR[] distinct texts of the answer's column, at most 500
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
), kinds AS (
    SELECT platform, item, count(DISTINCT sent) AS sends, count(round) > 0 AND count(DISTINCT round) > 1 AS numbered
    FROM kept WHERE NOT nameless GROUP BY ALL
),
sheet AS (
    SELECT coalesce(count(*) FILTER (sends > 1 OR numbered), 0) AS several FROM kinds
),
numbered AS (
    SELECT count(round) AS rounds FROM kept
),
doubled AS (
    SELECT unnest(list(line)) AS line FROM kept WHERE NOT nameless GROUP BY platform, item, sent, round HAVING count(*) > 1
),
said AS (
    SELECT said AS text, count(*) AS n,
        list(line ORDER BY line) FILTER (down IS NOT NULL) AS dated,
        list(line ORDER BY line) FILTER (down IS NULL) AS undated
    FROM kept GROUP BY said
),
ends AS (  -- the last request about an item, or each row of a sheet of items
    SELECT * FROM kept
    QUALIFY row_number() OVER (
        PARTITION BY platform, item, CASE WHEN (SELECT several FROM sheet) + (SELECT rounds FROM numbered) = 0 THEN line END
        ORDER BY sequence DESC, line DESC) = 1
),
latest AS (
    SELECT said AS text, down IS NOT NULL AS dated, up_again IS NOT NULL AS again, coalesce(back, false) AS back,
        count(*) AS n, list(line ORDER BY line)[:200] AS lines
    FROM ends WHERE last_checked IS NULL GROUP BY ALL
)
SELECT
    (SELECT count(*) FROM kept) AS rows,
    (SELECT count(*) FROM source) - (SELECT count(*) FROM kept) AS skipped,
    (SELECT list(line ORDER BY line)[:200] FROM marked WHERE total OR heading) AS skipped_lines,
    (SELECT rounds FROM numbered) AS rounds,
    (SELECT several FROM sheet) AS several,
    (SELECT list(line ORDER BY line)[:200] FROM doubled) AS double_lines,
    (SELECT count(*) FROM kept WHERE nameless) AS unnamed,
    (SELECT list(line ORDER BY line)[:200] FROM kept WHERE nameless) AS unnamed_lines,
    (SELECT count(*) FROM texts SEMI JOIN kept USING (line) WHERE regexp_matches(written, '\d[T ]+\d{1,2}(:\d\d|$)')) AS clocked,
    (SELECT count(*) FROM texts SEMI JOIN kept USING (line)
        WHERE regexp_matches(written, '[T ]0?0:00(:00(\.0+)?)?\s*(z|[+-]\d\d:?\d\d)?$', 'i')) AS midnights,
    (SELECT count(down) FROM kept) AS downs,
    (SELECT count(last_checked) FROM kept) AS checks,
    (SELECT list(line ORDER BY line)[:200] FROM kept
        WHERE down IS NOT NULL AND coalesce(last_up, sent, found, posted) IS NULL) AS down_alone,
    (SELECT list(DISTINCT line ORDER BY line)[:200] FROM cells SEMI JOIN kept USING (line) LEFT JOIN marked USING (line)
        WHERE regexp_matches(d, '\p{L}') AND NOT regexp_matches(d, '\d') AND (k <> 'down' OR outcome IS NOT NULL)
            AND k <> 'up_again') AS worded,
    (SELECT to_json(list({'text': text, 'n': n, 'dated': dated[:200], 'undated': undated[:200]} ORDER BY n DESC, text)[:500])::VARCHAR
        FROM said) AS outcomes,
    (SELECT count(*) FROM said WHERE text IS NOT NULL) AS texts,
    (SELECT to_json(list({'text': text, 'dated': dated, 'again': again, 'back': back, 'n': n, 'lines': lines}
        ORDER BY n DESC, text)[:1000])::VARCHAR FROM latest) AS latest,
    (SELECT list(DISTINCT "by" ORDER BY "by")[:500] FROM kept WHERE "by" IS NOT NULL) AS bys,
    (SELECT list(DISTINCT route ORDER BY route)[:500] FROM kept WHERE route IS NOT NULL) AS routes,
    (SELECT list(DISTINCT answer ORDER BY answer)[:500] FROM kept WHERE answer IS NOT NULL) AS answers
