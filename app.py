"""The router: which pages exist, the shared controls, and the one place where errors are shown."""

import streamlit as st

from ripplemark import ui

ui.begin()
page = st.navigation(
    [st.Page("pages/incident.py", title="Incident", default=True)], position="hidden"
)
with ui.column():
    notices = st.container()
    with ui.errors_shown(notices):
        ui.bar()
        page.run()
