-- title:  Periods of stored platform totals
-- about:  One row per figure, with all that splits it, and period; periods without an end are left out.
-- reads:  stored(platform VARCHAR, metric VARCHAR, category VARCHAR, keywords VARCHAR, ground VARCHAR, detection VARCHAR, period_start TIMESTAMPTZ, period_end TIMESTAMPTZ)
-- column: platform VARCHAR  whose figure
-- column: metric VARCHAR  what was counted or averaged
-- column: category VARCHAR  category of the content
-- column: keywords VARCHAR  the category's keywords
-- column: ground VARCHAR  illegal or incompatible with the terms
-- column: detection VARCHAR  what led the platform to it
-- column: period_start TIMESTAMPTZ  first moment of the period
-- column: period_end TIMESTAMPTZ  first moment after it
SELECT DISTINCT platform, metric, category, keywords, ground, detection, period_start, period_end
FROM stored
WHERE period_end > period_start
ORDER BY ALL
