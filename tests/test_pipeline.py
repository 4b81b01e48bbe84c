"""The stages over one article, with the default coder and with another in its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from events import pipeline
from events.lexicon import Lexicon
from events.model import Document, Grain, Mention, RawArticle, Span, TemporalExpression

TEXT = "أدانت قطر إسرائيل أمس."
ROOT = Path(__file__).parents[1]


def _mention(article: str, code: str, confidence: float, sentence: int = 0) -> Mention:
    day = date(2024, 3, 12)
    return Mention(
        article_id=article, sentence=sentence, source="QAT", target="ISR", code=code,
        date=day, date_end=day, grain=Grain.DAY, place=None, evidence=Span(0, 17), trigger=Span(0, 5),
        source_span=Span(6, 9), target_span=Span(10, 17), date_span=None,
        rule="by hand", seeds=(), confidence=confidence,
    )  # fmt: skip


def test_an_article_is_coded_from_text_to_events(lexicon: Lexicon) -> None:
    coded = pipeline.run(RawArticle("a", TEXT, date(2024, 3, 13)), lexicon)
    (event,) = coded.events
    assert (event.source, event.target, event.code, event.date) == ("QAT", "ISR", "111", date(2024, 3, 12))
    assert [e.text for e in coded.expressions] == ["أمس"]
    assert coded.rejection is None
    assert coded.mentions == list(event.mentions)


def test_an_unreadable_article_is_a_rejection_and_nothing_else(lexicon: Lexicon) -> None:
    coded = pipeline.run(RawArticle("a", "no Arabic"), lexicon)
    assert coded.rejection is not None
    assert coded.rejection.code == "EV-C003"
    assert (coded.events, coded.expressions) == ((), ())


def test_another_coder_takes_the_place_of_the_default_one(lexicon: Lexicon) -> None:
    seen: list[tuple[Document, tuple[TemporalExpression, ...]]] = []

    def by_hand(
        document: Document, expressions: tuple[TemporalExpression, ...], lexicon: Lexicon
    ) -> tuple[Mention, ...]:
        seen.append((document, expressions))
        return (_mention(document.article.id, "112", 0.5), _mention(document.article.id, "112", 0.8, 1))

    coded = pipeline.run(RawArticle("a", TEXT, date(2024, 3, 13)), lexicon, by_hand)
    (event,) = coded.events
    assert (event.code, event.root, event.quad_class) == ("112", "11", lexicon.cameo["112"].quad_class)
    assert [m.confidence for m in event.mentions] == [0.8, 0.5]
    assert event.confidence > 0.8
    ((document, expressions),) = seen
    assert document.article.text == TEXT
    assert [e.text for e in expressions] == ["أمس"]


def test_mentions_of_different_days_are_different_events(lexicon: Lexicon) -> None:
    def two_days(document: Document, *_: object) -> tuple[Mention, ...]:
        import dataclasses

        one = _mention(document.article.id, "111", 0.7)
        return one, dataclasses.replace(one, date=date(2024, 3, 11))

    coded = pipeline.run(RawArticle("a", TEXT), lexicon, two_days)
    assert [e.date for e in coded.events] == [date(2024, 3, 12), date(2024, 3, 11)]


@pytest.mark.slow
def test_the_example_of_another_coder_in_the_docs_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("EVENTS_HOME", str(tmp_path))
    page = (ROOT / "docs" / "coder.md").read_text("utf-8")
    example = page.partition("```python\n")[2].partition("```")[0]
    exec(compile(example, "docs/coder.md", "exec"), {})  # noqa: S102 - the project's own example
    told = capsys.readouterr().out
    assert "'rule': 'condemnations'" in told
    assert "Figures(" in told
