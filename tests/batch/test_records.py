"""Records survive Parquet unchanged, and a file is there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.batch import records
from events.batch.stages import Received
from events.model import Anchor, Coded, Event, Grain, Mention, Place, RawArticle, Rejection, Span, TemporalExpression

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
days = st.none() | st.dates()
spans = st.builds(Span, st.integers(0, 10**6), st.integers(0, 10**6))
places = st.builds(
    Place, texts, st.none() | texts, st.none() | st.floats(-90, 90), st.none() | st.floats(-180, 180), spans
)
mentions = st.builds(
    Mention, texts, st.integers(0, 99), texts, texts, texts, days, days, st.sampled_from(Grain), st.none() | places,
    spans, spans, st.none() | spans, st.none() | spans, st.none() | spans, texts,
    st.lists(texts, max_size=2).map(tuple), st.floats(0, 1), st.lists(texts, max_size=2).map(tuple),
)  # fmt: skip
expressions = st.builds(
    TemporalExpression, texts, spans, days, days, st.sampled_from(Grain), texts, st.sampled_from(Anchor), days
)  # fmt: skip
events = st.builds(
    Event, texts, texts, texts, texts, texts, st.integers(1, 4), st.floats(-10, 10), days, days, st.sampled_from(Grain),
    st.none() | places, st.floats(0, 1), st.lists(mentions, max_size=2).map(tuple),
)  # fmt: skip
articles = st.builds(RawArticle, texts, texts, days, st.none() | texts, st.none() | texts, st.none() | texts)
rejections = st.builds(Rejection, texts, texts, texts, texts, st.none() | texts, texts)
coded = st.builds(
    Coded, articles, st.lists(expressions, max_size=2).map(tuple), st.lists(events, max_size=2).map(tuple),
    st.none() | rejections, st.lists(texts, max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(coded, max_size=4))
def test_what_is_written_is_read_back(tmp_path: Path, made: list[Coded]) -> None:
    assert records.write(tmp_path / "a.parquet", Coded, made) == len(made)
    assert list(records.read(tmp_path / "a.parquet", Coded)) == made
    assert records.count(tmp_path / "a.parquet") == len(made)


def test_more_rows_than_one_part_keep_their_order(tmp_path: Path) -> None:
    made = [Received(RawArticle(str(number), "نص", date(2021, 1, 1)), None) for number in range(1_203)]
    records.write(tmp_path / "a.parquet", Received, made)
    assert list(records.read(tmp_path / "a.parquet", Received)) == made


def test_a_failure_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    records.write(path, RawArticle, [RawArticle("old", "نص")])

    def broken() -> Iterator[RawArticle]:
        yield from (RawArticle(str(number), "نص") for number in range(700))
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        records.write(path, RawArticle, broken())
    assert [article.id for article in records.read(path, RawArticle)] == ["old"]


def test_a_file_of_another_type_is_refused(tmp_path: Path) -> None:
    records.write(tmp_path / "a.parquet", RawArticle, [])
    with pytest.raises(ValueError, match="Coded"):
        list(records.read(tmp_path / "a.parquet", Coded))


def test_a_field_no_column_holds_is_refused() -> None:
    @dataclass(frozen=True)
    class Odd:
        value: object

    with pytest.raises(TypeError):
        records.schema_of(Odd)
