"""The metrics: MEASURES says which there are; ``measure`` asks one of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ripplemark.engine import Serving
from ripplemark.errors import UnknownName
from ripplemark.measures.actioned import ACTIONED_LAG
from ripplemark.measures.anchors import ANCHORED_TERMS
from ripplemark.measures.anniversaries import ANNIVERSARIES
from ripplemark.measures.base import Measure, Measurement, Request
from ripplemark.measures.carried import carry
from ripplemark.measures.checking import CHECK_LAG, UNVERIFIED_SHARE
from ripplemark.measures.coders import CODER_AGREEMENT
from ripplemark.measures.delisting import DELISTING_LAG
from ripplemark.measures.detection import DETECTION_MIX
from ripplemark.measures.differences import LAG_DIFFERENCE
from ripplemark.measures.exposure import EXPOSURE_BEFORE_REMOVAL
from ripplemark.measures.fades import (
    DOUBLING_TIME,
    ENGAGEMENT_HALF_LIFE,
    FITTED_HALF_LIFE,
    RESURGENCES,
)
from ripplemark.measures.harm import HARM_AVERTED
from ripplemark.measures.laboratory import LABORATORY
from ripplemark.measures.leads import LEAD_LAG
from ripplemark.measures.lifecycle import (
    HALF_LIFE,
    ONSET,
    PEAK,
    RESIDUAL_INTEREST,
    RETURN_TO_BASELINE,
    TIME_TO_PEAK,
    TIME_TO_TENTH,
)
from ripplemark.measures.moderation import MEDIAN_LAG, REMOVAL_SURVIVAL, WITHIN_DEADLINE
from ripplemark.measures.notes import NOTES_SHOWN
from ripplemark.measures.outcomes import CAUSE_INCIDENCE
from ripplemark.measures.phases import PHASES
from ripplemark.measures.platforms import (
    REPORTED_ACCOUNTS,
    REPORTED_AUTOMATION,
    REPORTED_DECISIONS,
    REPORTED_LAG,
)
from ripplemark.measures.requests import REQUESTS_NEEDED
from ripplemark.measures.restricted import RESTRICTED_MEAN_LAG
from ripplemark.measures.reuploads import REUPLOAD_RATIO
from ripplemark.measures.serp import SERP_CORRECTION_SHARE, SERP_INCIDENT_SHARE
from ripplemark.measures.serp_correction import TIME_TO_CORRECTION
from ripplemark.measures.serp_first import SERP_FIRST_PLACE
from ripplemark.measures.serp_overlap import RANK_OVERLAP
from ripplemark.measures.serp_stays import URL_SURVIVAL
from ripplemark.measures.stitched import STITCHED_SERIES
from ripplemark.measures.tails import TAILS

__all__ = ["MEASURES", "Measure", "Measurement", "measure", "named"]

MEASURES: tuple[Measure, ...] = (
    ONSET,
    PEAK,
    TIME_TO_PEAK,
    DOUBLING_TIME,
    HALF_LIFE,
    FITTED_HALF_LIFE,
    TIME_TO_TENTH,
    ENGAGEMENT_HALF_LIFE,
    RESURGENCES,
    PHASES,
    LEAD_LAG,
    UNVERIFIED_SHARE,
    CHECK_LAG,
    REMOVAL_SURVIVAL,
    MEDIAN_LAG,
    RESTRICTED_MEAN_LAG,
    CAUSE_INCIDENCE,
    WITHIN_DEADLINE,
    ACTIONED_LAG,
    LAG_DIFFERENCE,
    REQUESTS_NEEDED,
    EXPOSURE_BEFORE_REMOVAL,
    REUPLOAD_RATIO,
    DETECTION_MIX,
    NOTES_SHOWN,
    HARM_AVERTED,
    *LABORATORY,
    RETURN_TO_BASELINE,
    RESIDUAL_INTEREST,
    *TAILS,
    ANNIVERSARIES,
    STITCHED_SERIES,
    ANCHORED_TERMS,
    SERP_INCIDENT_SHARE,
    SERP_CORRECTION_SHARE,
    SERP_FIRST_PLACE,
    TIME_TO_CORRECTION,
    URL_SURVIVAL,
    RANK_OVERLAP,
    DELISTING_LAG,
    CODER_AGREEMENT,
    REPORTED_DECISIONS,
    REPORTED_LAG,
    REPORTED_AUTOMATION,
    REPORTED_ACCOUNTS,
)
"""Every metric, in the order in which an incident is told: attention, moderation, search; then the norms beside it."""

SCOPES = ("incident", "platform")


def named(name: str) -> Measure:
    """The metric of this name; UnknownName lists the valid ones."""
    for each in MEASURES:
        if each.name == name:
            return each
    raise UnknownName("metric", name, [each.name for each in MEASURES])


def measure(
    serving: Serving,
    name: str,
    *,
    incident: str | None = None,
    known: Collection[str] | None = None,
    scope: str = "incident",
    by: tuple[str, ...] = (),
    settings: Mapping[str, str] | None = None,
    where: tuple[tuple[str, str], ...] = (),
    merged: tuple[str, ...] = (),
    merged_as: str = "",
) -> Measurement:
    """Ask one metric of the archive that ``serving`` shows.

    Args:
        incident: code of one incident, None for all; ``known`` are the codes that exist, where the caller knows them.
        scope: 'incident', or 'platform' for norms.
        by: canonical columns that split the answer; ``where`` are (column, value) selections.
        settings: texts of --set, by name.
        merged: platforms whose items moderation measures take as those of one platform, called ``merged_as``.

    Raises:
        UnknownName: no such metric, incident, scope, setting or column; the valid ones are listed.
        InputError: a setting that cannot be read.
    """
    asked = named(name)
    if scope not in SCOPES:
        raise UnknownName("scope", scope, SCOPES)
    if incident is not None and known is not None and incident not in known:
        raise UnknownName("incident", incident, known)
    for column in (*by, *(column for column, _ in where)):
        if column not in asked.columns:
            raise UnknownName(f"column of '{name}'", column, asked.columns)
    read = asked.settings(settings or {})
    request = Request(serving, incident, scope, by, where, read, merged, merged_as)
    estimates = tuple(carry(name, request, asked.estimate(request), asked.estimate))
    parameters = {
        "incident": incident,
        "scope": scope,
        "by": list(by),
        "where": dict(where),
        **{key: list(value) if isinstance(value, tuple) else value for key, value in read.items()},
    }
    return Measurement(asked, serving.visible.fingerprint, parameters, estimates)
