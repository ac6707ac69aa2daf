-- title:  Daily statistics of the DSA Transparency Database
-- about:  One row per platform, day and figure, from any of three layouts: one line a day and platform, with lags in
-- about:  seconds ('days'); shantay's one line per figure, also in seconds ('figures'); the database's own aggregates,
-- about:  one line per combination of attributes with a total, which are summed ('totals').
-- reads:  source(line BIGINT, day VARCHAR, platform VARCHAR, statements VARCHAR, lag_n VARCHAR, lag_mean VARCHAR, lag_min VARCHAR, lag_max VARCHAR, lag_negative VARCHAR, images VARCHAR, deepfakes VARCHAR, tag VARCHAR, category VARCHAR, field VARCHAR, entity VARCHAR, variant VARCHAR, total VARCHAR, min VARCHAR, mean VARCHAR, max VARCHAR, detected VARCHAR, automation VARCHAR)
-- param:  layout        VARCHAR  'days' | 'figures' | 'totals'
-- column: line          BIGINT   line of the file; the first of several that are summed
-- column: platform      VARCHAR  whose figure
-- column: period_start  VARCHAR  the day
-- column: period_end    VARCHAR  the day after
-- column: keywords      VARCHAR  code of the keyword, as it was named that day; NULL: all statements
-- column: metric        VARCHAR  statements, automated_detection, fully_automated, partially_automated: counts; actioned_lag_days: a mean, in days
-- column: value         VARCHAR  the figure
-- column: low           VARCHAR  its lowest
-- column: high          VARCHAR  its highest
-- column: negative      VARCHAR  how many were negative and left out
-- column: n             VARCHAR  how many statements the figure covers
WITH lines AS (
    SELECT *, try_cast(left(day, 10) AS DATE) AS on_day, coalesce(on_day::VARCHAR, day) AS starts, (on_day + 1)::DATE::VARCHAR AS ends
    FROM source
    WHERE tag IS NULL AND category IS NULL
),
lags AS (
    SELECT line, platform, starts, ends, lag_mean AS mean, lag_min AS low, lag_max AS high, lag_negative AS negative, lag_n AS n
    FROM lines
    WHERE $layout = 'days' AND coalesce(lag_n, lag_mean, lag_negative) IS NOT NULL
    UNION ALL
    SELECT min(line), platform, starts, ends,
        max("mean") FILTER (entity IS NULL AND "max" IS NOT NULL), max("min") FILTER (entity IS NULL), max("max") FILTER (entity IS NULL),
        max(total) FILTER (entity = 'null_bc_negative'), max(total) FILTER (entity IS NULL)
    FROM lines
    WHERE $layout = 'figures' AND field = 'moderation_delay' AND variant IS NULL
    GROUP BY platform, starts, ends
),
counts AS (
    SELECT line, platform, starts, ends, unnest([
        {'metric': 'statements', 'keywords': NULL, 'value': statements},
        {'metric': 'statements', 'keywords': 'KEYWORD_NON_CONSENSUAL_IMAGE_SHARING', 'value': images},
        {'metric': 'statements', 'keywords': if(on_day < DATE '2025-07-01', 'KEYWORD_NON_CONSENSUAL_ITEMS_DEEPFAKE',
            'KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE'), 'value': deepfakes}], recursive := TRUE)
    FROM lines
    WHERE $layout = 'days'
    UNION ALL
    SELECT line, platform, starts, ends,
        CASE
            WHEN variant = 'AUTOMATED_DECISION_FULLY' THEN 'fully_automated'
            WHEN variant = 'AUTOMATED_DECISION_PARTIALLY' THEN 'partially_automated'
            WHEN field = 'automated_detection' THEN field
            ELSE 'statements'
        END,
        CASE WHEN field = 'category_specification' THEN variant END, total
    FROM lines
    WHERE $layout = 'figures' AND entity IS NULL AND (field, coalesce(variant, '')) IN (
        ('rows', ''), ('automated_detection', 'Yes'),
        ('automated_decision', 'AUTOMATED_DECISION_FULLY'), ('automated_decision', 'AUTOMATED_DECISION_PARTIALLY'),
        ('category_specification', 'KEYWORD_NON_CONSENSUAL_IMAGE_SHARING'),
        ('category_specification', 'KEYWORD_NON_CONSENSUAL_ITEMS_DEEPFAKE'),
        ('category_specification', 'KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE'))
    UNION ALL
    SELECT min(line), platform, starts, ends, unnest([
        {'metric': 'statements', 'keywords': NULL, 'value': sum(total::BIGINT)::VARCHAR},
        {'metric': 'automated_detection', 'keywords': NULL, 'value': coalesce(sum(total::BIGINT) FILTER (detected IN ('Yes', '1', 'true')), 0)::VARCHAR},
        {'metric': 'fully_automated', 'keywords': NULL, 'value': coalesce(sum(total::BIGINT) FILTER (automation = 'AUTOMATED_DECISION_FULLY'), 0)::VARCHAR},
        {'metric': 'partially_automated', 'keywords': NULL, 'value': coalesce(sum(total::BIGINT) FILTER (automation = 'AUTOMATED_DECISION_PARTIALLY'), 0)::VARCHAR}],
        recursive := TRUE)
    FROM lines
    WHERE $layout = 'totals' AND regexp_full_match(total, '[0-9]{1,15}')
    GROUP BY platform, starts, ends
    UNION ALL
    SELECT line, platform, starts, ends, 'statements', NULL, total
    FROM lines
    WHERE $layout = 'totals' AND NOT coalesce(regexp_full_match(total, '[0-9]{1,15}'), FALSE)
)
SELECT
    line, platform, starts AS period_start, ends AS period_end, keywords, metric, value,
    NULL::VARCHAR AS low, NULL::VARCHAR AS high, NULL::VARCHAR AS negative,
    max(value) FILTER (metric = 'statements' AND keywords IS NULL) OVER (PARTITION BY platform, starts) AS n
FROM counts
WHERE value IS NOT NULL
UNION ALL
SELECT
    line, platform, starts, ends, NULL, 'actioned_lag_days',
    coalesce((try_cast(mean AS DOUBLE) / 86400)::VARCHAR, mean), coalesce((try_cast(low AS DOUBLE) / 86400)::VARCHAR, low),
    coalesce((try_cast(high AS DOUBLE) / 86400)::VARCHAR, high), negative, n
FROM lags
