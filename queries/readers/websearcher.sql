-- title:  Result pages, as WebSearcher parses them
-- about:  One row per link on a page. Rank counts links in the page's order; places that were paid for are left out, and
-- about:  so are blocks without a link. A time without an offset is UTC, as WebSearcher writes it.
-- reads:  source(line BIGINT, page VARCHAR, serp_id VARCHAR, query VARCHAR, locale VARCHAR, captured VARCHAR, rank VARCHAR, type VARCHAR, url VARCHAR)
-- reads:  sites(host VARCHAR, class VARCHAR)
-- param:  captured  VARCHAR  when pages without a time were captured, or NULL
-- param:  query     VARCHAR  what was searched for on pages that do not say it, or NULL
-- column: line         BIGINT   number of the result in the file
-- column: engine       VARCHAR  Google
-- column: query        VARCHAR  what was searched for
-- column: locale       VARCHAR  language of the search, or of the page
-- column: captured_at  VARCHAR  when the page was captured
-- column: rank         VARCHAR  1 is the first link of the page
-- column: url          VARCHAR  as written
-- column: domain       VARCHAR  class of the site; NULL where it is not among the sites that are classed
-- column: source_line  VARCHAR  number of the result in the file
WITH links AS (
    SELECT
        *,
        string_split(lower(regexp_extract(url, '^https?://(?:[^/?#@]*@)?([^/?#:]+)', 1)), '.') AS labels,
        row_number() OVER (
            PARTITION BY coalesce(serp_id, page) ORDER BY try_cast(rank AS BIGINT) NULLS LAST, line
        ) AS place
    FROM source
    WHERE url IS NOT NULL AND NOT regexp_matches(coalesce(type, ''), '^(ad|ads|shopping_ads)$')
),
ends AS (
    SELECT line, unnest(list_transform(range(1, len(labels) + 1), lambda k: array_to_string(labels[k:], '.'))) AS host
    FROM links
),
classed AS (
    SELECT e.line, max_by(s.class, length(s.host)) AS class
    FROM ends AS e
    JOIN sites AS s USING (host)
    GROUP BY e.line
)
SELECT
    l.line,
    'Google' AS engine,
    coalesce(l.query, $query::VARCHAR) AS query,
    l.locale,
    coalesce(
        CASE WHEN regexp_matches(l.captured, '(Z|[+-]\d\d:?\d\d)$') THEN l.captured ELSE l.captured || 'Z' END,
        $captured::VARCHAR) AS captured_at,
    l.place::VARCHAR AS rank,
    l.url,
    c.class AS domain,
    l.line::VARCHAR AS source_line
FROM links AS l
LEFT JOIN classed AS c USING (line)
ORDER BY l.line
