-- title:  Bins of stored series
-- about:  One row per series of attention: when the bins begin that hold a value.
-- reads:  stored(incident VARCHAR, series VARCHAR, channel VARCHAR, platform VARCHAR, metric VARCHAR, region VARCHAR, language VARCHAR, bin_width VARCHAR, bin_start TIMESTAMPTZ, value DOUBLE)
-- column: incident VARCHAR  code word
-- column: series VARCHAR  alias, or a schema word
-- column: channel VARCHAR  kind of place
-- column: platform VARCHAR  where it was
-- column: metric VARCHAR  what one unit of the value is
-- column: region VARCHAR  place or territory
-- column: language VARCHAR  language of the content
-- column: bin_width VARCHAR  length of a bin, ISO 8601
-- column: begins TIMESTAMPTZ[]  starts of the bins, in order
SELECT
    incident, series, channel, platform, metric, region, language, bin_width,
    list(DISTINCT bin_start ORDER BY bin_start) AS begins
FROM stored
WHERE value IS NOT NULL
GROUP BY ALL
ORDER BY ALL
