"""The browser side: what pages compose. The only part of the package that knows Streamlit."""

from ripplemark.ui.choosing import bar, heading, incident, welcome
from ripplemark.ui.failing import errors_shown
from ripplemark.ui.frame import begin, column
from ripplemark.ui.shelf import datasets
from ripplemark.ui.three import numbers
from ripplemark.ui.uploading import upload

__all__ = [
    "bar",
    "begin",
    "column",
    "datasets",
    "errors_shown",
    "heading",
    "incident",
    "numbers",
    "upload",
    "welcome",
]
