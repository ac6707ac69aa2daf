-- title:  Statements of reasons, rolled up
-- about:  One row per different combination of all stored columns; a row stands for n statements and for no line.
-- reads:  dsa_rows(platform VARCHAR, item VARCHAR, posted_at VARCHAR, entered_at VARCHAR, label_at VARCHAR, down_at VARCHAR, outcome VARCHAR, detection VARCHAR, automated_detection VARCHAR, automated_decision VARCHAR, ground VARCHAR, category VARCHAR, keywords VARCHAR, content_type VARCHAR, language VARCHAR, region VARCHAR, sentinel BOOLEAN, early BOOLEAN, negative BOOLEAN, undated BOOLEAN, many BOOLEAN, respelt BOOLEAN, unknown VARCHAR, v1 BOOLEAN, v2 BOOLEAN, decided DATE, n BIGINT)
-- column: line        BIGINT   NULL: a row stands for many lines
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
-- column: n           VARCHAR  [statements]  how many
SELECT
    NULL::BIGINT AS line,
    platform, item, posted_at, entered_at, label_at, down_at, outcome, detection, automated_detection, automated_decision,
    ground, category, keywords, content_type, language, region,
    sum(n)::BIGINT::VARCHAR AS n
FROM dsa_rows
GROUP BY ALL
