"""The abilities of the pages without a browser. stdout is data, stderr is narration.

Exit codes: 0 done; 1 refused, with the reason and the way out on stderr; 2 usage. ``--archive DIR`` and ``--json``
may stand anywhere on the line.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from ripplemark.cli import (
    archive,
    datasets,
    exchange,
    figures,
    files,
    numbers,
    plan,
    serving,
    simulate,
)
from ripplemark.cli.output import Refused, in_words, session, tell
from ripplemark.errors import RipplemarkError

app = typer.Typer(
    name="ripplemark",
    help="How online incidents spread, how long platforms took to act, how long searches keep them alive.",
    epilog="Anywhere on the line: --archive DIR (or demo) names the archive, --json gives one JSON document on stdout.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (serving, archive, datasets, files, numbers, figures, plan, exchange, simulate):
    module.register(app)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; the exit code."""
    try:
        left = session.take(list(sys.argv[1:] if arguments is None else arguments))
        result = app(args=left, prog_name="ripplemark", standalone_mode=False)
    except typer.TyperException as error:
        tell(f"{error.format_message()}\nSee --help for what can be said.")
        return 2
    except (typer.Abort, KeyboardInterrupt):
        tell("Stopped; nothing was changed.")
        return 1
    except Refused:
        return 1
    except RipplemarkError as error:
        tell(in_words(error))
        return 1
    except BrokenPipeError:
        return 1
    except OSError as error:
        tell(f"The system refused: {error.strerror or type(error).__name__}. Nothing was changed.")
        return 1
    return int(result or 0)
