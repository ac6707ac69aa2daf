-- title:  Day-first or month-first
-- about:  One row that counts the numeric dates with slashes or dashes by how they can be read; dots and leading years do not count.
-- about:  Both first counts above zero: the column is mixed. Both zero and either above zero: a person must say.
-- reads:  clock_texts(text VARCHAR)
-- column: day_first    BIGINT  [texts] dates that read only day-first
-- column: month_first  BIGINT  [texts] dates that read only month-first
-- column: either       BIGINT  [texts] dates that read both ways
-- column: date_order   VARCHAR 'dmy' | 'mdy' | 'mixed' | 'ambiguous' | 'none'
WITH parts AS (
    SELECT unnest(string_split(text, ' -- ')) AS part
    FROM clock_texts
    WHERE text IS NOT NULL
),
numbers AS (
    SELECT d.p = d.q AS alike, try_cast(d.a AS INTEGER) AS one, try_cast(d.b AS INTEGER) AS two
    FROM (
        SELECT regexp_extract(part, '^\s*([0-9]{1,2})([-/])([0-9]{1,2})([-/])(?:[0-9]{4}|[0-9]{2})(?:[^0-9]|$)', ['a', 'p', 'b', 'q']) AS d
        FROM parts
    )
),
counts AS (
    SELECT
        count(*) FILTER (WHERE one BETWEEN 13 AND 31 AND two BETWEEN 1 AND 12) AS day_first,
        count(*) FILTER (WHERE one BETWEEN 1 AND 12 AND two BETWEEN 13 AND 31) AS month_first,
        count(*) FILTER (WHERE one BETWEEN 1 AND 12 AND two BETWEEN 1 AND 12) AS either
    FROM numbers
    WHERE alike
)
SELECT *, CASE
    WHEN day_first > 0 AND month_first > 0 THEN 'mixed'
    WHEN day_first > 0 THEN 'dmy'
    WHEN month_first > 0 THEN 'mdy'
    WHEN either > 0 THEN 'ambiguous'
    ELSE 'none'
END AS date_order
FROM counts
