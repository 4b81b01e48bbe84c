"""`events …` in a process of its own that need not import everything anew: forked from a server that has done so.

Great Expectations takes seconds to import. What a call shows (arguments, environment, bytes in and out, exit code) is
that of `python -c "from events.cli import main; main()"`; tests about starting a process start one in full.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

ROOT = Path(__file__).parents[1]


def start(
    arguments: Sequence[str], env: Mapping[str, str], out: Path, err: Path, stdin: Path | None = None, cwd: Path = ROOT
) -> ForkServerProcess:
    """A running `events` that leads a process group of its own and writes to the two files."""
    child = _context().Process(
        target=_main, args=([*map(str, arguments)], dict(env), cwd, stdin or Path(os.devnull), out, err)
    )
    child.start()
    return child


def run(
    arguments: Sequence[str], env: Mapping[str, str], stdin: bytes = b"", cwd: Path = ROOT, timeout: float = 300
) -> subprocess.CompletedProcess[bytes]:
    """What one `events` printed and returned. Raises `subprocess.TimeoutExpired`, its processes then killed."""
    with tempfile.TemporaryDirectory() as folder:
        given, out, err = (Path(folder) / name for name in ("in", "out", "err"))
        given.write_bytes(stdin)
        child = start(arguments, env, out, err, given, cwd)
        child.join(timeout)
        if child.exitcode is None:
            kill(child)
            raise subprocess.TimeoutExpired(["events", *map(str, arguments)], timeout)
        return subprocess.CompletedProcess(["events", *arguments], child.exitcode, out.read_bytes(), err.read_bytes())


def kill(child: ForkServerProcess) -> None:
    """Kills it as the power going out would, with the processes it started."""
    assert child.pid is not None
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:  # done, or not yet a group of its own
        child.kill()
    child.join()


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.preloaded"])
    return context


def _main(arguments: list[str], env: dict[str, str], cwd: Path, given: Path, out: Path, err: Path) -> None:
    os.setsid()
    for number, path, mode in ((0, given, os.O_RDONLY), (1, out, os.O_WRONLY), (2, err, os.O_WRONLY)):
        opened = os.open(path, mode | (os.O_CREAT | os.O_TRUNC if number else 0))
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", errors=errors, closefd=False)  # noqa: SIM115
        for number, mode, errors in ((0, "r", "strict"), (1, "w", "strict"), (2, "w", "backslashreplace"))
    )
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    sys.argv = ["events", *arguments]
    from events.cli import main

    try:
        main()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
