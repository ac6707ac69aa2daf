-- title:  Platforms of stored items
-- about:  One row per platform that has a row.
-- reads:  stored(platform VARCHAR)
-- column: platform VARCHAR  where the items were
SELECT DISTINCT platform
FROM stored
ORDER BY platform
