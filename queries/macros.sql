-- What several queries about items ask for in the same way. Defined on the serving connection, beside the canonical views;
-- a copy of what a query uses goes along wherever its text does.

-- True where a row's value is the one that is selected for its column; a column that is not selected is not looked at, for
-- the selections are known when a query is planned. selections: 'column=value'; a missing value is selected as 'column='.
CREATE MACRO is_asked_for(selections, name, value) AS
    CASE len(list_distinct(list_filter(selections::VARCHAR[], lambda pair: starts_with(pair, name || '='))))
        WHEN 0 THEN TRUE
        WHEN 1 THEN coalesce(value, '') = substr(list_filter(selections::VARCHAR[], lambda pair: starts_with(pair, name || '='))[1], length(name) + 2)
        ELSE FALSE
    END;

-- What a platform is called: those that are merged have one name together.
CREATE MACRO platform_as(platform, merged_ones, merged_name) AS
    CASE WHEN len(merged_ones) > 0 AND list_contains(merged_ones::VARCHAR[], platform) THEN merged_name::VARCHAR ELSE platform END;

-- The value of the column that is called so; NULL where there is no such column, or no name.
CREATE MACRO value_of(name, incident, dataset, platform, outcome, spell, notice_kind, detection, automated_detection, automated_decision, ground, category, keywords, content_type, language, region) AS
    CASE name
        WHEN 'incident' THEN incident
        WHEN 'dataset' THEN dataset
        WHEN 'platform' THEN platform
        WHEN 'outcome' THEN outcome
        WHEN 'spell' THEN spell
        WHEN 'notice_kind' THEN notice_kind
        WHEN 'detection' THEN detection
        WHEN 'automated_detection' THEN automated_detection
        WHEN 'automated_decision' THEN automated_decision
        WHEN 'ground' THEN ground
        WHEN 'category' THEN category
        WHEN 'keywords' THEN keywords
        WHEN 'content_type' THEN content_type
        WHEN 'language' THEN language
        WHEN 'region' THEN region
    END;

-- What a page of results is, as 'column=value' for selections; a missing value is selected as 'column='.
CREATE MACRO page_is(dataset, engine, query, locale, device) AS
    ['dataset=' || dataset, 'engine=' || coalesce(engine, ''), 'query=' || coalesce(query, ''), 'locale=' || coalesce(locale, ''), 'device=' || coalesce(device, '')];

-- The values of the splitting columns, in the order of the keys, from where they are kept while rows are grouped. Columns that
-- do not split are empty everywhere, which costs the engine little.
CREATE MACRO key_in_order(keys, first_key, second_key, third_key, other_keys) AS
    [first_key, second_key, third_key][:len(keys)] || other_keys;

-- What content a row is about, where keywords are named: one of those; no keyword, but a wide category; no keyword; other.
CREATE MACRO about_content(keywords, category, named_ones, wide_ones) AS
    CASE
        WHEN len(named_ones) = 0 THEN NULL
        WHEN list_contains(named_ones::VARCHAR[], keywords) THEN 'keyword'
        WHEN keywords IS NULL AND list_contains(wide_ones::VARCHAR[], category) THEN 'category'
        WHEN keywords IS NULL THEN 'no keyword'
        ELSE 'other'
    END;

-- True from one moment on and before another, in seconds since 1970; NULL is no bound, and a moment that is not known is
-- within.
CREATE MACRO is_within(moment, since, until) AS
    coalesce(epoch_us(moment) >= since * 1e6, TRUE) AND coalesce(epoch_us(moment) < until * 1e6, TRUE);

-- What a source can tell of an outcome that counts: one that watches for others alone says nothing by its silence.
CREATE MACRO can_tell(watches, counting) AS
    len(watches) = 0 OR list_has_any(watches, counting::VARCHAR[]);

-- What a lag tells: what became of the item, or why there is none. noted_lo: when the end was noted, at the earliest.
CREATE MACRO state_of_lag(start_lo, end_hi, noted_lo, fate) AS
    CASE
        WHEN start_lo IS NULL THEN 'no-start'
        WHEN end_hi IS NULL THEN 'no-look'
        WHEN end_hi < start_lo THEN 'negative'
        WHEN end_hi = start_lo AND fate <> 'up' AND noted_lo < end_hi
            THEN 'negative'  -- an interval does not hold its end: it was down before the clock started
        ELSE fate
    END;

