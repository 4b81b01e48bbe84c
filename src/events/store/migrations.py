"""The schema's history: Alembic walks the revisions, plain SQL under `sql/migrations/` does the work.

One call is one transaction: views dropped, revisions applied, views and roles applied again.
A failure leaves the database as it was.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from events.store.connection import sqlalchemy_url
from events.store.errors import TerminalError, TransientError

LOCK_KEY = 0x65766E7473  # any number all versions agree on


def sql_folder() -> Path:
    """The `sql` folder: in the package of an installed wheel, beside `src` in a checkout."""
    from events import settings

    return settings.load().sql


def migrate(url: str, revision: str = "head", sql_dir: Path | None = None) -> str:
    """Brings the database to `revision` (`head`, `base`, a number, `+1`, `-1`); gives the revision it is then at.

    At the head, views and functions of `sql/views/` and the rights of `sql/roles.sql` are applied again; a schema older
    than the head has no views. Two callers at once take turns; where all is as the files say, nothing is touched.
    No revision at all is `base`.
    Raises `TransientError` where the server does not answer, `TerminalError` where the SQL fails.
    """
    folder = sql_dir or sql_folder()
    engine = sa.create_engine(
        sqlalchemy_url(url), poolclass=sa.pool.NullPool, connect_args={"options": "-c timezone=UTC"}
    )
    try:
        with engine.begin() as connection:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})
            connection.execute(sa.text("SET LOCAL search_path = pg_catalog, public"))
            _raw(connection).execute("SET LOCAL client_min_messages = warning")
            digest = _digest(folder)
            if revision == "head" and _is_current(connection, digest):
                return current(connection)
            _check_bodies(connection, folder)
            _raw(connection).execute("DROP SCHEMA IF EXISTS analyst CASCADE")
            _walk(connection, revision, folder)
            now = current(connection)
            if now == head():
                _apply_views(connection, folder)
            _remember(connection, digest if now == head() else "", _bodies(folder, now))
            return now
    except sa.exc.OperationalError as error:
        raise TransientError(f"migration not done: {_first_line(error)}") from error
    except (sa.exc.DBAPIError, psycopg.Error) as error:
        raise TerminalError(f"migration failed: {_first_line(error)}") from error
    finally:
        engine.dispose()


def current(connection: sa.Connection) -> str:
    """The revision the database is at, `base` for none."""
    known = connection.execute(sa.text("SELECT to_regclass('public.schema_version')")).scalar()
    if known is None:
        return "base"
    return connection.execute(sa.text("SELECT version_num FROM public.schema_version")).scalar() or "base"


def head() -> str:
    """The newest revision this package knows."""
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory.from_config(_config()).get_current_head())


def run_body(name: str) -> None:
    """Runs one SQL file of `sql/migrations/` on the connection of the migration under way."""
    from alembic import op

    folder: Path = op.get_context().config.attributes["sql_dir"]  # type: ignore[union-attr]
    _raw(op.get_bind()).execute((folder / "migrations" / name).read_text(encoding="utf-8"))


def _walk(connection: sa.Connection, revision: str, folder: Path) -> None:
    from alembic import command

    config = _config()
    config.attributes.update(connection=connection, sql_dir=folder)
    if revision == "base" or revision.startswith("-"):
        command.downgrade(config, revision)
    elif revision in ("head", "heads") or revision.startswith("+"):
        command.upgrade(config, revision)
    elif revision < current(connection).replace("base", ""):
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)


def _config() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "alembic").replace("%", "%%"))
    return config


def _apply_views(connection: sa.Connection, folder: Path) -> None:
    for path in _repeatable(folder):
        _raw(connection).execute(path.read_text(encoding="utf-8"))


def _repeatable(folder: Path) -> list[Path]:
    """The SQL that is applied again after each change, in order."""
    return [folder / "create_roles.sql", *sorted((folder / "views").glob("*.sql")), folder / "roles.sql"]


def _digest(folder: Path) -> str:
    """Of the revisions and of everything applied again: changes when any of these files does."""
    files = [*sorted((folder / "migrations").glob("*.sql")), *_repeatable(folder)]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def _is_current(connection: sa.Connection, digest: str) -> bool:
    known = connection.execute(
        # A database made from a template or a dump has the schema, but not yet the rights on the database itself.
        sa.text("SELECT to_regclass('public.schema_applied') IS NOT NULL AND datacl IS NOT NULL"
                " FROM pg_database WHERE datname = current_database()")
    ).scalar()  # fmt: skip
    if not known:
        return False
    return connection.execute(sa.text("SELECT digest FROM public.schema_applied")).scalar() == digest


def _bodies(folder: Path, revision: str) -> str:
    """Of the revisions up to one: a database made by other bodies has another schema under the same number."""
    files = [
        path for path in sorted((folder / "migrations").glob("*.up.sql")) if path.name[: len(revision)] <= revision
    ]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest() if revision != "base" else ""


def _check_bodies(connection: sa.Connection, folder: Path) -> None:
    """Raises `TerminalError` where the database's revisions were made by files that have changed since."""
    now = current(connection)
    if now == "base":
        return
    raw = _raw(connection)
    raw.execute("CREATE TABLE IF NOT EXISTS public.schema_applied (digest text NOT NULL)")
    raw.execute("ALTER TABLE public.schema_applied ADD COLUMN IF NOT EXISTS bodies text")
    applied = connection.execute(sa.text("SELECT bodies FROM public.schema_applied")).scalar()
    if applied != _bodies(folder, now):
        raise TerminalError(
            f"this database was made by an earlier form of revision {now}, before any release: load into a new one "
            "(another EVENTS_DATABASE_URL, or `make clean` for the embedded server)"
        )


def _remember(connection: sa.Connection, digest: str, bodies: str) -> None:
    raw = _raw(connection)
    raw.execute("DROP TABLE IF EXISTS public.schema_applied")
    raw.execute("CREATE TABLE public.schema_applied (digest text NOT NULL, bodies text NOT NULL)")
    raw.execute("INSERT INTO public.schema_applied VALUES (%s, %s)", (digest, bodies))


def _raw(connection: sa.Connection) -> psycopg.Connection[Any]:
    """The psycopg connection inside: runs several statements as one string, with `%` meaning itself."""
    return connection.connection.driver_connection  # type: ignore[return-value]


def _first_line(error: BaseException) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]
