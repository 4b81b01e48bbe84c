"""`events db …`: the database: start, stop, url, psql, migrate, rebuild, backup, restore."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from events import settings

app = typer.Typer(no_args_is_help=True, help="The database: start, stop, url, psql, migrate, rebuild, backup, restore.")


@app.command()
def start() -> None:
    """Start the embedded server, bring the schema up to date, load the reference tables; print the URL, no password.

    With EVENTS_DATABASE_URL set, that server is used and only the schema is brought up to date.
    """
    from events.batch.database import ready
    from events.store.connection import public_url

    with _told():
        typer.echo(public_url(ready(settings.load())))


@app.command()
def stop() -> None:
    """Stop the embedded server. Its data stays."""
    from events.store import server

    with _told():
        stopped = server.stop(settings.load().home)
        typer.echo("stopped" if stopped else "was not running", err=True)


@app.command()
def url(password: Annotated[bool, typer.Option(help="With the password, for other tools.")] = True) -> None:
    """Print the database's URL, starting the embedded server where need be."""
    from events.store import plain_url
    from events.store.connection import public_url

    with _told():
        typer.echo(plain_url(_url()) if password else public_url(_url()))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def psql(context: typer.Context) -> None:
    """Open psql on the database; further arguments go to psql (`events db psql -c 'SELECT …'`)."""
    from events.store import backup as tools

    with _told():
        code = tools.psql(_url(), context.args)
    raise typer.Exit(code)


@app.command()
def migrate(
    revision: Annotated[
        str, typer.Argument(help="head, a number (0001), +1, -1, or base (drops everything).")
    ] = "head",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before going down.")] = False,
) -> None:
    """Bring the schema to a revision, views and rights with it; print the revision."""
    from events import store
    from events.store import reference

    down = revision == "base" or revision.startswith("-")
    if down and not yes and not typer.confirm("Going down can lose data. Go on?"):
        raise typer.Exit(1)
    with _told():
        configured = settings.load()
        address = _url()
        now = store.migrate(address, revision)
        if not down:
            with store.connect(address) as connection:
                reference.load_reference(connection, configured.seeds)
        typer.echo(now)


@app.command()
def rebuild(
    day: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The day whose events are counted again.")],
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Up to this day; else one day.")] = None,
) -> None:
    """Count the events of a day again from their mentions, a transaction a day; print what was wrong.

    Changes nothing where all is right. What it changes stands in the ledger and in the history like a batch's changes.
    """
    from events.batch.database import ready
    from events.batch.runs import lexicon
    from events.batch.version import code_version
    from events.store import connect, rebuild_day

    with _told(), connect(ready(settings.load()), role="events_loader") as connection:
        at, last = day.date(), (until or day).date()
        while at <= last:
            done = rebuild_day(connection, at, code_version(), lexicon().fingerprint)
            typer.echo(f"{at}: {done.events:,} events, {done.changed:,} changed, {done.removed:,} removed")
            at += timedelta(days=1)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="File to write (Postgres' custom dump format).")]) -> None:
    """Dump the whole database into one file, while others go on reading and writing."""
    from events.store import backup as tools

    with _told():
        size = tools.backup(_url(), file)
        typer.echo(f"{file}: {size:,} bytes", err=True)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A dump made by `events db backup`.")],
    database: Annotated[str, typer.Option("--into", help="Name of the new database; must not exist.")],
    check: Annotated[bool, typer.Option("--check", help="Compare it row by row with the present database.")] = False,
) -> None:
    """Restore a dump into a new database of the same server; print its URL. Exit code 1 where --check differs."""
    from events.store import backup as tools
    from events.store.connection import public_url

    with _told():
        present = _url()
        restored = tools.restore(present, file, database)
        typer.echo(public_url(restored))
        differing = tools.verify(present, restored) if check else {}
    for table, (here, there) in differing.items():
        typer.echo(f"{table}: {here:,} rows in the present database, {there:,} restored, not the same", err=True)
    if check and not differing:
        typer.echo("every table is equal", err=True)
    if differing:
        raise typer.Exit(1)


def _url() -> str:
    from events.store import server

    configured = settings.load()
    return configured.database_url or server.start(configured.home)


@contextmanager
def _told() -> Iterator[None]:
    """Errors of the store as one line on stderr and exit code 1."""
    from events.batch.errors import Terminal, Transient
    from events.store import StoreError

    try:
        yield
    except (StoreError, Transient, Terminal, OSError) as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(1) from error
