-- title:  The canonical platform totals CSV
-- about:  One row per platform, period and figure, as the file has it.
-- reads:  source(line BIGINT, platform VARCHAR, period_start VARCHAR, period_end VARCHAR, category VARCHAR, keywords VARCHAR, ground VARCHAR, detection VARCHAR, metric VARCHAR, value VARCHAR, low VARCHAR, high VARCHAR, negative VARCHAR, n VARCHAR)
-- column: line  BIGINT  line of the file
-- column: platform  VARCHAR  whose figure
-- column: period_start  VARCHAR  first moment of the period
-- column: period_end  VARCHAR  first moment after the period
-- column: category  VARCHAR  category of the content
-- column: keywords  VARCHAR  the category's keywords
-- column: ground  VARCHAR  illegal or incompatible with the terms
-- column: detection  VARCHAR  what led the platform to it
-- column: metric  VARCHAR  what was counted or averaged
-- column: value  VARCHAR  the figure
-- column: low  VARCHAR  its lowest
-- column: high  VARCHAR  its highest
-- column: negative  VARCHAR  how many were negative and left out
-- column: n  VARCHAR  how many cases the figure covers
SELECT
    line,
    platform,
    period_start,
    period_end,
    category,
    keywords,
    ground,
    detection,
    metric,
    value,
    low,
    high,
    negative,
    n
FROM source
