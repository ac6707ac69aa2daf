"""Words that follow the verdict: nothing is called false that nobody found to be."""

from __future__ import annotations

from ripplemark import schema

FALSE = ("manipulated", "fabricated")
"""Verdicts after which a check may be called a debunk."""

EVENTS = {
    "first_seen": "first seen",
    "official_denial": "official denial",
    "fact_check": "published check",
    "platform_label": "platform label",
    "note_shown": "note shown",
    "correction": "correction",
    "court": "court decision",
    "policy_change": "change of policy",
    "other": "event",
}
"""What each kind of event is called where nobody's own words may stand."""

VERDICTS = {
    "authentic": "found authentic",
    "manipulated": "found manipulated",
    "fabricated": "found fabricated",
    "unverified": "not verified",
}
"""Verdicts in words; 'not_stated' has none."""

KINDS = {
    "rumour": "a rumour",
    "alleged_leak": "an alleged leak",
    "intimate_image": "an intimate image",
    "deepfake": "an alleged deepfake",
    "viral_story": "a viral story",
}
"""Kinds of incident in a sentence; 'other' has none. A deepfake is one where the verdict says so and may be said."""

_KNOWN = next(field.choices for field in schema.EVENTS.fields if field.name == "kind")
assert tuple(EVENTS) == _KNOWN


def event(kind: str, verdict: str | None, *, first: bool) -> str:
    """What an event of this kind is called; ``verdict`` is None where it may not be said."""
    if kind == "fact_check":
        word = "debunk" if verdict in FALSE else EVENTS[kind]
        return f"first {word}" if first and word != "debunk" else word
    return EVENTS.get(kind, EVENTS["other"])


def incident(code: str, kind: str, verdict: str | None) -> str:
    """'LANTERN, a rumour', with what was found where it may be said; the code alone where the kind says nothing."""
    what = "a deepfake" if kind == "deepfake" and verdict in FALSE else KINDS.get(kind, "")
    return ", ".join(part for part in (code, what, VERDICTS.get(verdict or "", "")) if part)
