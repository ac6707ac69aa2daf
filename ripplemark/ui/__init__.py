"""The browser side: what pages compose. The only part of the package that knows Streamlit."""

from ripplemark.ui.absent import missing
from ripplemark.ui.block import figure
from ripplemark.ui.choosing import main_series
from ripplemark.ui.comparing import aligned, compared, comparison, sets, times
from ripplemark.ui.failing import errors_shown
from ripplemark.ui.few import few
from ripplemark.ui.fits import fits
from ripplemark.ui.frame import begin, column, measured
from ripplemark.ui.happened import events
from ripplemark.ui.heading import heading, no_incident
from ripplemark.ui.joining import downloads_to_fetch, joined, second_witness
from ripplemark.ui.laboratory import laboratory
from ripplemark.ui.lifecycle import before_the_check, by_series, channels_of, numbers_of
from ripplemark.ui.methods import methods
from ripplemark.ui.navigation import bar, incident, pages
from ripplemark.ui.norming import own_norms
from ripplemark.ui.overview import numbers, overview
from ripplemark.ui.persistence import persistence, persistence_across
from ripplemark.ui.phases import phases
from ripplemark.ui.platforms import about_norms, never_an_incident, platform_settings, would_add
from ripplemark.ui.published import beside_published
from ripplemark.ui.questioning import question, question_all
from ripplemark.ui.reach import example_is_shown, reach
from ripplemark.ui.reading import is_demo
from ripplemark.ui.replying import right_of_reply
from ripplemark.ui.requesting import on_request
from ripplemark.ui.result_pages import result_pages
from ripplemark.ui.rules import rules
from ripplemark.ui.settings import settings
from ripplemark.ui.shelf import datasets
from ripplemark.ui.starting import another_incident, begin_incident, sources_to_fetch
from ripplemark.ui.stretching import stretch
from ripplemark.ui.turning import before_and_after
from ripplemark.ui.uploading import upload
from ripplemark.ui.welcome import welcome

WRITE = "What can I write?"

__all__ = [
    "WRITE",
    "about_norms",
    "aligned",
    "another_incident",
    "bar",
    "before_and_after",
    "before_the_check",
    "begin",
    "begin_incident",
    "beside_published",
    "by_series",
    "channels_of",
    "column",
    "compared",
    "comparison",
    "datasets",
    "downloads_to_fetch",
    "errors_shown",
    "events",
    "example_is_shown",
    "few",
    "figure",
    "fits",
    "heading",
    "incident",
    "is_demo",
    "joined",
    "laboratory",
    "main_series",
    "measured",
    "methods",
    "missing",
    "never_an_incident",
    "no_incident",
    "numbers",
    "numbers_of",
    "on_request",
    "overview",
    "own_norms",
    "pages",
    "persistence",
    "persistence_across",
    "phases",
    "platform_settings",
    "question",
    "question_all",
    "reach",
    "result_pages",
    "right_of_reply",
    "rules",
    "second_witness",
    "sets",
    "settings",
    "sources_to_fetch",
    "stretch",
    "times",
    "upload",
    "welcome",
    "would_add",
]
