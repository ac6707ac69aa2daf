"""The class of a site, for the hosts that stand on result pages most often; any other is not classed."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

SITES: Mapping[str, tuple[str, ...]] = {
    "news": (
        "abcnews.go.com", "afp.com", "aljazeera.com", "apnews.com", "bbc.co.uk", "bbc.com", "bild.de", "bloomberg.com",
        "cbsnews.com", "cnn.com", "corriere.it", "dw.com", "economist.com", "elpais.com", "faz.net", "forbes.com",
        "foxnews.com", "ft.com", "independent.co.uk", "latimes.com", "lefigaro.fr", "lemonde.fr", "nbcnews.com",
        "news.google.com", "news.yahoo.com", "npr.org", "nytimes.com", "politico.com", "politico.eu", "repubblica.it",
        "reuters.com", "sky.com", "spiegel.de", "sueddeutsche.de", "tagesschau.de", "theguardian.com", "time.com",
        "usatoday.com", "washingtonpost.com", "welt.de", "wsj.com", "zdf.de", "zeit.de",
    ),
    "social": (
        "bsky.app", "facebook.com", "instagram.com", "linkedin.com", "mastodon.social", "pinterest.com", "snapchat.com",
        "t.me", "telegram.org", "threads.com", "threads.net", "truthsocial.com", "tumblr.com", "twitter.com", "vk.com",
        "x.com",
    ),
    "video": (
        "bitchute.com", "dailymotion.com", "odysee.com", "rumble.com", "tiktok.com", "twitch.tv", "vimeo.com",
        "youtu.be", "youtube.com",
    ),
    "forum": (
        "4chan.org", "discord.com", "gutefrage.net", "news.ycombinator.com", "quora.com", "reddit.com",
        "stackexchange.com", "stackoverflow.com",
    ),
    "encyclopedia": ("britannica.com", "fandom.com", "wikidata.org", "wikimedia.org", "wikipedia.org"),
    "fact_check": (
        "checkyourfact.com", "correctiv.org", "factcheck.afp.com", "factcheck.org",
        "fullfact.org", "leadstories.com", "maldita.es", "mimikama.org", "newtral.es", "politifact.com", "snopes.com",
    ),
    "search": ("bing.com", "duckduckgo.com", "google.com", "search.yahoo.com", "yandex.com"),
}  # fmt: skip
"""Hosts by class: a result is of the class of the longest of these that its own host ends with."""


def sites() -> pa.Table:
    """The relation ``sites(host VARCHAR, class VARCHAR)``."""
    pairs = [(host, name) for name, hosts in SITES.items() for host in hosts]
    return pa.table({"host": [host for host, _ in pairs], "class": [name for _, name in pairs]})
