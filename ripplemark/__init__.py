"""Ripplemark: how online incidents spread, how long platforms took to act, how long searches keep them alive."""

__version__ = "0.1.0"
