-- title:  Bins on a wall time that occurs twice
-- about:  One row per line with such a label: whether its series has it twice, and the start of the second pass for the second.
-- reads:  labelled_bins(line BIGINT, incident VARCHAR, series VARCHAR, channel VARCHAR, platform VARCHAR, metric VARCHAR, region VARCHAR, language VARCHAR, bin_width VARCHAR, start VARCHAR)
-- reads:  clocks(text VARCHAR, lo TIMESTAMPTZ, hi TIMESTAMPTZ, problem VARCHAR, fold BOOLEAN, zoned BOOLEAN, midnight BOOLEAN, precision VARCHAR)
-- column: line BIGINT  physical line in the user's file
-- column: paired BOOLEAN  the label occurs exactly twice in its series
-- column: second_at TIMESTAMPTZ  start of the second pass where this is the second of two, else NULL
WITH doubled AS (
    SELECT
        b.line,
        count(*) OVER w = 2 AS paired,
        row_number() OVER (w ORDER BY b.line) AS pass,
        c.hi - CASE c.precision
            WHEN 'hour' THEN INTERVAL 1 HOUR WHEN 'minute' THEN INTERVAL 1 MINUTE
            WHEN 'second' THEN INTERVAL 1 SECOND ELSE INTERVAL 1 MICROSECOND
        END AS late
    FROM labelled_bins AS b
    JOIN clocks AS c ON c.text = b.start
    WHERE c.fold AND c.precision IN ('hour', 'minute', 'second', 'exact')
    WINDOW w AS (
        PARTITION BY b.incident, b.series, b.channel, b.platform, b.metric, b.region, b.language, b.bin_width, b.start
    )
)
SELECT line, bool_and(paired) AS paired, max(late) FILTER (paired AND pass = 2) AS second_at
FROM doubled
GROUP BY line
