"""``python -m ripplemark``: the command line."""

from __future__ import annotations


def main() -> None:
    """Run the command line and leave with its exit code."""
    from ripplemark.cli import run

    raise SystemExit(run())


if __name__ == "__main__":
    main()
