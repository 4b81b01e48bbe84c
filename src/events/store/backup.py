"""Dump and restore with Postgres' own tools, and a fingerprint to compare what came back."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from events.store import server
from events.store.connection import Connection, connect, plain_url
from events.store.errors import ServerError, TerminalError
from events.store.migrations import migrate, sql_folder
from events.store.staging import store_errors

TABLES = (
    "batch", "article", "event", "mention", "rejection", "event_history", "quality_run", "quality_result", "cameo",
    "country", "actor", "role", "actor_name", "fips", "source",
)  # fmt: skip


def backup(url: str, file: Path) -> int:
    """Writes the whole database to `file` (Postgres' custom format) and gives its size in bytes.

    One snapshot, taken while others read and write. Written under a temporary name, renamed when whole.
    Raises `TerminalError` with what pg_dump said.
    """
    partial = file.with_name(file.name + ".partial")
    try:
        _run("pg_dump", url, "-Fc", "--no-owner", "-f", str(partial))
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    return file.stat().st_size


def restore(url: str, file: Path, database: str) -> str:
    """Restores a dump into a new database on the server of `url`; gives the new database's URL.

    All or nothing: a failed restore leaves no database behind. Raises `TerminalError` where the database exists already
    or the dump cannot be read.
    """
    if not file.is_file():
        raise TerminalError(f"no such file: {file}")
    with store_errors(), psycopg.connect(plain_url(url), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone():
            raise TerminalError(f"database {database!r} exists already: choose another name")
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(database)))
        target = server.with_database(url, database)
        try:
            with psycopg.connect(plain_url(target), autocommit=True) as fresh:
                fresh.execute((sql_folder() / "create_roles.sql").read_text(encoding="utf-8"))
            if connection.info.server_version >= 170000:
                _run("pg_restore", target, "--no-owner", "--exit-on-error", "--single-transaction", str(file))
            else:
                _restore_as_script(target, file)
            migrate(target)
        except BaseException:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))
            raise
    return target


def fingerprint(connection: Connection) -> dict[str, tuple[int, str]]:
    """Of every table: its number of rows and an MD5 over its rows in their order. Equal before and after a restore."""
    found = {}
    with store_errors():
        for table in TABLES:
            row = connection.execute(
                sql.SQL("SELECT count(*), coalesce(md5(string_agg(h, '' ORDER BY h)), '') FROM"
                        " (SELECT md5(t::text) AS h FROM {} t) rows").format(sql.Identifier("events", table))
            ).fetchone()  # fmt: skip
            if row is not None:
                found[table] = (int(row[0]), str(row[1]))
    return found


def psql(url: str, arguments: Sequence[str] = ()) -> int:
    """Runs psql on the database, in the foreground; gives its exit code."""
    address, environment = _address(url)
    return subprocess.run([_tool("psql"), address, *arguments], env=environment, check=False).returncode


def verify(url: str, restored: str) -> dict[str, tuple[int, int]]:
    """Tables whose fingerprints differ between two databases: rows here, rows there. Empty: they are equal."""
    with connect(url) as one, connect(restored) as other:
        here, there = fingerprint(one), fingerprint(other)
    return {table: (here[table][0], there[table][0]) for table in TABLES if here[table] != there[table]}


def _restore_as_script(url: str, file: Path) -> None:
    """Restores through psql, leaving out the one setting that servers before Postgres 17 do not know."""
    address, environment = _address(url)
    script = subprocess.Popen([_tool("pg_restore"), "--no-owner", "-f", "-", str(file)], stdout=subprocess.PIPE)
    psql = subprocess.Popen(
        [_tool("psql"), "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, address],
        env=environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with script, psql:
        if script.stdout is None or psql.stdin is None or psql.stderr is None:
            raise TerminalError("pg_restore and psql could not be joined")
        try:
            with psql.stdin as sink:
                for line in script.stdout:
                    if line != b"SET transaction_timeout = 0;\n":
                        sink.write(line)
        except BrokenPipeError:
            script.kill()
        told = psql.stderr.read().decode(errors="replace").strip()
    if script.returncode or psql.returncode:
        raise TerminalError(f"pg_restore failed: {told[-1000:]}")


def _run(tool: str, url: str, *arguments: str) -> None:
    address, environment = _address(url)
    done = subprocess.run(
        [_tool(tool), "-d", address, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise TerminalError(f"{tool} failed: {done.stderr.strip()[-1000:]}")


def _tool(name: str) -> str:
    try:
        return str(server.binaries() / name)
    except ServerError:
        return name


def _address(url: str) -> tuple[str, dict[str, str]]:
    """The URL without its password, and an environment that carries it: others can read a process's arguments."""
    parts = urlsplit(plain_url(url))
    environment = dict(os.environ)
    if parts.password is None:
        return plain_url(url), environment
    environment["PGPASSWORD"] = unquote(parts.password)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{parts.username}@{host}")), environment
