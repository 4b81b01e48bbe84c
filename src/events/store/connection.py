"""Connections: plain psycopg ones, with the limits that keep a vanished worker from holding a lock."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from events.store.errors import TerminalError, TransientError

Connection = psycopg.Connection[tuple[Any, ...]]

ROLES = ("events_owner", "events_loader", "events_validator", "events_reader")
LOCK_TIMEOUT = "5s"
STATEMENT_TIMEOUT = "15min"
IDLE_TIMEOUT = "60s"


def plain_url(url: str) -> str:
    """The URL as libpq reads it (SQLAlchemy's `postgresql+psycopg://` becomes `postgresql://`)."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1).replace("postgres://", "postgresql://", 1)


def sqlalchemy_url(url: str) -> str:
    """The URL as SQLAlchemy reads it, with the driver named."""
    return plain_url(url).replace("postgresql://", "postgresql+psycopg://", 1)


def public_url(url: str) -> str:
    """The URL without its password, fit for logs and screens."""
    from urllib.parse import urlsplit, urlunsplit

    parts = urlsplit(plain_url(url))
    if parts.password is None:
        return plain_url(url)
    return urlunsplit(parts._replace(netloc=f"{parts.username}@{parts.netloc.rpartition('@')[2]}"))


def role_url(url: str, role: str) -> str:
    """A SQLAlchemy URL whose sessions act as `role` (one of `ROLES`), for tools that take nothing but a URL."""
    if role not in ROLES:
        raise TerminalError(f"unknown role {role!r}; one of {', '.join(ROLES)}")
    sign = "&" if "?" in url else "?"
    return f"{sqlalchemy_url(url)}{sign}options=-crole%3D{role}"


def connect(url: str, role: str | None = None, *, lock_timeout: str = LOCK_TIMEOUT) -> Connection:
    """A connection in autocommit (`with connection.transaction()` opens a transaction), UTC, `search_path` pinned.

    `role` is one of `ROLES`: the session then has that role's rights only.
    Raises `TransientError` where the server does not answer, `TerminalError` where the role is missing.
    """
    if role is not None and role not in ROLES:
        raise TerminalError(f"unknown role {role!r}; one of {', '.join(ROLES)}")
    try:
        connection = psycopg.connect(
            plain_url(url),
            autocommit=True,
            connect_timeout=10,
            keepalives=1,
            keepalives_idle=10,
            keepalives_interval=5,
            keepalives_count=3,
            application_name="events",
        )
    except psycopg.OperationalError as error:
        raise TransientError(f"cannot connect to the database: {str(error).splitlines()[-1]}") from error
    for name, value in (
        ("lock_timeout", lock_timeout),
        ("statement_timeout", STATEMENT_TIMEOUT),
        ("idle_in_transaction_session_timeout", IDLE_TIMEOUT),
        ("search_path", "analyst, events, pg_catalog"),
        ("TimeZone", "UTC"),
        ("tcp_keepalives_idle", "10"),
        ("tcp_keepalives_interval", "5"),
        ("tcp_keepalives_count", "3"),
    ):
        connection.execute("SELECT set_config(%s, %s, false)", (name, value))
    if role is not None:
        try:
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
        except psycopg.Error as error:
            connection.close()
            raise TerminalError(
                f"cannot act as {role}: {str(error).splitlines()[0]} (run `events db migrate`)"
            ) from error
    return connection
