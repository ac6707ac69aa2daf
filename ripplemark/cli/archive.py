"""``new``, ``decide``, ``incidents``, ``erase``, ``verify``: the archive."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ripplemark import schema, times
from ripplemark.archive import Archive, Decision
from ripplemark.archive.serving import PHASES, RULES, serve
from ripplemark.cli.output import Refused, Usage, give, rows, session, tell
from ripplemark.errors import UnknownName
from ripplemark.ingest.forget import erase as erase_dataset
from ripplemark.ingest.incidents import KEYS, MAIN, decide_value, incident_records

WORDS = "words."
"""What the keys of a figure's edited words begin with (figures/rewording.py)."""

_Id = Annotated[str, typer.Argument(help="Id of a dataset, as 'datasets' lists it.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    for name, command in (
        ("new", new),
        ("decide", decide),
        ("incidents", incidents),
        ("erase", erase),
        ("verify", verify),
    ):
        app.command(name)(command)


def new(
    kind: Annotated[str, typer.Option(help=", ".join(schema.INCIDENT_KINDS))] = "other",
    zone: Annotated[str | None, typer.Option(help="Home zone, for example Europe/Berlin.")] = None,
) -> None:
    """Make an incident with a drawn code word, and print the word."""
    if kind not in schema.INCIDENT_KINDS:
        raise UnknownName("kind of incident", kind, schema.INCIDENT_KINDS)
    code = session.archive().new_incident(kind, times.check_zone(zone) if zone else None)
    give({"incident": code}) if session.json else sys.stdout.write(code + "\n")


def decide(
    incident: Annotated[str, typer.Argument(help="Code word of the incident.")],
    setting: Annotated[
        str,
        typer.Argument(
            metavar="KEY=VALUE",
            help=f"One of: {', '.join(KEYS)}, {WORDS}FIGURE.headline, {WORDS}FIGURE.subtitle, {WORDS}language, "
            f"{RULES}NAME (on, off, or 'hours=24 clock=user ...'), {PHASES}PHASE ('at=TIME note=WHY', or off).",
        ),
    ],
) -> None:
    """Write down a decision about an incident; the latest counts."""
    key, equals, value = setting.partition("=")
    if not equals:
        raise Usage("decide takes KEY=VALUE.")
    archive = session.archive()
    if key.startswith(WORDS):
        decision = _worded(archive, incident, key, value)
    elif key.startswith(RULES):
        decision = _ruled(archive, incident, key, value)
    elif key.startswith(PHASES):
        decision = _phased(archive, incident, key, value)
    else:
        decision = archive.decide(incident, key, _checked(archive, incident, key, value))
    if session.json:
        give({"decision": decision.decision_id, "incident": incident, "key": key})
    tell(f"{incident}: {key} is decided ({decision.decision_id}).")


def _worded(archive: Archive, incident: str, key: str, value: str) -> Decision:
    """Store a person's words for a figure, or in which language such words are shown."""
    from ripplemark.figures.editing import Meant, asked_by, reword, speak

    part = asked_by(key)
    if incident not in archive.incidents():
        raise UnknownName("incident", incident, archive.incidents())
    if part is None:
        return speak(archive, incident, value)
    name, which, language = part
    serving = serve(archive)
    try:
        return reword(archive, serving, Meant(name, incident), which, value, language.tag)
    finally:
        serving.close()


def _ruled(archive: Archive, incident: str, key: str, value: str) -> Decision:
    """Switch a deadline on or off, or store what one's own row says."""
    from ripplemark.measures.deciding_rules import decide_rule

    return decide_rule(archive, incident, key, value)


def _phased(archive: Archive, incident: str, key: str, value: str) -> Decision:
    """Set where a phase begins, or let the estimate count again."""
    from ripplemark.figures.deciding_phases import decide_phase

    return decide_phase(archive, incident, key, value)


def _checked(archive: Archive, incident: str, key: str, value: str) -> str:
    """The value as it is stored; a main series must be one that the incident has."""
    from ripplemark.figures.main_series import check_main

    accepted = decide_value(archive, incident, key, value)
    if key.startswith(MAIN):
        check_main(archive, incident, key.removeprefix(MAIN), accepted)
    return accepted


def incidents() -> None:
    """List the incidents of the archive."""
    listed = incident_records(session.archive())
    if session.json:
        give(listed)
    else:
        rows(listed, ("incident", "kind", "verdict", "home_zone", "datasets"))


def erase(dataset: _Id) -> None:
    """Delete a dataset for good, with the names that only it used."""
    erase_dataset(session.archive(), session.vault(), dataset)
    tell(f"{dataset} is erased; only its id and the date remain.")


def verify() -> None:
    """Read every byte of the archive and name what is damaged."""
    findings = session.archive().verify()
    listed = [
        {"dataset": each.subject, "file": each.file, "problem": each.problem} for each in findings
    ]
    if session.json:
        give(listed)
    for each in listed:
        tell(f"{each['dataset']}: {each['file']}: {each['problem']}")
    if listed:
        raise Refused
    tell("The archive is whole.")
