-- title:  Daily statistics of the DSA Transparency Database, their days
-- about:  One row: the first and the last day.
-- reads:  source(line BIGINT, day VARCHAR)
-- column: first_day  DATE  first day; NULL where none can be read
-- column: last_day   DATE  last day
SELECT min(try_cast(left(day, 10) AS DATE)) AS first_day, max(try_cast(left(day, 10) AS DATE)) AS last_day
FROM source
