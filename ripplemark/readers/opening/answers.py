"""What a server answered in place of a file: a page, a message in prose, an error in JSON. Each is named for what it is.

Only fixed words leave this module: an answer can repeat the query, an address or a name.
"""

from __future__ import annotations

import re

from ripplemark.readers.opening import defects

_START = 1 << 16
_SHORT = 2_000
"""A message is short, and is the whole file."""
_FEW = 8
"""Lines of a message at most."""
_HTML = re.compile(
    r"<(!doctype\s+html|html|head|body|title|script|meta|div|table|h[1-6]|br|p|pre)\b",
    re.IGNORECASE,
)
_PAGES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"captcha|unusual traffic|not a robot|cf-challenge|checking your browser", re.IGNORECASE
        ),
        "a web page that asks whether you are a robot",
    ),
    (
        re.compile(
            r"type=[\"']?password|<title>[^<]*\b(log ?in|sign ?in|anmelden|einloggen|connexion|iniciar sesi)",
            re.IGNORECASE,
        ),
        "a login page",
    ),
    (
        re.compile(
            r"<(title|h1)[^>]*>[^<]*(\b[45]\d\d\b|error|not found|forbidden|denied|unavailable|too many)",
            re.IGNORECASE,
        ),
        "a web page with an error",
    ),
)
_GDELT = "GDELT's refusal"
_MESSAGES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"please limit requests to one every", re.IGNORECASE),
        f"{_GDELT} of too many requests",
        "Wait a few minutes, then download the timeline again",
    ),
    (
        re.compile(
            r"(the specified phrase|one or more of your keywords|your (search|query)).{0,40}too (short|long|common|general)",
            re.IGNORECASE,
        ),
        f"{_GDELT} of the words searched for: too short, too long or too common",
        "Search for a longer phrase, then download the timeline again",
    ),
    (
        re.compile(r"invalid query (start|end) date|invalid (start|end) ?date", re.IGNORECASE),
        f"{_GDELT} of the period asked for",
        "Choose days from 2017 on, then download the timeline again",
    ),
    (
        re.compile(
            r"invalid (format|mode|timespan|query)|timespan is too short|parentheses may only",
            re.IGNORECASE,
        ),
        f"{_GDELT} of the request",
        "Ask for mode=timelinevol and format=csv, then download the timeline again",
    ),
    (
        re.compile(r"rate limit|too many requests|quota|slow down|throttl", re.IGNORECASE),
        "a server's refusal of too many requests",
        "Wait a while, then download the file again",
    ),
    (
        re.compile(
            r"unauthori[sz]ed|forbidden|access denied|log ?in|sign ?in|token", re.IGNORECASE
        ),
        "a server's refusal: forbidden, or not logged in",
        "Log in at the source, then download the file again",
    ),
)
_ERROR_KEY = re.compile(
    r"[{,]\s*\"(error|errors|error_code|errorcode|exception|fault|detail|message|msg|status_code)\"\s*:",
    re.IGNORECASE,
)
_JSON: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\{\s*\"timeline\"\s*:"), "GDELT's timeline"),
    (re.compile(r"\{\s*\"articles\"\s*:"), "GDELT's list of articles"),
    (re.compile(r"\{\s*\"items\"\s*:\s*\[\s*\{\s*\"project\"\s*:"), "Wikimedia's page views"),
    (
        re.compile(r"\[\s*\{\s*\"page\"\s*:.{0,400}\"daily_average\"", re.DOTALL),
        "Wikimedia's page views",
    ),
)
_BARE = re.compile(
    r"(http )?(error:? )?([45]\d\d:? )?(forbidden|not found|unauthori[sz]ed|access denied|bad request|bad gateway|too many requests|"
    r"rate limit exceeded|internal server error|service unavailable|gateway time-?out|error|null|none)[.!]?",
    re.IGNORECASE,
)
"""What servers answer without a full stop."""
_SENTENCE = re.compile(r"\S+(\s+\S+){1,}[.!?:\u2026][\"')\]]?")


def refuse_page(start: str) -> None:
    """Refuse markup, as what it is: a login page, an error, a question whether one is a robot, another page, XML."""
    head = start[:_START]
    for marks, kind in _PAGES:
        if marks.search(head):
            raise defects.MarkupPage(kind)
    raise defects.MarkupPage("a web page" if _HTML.search(head) else "an XML document")


def refuse_json(start: str) -> None:
    """Refuse JSON, as what it is: an error, a known export, other data."""
    head = start[:_START]
    if _ERROR_KEY.search(head[:_SHORT]):
        raise defects.JsonText(
            "an error message in JSON, which a server sent in place of the file", error=True
        )
    for marks, kind in _JSON:
        if marks.match(head):
            raise defects.JsonText(f"{kind} as JSON")
    raise defects.JsonText("JSON")


def refuse_message(text: str) -> None:
    """Refuse prose: a few lines, each a sentence, and nothing else; the known ones by what they mean.

    A table's header is no sentence: it ends without a full stop, or its first row does.
    """
    if len(text) > _SHORT:
        return
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not 0 < len(lines) <= _FEW:
        return
    for marks, what, then in _MESSAGES[:4]:
        if marks.match(lines[0]) and len(lines[0].split(",")) < 4:
            raise defects.ServerMessage(what, then)
    bare = len(lines) == 1 and _BARE.fullmatch(lines[0])
    if not bare and not all(map(_SENTENCE.fullmatch, lines)):
        return
    for marks, what, then in _MESSAGES:
        if marks.search(lines[0]):
            raise defects.ServerMessage(what, then)
    raise defects.ServerMessage(
        "a message in prose", "Read it, follow what it says, then download the file again"
    )
