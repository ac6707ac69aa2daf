-- title:  Statements of reasons in canonical words
-- about:  One row per row of source: codes in the words of dsa_codes, dates as days, and for how many statements it stands.
-- about:  A content date up to 1 January 2000, or more than 20 years before the decision, stands for 'unknown'.
-- reads:  source(line BIGINT, uuid VARCHAR, platform_uid VARCHAR, decision_visibility VARCHAR, decision_monetary VARCHAR, decision_provision VARCHAR, decision_account VARCHAR, decision_ground VARCHAR, category VARCHAR, category_specification VARCHAR, content_type VARCHAR, content_language VARCHAR, content_date VARCHAR, territorial_scope VARCHAR, application_date VARCHAR, source_type VARCHAR, automated_detection VARCHAR, automated_decision VARCHAR, platform_name VARCHAR, n VARCHAR)
-- reads:  dsa_codes(kind VARCHAR, code VARCHAR, word VARCHAR, era VARCHAR, rank INTEGER)
-- column: platform    VARCHAR  in the spelling of the file, without signs that a name does not need
-- column: item        VARCHAR  the platform's own id of the content, else the statement's; only where it is kept
-- column: posted_at   VARCHAR  the content date; NULL for decisions about accounts and where it stands for 'unknown'
-- column: entered_at  VARCHAR  decisions about accounts: the content date; others that would have no clock or no end: the day of the decision
-- column: label_at    VARCHAR  the day of the decision, where it is a label
-- column: down_at     VARCHAR  the day of the decision, where it removes content or concerns an account
-- column: outcome     VARCHAR  what was decided; of several decisions account, removed, label, demotion, partial in this order
-- column: detection   VARCHAR  what led the platform to it
-- column: automated_detection VARCHAR  found by a machine
-- column: automated_decision  VARCHAR  decided by a machine
-- column: ground      VARCHAR  illegal, or against the terms
-- column: category    VARCHAR  word of the category
-- column: keywords    VARCHAR  word of the keyword; of several the first in the order of dsa_codes
-- column: content_type VARCHAR  words of the kinds of content
-- column: language    VARCHAR  ISO 639
-- column: region      VARCHAR  the one country, EU for 27 and more, else several; only where it is kept
-- column: sentinel    BOOLEAN  a content date that stands for 'unknown'
-- column: early       BOOLEAN  content dated 1 or 2 January 2020, the earliest that was taken until September 2023
-- column: negative    BOOLEAN  content removed before its content date
-- column: undated     BOOLEAN  content removed, and no content date
-- column: many        BOOLEAN  more than one keyword
-- column: respelt     BOOLEAN  the platform's name was written in another way
-- column: unknown     VARCHAR  the columns with codes that neither version knows; NULL where there is none
-- column: v1          BOOLEAN  a category or keyword of version 1 alone
-- column: v2          BOOLEAN  a category or keyword of version 2 alone
-- column: decided     DATE     the day of the decision
-- column: n           BIGINT   [statements]  how many
WITH cells(kind, cell) AS (
    SELECT DISTINCT 'visibility', decision_visibility FROM source
    UNION ALL SELECT DISTINCT 'monetary', decision_monetary FROM source
    UNION ALL SELECT DISTINCT 'provision', decision_provision FROM source
    UNION ALL SELECT DISTINCT 'account', decision_account FROM source
    UNION ALL SELECT DISTINCT 'ground', decision_ground FROM source
    UNION ALL SELECT DISTINCT 'category', category FROM source
    UNION ALL SELECT DISTINCT 'keyword', category_specification FROM source
    UNION ALL SELECT DISTINCT 'content_type', content_type FROM source
    UNION ALL SELECT DISTINCT 'source', source_type FROM source
    UNION ALL SELECT DISTINCT 'detected', automated_detection FROM source
    UNION ALL SELECT DISTINCT 'automation', automated_decision FROM source
),
written AS (  -- a cell holds one code, or a list such as ["A","B"]; [] is none
    SELECT kind, cell, unnest(CASE WHEN regexp_matches(cell, '[\p{L}\p{N}]') THEN string_split(regexp_replace(cell, '[\[\]" ]', '', 'g'), ',') END) AS code
    FROM cells
    WHERE cell IS NOT NULL
),
words AS (
    SELECT
        w.kind, w.cell,
        arg_min(c.word, c.rank) AS word,
        string_agg(DISTINCT c.word, '+' ORDER BY c.word) AS words,
        count(DISTINCT w.code) > 1 AS many,
        bool_or(c.word IS NULL) AS unknown,
        coalesce(bool_or(c.era = 'v1'), FALSE) AS v1,
        coalesce(bool_or(c.era = 'v2'), FALSE) AS v2
    FROM written AS w
    LEFT JOIN dsa_codes AS c ON c.kind = w.kind AND c.code = w.code
    GROUP BY w.kind, w.cell
),
names AS (
    SELECT platform_name AS cell,
        regexp_replace(replace(replace(replace(platform_name, '&quot;', '"'), '&#039;', ''''), '&amp;', '&'),
            '[^\p{L}\p{M}\p{N} ._+()&''-]+', ' ', 'g') AS plain,
        CASE WHEN plain = 'X (formerly Twitter)' THEN 'X'
            ELSE rtrim(left(regexp_replace(regexp_replace(plain, ' {2,}', ' ', 'g'), '^[^\p{L}\p{N}]+', ''), 40)) END AS platform
    FROM (SELECT DISTINCT platform_name FROM source)
),
joined AS (
    SELECT
        nullif(p.platform, '') AS platform,
        coalesce(s.platform_uid, s.uuid) AS item,
        s.content_date, s.application_date,
        try_cast(left(s.content_date, 10) AS DATE) AS posted,
        try_cast(left(s.application_date, 10) AS DATE) AS decided,
        CASE WHEN a.word IS NOT NULL THEN a.word ELSE coalesce(v.word, r.word, m.word) END AS outcome,
        o.word AS detection, d.word AS automated_detection, f.word AS automated_decision, g.word AS ground,
        c.word AS category, k.word AS keywords,
        CASE WHEN length(t.words) <= 40 THEN t.words WHEN t.words IS NOT NULL THEN 'several' END AS content_type,
        lower(s.content_language) AS language,
        CASE
            WHEN s.territorial_scope IS NULL THEN NULL
            WHEN len(regexp_extract_all(s.territorial_scope, '[A-Z]{2}')) < 2 THEN nullif(regexp_extract(s.territorial_scope, '[A-Z]{2}'), '')
            WHEN len(regexp_extract_all(s.territorial_scope, '[A-Z]{2}')) >= 27 THEN 'EU'
            ELSE 'several'
        END AS region,
        coalesce(k.many, FALSE) AS many,
        s.platform_name IS DISTINCT FROM p.platform AS respelt,
        nullif(concat_ws(', ', if(c.unknown, 'category', NULL), if(k.unknown, 'category_specification', NULL), if(v.unknown, 'decision_visibility', NULL),
            if(a.unknown, 'decision_account', NULL), if(r.unknown, 'decision_provision', NULL), if(m.unknown, 'decision_monetary', NULL),
            if(g.unknown, 'decision_ground', NULL), if(t.unknown, 'content_type', NULL), if(o.unknown, 'source_type', NULL),
            if(d.unknown, 'automated_detection', NULL), if(f.unknown, 'automated_decision', NULL)), '') AS unknown,
        coalesce(c.v1, FALSE) OR coalesce(k.v1, FALSE) AS v1,
        coalesce(c.v2, FALSE) OR coalesce(k.v2, FALSE) AS v2,
        coalesce(s.n::BIGINT, 1) AS n
    FROM source AS s
    LEFT JOIN names AS p ON p.cell = s.platform_name
    LEFT JOIN words AS v ON v.kind = 'visibility' AND v.cell = s.decision_visibility
    LEFT JOIN words AS m ON m.kind = 'monetary' AND m.cell = s.decision_monetary
    LEFT JOIN words AS r ON r.kind = 'provision' AND r.cell = s.decision_provision
    LEFT JOIN words AS a ON a.kind = 'account' AND a.cell = s.decision_account
    LEFT JOIN words AS g ON g.kind = 'ground' AND g.cell = s.decision_ground
    LEFT JOIN words AS c ON c.kind = 'category' AND c.cell = s.category
    LEFT JOIN words AS k ON k.kind = 'keyword' AND k.cell = s.category_specification
    LEFT JOIN words AS t ON t.kind = 'content_type' AND t.cell = s.content_type
    LEFT JOIN words AS o ON o.kind = 'source' AND o.cell = s.source_type
    LEFT JOIN words AS d ON d.kind = 'detected' AND d.cell = s.automated_detection
    LEFT JOIN words AS f ON f.kind = 'automation' AND f.cell = s.automated_decision
),
dated AS (
    SELECT *,
        coalesce(posted <= DATE '2000-01-01' OR decided - posted > 7305, FALSE) AS sentinel,
        coalesce(outcome = 'account', FALSE) AS of_account,
        CASE WHEN NOT sentinel THEN coalesce(posted::VARCHAR, content_date) END AS content_day,
        coalesce(decided::VARCHAR, application_date) AS decision_day
    FROM joined
)
SELECT
    platform, item,
    CASE WHEN NOT of_account THEN content_day END AS posted_at,
    CASE
        WHEN of_account THEN coalesce(content_day, decision_day)
        WHEN outcome = 'label' THEN NULL
        WHEN outcome IS DISTINCT FROM 'removed' OR content_day IS NULL THEN decision_day
    END AS entered_at,
    CASE WHEN outcome = 'label' THEN decision_day END AS label_at,
    CASE WHEN outcome IN ('removed', 'account') THEN decision_day END AS down_at,
    outcome, detection, automated_detection, automated_decision, ground, category, keywords, content_type, language, region,
    sentinel, coalesce(posted IN (DATE '2020-01-01', DATE '2020-01-02'), FALSE) AS early,
    coalesce(outcome = 'removed' AND NOT sentinel AND posted > decided, FALSE) AS negative,
    coalesce(outcome = 'removed', FALSE) AND content_date IS NULL AS undated,
    many, respelt, unknown, v1, v2, decided, n
FROM dated
