"""Errors have one place: words where the product refuses, a reference and no data where it is a bug."""

from __future__ import annotations

import logging

import pytest
from streamlit.testing.v1 import AppTest

from ripplemark.ui import failing


def refusing() -> None:
    import streamlit as st

    from ripplemark.errors import ArchiveError
    from ripplemark.ui import errors_shown

    place = st.container()
    with errors_shown(place):
        raise ArchiveError("The disk is full. Free some space.")


def failing_with_data() -> None:
    import streamlit as st

    from ripplemark.ui import errors_shown

    place = st.container()
    with errors_shown(place):
        raise ValueError("a secret cell of a file")


def rerunning() -> None:
    import streamlit as st

    from ripplemark.ui import errors_shown

    with errors_shown(st.container()):
        st.session_state["runs"] = st.session_state.get("runs", 0) + 1
        if st.session_state["runs"] < 2:
            st.rerun()
        st.write("second run")


def test_a_refusal_is_shown_with_its_title_and_message() -> None:
    page = AppTest.from_function(refusing).run()
    assert not page.exception
    assert page.error[0].value.startswith("**The archive is unchanged.**")
    assert "Free some space" in page.error[0].value


def test_a_bug_is_logged_without_data_and_shown_with_a_reference(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, logger=failing.__name__):
        page = AppTest.from_function(failing_with_data).run()
    assert not page.exception
    (record,) = [each for each in caplog.records if each.name == failing.__name__]
    logged = record.getMessage()
    assert "ValueError" in logged
    assert "secret" not in logged
    assert "secret" not in page.error[0].value
    assert logged.split()[1].rstrip(":") in page.error[0].value
    assert "Reload the page" in page.error[0].value
    assert "report it with the reference" in page.error[0].value


def test_streamlits_own_signals_are_no_errors() -> None:
    page = AppTest.from_function(rerunning).run()
    assert not page.error
    assert page.markdown[0].value == "second run"
