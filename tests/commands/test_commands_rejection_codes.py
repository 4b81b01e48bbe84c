"""`docs/rejections.md` lists every code that the program can give, and no other."""

from __future__ import annotations

import csv
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
_CODE = re.compile(r"EV-[A-Z]\d{3}\b")


def _given() -> set[str]:
    sources = "\n".join(path.read_text("utf-8") for path in (ROOT / "src" / "events").rglob("*.py"))
    with (ROOT / "seeds" / "expectations.csv").open(encoding="utf-8", newline="") as lines:
        expectations = {row["code"] for row in csv.DictReader(lines)}
    guarded = {
        f"{prefix}{number}"
        for prefix in re.findall(r'_guarded\(.*"(EV-[A-Z])"\)', sources)
        for number in ("098", "099")
    }
    return set(_CODE.findall(sources)) | expectations | guarded


def test_every_code_is_documented_and_no_other() -> None:
    documented = set(_CODE.findall((ROOT / "docs" / "rejections.md").read_text("utf-8")))
    assert documented >= _given()
    assert documented - _given() == set()
