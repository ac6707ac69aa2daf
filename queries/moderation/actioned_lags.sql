-- title:  Lags of what was acted on
-- about:  One row per group, state, day of decision, lag in days and lag interval: how many items, frequency-weighted.
-- about:  Only rows with an outcome that counts, a time of posting and a time of the decision are timed; decisions about
-- about:  accounts, dates that stand for 'unknown' and decisions before the posting are states of their own. Lags known
-- about:  to less than an hour lie on a grid: of minutes up to two days, of hours up to ninety, of days beyond.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  gone VARCHAR[]  outcomes that count as acted on
-- param:  recent BOOLEAN  whether to say how far the archive reaches
-- param:  keys VARCHAR[]  columns that split the answer
-- param:  selected VARCHAR[]  column=value pairs that a row must meet
-- param:  named VARCHAR[]  keywords that a row must have one of; empty for rows of any content
-- param:  wide VARCHAR[]  categories of which rows without a keyword may be of the same kind
-- param:  widely BOOLEAN  whether those count as well
-- param:  since DOUBLE  seconds since 1970: posted then or later; NULL for all
-- param:  until DOUBLE  seconds since 1970: posted before; NULL for all
-- param:  merged VARCHAR[]  platforms that count as one
-- param:  merged_as VARCHAR  what that one is called
-- column: key VARCHAR[]  values of the splitting columns, in their order
-- column: about VARCHAR  keyword: one of those named; category: no keyword, and a wide category; no keyword; other; NULL where none is named
-- column: meant BOOLEAN  it is of the content that was asked for
-- column: state VARCHAR  timed, or why not: account, up, other, no-start, no-end, sentinel, negative
-- column: day BIGINT [days] day of the decision, days since 1970 in UTC; only where timed and meant
-- column: days BIGINT [days] from the day of posting to that of the decision
-- column: lag_lo DOUBLE [h] lowest lag
-- column: lag_hi DOUBLE [h] highest lag
-- column: first BIGINT [days] the day by which one in a hundred of the platform's decisions had been taken; NULL unless asked for
-- column: last BIGINT [days] the day by which 999 in a thousand had been taken: the end of the archive
-- column: hours DOUBLE [h] sum of lags, middle to middle
-- column: n BIGINT [items] how many, frequency-weighted
-- column: lines BIGINT[]  at most 200 source lines; NULL at platform scope
WITH chosen AS (
    SELECT
        m.*,
        CASE WHEN m.outcome = 'label' THEN m.label_at_lo ELSE m.down_at_lo END AS decided_at,
        CASE WHEN m.outcome = 'label' THEN m.label_at_lo ELSE coalesce(m.last_up_at_lo, m.down_at_lo) END AS end_lo,
        CASE WHEN m.outcome = 'label' THEN m.label_at_hi ELSE m.down_at_hi END AS end_hi,
        about_content(m.keywords, m.category, $named, $wide) AS about,
        len($named) = 0 OR about = 'keyword' OR (about = 'category' AND $widely) AS meant
    FROM items_in_scope($scope, $incident, $keys, $selected, $merged, $merged_as) AS m
    WHERE can_tell(m.watches, $gone)  -- of other outcomes its silence says nothing
),
alike AS (  -- rows that agree in every time are one before anything is worked out
    SELECT
        COLUMNS('^key_'),
        c.platform, c.about, c.meant, c.asked_for, c.outcome, c.posted_at_lo, c.posted_at_hi, c.decided_at, c.end_lo, c.end_hi,
        sum(coalesce(c.n, 1))::BIGINT AS n,
        CASE WHEN $scope = 'incident' THEN coalesce(min(c.source_line, 200), []) END AS lines
    FROM chosen AS c
    GROUP BY ALL
),
spread AS (  -- every decision of the platform, of whatever kind, tells how far the archive reaches
    SELECT platform, epoch_us(decided_at) // 86400000000 AS decided_on, sum(n) AS n
    FROM alike
    WHERE $recent AND decided_at IS NOT NULL
    GROUP BY ALL
),
reached AS (
    SELECT platform, min(decided_on) FILTER (WHERE taken >= 0.01 * everything) AS first, min(decided_on) FILTER (WHERE taken >= 0.999 * everything) AS last
    FROM (
        SELECT platform, decided_on, sum(n) OVER (PARTITION BY platform ORDER BY decided_on) AS taken, sum(n) OVER (PARTITION BY platform) AS everything
        FROM spread
    )
    GROUP BY platform
),
judged AS (
    SELECT
        a.*,
        epoch_us(decided_at) // 86400000000 AS decided_on,
        epoch_us(posted_at_lo) // 86400000000 AS posted_on,
        (epoch_us(end_lo) + epoch_us(end_hi) - epoch_us(posted_at_lo) - epoch_us(posted_at_hi)) / 7.2e9 AS middle,
        greatest(0, epoch_us(end_lo) - epoch_us(posted_at_hi)) / 3.6e9 AS low,
        (epoch_us(end_hi) - epoch_us(posted_at_lo)) / 3.6e9 AS high,
        CASE WHEN high - low >= 1 THEN NULL WHEN high <= 48 THEN 60.0 WHEN high <= 2160 THEN 1.0 ELSE 1 / 24.0 END AS grid,
        CASE
            WHEN outcome = 'account' THEN 'account'
            WHEN outcome IN ('up', 'refused') THEN 'up'
            WHEN outcome IS NULL OR NOT list_contains($gone::VARCHAR[], outcome) THEN 'other'
            WHEN posted_at_lo IS NULL THEN 'no-start'
            WHEN end_hi IS NULL OR decided_at IS NULL THEN 'no-end'
            WHEN posted_at_lo < TIMESTAMPTZ '2000-01-02 00:00:00Z' OR end_lo - posted_at_lo > INTERVAL 7305 DAY THEN 'sentinel'
            WHEN state_of_lag(posted_at_lo, end_hi, decided_at, 'timed') = 'negative' THEN 'negative'
            ELSE 'timed'
        END AS state,
        state = 'timed' AND meant AS used
    FROM alike AS a
    WHERE asked_for AND is_within(posted_at_lo, $since, $until)
),
gridded AS (
    SELECT
        key_in_order($keys, key_1, key_2, key_3, key_others) AS key,
        platform, about, meant, state,
        CASE WHEN used THEN decided_on END AS day,
        CASE WHEN used THEN greatest(0, decided_on - posted_on) END AS days,
        CASE WHEN used THEN coalesce(floor(low * grid) / grid, low) END AS lag_lo,
        CASE WHEN used THEN coalesce(ceil(high * grid) / grid, high) END AS lag_hi,
        sum(CASE WHEN used THEN greatest(0, middle) * n END) AS hours,
        sum(n)::BIGINT AS n,
        CASE WHEN $scope = 'incident' THEN list_sort(flatten(list(lines)))[:200] END AS lines
    FROM judged AS j
    GROUP BY ALL
)
SELECT key, about, meant, state, day, days, lag_lo, lag_hi, first, last, hours, n, lines
FROM gridded
LEFT JOIN reached USING (platform)
