"""The same bytes out, whatever the hash seed and the time zone of the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "seeds" / "articles" / "articles.jsonl"


def _coded(home: Path, hash_seed: str, time_zone: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-c", "from events.cli import main; main()", "code"],
        input=SAMPLES.read_bytes(), capture_output=True, check=True, timeout=300, cwd=ROOT,
        env={**os.environ, "EVENTS_HOME": str(home), "PYTHONHASHSEED": hash_seed, "TZ": time_zone},
    )  # fmt: skip
    return done.stdout


@pytest.mark.slow
def test_hash_seed_and_time_zone_change_no_byte(tmp_path: Path) -> None:
    one = _coded(tmp_path, "0", "Pacific/Kiritimati")
    assert one.count(b"\n") == len(SAMPLES.read_text("utf-8").splitlines())
    assert one.count(b'"source"') > 20
    assert _coded(tmp_path, "4242", "Pacific/Pago_Pago") == one


@pytest.mark.slow
def test_a_lexicon_compiled_anew_codes_the_same(tmp_path: Path) -> None:
    assert _coded(tmp_path / "cold", "7", "UTC") == _coded(tmp_path / "cold", "8", "UTC")
