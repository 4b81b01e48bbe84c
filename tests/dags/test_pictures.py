"""Pictures of the data-quality page inside Airflow, for `make screenshots`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from tests.dags.service import running

FOLDER = os.environ.get("EVENTS_SCREENSHOTS", "")
pytestmark = [
    pytest.mark.airflow,
    pytest.mark.browser,
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.skipif(not FOLDER, reason="make screenshots takes them"),
]
TESTS = Path(__file__).parents[1]
SIZES = {"wide": 1440, "narrow": 420}


def test_pictures_of_the_page_in_airflow(airflow_env: dict[str, str], tmp_path: Path) -> None:
    sys.path[:0] = [str(TESTS / "quality"), str(TESTS / "browser")]
    from chromium import Chromium, found
    from published import seven_days

    from events import store
    from events.quality.report import write_pages

    if found() is None:
        pytest.skip("no Chromium on this machine")
    url, reports = airflow_env["EVENTS_DATABASE_URL"], Path(airflow_env["EVENTS_HOME"]) / "reports"
    verdict = seven_days(url, reports / "docs")
    write_pages(store.role_url(url, "events_validator"), verdict.batch, reports)
    Path(FOLDER).mkdir(parents=True, exist_ok=True)
    with running(airflow_env, tmp_path / "logs") as (_, _, port), Chromium() as browser:
        for kind, width in SIZES.items():
            browser.open(f"http://localhost:{port}/plugin/data-quality", width)
            ends = time.monotonic() + 60
            text = ""
            while "Data quality" not in text and time.monotonic() < ends:
                time.sleep(1)
                text = browser.run(
                    "(() => { const f = document.querySelector('iframe'); const d = f && f.contentDocument;"
                    " return d && d.body ? d.body.innerText : '' })()"
                )
            assert "Data quality" in text
            (Path(FOLDER) / f"airflow.{kind}.png").write_bytes(browser.picture())
