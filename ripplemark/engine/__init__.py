"""The two connections: *serving* answers from the visible files, *intake* reads one input and writes the staging folder.

Both are in-memory DuckDB with external access off but for named folders, the configuration locked, UTC, an own
temporary folder and bounded threads and memory. A user's own SQL runs in a child process (*sandbox*) on a serving
connection of its own, and is killed at its limit.
"""

from ripplemark.engine.connection import Limits
from ripplemark.engine.intake import Intake
from ripplemark.engine.sandbox import run_user_sql
from ripplemark.engine.serving import Serving, Visible

__all__ = ["Intake", "Limits", "Serving", "Visible", "run_user_sql"]
