"""`events code`: one coded article out for each in, in the same order, whatever the line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

SENTENCE = "استقبل وزير الخارجية القطري، أمس، نظيره الإيراني في الدوحة."
EVENT_KEYS = {
    "source", "target", "code", "root", "quad_class", "goldstein", "date", "grain", "place", "evidence", "sentence",
    "spans", "mentions", "confidence", "rule",
}  # fmt: skip


def _line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


LINES = [
    _line(id="full", text=SENTENCE, published="2024-03-13", title="عنوان", source="وكالة", url="https://example.org/1"),
    _line(id="undated", text=SENTENCE, published=None),
    b"\n",
    b"this is not JSON\n",
    _line(id="empty", text=""),
    _line(id="no text"),
    _line(text=SENTENCE),
    b"[1, 2]\n",
    _line(id="late", text=SENTENCE, published="2199-01-01"),
    _line(id="not a day", text=SENTENCE, published="yesterday"),
    b'{"id": "bytes", "text": "\xff\xfe"}\n',
    _line(id="two million", text=SENTENCE * 40_000),
    _line(id="marks", text=f"\u202e{SENTENCE}\x00", published="2024-03-13"),
    _line(id="html", text=f"<div><b>{SENTENCE}</b></div>", published="2024-03-13"),
    _line(id="mojibake", text="Ø§Ø³ØªÙ‚Ø¨Ù„ Ø§Ù„Ø±Ø¦ÙŠØ³", published="2024-03-13"),
    _line(id="nothing", text="تراجعت أسعار القمح في الأسواق.", published="2024-03-13"),
    _line(id="last", text="فرضت الولايات المتحدة عقوبات على إيران.", published="2024-03-13"),
]


@pytest.fixture(scope="module")
def rows(call) -> dict[str, dict]:
    done = call("code", stdin=b"".join(LINES))
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    found = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert len(found) == len(LINES) - 1  # the blank line
    assert [row["id"] for row in found if row["rejection"] is None] == [
        "full",
        "undated",
        "marks",
        "html",
        "nothing",
        "last",
    ]
    return {row["id"] or f"line {n}": row for n, row in enumerate(found)}


def test_a_coded_article_has_the_fields_of_the_contract(rows) -> None:
    row = rows["full"]
    assert set(row) == {"id", "events", "dates", "rejection"}
    (event,) = row["events"]
    assert set(event) == EVENT_KEYS
    assert (event["source"], event["target"], event["code"], event["root"]) == ("QATGOV", "IRNGOV", "043", "04")
    assert (event["date"], event["grain"]) == ("2024-03-12", "day")
    assert event["place"]["name"] == "الدوحة"
    assert set(event["place"]) == {"name", "country", "lat", "lon"}
    assert isinstance(event["quad_class"], int)
    assert isinstance(event["goldstein"], float)
    assert 0 < event["confidence"] <= 1
    assert event["rule"]


def test_spans_point_at_the_text_as_it_was_sent(rows) -> None:
    (event,) = rows["full"]["events"]
    cut = {name: SENTENCE[slice(*span)] for name, span in event["spans"].items() if span}
    assert set(event["spans"]) == {"evidence", "trigger", "source", "target", "date", "place"}
    assert cut["trigger"] == "استقبل"
    assert cut["date"] == "أمس"
    assert cut["place"] == "الدوحة"
    assert cut["evidence"] == event["evidence"]
    assert cut["source"].startswith("وزير الخارجية القطري")
    assert "نظيره" in cut["target"]


def test_dates_are_days_with_grain_and_span(rows) -> None:
    (day,) = rows["full"]["dates"]
    assert day == {"text": "أمس", "start": "2024-03-12", "end": "2024-03-12", "grain": "day", "span": day["span"]}
    assert SENTENCE[slice(*day["span"])] == "أمس"
    date.fromisoformat(day["start"])


def test_an_undated_article_has_no_relative_dates(rows) -> None:
    (event,) = rows["undated"]["events"]
    assert (event["date"], event["grain"]) == (None, "unknown")


def test_an_article_without_events_is_no_rejection(rows) -> None:
    assert rows["nothing"] == {"id": "nothing", "events": [], "dates": [], "rejection": None}


@pytest.mark.parametrize(
    ("article", "code"),
    [
        pytest.param("line 2", "EV-I001", id="not JSON"),
        pytest.param("empty", "EV-C001", id="no text"),
        pytest.param("no text", "EV-I004", id="text missing"),
        pytest.param("line 5", "EV-I003", id="no id"),
        pytest.param("line 6", "EV-I002", id="no object"),
        pytest.param("late", "EV-C005", id="year 2199"),
        pytest.param("not a day", "EV-I006", id="date unreadable"),
        pytest.param("line 9", "EV-I008", id="not UTF-8"),
        pytest.param("two million", "EV-C002", id="too long"),
        pytest.param("mojibake", "EV-C003", id="mojibake"),
    ],
)
def test_a_bad_line_comes_back_with_its_rejection(rows, article: str, code: str) -> None:
    row = rows[article]
    assert row["events"] == []
    assert row["rejection"]["code"] == code
    assert set(row["rejection"]) == {"stage", "code", "detail"}
    assert row["rejection"]["detail"]


@pytest.mark.parametrize("article", ["marks", "html"])
def test_marks_and_markup_do_not_hide_the_event(rows, article: str) -> None:
    assert [(e["source"], e["target"], e["code"]) for e in rows[article]["events"]] == [("QATGOV", "IRNGOV", "043")]


def test_a_threshold_leaves_events_out(call) -> None:
    done = call("code", "--min-confidence", "1", stdin=LINES[0])
    assert json.loads(done.stdout)["events"] == []


def test_wrong_usage_is_exit_code_two(call) -> None:
    assert call("code", "--min-confidence", "7").returncode == 2
    assert call("code", "--no-such-option").returncode == 2
    assert call("no-such-command").returncode == 2


def test_no_input_gives_no_output(call) -> None:
    done = call("code")
    assert (done.returncode, done.stdout) == (0, b"")


def test_coding_needs_none_of_the_slow_imports(home) -> None:
    heavy = {"camel_tools.data", "camel_tools.utils.charsets", "urllib3", "tenacity", "sqlalchemy", "psycopg", "pandas",
             "great_expectations", "airflow", "lxml", "dateparser", "requests"}  # fmt: skip
    script = (
        "import sys; from events.commands.code import coded_rows, load_lexicon\n"
        "assert [row['events'] for row in coded_rows(sys.stdin.buffer, load_lexicon())] > [[]]\n"
        f"print(sorted(set(sys.modules) & {heavy}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=LINES[0], capture_output=True, check=True, cwd=Path(__file__).parents[2],
        env={**os.environ, "EVENTS_HOME": str(home)},
    )  # fmt: skip
    assert done.stdout.decode().strip() == "[]"


def test_a_byte_order_mark_and_a_terminal_of_another_encoding_change_nothing(call, rows) -> None:
    done = call("code", stdin=b"\xef\xbb\xbf" + LINES[0].replace(b"\n", b"\r\n"), PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout.decode("utf-8")) == rows["full"]
