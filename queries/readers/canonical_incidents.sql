-- title:  The canonical incidents CSV
-- about:  One row per incident, as the file has it.
-- reads:  source(line BIGINT, incident VARCHAR, label VARCHAR, kind VARCHAR, verdict VARCHAR, sensitivity VARCHAR, home_zone VARCHAR, region VARCHAR, started_at VARCHAR, notes VARCHAR)
-- column: line  BIGINT  line of the file
-- column: incident  VARCHAR  code word of the incident; never a name
-- column: label  VARCHAR  the owner's own name for it
-- column: kind  VARCHAR  what kind of incident
-- column: verdict  VARCHAR  what was found; not stated unless said
-- column: sensitivity  VARCHAR  how careful to be
-- column: home_zone  VARCHAR  time zone of axes, headlines, day bins and deadlines
-- column: region  VARCHAR  place or territory, as the source names it
-- column: started_at  VARCHAR  when it is said to have begun
-- column: notes  VARCHAR  the owner's own notes
SELECT
    line,
    incident,
    label,
    kind,
    verdict,
    sensitivity,
    home_zone,
    region,
    started_at,
    notes
FROM source
