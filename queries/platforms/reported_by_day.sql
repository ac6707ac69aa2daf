-- title:  What platforms reported, day by day
-- about:  One row per dataset, platform and whole day: how many decisions, how many of them with a keyword for intimate
-- about:  images or deepfakes, the lag from content to decision, and how many were found or decided by machines.
-- about:  Only figures that cover every category, ground and way of detection; NULL where a dataset does not say.
-- about:  Of a figure that stands twice for one day, the larger one.
-- column: dataset VARCHAR  dataset
-- column: platform VARCHAR  whose figures
-- column: start DOUBLE [s] first moment of the day, in seconds since 1970
-- column: decisions DOUBLE [decisions] statements of reasons
-- column: images DOUBLE [decisions] with the keyword for non-consensual image sharing
-- column: deepfakes DOUBLE [decisions] with a keyword for non-consensual deepfakes, under the name it had that day
-- column: lag DOUBLE [days] mean from the content's date to the decision's
-- column: shortest DOUBLE [days] lowest
-- column: longest DOUBLE [days] highest
-- column: timed DOUBLE [decisions] decisions in that mean
-- column: negative DOUBLE [decisions] dated before their content, left out of that mean
-- column: detected DOUBLE [decisions] about content that machines found
-- column: decided DOUBLE [decisions] taken by machines alone
-- column: partly DOUBLE [decisions] taken by machines in part
-- column: accounts DOUBLE [decisions] that suspend or end an account
WITH days AS (
    SELECT
        t.dataset,
        t.platform,
        epoch(t.period_start) AS start,
        max(t.value) FILTER (t.metric = 'statements' AND t.keywords IS NULL) AS decisions,
        max(t.value) FILTER (t.metric = 'statements' AND t.keywords = 'KEYWORD_NON_CONSENSUAL_IMAGE_SHARING') AS images,
        max(t.value) FILTER (t.metric = 'statements' AND t.keywords = 'KEYWORD_NON_CONSENSUAL_ITEMS_DEEPFAKE') AS old_name,
        max(t.value) FILTER (t.metric = 'statements' AND t.keywords = 'KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE') AS new_name,
        max(t.value) FILTER (t.metric = 'actioned_lag_days') AS lag,
        min(t.low) FILTER (t.metric = 'actioned_lag_days') AS shortest,
        max(t.high) FILTER (t.metric = 'actioned_lag_days') AS longest,
        max(t.n) FILTER (t.metric = 'actioned_lag_days')::DOUBLE AS timed,
        max(t.negative) FILTER (t.metric = 'actioned_lag_days')::DOUBLE AS negative,
        max(t.value) FILTER (t.metric = 'automated_detection') AS detected,
        max(t.value) FILTER (t.metric = 'fully_automated') AS decided,
        max(t.value) FILTER (t.metric = 'partially_automated') AS partly,
        max(t.value) FILTER (t.metric = 'account_decisions') AS accounts
    FROM platform_totals AS t
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = 'platform'
      AND t.period_end = t.period_start + INTERVAL 1 DAY
      AND t.category IS NULL AND t.ground IS NULL AND t.detection IS NULL
    GROUP BY t.dataset, t.platform, t.period_start
)
SELECT
    dataset, platform, start, decisions, images, coalesce(old_name + new_name, old_name, new_name) AS deepfakes,
    lag, shortest, longest, timed, negative, detected, decided, partly, accounts
FROM days
WHERE coalesce(decisions, images, deepfakes, lag, detected, decided) IS NOT NULL
ORDER BY dataset, platform, start
