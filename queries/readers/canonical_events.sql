-- title:  The canonical events CSV
-- about:  One row per dated event, as the file has it.
-- reads:  source(line BIGINT, incident VARCHAR, time VARCHAR, time_end VARCHAR, kind VARCHAR, label VARCHAR, source VARCHAR, credibility VARCHAR)
-- column: line  BIGINT  line of the file
-- column: incident  VARCHAR  code word of the incident; never a name
-- column: time  VARCHAR  when it happened, or began
-- column: time_end  VARCHAR  when it ended
-- column: kind  VARCHAR  what kind of event
-- column: label  VARCHAR  what to call it on a chart
-- column: source  VARCHAR  who says so
-- column: credibility  VARCHAR  how sure: confirmed, likely, reported
SELECT
    line,
    incident,
    time,
    time_end,
    kind,
    label,
    source,
    credibility
FROM source
