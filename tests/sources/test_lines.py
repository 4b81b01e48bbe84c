"""Readers of article lines: every bad record is named, every good one comes through untouched."""

from __future__ import annotations

import gzip
import json
import os
import tracemalloc
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from events.model import RawArticle, Rejection
from events.sources import parse_line, read_file, read_lines

TEXT = "وصل وزير الخارجية إلى نواكشوط أمس."


def line(**fields: object) -> bytes:
    return json.dumps({"id": "a", "text": TEXT, "published": None, **fields}, ensure_ascii=False).encode()


def code_of(found: RawArticle | Rejection) -> str:
    assert isinstance(found, Rejection), found
    assert found.stage == "read"
    assert len(found.raw_hash) == 64
    return found.code


def test_a_full_record_comes_through() -> None:
    found = parse_line(line(published="2021-01-07", title="عنوان", source="sample", url="https://example.org/1"))
    assert found == RawArticle("a", TEXT, date(2021, 1, 7), "sample", "https://example.org/1", "عنوان")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2015-07-21 02:51:32", date(2015, 7, 21)),
        ("2015-07-21T23:59:59Z", date(2015, 7, 21)),
        ("2015-07-21T23:59:59.123+03:00", date(2015, 7, 21)),
        (" 2015-07-21 ", date(2015, 7, 21)),
        ("2199-01-01", date(2199, 1, 1)),
        ("", None),
        (None, None),
    ],
)
def test_the_day_is_read_as_written(written: str | None, day: date | None) -> None:
    found = parse_line(line(published=written))
    assert isinstance(found, RawArticle)
    assert found.published == day


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"not json", "EV-I001"),
        (b'{"id": "a", "text": ' + b"[" * 100_000, "EV-I001"),
        (b'["a"]', "EV-I002"),
        (b"null", "EV-I002"),
        (b'{"text": "x"}', "EV-I003"),
        (line(id=7), "EV-I003"),
        (line(id=" "), "EV-I003"),
        (line(id="a\x00b"), "EV-I003"),
        (line(id="x" * 501), "EV-I003"),
        (b'{"id": "a"}', "EV-I004"),
        (line(text=["x"]), "EV-I004"),
        (line(published="21/07/2015"), "EV-I006"),
        (line(published="2015-02-30"), "EV-I006"),
        (line(published=20150721), "EV-I006"),
        (line(published="20150721"), "EV-I006"),
        (line(title=3), "EV-I007"),
        (line(source=["x"]), "EV-I007"),
        (line(url="https://example.org/\x00"), "EV-I007"),
        (b'{"id": "a", "text": "\xff\xfe"}', "EV-I008"),
    ],
)
def test_a_bad_record_is_a_rejection_with_its_code(data: bytes, code: str) -> None:
    assert code_of(parse_line(data)) == code


def test_the_line_number_is_told() -> None:
    found = parse_line(b"not json", 12)
    assert isinstance(found, Rejection)
    assert found.detail.startswith("line 12: ")


def test_an_empty_text_is_left_for_cleaning_to_refuse() -> None:
    assert parse_line(line(text="")) == RawArticle("a", "")


def test_unknown_fields_are_counted_not_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(line(author="x") + b"\n" + line(id="b", author="y", tags=[]) + b"\n")
    notes: Counter[str] = Counter()
    assert [article.id for article in read_lines(path, notes) if isinstance(article, RawArticle)] == ["a", "b"]
    assert notes == {"author": 2, "tags": 1}


def test_gzip_is_known_by_its_bytes_and_blank_lines_and_a_mark_are_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + line() + b"\n\n  \n" + line(id="b")))
    assert [getattr(found, "id", found) for found in read_lines(path)] == ["a", "b"]


def test_a_line_of_twenty_megabytes_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(line(text="ا" * 10_000_000) + b"\n" + line(id="b") + b"\n")
    first, second = read_lines(path)
    assert code_of(first) == "EV-I005"
    assert isinstance(second, RawArticle)


