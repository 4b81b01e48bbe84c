"""What is exported comes back the same."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date

import pytest

from events import store
from events.store.exports import Chosen, Form, count, export

from . import make

pytestmark = pytest.mark.postgres

HOSTILE = "=cmd|' /C calc'!A0"


@pytest.fixture(scope="module")
def reader(database):
    with store.connect(database, role="events_loader") as db:
        items = make.crowd(300, seed=21)
        place = make.Place(HOSTILE, "MRT", None, None, make.Span(0, 3))
        items.append(make.told(make.article("hostile"), place=place, code="057"))
        tabs = make.Place("two\twords\nand a line", "MRT", None, None, make.Span(0, 3))
        items.append(make.told(make.article("tabs"), place=tabs, code="112"))
        store.load_batch(db, make.batch(items), items)
    with store.connect(database, role="events_reader") as db:
        yield db


def stored(db, view="events", order="event_key"):
    cursor = db.execute(f"SELECT * FROM analyst.{view} ORDER BY {order}")
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def test_parquet_comes_back_row_by_row(reader, tmp_path):
    import pyarrow.dataset as ds

    seen = []
    done = export(reader, Form.PARQUET, tmp_path / "out", progress=seen.append)
    back = ds.dataset(tmp_path / "out", partitioning="hive", format="parquet").to_table().to_pylist()
    months = {row.pop("month") for row in back}
    rows = stored(reader)
    assert done.rows == len(rows) == sum(seen) == count(reader, Form.PARQUET)
    assert done.files == len(months)
    assert all(row["date"] is None or row["date"].strftime("%Y-%m") for row in back)
    plain = [{name: str(v) if name.endswith(("_key", "_batch")) else v for name, v in row.items()} for row in rows]
    for row in (*back, *plain):
        for name in ("goldstein", "confidence"):
            row[name] = pytest.approx(row[name], rel=1e-6)
    assert sorted(back, key=lambda row: row["event_key"]) == plain


def test_undated_events_stand_in_hives_default_partition(reader, tmp_path):
    export(reader, Form.PARQUET, tmp_path / "out")
    assert (tmp_path / "out" / "month=__HIVE_DEFAULT_PARTITION__").is_dir()


def test_csv_comes_back_row_by_row(reader, tmp_path):
    export(reader, Form.CSV, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as handle:
        back = list(csv.DictReader(handle))
    rows = {str(row["event_key"]): row for row in stored(reader)}
    assert len(back) == len(rows)
    for row in back:
        was = rows[row["event_key"]]
        assert {name: "" if value is None else str(value) for name, value in was.items()} == row


def test_excel_gets_a_mark_and_no_live_formula(reader, tmp_path):
    export(reader, Form.CSV, tmp_path / "out.csv", excel=True)
    raw = (tmp_path / "out.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as handle:
        cells = list(csv.DictReader(handle))
    assert any(row["place_name"] == "'" + HOSTILE for row in cells)
    for row in cells:
        for name, cell in row.items():
            if name not in ("goldstein", "place_lon", "place_lat"):
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (name, cell)
    assert any(row["goldstein"] and float(row["goldstein"]) == pytest.approx(2.8) for row in cells)


def test_gdelt_has_its_columns_in_its_order(reader, tmp_path):
    export(reader, Form.GDELT, tmp_path / "two.tsv")
    export(reader, Form.GDELT1, tmp_path / "one.tsv")
    names = [row[0] for row in reader.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'analyst.gdelt_events'::regclass AND attnum > 0"
        " ORDER BY attnum")]  # fmt: skip
    assert len(names) == 61
    assert names[:7] == ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", "Actor1Code", "Actor1Name"]
    assert names[25:35] == ["IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
                            "NumMentions", "NumSources", "NumArticles", "AvgTone"]  # fmt: skip
    assert names[-2:] == ["DATEADDED", "SOURCEURL"]
    two = [line.split("\t") for line in (tmp_path / "two.tsv").read_text(encoding="utf-8").splitlines()]
    one = [line.split("\t") for line in (tmp_path / "one.tsv").read_text(encoding="utf-8").splitlines()]
    dated = [row for row in stored(reader) if row["date"]]
    assert len(two) == len(one) == len(dated)
    assert {len(row) for row in two} == {61}
    assert {len(row) for row in one} == {58}
    assert sorted(row[1] for row in two) == sorted(f"{row['date']:%Y%m%d}" for row in dated)
    assert len({row[0] for row in two}) == len(two)


def test_gdelt_speaks_gdelts_codes(fresh_database, tmp_path):
    cases = {
        "015": ("016", "016", "01", "1"), "0871": ("0871", "087", "08", "2"), "091": ("091", "091", "09", "2"),
        "104": ("104", "104", "10", "3"), "141": ("141", "141", "14", "3"), "154": ("154", "154", "15", "4"),
    }  # fmt: skip
    with store.connect(fresh_database, role="events_loader") as db:
        items = [
            make.told(make.article(code, url=f"https://example.org/{code}"), source="EUR", target="MRTGOV", code=code)
            for code in cases
        ]
        store.load_batch(db, make.batch(items), items)
    with store.connect(fresh_database, role="events_reader") as db:
        rows = stored(db, "gdelt_events", '"EventCode"')
    found = {row["SOURCEURL"].rpartition("/")[2]: row for row in rows}
    for code, expected in cases.items():
        row = found[code]
        assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"], str(row["QuadClass"])) == expected
    row = found["141"]
    assert (row["Actor1Code"], row["Actor1KnownGroupCode"], row["Actor1CountryCode"]) == ("EEC", "EEC", None)
    assert (row["Actor2Code"], row["Actor2CountryCode"], row["Actor2Type1Code"]) == ("MRTGOV", "MRT", "GOV")
    assert row["SQLDATE"] == 20230314


def test_plover_lines_carry_type_and_actors(reader, tmp_path):
    export(reader, Form.PLOVER, tmp_path / "out.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = {str(row["id"]): row for row in stored(reader, "plover_events", "id")}
    assert len(lines) == len(rows) > 0
    for line in lines:
        was = rows[line["id"]]
        assert (line["event_type"], line["actor"], line["recipient"], line["cameo"]) == (
            was["event_type"], was["actor"], was["recipient"], was["cameo"])  # fmt: skip
        assert line["date"] == (was["date"].isoformat() if was["date"] else None)


def test_a_period_keeps_to_its_days(reader, tmp_path):
    chosen = Chosen(date(2023, 1, 1), date(2023, 3, 31))
    done = export(reader, Form.CSV, tmp_path / "out.csv", chosen)
    inside = [row for row in stored(reader) if row["date"] and chosen.since <= row["date"] <= chosen.until]
    assert done.rows == len(inside) == count(reader, Form.CSV, chosen)
    assert export(reader, Form.GDELT, tmp_path / "out.tsv", chosen).rows == len(inside)


@pytest.mark.parametrize("form", [Form.CSV, Form.GDELT, Form.PLOVER])
def test_the_same_rows_are_the_same_bytes(reader, tmp_path, form):
    prints = set()
    for name in ("one", "two"):
        export(reader, form, tmp_path / name)
        prints.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(prints) == 1


def test_what_is_there_is_not_overwritten_unasked(reader, tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("mine")
    with pytest.raises(store.TerminalError, match="exists"):
        export(reader, Form.CSV, target)
    assert target.read_text() == "mine"
    assert export(reader, Form.CSV, target, overwrite=True).rows > 0
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_failed_export_leaves_nothing(reader, tmp_path):
    def stop(_rows):
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        export(reader, Form.CSV, tmp_path / "out.csv", progress=stop)
    assert list(tmp_path.iterdir()) == []
