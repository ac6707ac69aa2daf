-- title:  How ends are known
-- about:  One row: how exactly starts are known, and how many ends are known by their date only. An end between two
-- about:  looks is as wide as these are apart; one known by its date is a whole number of days wide, or an hour more
-- about:  or less where clocks change.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  clock VARCHAR  post, notice, first-request, last-request or label: where the lag starts
-- param:  gone VARCHAR[]  outcomes that count as gone
-- column: starts DOUBLE [h] 19 of 20 starts are known to within so much; empty without any
-- column: ends BIGINT [items] items that ended by an outcome that counts, frequency-weighted
-- column: dated BIGINT [items] of these, those whose end is known by its date only
WITH chosen AS (
    SELECT
        m.*,
        CASE $clock
            WHEN 'post' THEN epoch_us(m.posted_at_hi) - epoch_us(m.posted_at_lo)
            WHEN 'notice' THEN epoch_us(m.notice_at_hi) - epoch_us(m.notice_at_lo)
            WHEN 'label' THEN epoch_us(m.label_at_hi) - epoch_us(m.label_at_lo)
            ELSE q.width
        END / 3.6e9 AS start_width,
        (epoch_us(coalesce(m.down_at_hi, m.observed_until_hi)) - epoch_us(least(coalesce(m.last_up_at_lo, m.down_at_lo), coalesce(m.down_at_lo, m.last_up_at_lo)))) / 3.6e9 AS end_width
    FROM moderation AS m
    JOIN datasets AS d USING (dataset)
    LEFT JOIN (
        SELECT incident, item, max(epoch_us(sent_at_hi) - epoch_us(sent_at_lo)) AS width FROM requests GROUP BY ALL
    ) AS q ON q.item = m.item AND q.incident IS NOT DISTINCT FROM m.incident
    WHERE d.scope = $scope AND ($incident IS NULL OR m.incident = $incident) AND list_contains($gone::VARCHAR[], m.outcome)
)
SELECT
    quantile_cont(start_width, 0.95)::DOUBLE AS starts,
    coalesce(sum(coalesce(n, 1)) FILTER (end_width IS NOT NULL), 0)::BIGINT AS ends,
    coalesce(sum(coalesce(n, 1)) FILTER (
        end_width > 22.5 AND abs(end_width - round(end_width)) < 1e-6 AND round(end_width) % 24 IN (0, 1, 23)
    ), 0)::BIGINT AS dated
FROM chosen
