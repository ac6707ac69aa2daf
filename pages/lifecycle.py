"""How did it spread, peak and fade?"""

from ripplemark import ui

code = ui.incident()
ui.heading("lifecycle", "How did it spread, peak and fade?", code)
if code is None:
    ui.no_incident()
else:
    asked = ui.settings(
        code,
        *("attention", "attention-by-series", "numbers", "channels", "before-the-check", "phases"),
        *("sensitivity", "stretch"),
    )
    first = asked.wanted("attention", code)
    shown = ui.figure(first, opened=ui.WRITE)
    asked.row(shown)
    ui.question(code, asked)
    ui.stretch(code, asked)
    if shown:
        counted = ui.numbers_of(code, asked)
        ui.by_series(code, asked, first)
        ui.channels_of(code, asked)
        ui.before_the_check(code, asked, counted=counted)
    ui.phases(asked.wanted("phases", code))
    ui.main_series(code)
    ui.missing(code, "attention")
