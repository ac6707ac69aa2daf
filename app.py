"""The router: which pages exist, the controls that they share, and the one place where errors are shown."""

import streamlit as st

from ripplemark import ui

ui.begin()
page = st.navigation(ui.pages(), position="hidden")
with ui.column():
    notices = st.container()
    with ui.errors_shown(notices):
        ui.bar(page)
        page.run()
    ui.measured()
