"""The stages over many articles: staged files and memory give the same, and one bad article harms no other."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest

from events.batch import records, staged, stages
from events.batch.clock import Overrun, deadline
from events.batch.errors import Terminal
from events.batch.job import Stamp
from events.batch.parallel import code_all
from events.batch.version import code_version
from events.lexicon import Lexicon
from events.model import Coded, RawArticle, Rejection
from events.sources import read_file, read_lines

SEEDS = Path(__file__).parents[2] / "seeds"
LONG = "وعاد إلى نواكشوط مساء. " * 20
SAMPLES = SEEDS / "articles" / "articles.jsonl"


@pytest.fixture(scope="module")
def stamp(lexicon: Lexicon) -> Stamp:
    return Stamp(code_version(), lexicon.fingerprint)


@pytest.fixture(scope="module")
def articles() -> list[RawArticle]:
    return [found for found in read_file(SAMPLES) if isinstance(found, RawArticle)]


def _through(
    folder: Path, found: list[RawArticle | Rejection], stamp: Stamp, lexicon: Lexicon, size: int
) -> list[Coded]:
    for shard in staged.read(iter(found), folder, stamp, size).names:
        staged.clean_shard(folder, shard)
        staged.date_shard(folder, shard)
        staged.extract_shard(folder, shard, lexicon)
    return list(staged.coded_of(folder))


def test_staged_files_and_memory_give_the_same(
    tmp_path: Path, articles: list[RawArticle], lexicon: Lexicon, stamp: Stamp
) -> None:
    in_memory = list(stages.coded(articles, lexicon))
    assert sum(len(each.events) for each in in_memory) > 20
    for size in (7, 2_000):
        assert _through(tmp_path / str(size), list(articles), stamp, lexicon, size) == in_memory


def test_any_stage_can_be_run_again_alone(
    tmp_path: Path, articles: list[RawArticle], lexicon: Lexicon, stamp: Stamp
) -> None:
    before = _through(tmp_path, articles[:6], stamp, lexicon, 3)
    files = {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")}
    staged.date_shard(tmp_path, "001")
    staged.extract_shard(tmp_path, "001", lexicon)
    assert list(staged.coded_of(tmp_path)) == before
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")} == files


def test_bad_articles_are_rejected_alone_and_everything_is_accounted_for(
    tmp_path: Path, lexicon: Lexicon, stamp: Stamp
) -> None:
    good = {"id": "good", "text": "زار وزير الخارجية الجزائري نواكشوط أمس.", "published": "2021-03-04"}
    lines = [
        json.dumps(good, ensure_ascii=False),
        "not json",
        json.dumps({**good, "id": "empty", "text": ""}),
        json.dumps({**good, "id": "latin", "text": "only Latin letters here"}),
        json.dumps({**good, "id": "future", "published": "2299-01-01"}),
        json.dumps({**good, "id": "nul", "text": "زار الرئيس\x00 \u202eباريس\ud800 أمس. " + LONG}),
        json.dumps({**good, "id": "markup", "text": "<p>زار الرئيس <b>الموريتاني</b> باريس&nbsp;أمس.</p>"}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = _through(tmp_path / "run", list(read_lines(tmp_path / "a.jsonl")), stamp, lexicon, 3)
    assert [each.article.id for each in found] == ["good", "empty", "latin", "future", "nul", "markup"]
    codes = {each.article.id: each.rejection.code for each in found if each.rejection}
    assert codes == {"empty": "EV-C001", "latin": "EV-C003", "future": "EV-C005"}
    assert [each.code for each in staged.unread_of(tmp_path / "run")] == ["EV-I001"]
    stored = next(each for each in found if each.article.id == "nul").article.text
    assert "\x00" not in stored
    assert "\u202e" not in stored


def test_a_coder_that_fails_or_dawdles_costs_one_article(monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon) -> None:
    monkeypatch.setattr(stages, "ARTICLE_SECONDS", 0.2)
    text = "زار وزير الخارجية الجزائري نواكشوط أمس."

    def coder(document, expressions, lexicon):
        if document.article.id == "fails":
            raise KeyError("broken")
        while document.article.id == "dawdles":
            time.sleep(0.01)
        return ()

    made = list(
        stages.coded([RawArticle(name, text) for name in ("fine", "fails", "dawdles", "after")], lexicon, coder)
    )
    assert [each.rejection and each.rejection.code for each in made] == [None, "EV-X099", "EV-X098", None]


def test_a_deadline_rings_and_is_put_back() -> None:
    with pytest.raises(Overrun), deadline(0.05):
        time.sleep(5)
    with deadline(5):
        pass
    time.sleep(0.01)


def test_seeds_that_change_under_a_run_stop_it(tmp_path: Path, articles: list[RawArticle], lexicon: Lexicon) -> None:
    staged.read(iter(articles[:1]), tmp_path, Stamp(code_version(), "0" * 64))
    staged.clean_shard(tmp_path, "000")
    staged.date_shard(tmp_path, "000")
    with pytest.raises(Terminal, match="changed"):
        staged.extract_shard(tmp_path, "000", lexicon)


def test_the_choice_takes_by_day_source_and_number() -> None:
    made = [RawArticle(str(n), "نص", date(2021, 1, n), "a" if n % 2 else "b") for n in range(1, 10)]
    bad = Rejection("read", "EV-I001", "", "")
    undated = RawArticle("undated", "نص")

    def ids(choice: staged.Choice) -> list[str]:
        return [getattr(each, "id", "bad") for each in staged.chosen([bad, undated, *made], choice)]

    assert ids(staged.Choice()) == ["bad", "undated", *"123456789"]
    assert ids(staged.Choice(source="a")) == ["1", "3", "5", "7", "9"]
    assert ids(staged.Choice(date(2021, 1, 3), date(2021, 1, 4))) == ["3", "4"]
    assert ids(staged.Choice(limit=2)) == ["bad", "undated", "1"]


def test_an_empty_input_leaves_one_empty_shard(tmp_path: Path, stamp: Stamp, lexicon: Lexicon) -> None:
    assert _through(tmp_path, [], stamp, lexicon, 10) == []
    assert staged.shards_of(tmp_path).names == ("000",)
    assert records.count(tmp_path / "coded" / "000.parquet") == 0


@pytest.mark.slow
def test_the_number_of_processes_changes_nothing(articles: list[RawArticle]) -> None:
    several = [RawArticle(f"{n}/{each.id}", each.text, each.published) for n in range(4) for each in articles]
    assert code_all(several, jobs=2) == code_all(several, jobs=1)
