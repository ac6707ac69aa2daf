"""New incident, files in, what is there, what can come back, which files to fetch."""

from ripplemark import ui

code = ui.incident()
ui.heading("data", "Your files", code)
ui.reach()
ui.example_is_shown()
if code is None or ui.is_demo():
    ui.begin_incident()
else:
    ui.upload(code)
ui.never_an_incident()
if code is not None:
    ui.datasets(code)
ui.sources_to_fetch()
if code is not None:
    ui.downloads_to_fetch(code)
if code is not None and not ui.is_demo():
    ui.another_incident()
