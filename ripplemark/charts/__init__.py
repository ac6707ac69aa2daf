"""Plain data drawn as Plotly figures of a known size in pixels: one module per form, and what the forms share.

A chart names its own lines, puts its labels by rule, and draws every interval that it is given. It knows neither the
engine nor how a number was made.
"""
