"""`events explain` of a sentence, `events dates`, and the list of commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from events.cli import COMMANDS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def explained(call) -> dict:
    text = "استقبل وزير الخارجية القطري، أمس، نظيره الإيراني. ولم تفرض الولايات المتحدة عقوبات على إيران."
    done = call("explain", text, "--published", "2024-03-13", "--json")
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_an_event_is_explained_by_rule_rows_and_steps(explained) -> None:
    first, second = explained["sentences"]
    (event,) = first["events"]
    assert (event["source"], event["target"], event["code"], event["date"]) == ("QATGOV", "IRNGOV", "043", "2024-03-12")
    assert event["rule"].endswith("043")
    assert event["steps"]
    assert "استقبل" in event["evidence"]
    assert second["events"] == []


def test_seed_rows_are_named_by_file_and_line(explained) -> None:
    (event,) = explained["sentences"][0]["events"]
    for seed in event["seeds"]:
        name, _, line = seed.partition(":")
        rows = (ROOT / "seeds" / name).read_text("utf-8").splitlines()
        assert 1 < int(line) <= len(rows)
    frame = next(seed for seed in event["seeds"] if seed.startswith("frames.csv:"))
    row = (ROOT / "seeds" / "frames.csv").read_text("utf-8").splitlines()[int(frame.partition(":")[2]) - 1]
    assert row.startswith(event["rule"] + ",")


def test_what_was_blocked_says_why(explained) -> None:
    (blocked,) = explained["sentences"][1]["blocked"]
    assert blocked["trigger"] == "تفرض"
    assert "neg" in blocked["why"]


def test_words_are_shown_with_their_readings_and_actors(explained) -> None:
    items = explained["sentences"][0]["items"]
    assert any(row["readings"] for row in items)
    assert any("QATGOV" in actor for row in items for actor in row["actors"])


def test_dates_are_shown_with_rule_and_anchor(explained) -> None:
    (row,) = explained["dates"]
    assert (row["text"], row["start"], row["anchor"], row["anchor_date"]) == (
        "أمس",
        "2024-03-12",
        "publication",
        "2024-03-13",
    )


def test_for_a_person_it_prints_tables(call) -> None:
    done = call("explain", "أدانت قطر إسرائيل.", "--published", "2024-03-13")
    told = done.stdout.decode()
    assert done.returncode == 0
    assert "QAT → ISR" in told
    assert "frames.csv:" in told


def test_a_sentence_that_cannot_be_read_is_exit_code_one(call) -> None:
    done = call("explain", "No Arabic here at all.")
    assert done.returncode == 1
    assert b"EV-C003" in done.stderr


def test_a_wrong_day_is_wrong_usage(call) -> None:
    assert call("explain", "أدانت قطر إسرائيل.", "--published", "yesterday").returncode == 2


def test_dates_of_lines_in_order(call) -> None:
    lines = [
        {"id": "a", "text": "وصل أمس.", "reference": "2024-03-13"},
        {"id": "b", "text": "وصل أمس.", "reference": None},
        {"id": "c", "text": "في 5 مايو 2019", "reference": None},
    ]
    done = call("dates", stdin="\n".join(json.dumps(line) for line in lines).encode())
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert rows[0] == {
        "id": "a",
        "dates": [{"text": "أمس", "start": "2024-03-12", "end": "2024-03-12", "grain": "day"}],
    }
    assert rows[1]["dates"] == []
    assert [d["start"] for d in rows[2]["dates"]] == ["2019-05-05"]


def test_dates_of_a_bad_line_is_an_error_and_exit_code_one(call) -> None:
    done = call("dates", stdin=b'oops\n{"id": "a", "text": "x", "reference": "2199-99-01"}\n')
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [row["line"] for row in rows] == [1, 2]
    assert all(row["error"] for row in rows)


def test_help_lists_every_command(call) -> None:
    done = call("--help")
    assert done.returncode == 0
    told = done.stdout.decode()
    assert [name for name in COMMANDS if f" {name} " not in told] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(call, command: str) -> None:
    done = call(command, "--help")
    assert done.returncode == 0, done.stderr.decode()
    assert b"Usage" in done.stdout


@pytest.mark.parametrize(
    ("published", "text", "shown", "event_date"),
    [
        pytest.param(
            None,
            "زار الرئيس التركي أمس بغداد.",
            ("أمس", None, "no_publication_date", "none"),
            None,
            id="no anchor: a relative date stays open and says why",
        ),
        pytest.param(
            None,
            "زار الرئيس التركي بغداد في 5 مايو 2019.",
            ("5 مايو 2019", "2019-05-05", "day_month_year", "absolute"),
            "2019-05-05",
            id="no anchor: an absolute date needs none",
        ),
        pytest.param(
            "2019-05-08",
            "زار الرئيس التركي أمس الاثنين بغداد.",
            ("أمس الاثنين", "2019-05-06", "day_word", "publication"),
            "2019-05-06",
            id="a wrong anchor, a day late: the weekday decides",
        ),
        pytest.param(
            "2031-03-12",
            "زار الرئيس التركي أمس بغداد.",
            ("أمس", "2031-03-11", "day_word", "publication"),
            "2031-03-11",
            id="an anchor to come is an anchor",
        ),
        pytest.param(
            "2031-03-12",
            "زار الرئيس التركي بغداد في مايو 2019.",
            ("مايو 2019", "2019-05-01", "month_year", "absolute"),
            "2019-05-01",
            id="an anchor to come leaves absolute dates alone",
        ),
    ],
)
def test_anchors_that_are_missing_wrong_or_to_come(
    call, published: str | None, text: str, shown: tuple[str, str | None, str, str], event_date: str | None
) -> None:
    arguments = ("--published", published) if published else ()
    done = call("explain", text, *arguments, "--json")
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    (row,) = told["dates"]
    assert (row["text"], row["start"], row["rule"], row["anchor"]) == shown
    (event,) = told["sentences"][0]["events"]
    assert event["date"] == event_date
    if published == "2019-05-08":
        assert row["certainty"] < 1


def test_an_impossible_anchor_is_refused(call) -> None:
    done = call("explain", "زار الرئيس التركي أمس بغداد.", "--published", "2150-01-01")
    assert done.returncode == 1
    assert "outside 1900 to 2100" in done.stderr.decode()
