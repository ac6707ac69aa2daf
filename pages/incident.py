"""One incident: its three numbers, what they rest on, and the files they come from."""

from ripplemark import ui

code = ui.incident()
if code is None:
    ui.welcome()
else:
    ui.heading(code)
    ui.numbers(code)
    ui.upload(code)
    ui.datasets(code)
