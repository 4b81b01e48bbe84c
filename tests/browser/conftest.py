"""One Chromium and one set of report pages for the browser tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "quality")]


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """A running headless Chromium."""
    from chromium import Chromium, found

    if found() is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with Chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core."""
    path = HERE / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        pytest.skip("axe-core is not installed: sh tools/browser.sh (needs npm)")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def pages(clone, tmp_path_factory) -> Path:
    """A folder with the reports of seven published days, Data Docs included."""
    from published import seven_days

    from events import store
    from events.quality.report import write_pages

    folder = tmp_path_factory.mktemp("reports")
    url = clone("browser")
    verdict = seven_days(url, folder / "docs")
    write_pages(store.role_url(url, "events_validator"), verdict.batch, folder, gold=(("samples: pair", 0.81, 0.7),))
    return folder
