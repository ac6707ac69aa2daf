"""One warm browser for all tests of pictures, and the invented figure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented_figure import invented

from ripplemark.export.browser import WarmBrowser
from ripplemark.figure import Figure


@pytest.fixture
def figure() -> Figure:
    """The invented figure, public and simulated."""
    return invented()


@pytest.fixture
def impatient() -> Iterator[WarmBrowser]:
    """A browser of the test's own, given up after five seconds without an answer."""
    one = WarmBrowser(patience=5.0)
    yield one
    one.close()
