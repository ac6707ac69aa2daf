-- title:  The canonical search results CSV
-- about:  One row per result and rank of a captured page, as the file has it.
-- reads:  source(line BIGINT, incident VARCHAR, engine VARCHAR, query VARCHAR, locale VARCHAR, device VARCHAR, captured_at VARCHAR, rank VARCHAR, url VARCHAR, domain VARCHAR, stance VARCHAR, stance_1 VARCHAR, stance_2 VARCHAR, source_line VARCHAR)
-- column: line  BIGINT  line of the file
-- column: incident  VARCHAR  code word of the incident; never a name
-- column: engine  VARCHAR  search engine
-- column: query  VARCHAR  what was searched for
-- column: locale  VARCHAR  language and country of the search
-- column: device  VARCHAR  desktop, phone ...
-- column: captured_at  VARCHAR  when the page was captured
-- column: rank  VARCHAR  1 is the first result
-- column: url  VARCHAR  link of the result
-- column: domain  VARCHAR  class of the site
-- column: stance  VARCHAR  what the result does with the story
-- column: stance_1  VARCHAR  what the first coder says it does
-- column: stance_2  VARCHAR  what the second coder says it does
-- column: source_line  VARCHAR  line or sheet row in the user's own file
SELECT
    line,
    incident,
    engine,
    query,
    locale,
    device,
    captured_at,
    rank,
    url,
    domain,
    stance,
    stance_1,
    stance_2,
    coalesce(source_line, CAST(line AS VARCHAR)) AS source_line
FROM source
