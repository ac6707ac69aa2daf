-- title:  Events of an incident
-- about:  One row per dated event, in order of time; an event that several files tell alike is one row.
-- param:  incident VARCHAR  incident code
-- column: kind VARCHAR  what kind of event
-- column: label VARCHAR  alias of its label
-- column: credibility VARCHAR  how sure: confirmed, likely, reported
-- column: time_lo TIMESTAMPTZ  when it happened, or began: not before
-- column: time_hi TIMESTAMPTZ  before
-- column: end_lo TIMESTAMPTZ  when it ended: not before
-- column: end_hi TIMESTAMPTZ  before
-- column: datasets VARCHAR[]  the datasets that tell it
SELECT
    e.kind, e.label, e.credibility, e.time_lo, e.time_hi, e.time_end_lo AS end_lo, e.time_end_hi AS end_hi,
    list(DISTINCT e.dataset ORDER BY e.dataset) AS datasets
FROM events AS e
JOIN datasets AS d USING (dataset)
WHERE d.scope = 'incident' AND e.incident = $incident AND e.time_lo IS NOT NULL
GROUP BY ALL
ORDER BY ALL
