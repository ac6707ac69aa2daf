-- title:  Bins of every series
-- about:  One row per bin of each attention series of an incident, in order of time.
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  selected VARCHAR[]  column=value pairs that a row must meet
-- column: dataset VARCHAR  dataset of the series
-- column: incident VARCHAR  incident code
-- column: series VARCHAR  alias of what was counted
-- column: channel VARCHAR  kind of place
-- column: platform VARCHAR  where
-- column: metric VARCHAR  what one unit is
-- column: region VARCHAR  place
-- column: language VARCHAR  language
-- column: bin_width VARCHAR  length of a bin, ISO 8601
-- column: zone VARCHAR  time zone that the file was read in
-- column: bin_start TIMESTAMPTZ  when the bin begins
-- column: value DOUBLE  attention in the bin
-- column: bound VARCHAR  '<' an upper bound, '~' a partial bin
SELECT
    a.dataset, a.incident, a.series, a.channel, a.platform, a.metric, a.region, a.language, a.bin_width, d.zone,
    a.bin_start, a.value, a.bound
FROM attention AS a
JOIN datasets AS d USING (dataset)
WHERE d.scope = $scope
  AND ($incident IS NULL OR a.incident = $incident)
  AND len(list_filter($selected, lambda pair: coalesce(CASE split_part(pair, '=', 1)
        WHEN 'dataset' THEN a.dataset
        WHEN 'series' THEN a.series
        WHEN 'channel' THEN a.channel
        WHEN 'platform' THEN a.platform
        WHEN 'metric' THEN a.metric
        WHEN 'region' THEN a.region
        WHEN 'language' THEN a.language
        WHEN 'bin_width' THEN a.bin_width
    END, '') <> substr(pair, strpos(pair, '=') + 1))) = 0
ORDER BY ALL
