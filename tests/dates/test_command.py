"""`events dates`: JSON lines in, JSON lines out, errors as objects."""

from __future__ import annotations

import json
import subprocess
import sys

from events.commands.dates import answer


def run(stdin: bytes, *arguments: str) -> tuple[int, list[dict[str, object]], str]:
    done = subprocess.run(
        [sys.executable, "-c", "from events.cli import main; main()", "dates", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
    )
    return (
        done.returncode,
        [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()],
        done.stderr.decode(),
    )


def test_dates_of_a_line() -> None:
    row = answer('{"id": 7, "text": "التقى الوزير أمس نظيره", "reference": "2024-03-15"}'.encode(), 1)
    assert row == {"id": 7, "dates": [{"text": "أمس", "start": "2024-03-14", "end": "2024-03-14", "grain": "day"}]}


def test_unresolved_expressions_stand_apart_with_their_reason() -> None:
    row = answer('{"id": "a", "text": "وصل أمس"}'.encode(), 1)
    assert row == {"id": "a", "dates": [], "unresolved": [{"text": "أمس", "reason": "no_publication_date"}]}


def test_bad_lines_give_errors_not_tracebacks() -> None:
    bad = [
        b"{",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        b'{"id": 1}',
        b'{"id": 1, "text": 5}',
        b'{"id": 1, "text": "x", "reference": "yesterday"}',
        b'{"id": 1, "text": "x", "reference": 5}',
        b'{"id": NaN, "text": "x"}',
        b"[" * 100_000,
        b'{"id": 1, "text": "x", "reference": "2024-13-45"}',
    ]
    for number, line in enumerate(bad, 1):
        row = answer(line, number)
        assert set(row) == {"id", "line", "error"}, line
        assert row["line"] == number


def test_lone_surrogates_and_nul_pass() -> None:
    assert answer(b'{"id": 1, "text": "\\ud800 \\u0000", "reference": null}', 1) == {"id": 1, "dates": []}


def test_the_command_itself() -> None:
    good = '{"id": "a", "text": "وقع في 3 مايو 2019", "reference": "2020-01-01"}\n'.encode()
    code, out, _ = run(b"\xef\xbb\xbf" + good + b"\n" + b"nonsense\n" + b'{"id": "\\ud800", "text": "x"}\n')
    assert code == 1
    assert out[2] == {"id": "\ud800", "dates": []}
    assert out[0]["dates"] == [{"text": "3 مايو 2019", "start": "2019-05-03", "end": "2019-05-03", "grain": "day"}]
    assert "error" in out[1]
    code, out, err = run(good, "--check")
    assert code == 0 and len(out) == 1
    assert "1 asked, 1 agreed" in err
