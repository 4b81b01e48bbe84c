"""The project's lexicon, loaded once, and short ways to ask the coder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from events import pipeline
from events.lexicon import Lexicon
from events.model import Coded, RawArticle

ROOT = Path(__file__).parents[2]
DAY = "2024-03-13"  # a Wednesday


@pytest.fixture(scope="session")
def coded(lexicon: Lexicon) -> Callable[..., Coded]:
    """Codes a text published on a Wednesday (or another day, or None)."""

    def run(text: str, published: str | None = DAY, title: str | None = None) -> Coded:
        day = date.fromisoformat(published) if published else None
        return pipeline.run(RawArticle("t", text, day, title=title), lexicon)

    return run


@pytest.fixture(scope="session")
def events(coded: Callable[..., Coded]) -> Callable[..., list[str]]:
    """The events of a text as sorted "SOURCE TARGET CODE"."""

    def run(text: str, published: str | None = DAY, title: str | None = None) -> list[str]:
        return sorted(f"{e.source} {e.target} {e.code}" for e in coded(text, published, title).events)

    return run
