"""`events …`: mounts the subcommands. A command's module is imported when it is called: `--help` answers at once."""

from __future__ import annotations

import importlib
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

# command -> (module under events.commands, what it offers there, one-line help)
COMMANDS = {
    "run": ("run", "run", "The whole job over article files: code, validate, load, report."),
    "demo": ("demo", "demo", "The whole job over the sample articles, through Airflow."),
    "code": ("code", "code", "Articles on stdin, coded articles on stdout (JSON lines); no database."),
    "dates": ("dates", "dates", "Temporal expressions of texts on stdin (JSON lines); no database."),
    "explain": ("explain", "explain", "Why an event was coded, or what a sentence yields and what was blocked."),
    "report": ("report", "report", "The data-quality report as an HTML page."),
    "rejections": ("rejections", "rejections", "What was turned away, and why."),
    "replay": ("replay", "replay", "Try rejected articles again after a fix."),
    "export": ("export", "export", "Events as Parquet, GDELT TSV, PLOVER JSON lines or CSV."),
    "ingest": ("ingest", "ingest", "Read configured sources into the article store."),
    "seeds": ("seeds", "app", "Check and format the knowledge in seeds/."),
    "lexicon": ("lexicon", "app", "What the lexicon nearly coded over a corpus."),
    "db": ("db", "app", "The database: start, stop, url, psql, migrate, backup, restore."),
    "airflow": ("airflow", "airflow", "Run Airflow's api-server, scheduler and dag-processor until Ctrl-C."),
    "gate": ("gate", "gate", "Score the coder on the gold sets against their floors."),
}


class LazyGroup(TyperGroup):
    """A group whose commands are imported when they are asked for by name."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A stand-in with the command's name and help line, for listing."""
        return typer.main.get_command(_placeholder(cmd_name, COMMANDS[cmd_name][2])) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The real command named by the first argument."""
        if args and args[0] in COMMANDS:
            return args[0], _load(args[0]), args[1:]
        return super().resolve_command(ctx, args)


def _load(name: str) -> Any:
    module, attribute, _ = COMMANDS[name]
    found = getattr(importlib.import_module(f"events.commands.{module}"), attribute)
    if isinstance(found, typer.Typer):
        return typer.main.get_command(found)
    single = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    single.command(name)(found)
    return typer.main.get_command(single)


def _placeholder(name: str, help_line: str) -> typer.Typer:
    app = typer.Typer(add_completion=False)
    app.command(name, help=help_line)(lambda: None)
    return app


app = typer.Typer(
    name="events",
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Political events from Arabic news: who did what to whom, when and where, down to the words that say so.",
)


@app.callback()
def _root(
    log: Annotated[str | None, typer.Option(help="Log lines on stderr: json, text or off (EVENTS_LOG).")] = None,
) -> None:
    """Political events from Arabic news: who did what to whom, when and where, down to the words that say so."""
    from events import settings

    form = log or settings.load().log
    if form in ("json", "text"):
        from events.batch.telling import set_up

        set_up(form)
    elif form != "off":
        raise typer.BadParameter("--log and EVENTS_LOG are json, text or off")


def main() -> None:
    """The console script."""
    app()
