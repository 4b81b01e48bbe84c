"""`events …`: mounts the subcommands. Heavy imports stay inside the commands."""

from __future__ import annotations

import typer

app = typer.Typer(name="events", no_args_is_help=True, add_completion=False, help=__doc__, pretty_exceptions_enable=False)


def main() -> None:
    """The console script."""
    app()
