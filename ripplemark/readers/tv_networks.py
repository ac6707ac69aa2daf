"""How the Television Explorer names the networks whose captions it searches."""

from __future__ import annotations

import re

COMBINED = "combined"
"""All chosen networks as one."""

_NETWORKS = frozenset(
    re.sub(r"[\W_]", "", name).casefold()
    for name in (
        "Combined",
        "Aljazeera America",
        "Al Jazeera",
        "BBC News",
        "BBC News London",
        "Belarus TV",
        "Bloomberg",
        "CNBC",
        "CNN",
        "CSPAN",
        "CSPAN2",
        "CSPAN3",
        "Deutsche Welle",
        "DW",
        "Espreso TV",
        "Fox Business",
        "FOX News",
        "FOXNEWS",
        "LinkTV",
        "MSNBC",
        "MyNetworkTV",
        "National All",
        "RT",
        "Russia Today",
        "Russia 1",
        "Russia 24",
        "1TV",
        "NTV",
        "PBS",
        "ABC",
        "CBS",
        "NBC",
        "FOX",
        "CW",
        "Telemundo",
        "Univision",
    )
)
_OWNERS = "ABC|CBS|NBC|FOX|PBS|CW|MyNetworkTV|Telemundo|Univision"
_AFFILIATE = re.compile(
    rf"[KW][A-Z]{{2,3}}(-TV)? \(({_OWNERS})\b.*\)|({_OWNERS}) - .* \([KW][A-Z]{{2,3}}\)"
)
"""A local station by its call sign with its network and city; a call sign alone could be a word that was searched for."""


def is_network(title: str) -> bool:
    """True for a network, a local station, or all networks combined.

    What is no network that is known here may be a query: it is stored as one, under an alias.
    """
    return re.sub(r"[\W_]", "", title).casefold() in _NETWORKS or bool(_AFFILIATE.fullmatch(title))