def test_a_torn_gzip_gives_what_was_readable_then_a_rejection(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(
        gzip.compress(b"\n".join(line(id=str(n), title=os.urandom(40).hex()) for n in range(2_000)))[:-30_000]
    )
    *articles, last = read_lines(path)
    assert articles
    assert code_of(last) == "EV-I010"


@pytest.mark.slow
def test_a_gzip_bomb_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress((b" " * 1_000_000 + b"x\n") * 150))
    assert code_of(list(read_lines(path))[-1]) == "EV-I011"


def test_devices_pipes_and_missing_files_are_rejections(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (Path("/dev/zero"), tmp_path / "pipe", tmp_path, tmp_path / "nothing"):
        (found,) = read_lines(path)
        assert code_of(found) == "EV-I010"


def test_a_table_is_read_by_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_text(f'id,text,published\na,"{TEXT}",2021-01-07\nb\nc,"{TEXT}",\n', encoding="utf-8")
    first, torn, last = read_file(path)
    assert first == RawArticle("a", TEXT, date(2021, 1, 7))
    assert code_of(torn) == "EV-I012"
    assert last == RawArticle("c", TEXT)


def test_a_table_in_windows_1256_with_other_column_names(tmp_path: Path) -> None:
    from events.sources.tables import read_table

    path = tmp_path / "dump.tsv"
    path.write_bytes(f"nr\tbody\n1\t{TEXT}\n".encode("cp1256"))
    (article,) = read_table(path, {"id": "nr", "text": "body"}, "windows-1256")
    assert article == RawArticle("1", TEXT)
    (missing,) = read_table(path, {"text": "content"}, "windows-1256")
    assert code_of(missing) == "EV-I012"


def test_a_long_table_is_read_in_bounded_memory(tmp_path: Path) -> None:
    path, rows = tmp_path / "dump.csv", 8_000
    with path.open("w", encoding="utf-8-sig") as stream:
        stream.write("id,text\n")
        stream.writelines(f'{number},"{TEXT * 50}"\n' for number in range(rows))
    assert path.stat().st_size > 16_000_000
    tracemalloc.start()
    read = sum(isinstance(found, RawArticle) for found in read_file(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (read, peak < 8_000_000) == (rows, True)


def test_a_row_in_another_encoding_than_its_table_is_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    good = f'a,"{TEXT}"\n'.encode() * 16_000
    path.write_bytes(b"id,text\n" + good + f'b,"{TEXT}"\n'.encode("cp1256") + b"c,last\n")
    assert len(good) > 1_048_576
    *first, odd, last = read_file(path)
    assert all(isinstance(found, RawArticle) for found in first)
    assert (code_of(odd), last) == ("EV-I030", RawArticle("c", "last"))


def test_a_source_is_filled_in_where_the_article_names_none(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(line() + b"\n" + line(id="b", source="own") + b"\n")
    assert [getattr(found, "source", None) for found in read_file(path, "outlet")] == ["outlet", "own"]
    table = tmp_path / "dump.csv"
    table.write_text(f'id,text\na,"{TEXT}"\n', encoding="utf-8")
    assert [getattr(found, "source", None) for found in read_file(table, "outlet")] == ["outlet"]


def test_a_source_in_the_table_maps_the_columns_of_its_dump(tmp_path: Path) -> None:
    from events.sources import read_outlets

    dump, listed = tmp_path / "dump.txt", tmp_path / "sources.csv"
    dump.write_bytes(f"nr,body,day\n7,{TEXT},2021-01-07\n".encode("cp1256"))
    header = "name,name_ar,country,kind,url,language,encoding,time_zone,schedule,terms\n"
    row = "dump,عينة,MRT,csv,{},ar,windows-1256,Africa/Nouakchott,daily,ours\n"
    listed.write_text(header + row.format(f'"{dump}#text=body,id=nr,published=day"'), encoding="utf-8")
    (outlet,) = read_outlets(listed)
    assert outlet.path == dump
    assert list(read_file(outlet.path, outlet.name, columns=outlet.columns, encoding=outlet.encoding)) == [
        RawArticle("7", TEXT, date(2021, 1, 7), "dump")
    ]
    listed.write_text(header + row.format(f'"{dump}#body=text"'), encoding="utf-8")
    with pytest.raises(ValueError, match=r"sources.csv:2: .* maps columns"):
        read_outlets(listed)
