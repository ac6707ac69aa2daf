-- title:  Result pages
-- about:  One row per captured page of results: its links from the first rank to the k-th, each once at its best rank, with
-- about:  what each does with the story.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  selected VARCHAR[]  column=value pairs that a page must meet
-- param:  k BIGINT  ranks that are looked at
-- param:  coders VARCHAR  whose word counts: 'decided' (the deciding column, else what coders agree on), 'first', 'second' or 'agreed'
-- column: incident VARCHAR  incident code
-- column: dataset VARCHAR  dataset of the page
-- column: engine VARCHAR  search engine
-- column: query VARCHAR  alias of what was searched for
-- column: locale VARCHAR  language and country of the search
-- column: device VARCHAR  desktop, phone ...
-- column: captured_lo TIMESTAMPTZ  captured not before
-- column: captured_hi TIMESTAMPTZ  captured before
-- column: links VARCHAR[]  keyed hashes of the links, best rank first
-- column: stances VARCHAR[]  incident, correction, neutral or other; NULL where nobody coded it
-- column: lines BIGINT[]  source lines, in the same order
WITH chosen AS (
    SELECT
        r.* REPLACE (
            CASE $coders
                WHEN 'first' THEN r.stance_1
                WHEN 'second' THEN r.stance_2
                WHEN 'agreed' THEN CASE WHEN r.stance_1 = r.stance_2 THEN r.stance_1 END
                ELSE coalesce(r.stance, CASE WHEN coalesce(r.stance_1, r.stance_2) = coalesce(r.stance_2, r.stance_1)
                    THEN coalesce(r.stance_1, r.stance_2) END)
            END AS stance
        )
    FROM search_results AS r
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = $scope
      AND coalesce(r.incident = $incident, $incident IS NULL)
      AND r.rank BETWEEN 1 AND $k
      AND list_has_all(page_is(r.dataset, r.engine, r.query, r.locale, r.device), $selected)
),
best AS (
    SELECT *
    FROM chosen
    QUALIFY row_number() OVER (
        PARTITION BY dataset, incident, engine, query, locale, device, captured_at_lo, captured_at_hi, url ORDER BY rank, source_line
    ) = 1
)
SELECT
    incident, dataset, engine, query, locale, device,
    captured_at_lo AS captured_lo, captured_at_hi AS captured_hi,
    list(url ORDER BY rank, source_line) AS links,
    list(stance ORDER BY rank, source_line) AS stances,
    list(source_line ORDER BY rank, source_line) AS lines
FROM best
GROUP BY incident, dataset, engine, query, locale, device, captured_at_lo, captured_at_hi
ORDER BY ALL
