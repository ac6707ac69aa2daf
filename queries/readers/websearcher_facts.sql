-- title:  Result pages of WebSearcher, what they say
-- about:  One row: how many links and pages there are, and on how many the time or the query is missing.
-- reads:  source(line BIGINT, page VARCHAR, serp_id VARCHAR, query VARCHAR, locale VARCHAR, captured VARCHAR, rank VARCHAR, type VARCHAR, url VARCHAR)
-- column: links     BIGINT  [results] with a link, paid places left out
-- column: bare      BIGINT  [results] blocks without a link
-- column: paid      BIGINT  [results] places that were paid for
-- column: untimed   BIGINT  [pages] without a time
-- column: unasked   BIGINT  [pages] without a query
SELECT
    count(*) FILTER (url IS NOT NULL AND NOT regexp_matches(coalesce(type, ''), '^(ad|ads|shopping_ads)$')) AS links,
    count(*) FILTER (url IS NULL) AS bare,
    count(*) FILTER (url IS NOT NULL AND regexp_matches(coalesce(type, ''), '^(ad|ads|shopping_ads)$')) AS paid,
    count(DISTINCT coalesce(serp_id, page, '')) FILTER (captured IS NULL) AS untimed,
    count(DISTINCT coalesce(serp_id, page, '')) FILTER (query IS NULL) AS unasked
FROM source
