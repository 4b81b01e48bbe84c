"""The command line as a user calls it: a process of its own, bytes in, bytes out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder for the session, so that the lexicon is compiled once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def call(home: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs `events …` in the project's folder with bytes on its standard input."""

    def run(*arguments: str, stdin: bytes = b"", cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-c", "from events.cli import main; main()", *arguments],
            input=stdin, capture_output=True, check=False, timeout=300, cwd=cwd,
            env={**os.environ, "EVENTS_HOME": str(home), "COLUMNS": "200", **more},
        )  # fmt: skip

    return run
