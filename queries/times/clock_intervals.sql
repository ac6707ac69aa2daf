-- title:  Clock cells as intervals
-- about:  One row per distinct cell text: the two UTC instants that the text means in the zone (lo <= t < hi, or lo = hi for an exact instant), or why it means none.
-- about:  The grammar is that of ripplemark/times/grammar.py; a test holds both equal. A wall time that occurs twice becomes the interval of both passes.
-- reads:  clock_texts(text VARCHAR)
-- reads:  zone_segments(wall_from TIMESTAMP, first_offset BIGINT, last_offset BIGINT, kind VARCHAR, gap_at TIMESTAMP)
-- param:  dates     VARCHAR      'dmy' | 'mdy': which part of 3/4/2025 comes first; dots are always day-first
-- param:  midnight  VARCHAR      'midnight' | 'no-time': what a written 00:00 without an offset means
-- column: text      VARCHAR      the cell as it stands in clock_texts
-- column: lo        TIMESTAMPTZ  earliest instant; NULL where there is a problem
-- column: hi        TIMESTAMPTZ  first instant after the interval; equal to lo for an exact instant
-- column: problem   VARCHAR      NULL | 'unreadable' | 'impossible' (31 February, hour 25) | 'gap' (the clock skipped it)
-- column: fold      BOOLEAN      the wall time occurs twice in the zone; the interval holds both passes
-- column: zoned     BOOLEAN      the text carries its own offset: no zone was needed
-- column: midnight  BOOLEAN      a 00:00 without an offset is written
-- column: precision VARCHAR      'exact' | 'second' | 'minute' | 'hour' | 'day' | 'interval'; NULL where there is a problem
WITH months(name, month) AS (
    SELECT unnest(string_split(names, ' ')), month
    FROM (VALUES
        (1, 'january jan januar janner janvier janv enero ene'),
        (2, 'february feb februar feber fevrier fevr fev febrero'),
        (3, 'march mar marz maerz mrz mars marzo'),
        (4, 'april apr avril avr abril abr'),
        (5, 'may mai mayo'),
        (6, 'june jun juni juin junio'),
        (7, 'july jul juli juillet juil julio'),
        (8, 'august aug aout aou agosto ago'),
        (9, 'september sep sept septembre septiembre setiembre set'),
        (10, 'october oct oktober okt octobre octubre'),
        (11, 'november nov novembre noviembre'),
        (12, 'december dec dezember dez decembre diciembre dic')
    ) AS languages(month, names)
),
-- One spelling: lower case, no accents, single spaces. Plain ISO needs only the lower case.
spelt AS (
    SELECT text, CASE
        WHEN regexp_full_match(text, '[-+0-9TZ:./@a-z]+( [-+0-9TZ:./@a-z]+)*') THEN lower(text)
        ELSE trim(regexp_replace(strip_accents(lower(text)), '[\t\n\r\f\v \x{a0}\x{2007}\x{2009}\x{202f}]+', ' ', 'g'))
    END AS cell
    FROM clock_texts
    WHERE text IS NOT NULL
),
cells AS MATERIALIZED (
    SELECT text, unit, body, CASE
        WHEN contains(body, ' -- ') THEN ' -- '
        WHEN regexp_full_match(body, '[0-9]{4}-[^/]*/ ?[0-9]{4}-[^/]*') THEN '/'
    END AS divider
    FROM (
        SELECT
            text,
            nullif(regexp_extract(cell, '@(day|hour|minute|second)$', 1), '') AS unit,
            CASE WHEN unit IS NULL THEN cell ELSE trim(left(cell, length(cell) - length(unit) - 1)) END AS body
        FROM spelt
    )
),
sides AS NOT MATERIALIZED (
    SELECT text, unit, divider, is_end, CASE
        WHEN divider IS NULL THEN body
        WHEN is_end THEN trim(substr(body, strpos(body, divider) + length(divider)))
        ELSE trim(split_part(body, divider, 1))
    END AS part
    FROM cells CROSS JOIN (VALUES (FALSE), (TRUE)) AS both_ends(is_end)
    WHERE NOT is_end OR divider IS NOT NULL
),
dated AS NOT MATERIALIZED (
    SELECT * EXCLUDE (part), CASE
        WHEN regexp_matches(part, '^[0-9]{4}') THEN 'ymd'
        WHEN regexp_matches(part, '^[0-9]{1,2}[-./][0-9]') THEN 'number'
        WHEN regexp_matches(part, '^[0-9]') THEN 'day name'
        ELSE 'name day'
    END AS shape,
    CASE shape
        WHEN 'ymd' THEN regexp_extract(part, '^([0-9]{4})([-/])([0-9]{1,2})([-/])([0-9]{1,2})(.*)$', ['a', 'p', 'b', 'q', 'c', 'rest'])
        WHEN 'number' THEN regexp_extract(part, '^([0-9]{1,2})([-./])([0-9]{1,2})([-./])([0-9]{4}|[0-9]{2})(.*)$', ['a', 'p', 'b', 'q', 'c', 'rest'])
        WHEN 'day name' THEN regexp_extract(part, '^([0-9]{1,2})((?:\.|er|st|nd|rd|th)?[ -]?(?:de )?)([a-z]+)((?:\.?,? |\.|-)(?:del? )?)([0-9]{4}|[0-9]{2})(.*)$', ['a', 'p', 'b', 'q', 'c', 'rest'])
        ELSE regexp_extract(part, '^([a-z]+)(\.?[ -]|\.)([0-9]{1,2})((?:st|nd|rd|th)?(?:, ?|[ -]))([0-9]{4})(.*)$', ['a', 'p', 'b', 'q', 'c', 'rest'])
    END AS d
    FROM sides
),
timed AS NOT MATERIALIZED (
    SELECT
        text, unit, divider, is_end, shape, d,
        regexp_extract(d.rest, '^(?:(?:t|, ?|,? (?:(?:um|at|a|a las) )?)([0-9]{1,2})(?:[:h.]([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?)?( ?(?:uhr|h|[ap]\.? ?m\.?))?)?( ?(?:z|utc|gmt|[+-][0-9]{2}(?::?[0-9]{2})?))?$',
            ['h', 'm', 's', 'f', 'mark', 'z']) AS t,
        CASE shape WHEN 'day name' THEN d.b WHEN 'name day' THEN d.a END AS word
    FROM dated
),
numbers AS NOT MATERIALIZED (
    SELECT
        text, unit, divider, is_end, shape, d, t,
        shape = 'number' AND d.p <> '.' AND $dates = 'mdy' AS month_first,
        try_cast(CASE shape WHEN 'ymd' THEN d.a ELSE d.c END AS INTEGER) AS written_year,
        CASE WHEN shape <> 'ymd' AND length(d.c) = 2 THEN written_year + if(written_year < 70, 2000, 1900) ELSE written_year END AS y,
        CASE WHEN shape IN ('day name', 'name day') THEN months.month WHEN month_first THEN try_cast(d.a AS INTEGER) ELSE try_cast(d.b AS INTEGER) END AS mo,
        CASE WHEN shape = 'ymd' THEN try_cast(d.c AS INTEGER) WHEN month_first OR shape = 'name day' THEN try_cast(d.b AS INTEGER) ELSE try_cast(d.a AS INTEGER) END AS da,
        contains(t.mark, 'p') AS pm,
        pm OR contains(t.mark, 'a') AS half_day,
        coalesce(try_cast(t.h AS INTEGER), 0) AS clock_hour,
        CASE WHEN half_day THEN clock_hour % 12 + if(pm, 12, 0) ELSE clock_hour END AS ho,
        coalesce(try_cast(t.m AS INTEGER), 0) AS mi,
        coalesce(try_cast(t.s AS INTEGER), 0) AS se,
        CASE WHEN t.f = '' THEN 0 ELSE left(rpad(t.f, 6, '0'), 6)::INTEGER END AS us,
        t.z <> '' AS zoned,
        coalesce(try_cast(substr(ltrim(t.z), 2, 2) AS INTEGER), 0) AS zone_hour,
        CASE WHEN length(ltrim(t.z)) > 3 THEN coalesce(try_cast(right(t.z, 2) AS INTEGER), 0) ELSE 0 END AS zone_minute
    FROM timed LEFT JOIN months ON months.name = timed.word
),
judged AS NOT MATERIALIZED (
    SELECT
        text, unit, divider, is_end, zoned,
        t.m <> '' AND NOT zoned AND ho = 0 AND mi = 0 AND se = 0 AND rtrim(t.f, '0') = '' AS midnight,
        CASE
            WHEN t.h = '' OR (midnight AND $midnight = 'no-time') THEN 'day'
            WHEN t.m = '' THEN 'hour' WHEN t.s = '' THEN 'minute' WHEN t.f = '' THEN 'second' ELSE 'exact'
        END AS precision,
        TRY(make_date(y, mo, da)) AS day,
        CASE
            WHEN d.a = '' OR mo IS NULL THEN 'unreadable'
            WHEN shape IN ('ymd', 'number') AND d.p <> d.q THEN 'unreadable'
            WHEN shape = 'day name' AND length(d.c) = 2 AND NOT (d.p = '-' AND d.q = '-') THEN 'unreadable'
            WHEN d.rest <> '' AND t.h = '' AND (t.z = '' OR regexp_matches(t.z, '[0-9]')) THEN 'unreadable'
            WHEN t.h <> '' AND t.m = '' AND t.mark = '' AND NOT (shape = 'ymd' AND length(t.h) = 2) THEN 'unreadable'
            WHEN day IS NULL OR y NOT BETWEEN 1970 AND 2100 OR ho > 23 OR mi > 59 OR se > 59 THEN 'impossible'
            WHEN half_day AND clock_hour NOT BETWEEN 1 AND 12 THEN 'impossible'
            WHEN zone_hour > 15 OR zone_minute > 59 THEN 'impossible'
        END AS problem,
        CASE WHEN problem IS NULL THEN day + to_microseconds(((ho * 60 + mi) * 60 + se) * 1000000::BIGINT + us) END AS clock,
        CASE WHEN precision = 'day' THEN day::TIMESTAMP ELSE clock END AS wall,
        CASE WHEN zoned THEN (zone_hour * 60 + zone_minute) * 60 * if(contains(t.z, '-'), -1, 1) END AS own_offset,
        CASE precision WHEN 'day' THEN 86400000000 WHEN 'hour' THEN 3600000000 WHEN 'minute' THEN 60000000 WHEN 'second' THEN 1000000 ELSE 0 END AS span
    FROM numbers
),
walls AS NOT MATERIALIZED (
    SELECT * EXCLUDE (wall), CASE WHEN problem IS NULL THEN wall END AS wall,
        CASE WHEN problem IS NULL THEN wall + to_microseconds(greatest(span - 1, 0)) END AS final
    FROM judged
),
-- The zone's stretches of wall time give the earliest instant of the start and the latest of the final microsecond.
placed AS NOT MATERIALIZED (
    SELECT
        text, unit, divider, is_end, zoned, midnight, precision, span,
        coalesce(problem, CASE
            WHEN zoned OR a.kind <> 'gap' THEN NULL
            WHEN precision <> 'day' OR a.wall_from = b.wall_from THEN 'gap'
        END) AS problem,
        CASE WHEN zoned THEN wall - to_seconds(own_offset) ELSE coalesce(a.gap_at, wall - to_seconds(a.first_offset)) END AS lo,
        CASE WHEN zoned THEN lo ELSE wall - to_seconds(a.last_offset) END AS late,
        CASE WHEN zoned THEN final - to_seconds(own_offset) ELSE final - to_seconds(b.last_offset) END AS last,
        CASE WHEN NOT zoned AND b.kind = 'gap' THEN b.gap_at WHEN last = lo AND span = 0 THEN lo ELSE last + INTERVAL 1 MICROSECOND END AS hi,
        precision <> 'day' AND NOT zoned AND hi > lo + to_microseconds(span) AS fold
    FROM walls
    ASOF LEFT JOIN zone_segments AS a ON wall >= a.wall_from
    ASOF LEFT JOIN zone_segments AS b ON final >= b.wall_from
),
-- An interval ends where its second text starts at the latest, but a second day is included.
pairs AS NOT MATERIALIZED (
    SELECT
        text, any_value(unit) AS unit,
        any_value(lo) FILTER (NOT is_end) AS starts_at,
        any_value(CASE WHEN precision = 'day' THEN hi ELSE late END) FILTER (is_end) AS ends_at,
        CASE
            WHEN bool_or(problem = 'unreadable') THEN 'unreadable'
            WHEN bool_or(problem = 'impossible') THEN 'impossible'
            WHEN bool_or(problem = 'gap') THEN 'gap'
            WHEN ends_at < starts_at THEN 'unreadable'
            WHEN ends_at = starts_at AND bool_or(is_end AND precision = 'day') THEN 'unreadable'
        END AS problem,
        bool_or(fold) AS fold, bool_and(zoned) AS zoned, bool_or(midnight) AS midnight
    FROM placed
    WHERE divider IS NOT NULL
    GROUP BY text
),
resolved AS NOT MATERIALIZED (
    SELECT text, unit, lo, hi, problem, fold, zoned, midnight, precision
    FROM placed
    WHERE divider IS NULL
    UNION ALL
    SELECT text, unit, starts_at, ends_at, problem, fold, zoned, midnight, 'interval'
    FROM pairs
),
offsets AS (
    SELECT wall_from - to_seconds(last_offset) AS utc_from, last_offset AS utc_offset
    FROM zone_segments
    WHERE kind <> 'gap'
),
-- A suffix such as @hour: out to the whole local hours that hold the interval.
local AS (
    SELECT r.* EXCLUDE (lo, hi),
        date_trunc(unit, lo + to_seconds(a.utc_offset)) AS wall,
        date_trunc(unit, greatest(lo, hi - INTERVAL 1 MICROSECOND) + to_seconds(b.utc_offset))
            + CASE unit WHEN 'day' THEN INTERVAL 1 DAY WHEN 'hour' THEN INTERVAL 1 HOUR WHEN 'minute' THEN INTERVAL 1 MINUTE ELSE INTERVAL 1 SECOND END
            - INTERVAL 1 MICROSECOND AS final
    FROM resolved AS r
    ASOF LEFT JOIN offsets AS a ON r.lo >= a.utc_from
    ASOF LEFT JOIN offsets AS b ON greatest(r.lo, r.hi - INTERVAL 1 MICROSECOND) >= b.utc_from
    WHERE unit IS NOT NULL
),
answers AS (
    SELECT text, lo, hi, problem, fold, zoned, midnight, precision
    FROM resolved
    WHERE unit IS NULL
    UNION ALL
    SELECT
        text,
        coalesce(a.gap_at, wall - to_seconds(a.first_offset)),
        coalesce(b.gap_at, final - to_seconds(b.last_offset) + INTERVAL 1 MICROSECOND),
        problem, fold AND unit <> 'day', zoned AND unit NOT IN ('hour', 'day'), midnight,
        CASE
            WHEN precision IN ('interval', 'day') THEN precision
            WHEN unit = 'day' OR precision = 'exact' OR precision = 'second' THEN unit
            WHEN precision = 'minute' AND unit = 'hour' THEN unit
            ELSE precision
        END
    FROM local
    ASOF LEFT JOIN zone_segments AS a ON wall >= a.wall_from
    ASOF LEFT JOIN zone_segments AS b ON final >= b.wall_from
)
SELECT
    text,
    CASE WHEN problem IS NULL THEN make_timestamptz(epoch_us(lo)) END AS lo,
    CASE WHEN problem IS NULL THEN make_timestamptz(epoch_us(hi)) END AS hi,
    problem,
    problem IS NULL AND fold AS fold,
    coalesce(zoned, FALSE) AS zoned,
    problem IS NULL AND midnight AS midnight,
    CASE WHEN problem IS NULL THEN precision END AS precision
FROM answers