-- The items of a scope, of one incident or of all: with the scope of their dataset, the outcomes that it can tell, the values
-- by which they split in key_1, key_2, key_3 and key_others, and in asked_for whether the selections leave them.
CREATE MACRO items_in_scope(of_scope, of_incident, keys, selections, merged_ones, merged_name) AS TABLE
    SELECT
        m.* REPLACE (platform_as(m.platform, merged_ones, merged_name) AS platform),
        d.scope, d.watches,
        value_of(keys[1], m.incident, m.dataset, platform_as(m.platform, merged_ones, merged_name), m.outcome, m.spell::VARCHAR,
            m.notice_kind, m.detection, m.automated_detection::VARCHAR, m.automated_decision, m.ground, m.category,
            m.keywords, m.content_type, m.language, m.region) AS key_1,
        value_of(keys[2], m.incident, m.dataset, platform_as(m.platform, merged_ones, merged_name), m.outcome, m.spell::VARCHAR,
            m.notice_kind, m.detection, m.automated_detection::VARCHAR, m.automated_decision, m.ground, m.category,
            m.keywords, m.content_type, m.language, m.region) AS key_2,
        value_of(keys[3], m.incident, m.dataset, platform_as(m.platform, merged_ones, merged_name), m.outcome, m.spell::VARCHAR,
            m.notice_kind, m.detection, m.automated_detection::VARCHAR, m.automated_decision, m.ground, m.category,
            m.keywords, m.content_type, m.language, m.region) AS key_3,
        CASE WHEN len(keys) > 3 THEN  -- else the engine knows beforehand that it is empty everywhere
            [value_of(name, m.incident, m.dataset, platform_as(m.platform, merged_ones, merged_name), m.outcome, m.spell::VARCHAR,
                m.notice_kind, m.detection, m.automated_detection::VARCHAR, m.automated_decision, m.ground, m.category,
                m.keywords, m.content_type, m.language, m.region)
                FOR name IN keys[4:]::VARCHAR[]]
            ELSE []::VARCHAR[]
        END AS key_others,
        is_asked_for(selections, 'dataset', m.dataset)
            AND is_asked_for(selections, 'platform', platform_as(m.platform, merged_ones, merged_name))
            AND is_asked_for(selections, 'outcome', m.outcome)
            AND is_asked_for(selections, 'spell', m.spell::VARCHAR)
            AND is_asked_for(selections, 'notice_kind', m.notice_kind)
            AND is_asked_for(selections, 'detection', m.detection)
            AND is_asked_for(selections, 'automated_detection', m.automated_detection::VARCHAR)
            AND is_asked_for(selections, 'automated_decision', m.automated_decision)
            AND is_asked_for(selections, 'ground', m.ground)
            AND is_asked_for(selections, 'category', m.category)
            AND is_asked_for(selections, 'keywords', m.keywords)
            AND is_asked_for(selections, 'content_type', m.content_type)
            AND is_asked_for(selections, 'language', m.language)
            AND is_asked_for(selections, 'region', m.region)
            AS asked_for
    FROM moderation AS m
    JOIN datasets AS d USING (dataset)
    WHERE d.scope = of_scope AND (of_incident IS NULL OR m.incident = of_incident);

-- True of an outcome that takes an item away for everybody. Written out: against a list of so many values the engine joins.
CREATE MACRO takes_away(outcome) AS
    outcome = 'removed' OR outcome = 'uploader' OR outcome = 'account' OR outcome = 'private' OR outcome = 'unknown';

-- The items that are asked for, from sources that can tell of the outcomes that count, with their fate (gone, other: something
-- else ended it, or up) and the bounds of their end or of the last look.
CREATE MACRO items_and_ends(of_scope, of_incident, counting, keys, selections, merged_ones, merged_name) AS TABLE
    SELECT
        m.*,
        CASE fate
            WHEN 'gone' THEN least(coalesce(m.last_up_at_lo, m.down_at_lo), coalesce(m.down_at_lo, m.last_up_at_lo))
            WHEN 'other' THEN m.down_at_lo
            ELSE coalesce(m.observed_until_lo, m.last_up_at_lo, m.down_at_lo)
        END AS end_lo,
        CASE fate
            WHEN 'gone' THEN coalesce(m.down_at_hi, m.observed_until_hi)
            WHEN 'other' THEN m.down_at_hi
            ELSE coalesce(m.observed_until_hi, m.last_up_at_hi, m.down_at_hi)
        END AS end_hi
    FROM (
        SELECT
            s.*,
            CASE
                WHEN list_contains(counting::VARCHAR[], s.outcome) THEN 'gone'
                WHEN takes_away(s.outcome) AND s.down_at_lo IS NOT NULL THEN 'other'
                ELSE 'up'
            END AS fate
        FROM items_in_scope(of_scope, of_incident, keys, selections, merged_ones, merged_name) AS s
        WHERE s.asked_for AND can_tell(s.watches, counting)
    ) AS m;

