-- title:  Rows that are on a list of ids
-- about:  One row per line with an id or link that is on the list. The same link written differently is the same, as
-- about:  for items of a takedown sheet; the link of a post on X is also its number.
-- reads:  ids_of_rows(line BIGINT, text VARCHAR)
-- reads:  ids_listed(text VARCHAR)
-- column: line BIGINT  line of the file
WITH written AS (
    SELECT DISTINCT trim(text) AS text FROM ids_of_rows WHERE text IS NOT NULL
    UNION
    SELECT trim(text) FROM ids_listed WHERE text IS NOT NULL
),
split AS (
    SELECT text, unnest(regexp_extract(
            regexp_replace(regexp_replace(text, '\[\.\]|\(\.\)', '.', 'g'), '^hxxp', 'http', 'i'),
            '^(https?://)?(www\.)?((?:[^\s/?#@:]+\.)+\p{L}{2,})(?::(?:80|443))?(:\d+)?(/[^\s?#]*)?(?:\?([^\s#]*))?(#\S*)?$',
            ['scheme', 'www', 'host', 'port', 'path', 'query', 'fragment'], 'i'))
    FROM written
),
spelt AS (
    SELECT text, CASE WHEN host <> '' AND (scheme <> '' OR www <> '' OR path <> '') THEN concat(
            'https://', lower(host), port, rtrim(path, '/'),
            '?' || nullif(array_to_string(list_filter(string_split(query, '&'), lambda p: p <> '' AND NOT regexp_matches(
                p, '^(utm_[^=]*|fbclid|gclid|dclid|msclkid|igshid|igsh|si|mibextid|ref_src|mc_cid|mc_eid|_ga)(=|$)', 'i')), '&'), ''),
            CASE WHEN fragment LIKE '#!%' THEN fragment END) END AS link,
        CASE WHEN regexp_full_match(host, '(mobile\.)?(x|twitter)\.com', 'i')
            THEN nullif(regexp_extract(path, '/status(es)?/(\d+)', 2), '') END AS post
    FROM split
),
spellings AS (
    SELECT text, coalesce(link, text) AS spelling FROM spelt
    UNION
    SELECT text, post FROM spelt WHERE post IS NOT NULL
)
SELECT DISTINCT i.line
FROM ids_of_rows AS i
JOIN spellings AS a ON a.text = trim(i.text)
JOIN spellings AS b ON b.spelling = a.spelling
JOIN ids_listed AS l ON trim(l.text) = b.text
