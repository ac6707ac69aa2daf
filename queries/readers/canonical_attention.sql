-- title:  The canonical attention CSV
-- about:  One row per bin of a series, as the file has it.
-- reads:  source(line BIGINT, incident VARCHAR, series VARCHAR, channel VARCHAR, platform VARCHAR, metric VARCHAR, region VARCHAR, language VARCHAR, bin_start VARCHAR, bin_width VARCHAR, value VARCHAR, bound VARCHAR)
-- column: line  BIGINT  line of the file
-- column: incident  VARCHAR  code word of the incident; never a name
-- column: series  VARCHAR  what was counted: a search term, a title, a query, or a schema word
-- column: channel  VARCHAR  kind of place the attention was in
-- column: platform  VARCHAR  where it was: the platform's name in the file's own spelling
-- column: metric  VARCHAR  what one unit of the value is
-- column: region  VARCHAR  place or territory, as the source names it
-- column: language  VARCHAR  language of the content, ISO 639 where known
-- column: bin_start  VARCHAR  when the bin begins
-- column: bin_width  VARCHAR  length of the bin, ISO 8601 (PT1H, P1D, P7D, P1M)
-- column: value  VARCHAR  attention in the bin; empty where the collector has nothing, 0 where it looked and found none
-- column: bound  VARCHAR  '<' the value is an upper bound, '~' the bin is partial
SELECT
    line,
    incident,
    series,
    channel,
    platform,
    metric,
    region,
    language,
    bin_start,
    bin_width,
    value,
    bound
FROM source
