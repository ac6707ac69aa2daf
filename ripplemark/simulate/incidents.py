"""The planted incidents: about a dozen, each there to show something. Nothing in them resembles a real one."""

from __future__ import annotations

from ripplemark.simulate.plan import (
    Channel,
    Delisting,
    Episode,
    Event,
    Incident,
    Items,
    Pages,
    Place,
    Rounds,
)

NEAR = (38, 36)
"""Days before and after the beginning that an hourly file covers: 28 of them make a baseline."""
WEEKS = (38, 75)
"""Days of the daily files of an incident that was watched for some weeks."""
YEAR = (38, 424)
"""Days of the daily files of an incident that was watched beyond its anniversary."""

INCIDENTS: tuple[Incident, ...] = (
    Incident(
        "niche-first",
        "Began on a niche board, reached the news two days later; jump and power-law relaxation; late first check; "
        "thousands of items, found by users and machines; searches for more than a year, result pages saved twice, read by "
        "two coders, and requests to search engines.",
        *("alleged_leak", "fabricated", "sensitive", "Europe/Berlin", "2025-03-04T21:20"),
        episodes=(
            Episode(rise=22, fall=70, law="power", exponent=1.7),
            Episode(365 * 24 - 60, 30, 60, height=0.16),
        ),
        channels=(
            Channel("niche", "Boardly", "posts", 6, 180, "PT1H", 0, 0.8, days=NEAR),
            Channel("messaging", "Pigeonry", "mentions", 9, 260, "PT1H", 12, 0.9, days=NEAR),
            Channel("social", "Chirp", "posts", 40, 2600, "PT1H", 30, 1.0, 0.03, days=NEAR),
            Channel("video", "Vidra", "views", 900, 52000, "P1D", 46, 1.4, 0.04, days=WEEKS),
            Channel("news", "Pressline", "stories", 1.2, 34, "P1D", 70, 1.0, 0.0, days=WEEKS),
            Channel("encyclopedia", "Almanac", "views", 30, 1500, "P1D", 80, 1.6, days=YEAR),
            Channel("search", "Lookfor", "search_index", 6, 700, "P1D", 60, 1.3, days=YEAR),
        ),
        items=Items(
            (
                Place("Chirp", 7000, 26, 1.1, 0.16, 0.25),
                Place("Vidra", 3200, 9, 1.0, 0.06, 0.7),
                Place("Loopa", 1500, 60, 1.2, 0.3),
                Place("Boardly", 260, 190, 1.0, 0.62),
                Place("Kiosque", 8, 40, 1.0, 0.2),
                Place("Hollo", 5, 40, 1.0, 0.2),
                Place("Tanglewire", 3, 40, 1.0, 0.2),
            ),
            *("notice", "second"),
            told=20,
            until=75,
            others=0.25,
            copies=0.1,
            back=0.03,
            wrong=4,
        ),
        pages=Pages(
            *(60, 6, 4, 0.02),
            again=12,
            phone=("Lookfor",),
            doubt=0.06,
            delistings=(
                Delisting("Lookfor", 4, "delisted", 16),
                Delisting("Findwell", 4, "delisted", 33),
                Delisting("Lookfor", 9, "refused", 24),
                Delisting("Findwell", 12, "delisted", 12),
                Delisting("Lookfor", 15, "delisted", 41),
                Delisting("Lookfor", 22, "delisted", 20),
                Delisting("Findwell", 30, "up"),
                Delisting("Lookfor", 40, "up"),
            ),
        ),
        later=60,
        events=(
            Event("first_seen", 0.3),
            Event("official_denial", 92),
            Event("fact_check", 168),
            Event("platform_label", 216, credibility="reported"),
            Event("court", 24 * 41, daily=True),
        ),
    ),
    Incident(
        "mainstream-first",
        "Began in the news, the niche boards came last; a jump and an exponential relaxation; two early checks.",
        *("viral_story", "unverified", "ordinary", "America/New_York", "2025-09-16T08:00"),
        episodes=(Episode(rise=12, fall=80),),
        channels=(
            Channel("news", "Pressline", "stories", 1.5, 60, "PT1H", 0, days=NEAR),
            Channel("social", "Murmur", "posts", 60, 1900, "PT1H", 3, 1.0, 0.03, days=NEAR),
            Channel("video", "Loopa", "views", 2000, 60000, "PT1H", 9, 1.1, 0.02, days=NEAR),
            Channel("niche", "Boardly", "posts", 5, 90, "PT1H", 26, 1.0, days=NEAR),
            Channel("encyclopedia", "Almanac", "views", 120, 2200, "P1D", 14, 1.6),
            Channel("search", "Lookfor", "search_index", 20, 900, "P1D", 4, 1.2, 0.08),
        ),
        items=Items(
            (Place("Murmur", 5200, 44, 1.2, 0.34, 0.1), Place("Loopa", 3900, 15, 0.9, 0.12, 0.4)),
            told=20,
            until=110,
            others=0.6,
        ),
        events=(Event("fact_check", 22), Event("fact_check", 44), Event("note_shown", 80)),
    ),
    Incident(
        "copies",
        "An invented film clip that was copied again and again; fast platforms, early check, items that come back.",
        *("deepfake", "manipulated", "highly_sensitive", "Asia/Kolkata", "2025-01-21T13:30"),
        episodes=(Episode(rise=14, fall=90),),
        channels=(
            Channel("social", "Chirp", "posts", 8, 420, "PT1H", 0, days=NEAR, missing=0.01),
            Channel("messaging", "Pigeonry", "mentions", 5, 150, "PT1H", 5, days=NEAR),
            Channel("news", "Pressline", "stories", 0.8, 16, "P1D", 20, days=WEEKS),
            Channel(
                "search",
                "Google",
                "search_index",
                8,
                520,
                "P1D",
                6,
                1.2,
                0.05,
                0.0,
                WEEKS,
                "trends",
            ),
        ),
        items=Items(
            (
                Place("Chirp", 150, 5, 0.9, 0.03),
                Place("Vidra", 110, 11, 1.0, 0.05),
                Place("Pigeonry", 40, 70, 1.0, 0.35),
            ),
            told=6,
            until=100,
            copies=0.35,
            back=0.12,
        ),
        events=(
            Event("fact_check", 9),
            Event("correction", 80),
            Event("policy_change", 24 * 30, daily=True),
        ),
    ),
    Incident(
        "lawyers-log",
        "A hand-kept log of forty items in local time, across the end of summer time; a slow platform and never-acted items.",
        *("intimate_image", "not_stated", "highly_sensitive", "Europe/London", "2025-10-07T19:10"),
        episodes=(Episode(rise=20, fall=130),),
        channels=(
            Channel("niche", "Boardly", "posts", 3, 30, "P1D", days=WEEKS),
            Channel("search", "Google", "search_index", 3, 60, "P7D", 12, 1.5, form="trends"),
        ),
        items=Items(
            (Place("Vidra", 22, 30, 0.9, 0.05), Place("Boardly", 18, 130, 0.9, 0.3)),
            precision="minute",
            told=36,
            until=75,
            form="log",
            notifier="lawyer",
        ),
        events=(Event("first_seen", 2, daily=True),),
    ),
    Incident(
        "requests",
        "Twelve items and one request after another; some came back.",
        *(
            "intimate_image",
            "authentic",
            "highly_sensitive",
            "Australia/Sydney",
            "2025-08-12T22:40",
        ),
        episodes=(Episode(rise=12, fall=110),),
        channels=(
            Channel("social", "Murmur", "posts", 2, 26, "P1D", days=WEEKS),
            Channel("search", "Lookfor", "search_index", 5, 120, "P1D", 10, 1.4, days=WEEKS),
        ),
        rounds=Rounds(Place("Murmur", 12, 40, 0.8, 0.15), 0.5, 120, 4, 0.25, 110),
        events=(Event("first_seen", 1),),
    ),
    Incident(
        "resurgence",
        "A rumour that returned after ten weeks; times known to the day only; a label and a note.",
        *("rumour", "fabricated", "ordinary", "America/Sao_Paulo", "2025-04-22T18:05"),
        episodes=(Episode(rise=14, fall=80), Episode(24 * 60, 20, 70, height=0.45)),
        channels=(
            Channel("social", "Chirp", "posts", 12, 330, "PT1H", 0, days=(38, 90)),
            Channel(
                "messaging", "Pigeonry", "mentions", 20, 800, "P1D", 2, missing=0.02, days=(38, 130)
            ),
            Channel("news", "Pressline", "stories", 1, 22, "P1D", 26, days=(38, 130)),
            Channel("search", "Lookfor", "search_index", 12, 420, "P1D", 8, 1.1),
        ),
        items=Items(
            (Place("Chirp", 190, 74, 1.0, 0.2), Place("Pigeonry", 110, 150, 0.9, 0.4)),
            precision="day",
            told=30,
            until=120,
        ),
        events=(
            Event("note_shown", 20),
            Event("fact_check", 52, daily=True),
            Event("platform_label", 96, lasts=24 * 60),
        ),
    ),
    Incident(
        "anniversary",
        "Came back on the day a year later, smaller; nobody published a check.",
        *("viral_story", "authentic", "ordinary", "Pacific/Auckland", "2024-06-18T09:15"),
        episodes=(Episode(rise=30, fall=150), Episode(365 * 24 - 20, 40, 70, height=0.3)),
        channels=(
            Channel("social", "Murmur", "posts", 20, 520, "P1D"),
            Channel("video", "Vidra", "views", 700, 21000, "P1D", 10, 1.2),
            Channel("encyclopedia", "Almanac", "views", 60, 1400, "P1D", 16, 1.4),
            Channel("search", "Google", "search_index", 12, 500, "P7D", 4, 1.2, form="trends"),
        ),
        items=Items(
            (Place("Murmur", 420, 20, 1.1, 0.1), Place("Vidra", 300, 33, 1.0, 0.22)),
            precision="minute",
            told=24,
            until=130,
            others=0.8,
        ),
        events=(Event("first_seen", 3), Event("other", 365 * 24, daily=True)),
    ),
    Incident(
        "slow-growth",
        "Endogenous: grew and fell alike over days, without one trigger; an authority told the platforms, looks every six hours.",
        *("rumour", "unverified", "ordinary", "Asia/Tokyo", "2025-06-03T00:00"),
        episodes=(Episode(rise=240, fall=60, symmetric=True),),
        channels=(
            Channel("niche", "Boardly", "posts", 10, 120, "P1D"),
            Channel("social", "Chirp", "posts", 30, 420, "P1D", 24),
            Channel("search", "Lookfor", "search_index", 15, 240, "P1D", 40, 1.1),
        ),
        items=Items(
            (Place("Chirp", 500, 40, 0.8, 0.25),), told=30, until=90, poll=6, notifier="authority"
        ),
        events=(Event("official_denial", 250), Event("fact_check", 330)),
    ),
    Incident(
        "hardly-anything",
        "Six days of counts and three items: hardly any number can be given.",
        *("rumour", "not_stated", "ordinary", "Africa/Lagos", "2025-11-11T10:00"),
        episodes=(Episode(rise=6, fall=20),),
        channels=(Channel("social", "Chirp", "posts", 0.1, 0.6, "P1D", days=(2, 4)),),
        items=Items((Place("Chirp", 3, 60, 0.5, 0.3),), precision="minute", until=60),
    ),
    Incident(
        "all-still-up",
        "Forty items, and not one was removed while anybody looked.",
        *("other", "unverified", "sensitive", "America/Los_Angeles", "2025-12-02T16:45"),
        episodes=(Episode(rise=12, fall=80),),
        channels=(
            Channel("niche", "Boardly", "posts", 4, 60, "PT1H", 0, days=NEAR),
            Channel("search", "Lookfor", "search_index", 6, 160, "P1D", 5, days=WEEKS),
        ),
        items=Items((Place("Boardly", 40, 100, 1.0, 1.0),), precision="minute", until=60),
        events=(Event("official_denial", 24, daily=True),),
    ),
    Incident(
        "corrected-pages",
        "Corrections reached the first result page in the second week and stayed; requests by a law firm, round after round.",
        *("deepfake", "manipulated", "sensitive", "Europe/Paris", "2025-05-20T11:30"),
        episodes=(Episode(rise=12, fall=84),),
        channels=(
            Channel("social", "Murmur", "posts", 14, 480, "PT1H", 0, days=NEAR),
            Channel("news", "Pressline", "stories", 1.5, 30, "P1D", 9, scatter=0.0, days=WEEKS),
            Channel(
                "search",
                "Google",
                "search_index",
                9,
                460,
                "P1D",
                4,
                1.1,
                0.05,
                0.0,
                WEEKS,
                "trends",
            ),
        ),
        rounds=Rounds(Place("Murmur", 90, 30, 0.9, 0.12), 0.62, 96, 4, 0.1, 75, "lawyer", "log"),
        pages=Pages(38, 2, 5, 0.06),
        events=(
            Event("fact_check", 18),
            Event("correction", 60),
            Event("court", 24 * 22, daily=True),
        ),
    ),
    Incident(
        "uncorrected-pages",
        "The story stayed on the first result page for months; its correction never came there.",
        *("alleged_leak", "fabricated", "ordinary", "Asia/Kathmandu", "2025-02-11T06:50"),
        episodes=(Episode(rise=12, fall=60, law="power", exponent=1.2),),
        channels=(
            Channel("niche", "Boardly", "posts", 5, 140, "PT1H", 0, days=NEAR),
            Channel("social", "Chirp", "posts", 16, 700, "PT1H", 11, days=NEAR),
            Channel("search", "Lookfor", "search_index", 6, 500, "P1D", 14, 1.3),
        ),
        items=Items(
            (Place("Chirp", 450, 55, 1.0, 0.3), Place("Boardly", 150, 240, 0.8, 0.55)),
            told=16,
            until=140,
        ),
        pages=Pages(48, None, 0, 0.02),
        events=(Event("official_denial", 30), Event("fact_check", 24 * 9)),
    ),
    Incident(
        "found-by-machine",
        "Nobody sent notices: the log counts from posting, and items came under observation later.",
        *("other", "not_stated", "ordinary", "UTC", "2025-07-08T12:00"),
        episodes=(Episode(rise=10, fall=90),),
        channels=(
            Channel("video", "Loopa", "views", 400, 16000, "PT1H", 0, days=NEAR),
            Channel("search", "Lookfor", "search_index", 8, 300, "P1D", 8, days=WEEKS),
        ),
        items=Items((Place("Loopa", 800, 36, 1.0, 0.18),), clock="post", told=20, until=90),
        events=(Event("policy_change", 24 * 12),),
    ),
)
