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
  AND list_has_all([
        'dataset=' || a.dataset,
        'series=' || coalesce(a.series, ''),
        'channel=' || coalesce(a.channel, ''),
        'platform=' || coalesce(a.platform, ''),
        'metric=' || coalesce(a.metric, ''),
        'region=' || coalesce(a.region, ''),
        'language=' || coalesce(a.language, ''),
        'bin_width=' || coalesce(a.bin_width, '')
    ], $selected)
ORDER BY ALL
