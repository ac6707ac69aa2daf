-- title:  What a takedown sheet holds
-- about:  One row: how many rows count, which cells are written with a midnight, which items were asked about more than
-- about:  once, and which words stand in the columns of fixed vocabulary. Lists of lines hold at most 200.
-- reads:  takedown_rows(line BIGINT, counted BOOLEAN, left_out BOOLEAN, item VARCHAR, nameless BOOLEAN, platform VARCHAR, posted VARCHAR, found VARCHAR, sent VARCHAR, received VARCHAR, answered VARCHAR, down VARCHAR, last_up VARCHAR, last_checked VARCHAR, up_again VARCHAR, round INTEGER, by VARCHAR, route VARCHAR, answer VARCHAR, views VARCHAR, language VARCHAR, region VARCHAR, incident VARCHAR, outcome VARCHAR, said VARCHAR, back BOOLEAN, sequence VARCHAR)
-- reads:  takedown_moments(line BIGINT, clock VARCHAR, cell VARCHAR, written VARCHAR)
-- column: rows           BIGINT    [rows]   rows that are kept
-- column: skipped        BIGINT    [rows]   totals, repeated headers and rows without content, which are not
-- column: skipped_lines  BIGINT[]  their lines, without those that have no content
-- column: rounds         BIGINT    [rows]   rows that number their request
-- column: several        BIGINT    [items]  items with more than one sending time or more than one numbered request
-- column: double_lines   BIGINT[]  rows that repeat an item and its sending time
-- column: unnamed        BIGINT    [rows]   rows without link or id
-- column: unnamed_lines  BIGINT[]  their lines
-- column: clocked        BIGINT    [cells]  times written with a time of day
-- column: full_hours     BIGINT    [cells]  times written as exactly 01:00, 02:00 ... 23:00
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
WITH kept AS (
    SELECT * FROM takedown_rows WHERE counted
),
kinds AS (
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
    (SELECT count(*) FROM takedown_rows) - (SELECT count(*) FROM kept) AS skipped,
    (SELECT list(line ORDER BY line)[:200] FROM takedown_rows WHERE left_out) AS skipped_lines,
    (SELECT rounds FROM numbered) AS rounds,
    (SELECT several FROM sheet) AS several,
    (SELECT list(line ORDER BY line)[:200] FROM doubled) AS double_lines,
    (SELECT count(*) FROM kept WHERE nameless) AS unnamed,
    (SELECT list(line ORDER BY line)[:200] FROM kept WHERE nameless) AS unnamed_lines,
    (SELECT count(*) FROM takedown_moments SEMI JOIN kept USING (line) WHERE regexp_matches(written, '\d[T ]+\d{1,2}(:\d\d|$)')) AS clocked,
    (SELECT count(*) FROM takedown_moments SEMI JOIN kept USING (line)
        WHERE regexp_matches(written, '[T ](0?[1-9]|1\d|2[0-3]):00(:00(\.0+)?)?\s*(z|[+-]\d\d:?\d\d)?$', 'i')) AS full_hours,
    (SELECT count(*) FROM takedown_moments SEMI JOIN kept USING (line)
        WHERE regexp_matches(written, '[T ]0?0:00(:00(\.0+)?)?\s*(z|[+-]\d\d:?\d\d)?$', 'i')) AS midnights,
    (SELECT count(down) FROM kept) AS downs,
    (SELECT count(last_checked) FROM kept) AS checks,
    (SELECT list(line ORDER BY line)[:200] FROM kept
        WHERE down IS NOT NULL AND coalesce(last_up, sent, found, posted) IS NULL) AS down_alone,
    (SELECT list(DISTINCT line ORDER BY line)[:200] FROM takedown_moments JOIN kept USING (line)
        WHERE regexp_matches(cell, '\p{L}') AND NOT regexp_matches(cell, '\d')
            AND (clock <> 'down' OR outcome IS NOT NULL) AND clock <> 'up_again') AS worded,
    (SELECT to_json(list({'text': text, 'n': n, 'dated': dated[:200], 'undated': undated[:200]} ORDER BY n DESC, text)[:500])::VARCHAR
        FROM said) AS outcomes,
    (SELECT count(*) FROM said WHERE text IS NOT NULL) AS texts,
    (SELECT to_json(list({'text': text, 'dated': dated, 'again': again, 'back': back, 'n': n, 'lines': lines}
        ORDER BY n DESC, text)[:1000])::VARCHAR FROM latest) AS latest,
    (SELECT list(DISTINCT "by" ORDER BY "by")[:500] FROM kept WHERE "by" IS NOT NULL) AS bys,
    (SELECT list(DISTINCT route ORDER BY route)[:500] FROM kept WHERE route IS NOT NULL) AS routes,
    (SELECT list(DISTINCT answer ORDER BY answer)[:500] FROM kept WHERE answer IS NOT NULL) AS answers
