"""`events seeds check` and `events seeds format`."""

from __future__ import annotations

import json
from pathlib import Path

from small_seeds import write_seeds
from typer.testing import CliRunner

from events.commands.seeds import app
from events.lexicon.tables import TABLES

RUN = CliRunner()


def test_good_seeds_exit_with_0(tmp_path: Path) -> None:
    result = RUN.invoke(app, ["check", "--seeds", str(write_seeds(tmp_path))])
    assert result.exit_code == 0, result.output
    assert all(table.file in result.output for table in TABLES)
    assert ", 0 faults" in result.output


def test_faults_are_listed_with_file_and_line_and_exit_with_1(tmp_path: Path) -> None:
    agents = ["وزير,وزراء,x,GOV,person,official,", "أمير,أمراء,m,GOV,person,official,"]
    folder = write_seeds(tmp_path, {"agents.csv": agents})
    result = RUN.invoke(app, ["check", "--seeds", str(folder)])
    assert result.exit_code == 1
    assert "agents.csv:2: `gender` is `x`, none of f, m" in result.output
    assert "agents.csv:3: `أمير` is out of order" in result.output
    assert "1 of form" in result.output


def test_json_says_the_same(tmp_path: Path) -> None:
    folder = write_seeds(tmp_path)
    (folder / "extra.csv").write_text("name\nب\nأ\n", encoding="utf-8")
    result = RUN.invoke(app, ["check", "--json", "--seeds", str(folder)])
    assert result.exit_code == 1
    found = json.loads(result.output)
    assert found["ok"] is False and len(found["fingerprint"]) == 64
    [extra] = [file for file in found["files"] if file["file"] == "extra.csv"]
    assert extra["typed"] is False and extra["rows"] == 2
    assert [(fault["line"], fault["form"]) for fault in extra["faults"]] == [(3, True)]


def test_format_sorts_and_says_so(tmp_path: Path) -> None:
    folder = write_seeds(tmp_path)
    path = folder / "agents.csv"
    good = path.read_bytes()
    header, *rows = good.decode().splitlines()
    path.write_text("\n".join([header, *reversed(rows)]) + "\n", encoding="utf-8")
    dry = RUN.invoke(app, ["format", "--dry-run", "--seeds", str(folder)])
    assert (dry.exit_code, dry.output) == (0, "agents.csv: would be formatted\n")
    assert path.read_bytes() != good
    done = RUN.invoke(app, ["format", "--seeds", str(folder)])
    assert (done.exit_code, done.output) == (0, "agents.csv: formatted\n")
    assert path.read_bytes() == good
    assert not list(folder.glob("*.part"))


def test_format_leaves_what_it_cannot_read(tmp_path: Path) -> None:
    folder = write_seeds(tmp_path)
    broken = b"lemma,plural,gender,verb\n\xff\xfe,,,\n"
    (folder / "nouns.csv").write_bytes(broken)
    result = RUN.invoke(app, ["format", "--seeds", str(folder)])
    assert result.exit_code == 1
    assert (folder / "nouns.csv").read_bytes() == broken


def test_no_folder_exits_with_2(tmp_path: Path) -> None:
    assert RUN.invoke(app, ["check", "--seeds", str(tmp_path / "none")]).exit_code == 2
