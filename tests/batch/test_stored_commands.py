"""`events explain KEY` and `events replay` on a database filled by `events run`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.batch.test_run_command import SAMPLES, _events

from events import store

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


def test_every_stored_event_of_a_sample_is_reproduced_by_explain(fresh_database: str, tmp_path: Path) -> None:
    assert _events(fresh_database, tmp_path, "run", str(SAMPLES)).returncode == 0
    with store.connect(fresh_database) as connection:
        keys = [row[0].hex for row in connection.execute("SELECT key FROM events.event ORDER BY key LIMIT 3")]
    for key in keys:
        told = json.loads(_events(fresh_database, tmp_path, "explain", "--json", key).stdout)
        assert told["event"] == key
        assert told["mentions"]
        for mention in told["mentions"]:
            assert mention["reproduced"], mention
            assert mention["trigger"] in mention["evidence"]


def test_explain_says_so_where_no_event_is_meant(fresh_database: str, tmp_path: Path) -> None:
    done = _events(fresh_database, tmp_path, "explain", "00000000")
    assert done.returncode == 1
    assert "no event" in done.stderr


def test_a_rejection_is_tried_again_and_settled_once_it_passes(fresh_database: str, tmp_path: Path) -> None:
    lines = SAMPLES.read_text(encoding="utf-8").splitlines()
    broken = json.loads(lines[0]) | {"id": "late", "published": "01.02.2022 or so"}
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join([*lines, json.dumps(broken, ensure_ascii=False)]), encoding="utf-8")
    assert _events(fresh_database, tmp_path, "run", str(path)).returncode == 0
    with store.connect(fresh_database) as connection:
        (key, code, raw) = connection.execute(
            "SELECT key, code, raw FROM events.rejection WHERE stage = 'read'"
        ).fetchone() or (None, "", "")
        assert raw
        mended = json.dumps(json.loads(raw) | {"published": "2022-02-01"}, ensure_ascii=False)
        connection.execute("UPDATE events.rejection SET raw = %s WHERE key = %s", (mended, key))
        connection.commit()
    done = _events(fresh_database, tmp_path, "replay", "--code", code)
    assert done.returncode == 0, done.stderr
    with store.connect(fresh_database) as connection:
        settled = connection.execute("SELECT resolved_by FROM events.rejection WHERE key = %s", (key,)).fetchone()
        stored = connection.execute("SELECT count(*) FROM events.article WHERE id = 'late'").fetchone()
    assert settled is not None and settled[0] is not None
    assert stored == (1,)
