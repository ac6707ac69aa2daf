-- title:  Statements of reasons, what must be told
-- about:  One row of counts of statements.
-- reads:  dsa_rows(platform VARCHAR, item VARCHAR, posted_at VARCHAR, entered_at VARCHAR, label_at VARCHAR, down_at VARCHAR, outcome VARCHAR, detection VARCHAR, automated_detection VARCHAR, automated_decision VARCHAR, ground VARCHAR, category VARCHAR, keywords VARCHAR, content_type VARCHAR, language VARCHAR, region VARCHAR, sentinel BOOLEAN, early BOOLEAN, negative BOOLEAN, undated BOOLEAN, many BOOLEAN, respelt BOOLEAN, unknown VARCHAR, v1 BOOLEAN, v2 BOOLEAN, decided DATE, n BIGINT)
-- column: statements  BIGINT  [statements]  all
-- column: removed     BIGINT  [statements]  that remove content or disable access to it
-- column: account     BIGINT  [statements]  about accounts
-- column: other       BIGINT  [statements]  with another decision
-- column: undecided   BIGINT  [statements]  without any decision that is known
-- column: sentinel    BIGINT  [statements]  with a content date that stands for 'unknown'
-- column: early       BIGINT  [statements]  dated 1 or 2 January 2020
-- column: negative    BIGINT  [statements]  that remove content before its content date
-- column: undated     BIGINT  [statements]  that remove content without a content date
-- column: many        BIGINT  [statements]  with more than one keyword
-- column: respelt     BIGINT  [statements]  whose platform's name was written in another way
-- column: unknown     BIGINT  [statements]  with a code that neither version knows
-- column: unknown_in  VARCHAR               the columns in which such codes stand
-- column: v1          BIGINT  [statements]  with a category or keyword of version 1 alone
-- column: v2          BIGINT  [statements]  with a category or keyword of version 2 alone
-- column: first_day   DATE                  first day of a decision
-- column: last_day    DATE                  last day of a decision
SELECT
    coalesce(sum(n), 0)::BIGINT AS statements,
    coalesce(sum(n) FILTER (outcome = 'removed'), 0)::BIGINT AS removed,
    coalesce(sum(n) FILTER (outcome = 'account'), 0)::BIGINT AS account,
    coalesce(sum(n) FILTER (outcome NOT IN ('removed', 'account')), 0)::BIGINT AS other,
    coalesce(sum(n) FILTER (outcome IS NULL), 0)::BIGINT AS undecided,
    coalesce(sum(n) FILTER (sentinel), 0)::BIGINT AS sentinel,
    coalesce(sum(n) FILTER (early), 0)::BIGINT AS early,
    coalesce(sum(n) FILTER (negative), 0)::BIGINT AS negative,
    coalesce(sum(n) FILTER (undated), 0)::BIGINT AS undated,
    coalesce(sum(n) FILTER (many), 0)::BIGINT AS many,
    coalesce(sum(n) FILTER (respelt), 0)::BIGINT AS respelt,
    coalesce(sum(n) FILTER (unknown IS NOT NULL), 0)::BIGINT AS unknown,
    (SELECT string_agg(DISTINCT name, ', ' ORDER BY name) FROM (SELECT unnest(string_split(unknown, ', ')) AS name FROM dsa_rows)) AS unknown_in,
    coalesce(sum(n) FILTER (v1), 0)::BIGINT AS v1,
    coalesce(sum(n) FILTER (v2), 0)::BIGINT AS v2,
    min(decided) AS first_day,
    max(decided) AS last_day
FROM dsa_rows
