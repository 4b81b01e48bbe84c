"""Retention takes what is old, and only that."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from events.batch import upkeep

DAY = 86_400


def _made(path: Path, days: float) -> Path:
    """A folder with a page in it, that many days old."""
    path.mkdir(parents=True)
    (path / "index.html").write_text("x")
    os.utime(path, (then := time.time() - days * DAY, then))
    return path


def test_old_runs_read_files_and_data_docs_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENTS_HOME", str(tmp_path))
    monkeypatch.delenv("EVENTS_STAGING", raising=False)
    old = [
        _made(tmp_path / "staged" / "code_events" / "one", 15),
        _made(tmp_path / "inbox" / ".done" / "two", 20),
        _made(tmp_path / "drop" / ".done" / "three", 20),
        _made(tmp_path / "reports" / "docs" / "four", 91),
    ]
    kept = [
        _made(tmp_path / "staged" / "code_events" / "five", 13),
        _made(tmp_path / "reports" / "docs" / "six", 89),
        _made(tmp_path / "inbox" / "seven", 400),
        _made(tmp_path / "reports" / "eight", 400),
    ]
    assert upkeep.retention(14, 90) == len(old)
    assert not any(path.exists() for path in old)
    assert all(path.exists() for path in kept)
    assert upkeep.retention(14, 90) == 0
