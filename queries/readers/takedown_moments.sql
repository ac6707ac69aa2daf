-- title:  Moments of a takedown sheet
-- about:  One row per row and clock of the sheet that is filled in: its date and time of day, from one cell or two, in one
-- about:  spelling; a cell with a word where a time belongs has no moment.
-- reads:  source(line BIGINT, item VARCHAR, platform VARCHAR, posted VARCHAR, posted_time VARCHAR, found VARCHAR, found_time VARCHAR, sent VARCHAR, sent_time VARCHAR, received VARCHAR, received_time VARCHAR, answered VARCHAR, answered_time VARCHAR, down VARCHAR, down_time VARCHAR, last_up VARCHAR, last_up_time VARCHAR, last_checked VARCHAR, last_checked_time VARCHAR, up_again VARCHAR, up_again_time VARCHAR, round VARCHAR, by VARCHAR, route VARCHAR, answer VARCHAR, outcome VARCHAR, views VARCHAR, language VARCHAR, region VARCHAR, incident VARCHAR, number VARCHAR)
-- column: line     BIGINT   line of the sheet
-- column: clock    VARCHAR  which clock: posted, found, sent ...
-- column: cell     VARCHAR  the date's cell as it stands
-- column: written  VARCHAR  the moment as text, NULL where the cell holds no digit
WITH cells AS (
    SELECT line, unnest([
        {'k': 'posted', 'd': posted, 't': posted_time},
        {'k': 'found', 'd': found, 't': found_time},
        {'k': 'sent', 'd': sent, 't': sent_time},
        {'k': 'received', 'd': received, 't': received_time},
        {'k': 'answered', 'd': answered, 't': answered_time},
        {'k': 'down', 'd': down, 't': down_time},
        {'k': 'last_up', 'd': last_up, 't': last_up_time},
        {'k': 'last_checked', 'd': last_checked, 't': last_checked_time},
        {'k': 'up_again', 'd': up_again, 't': up_again_time}
    ], recursive := true)
    FROM source
),
days AS (  -- 'am 24.10.2025 um 14.30 Uhr' is a day and the rest; the time of day may stand in its own cell
    SELECT line, k, d, unnest(regexp_extract(
            trim(d), '^(\d{1,4}[./-]\d{1,2}[./-]\d{2,4})(?:[T,;\s]+(?:(?:um|at|à|a las|-|–)\s+)?(.*))?$',
            ['day', 'rest'], 'i')),
        regexp_replace(regexp_replace(lower(trim(t)), '^\d{4}-\d\d-\d\d[t ]|^t|^um\s+', ''), '\.0+$', '') AS t
    FROM cells WHERE regexp_matches(d, '\d')
),
clocks AS (
    SELECT *, CASE WHEN regexp_matches(t, '\d') AND (rest = '' OR regexp_matches(rest, '^0?0:00(:00(\.0+)?)?$'))
            THEN t ELSE lower(rest) END AS clock
    FROM days
),
times AS (
    SELECT *, unnest(regexp_extract(
            clock, '^(\d{1,2})(?:\s*(?::|\.|h|uhr)\s*(\d{2}))?(?:[:.](\d{2}))?\s*(?:uhr|h|hrs)?\s*([ap])?\.?\s*(?:m\.?)?$',
            ['hh', 'mi', 'ss', 'half']))
    FROM clocks
),
hours AS (
    SELECT *, TRY_CAST(hh AS INTEGER) % CASE WHEN half = '' THEN 24 ELSE 12 END
            + CASE WHEN half = 'p' THEN 12 ELSE 0 END AS h,
        regexp_matches(day, '^\d{4}-\d\d-\d\d$') AS iso
    FROM times
),
texts AS (
    SELECT line, k, CASE
            WHEN day = '' AND clock = '' THEN d
            WHEN day = '' THEN concat(d, ' ', clock)
            WHEN clock = '' THEN day
            WHEN (hh = '' OR TRY_CAST(hh AS INTEGER) > 23) AND clock = lower(rest) THEN d
            WHEN hh = '' OR TRY_CAST(hh AS INTEGER) > 23 THEN concat(day, CASE WHEN iso THEN 'T' ELSE ' ' END, upper(clock))
            WHEN mi = '' AND iso THEN format('{}T{:02d}', day, h)
            WHEN mi = '' THEN format('{} {:02d}h', day, h)
            ELSE concat(format('{}{}{:02d}:{}', day, CASE WHEN iso THEN 'T' ELSE ' ' END, h, mi), ':' || nullif(ss, ''))
        END AS written
    FROM hours
)
SELECT cells.line, cells.k AS clock, cells.d AS cell, texts.written
FROM cells LEFT JOIN texts USING (line, k)
WHERE cells.d IS NOT NULL