-- Of each such item: when its clock started, the state of its lag, and its bounds in hours. With the clock every-request an
-- item has a row for each request that was sent while it was up.
CREATE MACRO items_on_clock(of_clock, of_scope, of_incident, counting, keys, selections, since, until, merged_ones, merged_name) AS TABLE
    WITH chosen AS (
        FROM items_and_ends(of_scope, of_incident, counting, keys, selections, merged_ones, merged_name)
    ),
    asked AS (
        SELECT incident, item, sent_at_lo, sent_at_hi, round, source_line FROM requests
    ),
    begun AS (  -- a later spell began when the item was up again, else after the end of the spell before
        SELECT
            dataset, incident, item, spell, down_at_hi,
            coalesce(entered_at_lo, lag(down_at_lo) OVER (PARTITION BY dataset, incident, item ORDER BY spell)) AS begun_at
        FROM chosen
        WHERE of_clock IN ('first-request', 'last-request', 'every-request') AND item IN (SELECT item FROM asked)
    ),
    request_clocks AS (
        SELECT
            c.dataset, c.incident, c.item, c.spell,
            CASE WHEN of_clock = 'every-request' THEN {'round': r.round, 'at': r.sent_at_lo, 'line': r.source_line} END AS single,
            min_by(r.sent_at_lo, r.sent_at_lo) AS first_lo,
            min_by(r.sent_at_hi, r.sent_at_lo) AS first_hi,
            max_by(r.sent_at_lo, r.sent_at_lo) AS last_lo,
            max_by(r.sent_at_hi, r.sent_at_lo) AS last_hi
        FROM begun AS c
        JOIN asked AS r ON r.item = c.item AND r.incident IS NOT DISTINCT FROM c.incident
        WHERE (coalesce(c.spell, 1) = 1 OR c.begun_at IS NULL OR r.sent_at_hi > c.begun_at)
          AND (c.down_at_hi IS NULL OR r.sent_at_lo < c.down_at_hi)
        GROUP BY ALL
    ),
    started AS (  -- joined only where a request is the clock
        SELECT
            *,
            CASE of_clock WHEN 'post' THEN posted_at_lo WHEN 'notice' THEN notice_at_lo WHEN 'label' THEN label_at_lo END AS start_lo,
            CASE of_clock WHEN 'post' THEN posted_at_hi WHEN 'notice' THEN notice_at_hi WHEN 'label' THEN label_at_hi END AS start_hi
        FROM chosen
        WHERE of_clock NOT IN ('first-request', 'last-request', 'every-request')
        UNION ALL
        SELECT
            c.*,
            CASE of_clock WHEN 'last-request' THEN q.last_lo ELSE q.first_lo END,
            CASE of_clock WHEN 'last-request' THEN q.last_hi ELSE q.first_hi END
        FROM chosen AS c
        LEFT JOIN request_clocks AS q
            ON q.dataset = c.dataset AND q.item = c.item AND q.incident IS NOT DISTINCT FROM c.incident
            AND q.spell IS NOT DISTINCT FROM c.spell
        WHERE of_clock IN ('first-request', 'last-request', 'every-request')
    )
    SELECT
        *,
        state_of_lag(start_lo, end_hi, coalesce(down_at_lo, observed_until_lo), fate) AS state,
        greatest(0, epoch_us(coalesce(end_lo, start_lo)) - epoch_us(start_hi)) / 3.6e9 AS lag_lo,
        (epoch_us(end_hi) - epoch_us(start_lo)) / 3.6e9 AS lag_hi,
        greatest(0, coalesce(epoch_us(entered_at_lo) - epoch_us(start_lo), 0)) / 3.6e9 AS entry
    FROM started
    WHERE is_within(start_lo, since, until);
