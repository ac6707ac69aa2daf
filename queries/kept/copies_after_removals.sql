-- title:  Copies after removals, from kept items
-- about:  The answer of moderation/copies_after_removals, worked out from kept items (kept/items_by_kind). The view moderation then
-- about:  holds one row for each kind of item (kept/item_kinds).
-- reads:  kept_items(kind INTEGER, item VARCHAR, copy_of VARCHAR, posted_lo BIGINT, posted_wide BIGINT, notice_lo BIGINT, notice_wide BIGINT, label_lo BIGINT, label_wide BIGINT, entered_lo BIGINT, entered_wide BIGINT, gone_hi BIGINT, gone_wide BIGINT, rest_hi BIGINT, rest_wide BIGINT, down_wide BIGINT, seen_hi BIGINT, seen_less BIGINT, blunt BOOLEAN, lot SMALLINT, views BIGINT, n BIGINT, source_line BIGINT)
-- param:  incident VARCHAR  incident code, or NULL for all
-- param:  scope VARCHAR  incident or platform
-- param:  horizon DOUBLE  [h] how long after a removal a copy counts
-- param:  gone VARCHAR[]  outcomes that count as gone
-- param:  keys VARCHAR[]  columns that split the answer
-- param:  selected VARCHAR[]  column=value pairs that a row must meet
-- param:  since DOUBLE  seconds since 1970: items that ended then or later; NULL for all
-- param:  until DOUBLE  seconds since 1970: items that ended before; NULL for all
-- param:  merged VARCHAR[]  platforms that count as one
-- param:  merged_as VARCHAR  what that one is called
-- column: key VARCHAR[]  values of the splitting columns, in their order
-- column: contents BIGINT [contents] how many contents the row stands for
-- column: known BOOLEAN  the item that was copied first is on record
-- column: removals BIGINT [removals] ends by an outcome that counts, at a known moment
-- column: watched BIGINT [removals] of those, how many were followed for the whole horizon
-- column: soon BIGINT [copies] different new copies within the horizon of one of those
-- column: untimed BIGINT [items] gone at a moment that nobody noted
-- column: unposted BIGINT [copies] copies, and returns, without a moment at which they went up
-- column: before BIGINT [copies] copies that were up before anything of their content was removed
-- column: followed DOUBLE [h] from the first removal to the last entry of the log; NULL where nothing was removed
-- column: copies DOUBLE[] [h] when new copies went up, after the first removal
-- column: returns DOUBLE[] [h] when removed items were up again, after the first removal
-- column: generations INTEGER[]  of each copy: 1 is a copy of the first item, 2 a copy of a copy ...
-- column: circular BIGINT [items] of the incident: copies in a circle, or more than 200 copies deep
-- column: own BIGINT [items] of the incident: items that are named as copies of themselves
-- column: named BIGINT [copies] of the incident: items that are named as copies of others
-- column: coarse DOUBLE [h] widest interval of a moment that was used
-- column: lines BIGINT[]  at most 200 source lines of what was removed and of what came after
WITH RECURSIVE kinds AS MATERIALIZED (  -- what follows from words alone, once for each kind; parts are the groups of the answer
    SELECT
        COLUMNS('^key_'),
        source_line::INTEGER AS kind,
        coalesce(incident, '') AS incident,
        coalesce(spell, 1) AS spell,
        list_contains($gone::VARCHAR[], outcome) AS gone,
        down_at_lo IS NOT NULL AS ended,
        can_tell(watches, $gone) AND asked_for AS asked,  -- of other outcomes its silence says nothing
        dense_rank() OVER (ORDER BY key_1, key_2, key_3, key_others, coalesce(incident, ''))::INTEGER AS part
    FROM items_in_scope($scope, $incident, $keys, $selected, $merged, $merged_as)
),
placed AS NOT MATERIALIZED (
    SELECT
        k.*, i.item, i.copy_of, i.source_line, i.n,
        CASE WHEN k.ended THEN (2 * i.gone_hi - i.down_wide) / 7.2e9 END AS down,
        CASE WHEN k.spell = 1 THEN (2 * i.posted_lo + i.posted_wide) / 7.2e9
            ELSE (2 * i.entered_lo + i.entered_wide) / 7.2e9 END AS begun,
        greatest(i.down_wide, i.posted_wide) / 3.6e9 AS wide
    FROM kept_items AS i
    JOIN kinds AS k ON k.kind = i.kind
),
scoped AS MATERIALIZED (SELECT * FROM placed WHERE item IS NOT NULL),
links AS MATERIALIZED (  -- one original for each copy, whatever is said of it elsewhere
    SELECT incident, item, min(copy_of) AS copy_of
    FROM scoped
    WHERE copy_of IS NOT NULL AND item IS NOT NULL AND copy_of <> item
    GROUP BY incident, item
),
first_items AS (
    SELECT DISTINCT l.incident, l.copy_of AS item
    FROM links AS l
    ANTI JOIN links AS c ON c.item = l.copy_of AND c.incident = l.incident
),
walked AS (
    SELECT incident, item, item AS origin, 0 AS generation FROM first_items
    UNION ALL
    SELECT l.incident, l.item, w.origin, w.generation + 1
    FROM walked AS w
    JOIN links AS l ON l.copy_of = w.item AND l.incident = w.incident
    WHERE w.generation < 200
),
on_record AS (
    SELECT DISTINCT s.incident, s.item
    FROM scoped AS s
    SEMI JOIN first_items AS f ON f.item = s.item AND f.incident = s.incident
),
involved AS MATERIALIZED (  -- without an origin: in a circle
    SELECT w.incident, w.item, w.origin, w.generation, o.item IS NOT NULL AS known
    FROM walked AS w
    LEFT JOIN on_record AS o ON o.item = w.origin AND o.incident = w.incident
    UNION ALL
    SELECT l.incident, l.item, NULL, NULL, NULL
    FROM links AS l
    ANTI JOIN walked AS w ON w.item = l.item AND w.incident = l.incident
    UNION ALL
    SELECT DISTINCT s.incident, s.item, s.item, 0, true
    FROM scoped AS s
    ANTI JOIN walked AS w ON w.item = s.item AND w.incident = s.incident
    ANTI JOIN links AS l ON l.item = s.item AND l.incident = s.incident
    WHERE s.spell > 1 AND s.item IS NOT NULL
),
faults AS (
    SELECT
        (SELECT count(*) FROM involved WHERE origin IS NULL) AS circular,
        (SELECT count(DISTINCT item) FROM scoped WHERE copy_of IS NOT NULL AND copy_of = item) AS own,
        (SELECT count(*) FROM links) AS named
),
ends AS (
    SELECT k.incident, max(greatest(i.seen_hi, i.gone_hi, i.posted_lo + i.posted_wide)) / 3.6e9 AS last_entry
    FROM kept_items AS i
    JOIN kinds AS k ON k.kind = i.kind
    GROUP BY k.incident
),
parts AS NOT MATERIALIZED (
    SELECT
        s.* EXCLUDE (copy_of),
        e.last_entry,
        s.gone AND s.down IS NOT NULL AND coalesce(s.down * 3600 >= $since, true) AND coalesce(s.down * 3600 < $until, true) AS fell
    FROM scoped AS s
    JOIN ends AS e ON e.incident = s.incident
    WHERE s.asked
),
linked AS MATERIALIZED (
    SELECT p.*, v.origin, v.generation, v.known, key_in_order($keys, key_1, key_2, key_3, key_others) AS key
    FROM (  -- few of millions of rows, so these are looked up among the few, and not the other way round
        SELECT * FROM parts AS p WHERE coalesce((p.incident, p.item) IN (SELECT (i.incident, i.item) FROM involved AS i), FALSE)
    ) AS p
    JOIN involved AS v ON v.item = p.item AND v.incident = p.incident
    WHERE v.origin IS NOT NULL
),
removals AS (SELECT key, incident, origin, down, down + $horizon <= last_entry AS whole FROM linked WHERE fell),
firsts AS (SELECT key, incident, origin, min(down) AS first_down FROM removals GROUP BY key, incident, origin),
again AS (  -- what was up again: each new copy once, each return of an item
    SELECT
        key, incident, origin, item, spell > 1 AS back,
        min(begun) AS begun, min(generation) AS generation, max(wide) AS wide, min(source_line) AS source_line
    FROM linked
    WHERE generation > 0 OR spell > 1
    GROUP BY key, incident, origin, item, spell
),
followed_by AS (
    SELECT a.*, a.begun - f.first_down AS after, coalesce(a.begun - r.down <= $horizon, false) AS soon
    FROM again AS a
    LEFT JOIN firsts AS f ON f.key = a.key AND f.origin = a.origin AND f.incident = a.incident
    ASOF LEFT JOIN (SELECT key, incident, origin, down FROM removals WHERE whole) AS r
        ON r.key = a.key AND r.origin = a.origin AND r.incident = a.incident AND a.begun > r.down
),
appeared AS (
    SELECT
        key, incident, origin,
        count(*) FILTER (NOT back AND soon) AS soon,
        count(*) FILTER (begun IS NULL) AS unposted,
        count(*) FILTER (NOT back AND coalesce(after <= 0, begun IS NOT NULL)) AS before,
        list(after ORDER BY after) FILTER (NOT back AND after > 0) AS copies,
        list(after ORDER BY after) FILTER (back AND after > 0) AS returns,
        list(generation ORDER BY generation) FILTER (NOT back) AS generations,
        max(wide) FILTER (after > 0) AS wide,
        list(source_line ORDER BY source_line) FILTER (after > 0) AS lines
    FROM followed_by
    GROUP BY key, incident, origin
),
single AS NOT MATERIALIZED (
    SELECT
        p.part, p.gone, p.down, p.wide, p.n, p.source_line, e.last_entry,
        p.gone AND p.down IS NOT NULL AND coalesce(p.down * 3600 >= $since, true) AND coalesce(p.down * 3600 < $until, true) AS fell
    FROM placed AS p
    JOIN ends AS e ON e.incident = p.incident
    WHERE p.asked AND p.item IS NULL
    UNION ALL
    SELECT part, gone, down, wide, n, source_line, last_entry, fell
    FROM parts AS p
    WHERE NOT coalesce((p.incident, p.item) IN (SELECT (v.incident, v.item) FROM involved AS v), FALSE)
),
hours AS (
    SELECT
        part,
        CASE WHEN fell THEN floor(last_entry - down) END AS followed,
        fell AND down + $horizon <= last_entry AS whole,
        gone AND down IS NULL AS untimed,
        sum(n) AS n,
        max(wide) AS wide,
        min(source_line, 200) AS lines
    FROM single
    GROUP BY ALL
),
alone AS (  -- contents that nothing came after are told apart by whole hours of follow-up alone
    SELECT
        part, followed,
        sum(n) FILTER (followed IS NOT NULL) AS fallen,
        sum(n) FILTER (whole) AS watched,
        sum(n) FILTER (untimed) AS untimed,
        max(wide) FILTER (followed IS NOT NULL) AS wide,
        list_sort(flatten(list(lines) FILTER (followed IS NOT NULL AND lines IS NOT NULL)))[1:200] AS lines
    FROM hours
    GROUP BY ALL
),
ended AS (
    SELECT
        key, incident, origin,
        max(last_entry) - min(down) FILTER (fell) AS followed,
        sum(n) FILTER (fell) AS removals,
        bool_and(known) AS known,
        sum(n) FILTER (fell AND down + $horizon <= last_entry) AS watched,
        sum(n) FILTER (gone AND down IS NULL) AS untimed,
        max(wide) FILTER (fell) AS wide,
        min(source_line, 200) FILTER (fell) AS lines,
        (removals > 0)::BIGINT AS contents
    FROM linked
    GROUP BY key, incident, origin
    UNION ALL
    SELECT
        key_in_order($keys, key_1, key_2, key_3, key_others), incident, NULL,
        followed, fallen, true, watched, untimed, wide, lines, fallen
    FROM alone
    JOIN (SELECT DISTINCT COLUMNS('^key_'), incident, part FROM kinds) AS k ON k.part = alone.part
)
SELECT
    e.key,
    coalesce(e.contents, 0)::BIGINT AS contents,
    e.known,
    coalesce(e.removals, 0)::BIGINT AS removals,
    coalesce(e.watched, 0)::BIGINT AS watched,
    coalesce(a.soon, 0) AS soon,
    coalesce(e.untimed, 0)::BIGINT AS untimed,
    coalesce(a.unposted, 0) AS unposted,
    coalesce(a.before, 0) AS before,
    e.followed,
    coalesce(a.copies, []) AS copies, coalesce(a.returns, []) AS returns, coalesce(a.generations, []) AS generations,
    f.circular, f.own, f.named,
    greatest(e.wide, a.wide) AS coarse,
    list_sort(list_distinct(coalesce(e.lines, []) || coalesce(a.lines, [])))[1:200] AS lines
FROM ended AS e
CROSS JOIN faults AS f
LEFT JOIN appeared AS a ON a.key = e.key AND a.origin = e.origin AND a.incident = e.incident
ORDER BY e.key, e.incident, e.origin, e.followed
