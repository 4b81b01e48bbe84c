"""Coding in memory, on several cores where there is enough to do."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Final

from events.batch.runs import lexicon
from events.batch.stages import Spent, Tell, coded, slowest
from events.model import Coded, RawArticle

PART: Final = 100
WORTH_IT: Final = 400


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def code_all(
    articles: Sequence[RawArticle],
    jobs: int = 0,
    done: Callable[[int], None] = lambda _: None,
    tell: Tell = lambda _: None,
) -> list[Coded]:
    """Every article coded, in the order given. `jobs` processes (0: one a core, one alone below 400 articles);
    `done` is told how many articles were finished, `tell` what the slowest took. The result does not depend on
    `jobs`."""
    workers = jobs or (cores() if len(articles) >= WORTH_IT else 1)
    found: list[Coded] = []
    for part, took in _parts(articles, workers):
        found.extend(part)
        for each in took:
            tell(each)
        done(len(part))
    return found


def _parts(articles: Sequence[RawArticle], workers: int) -> Iterator[tuple[list[Coded], tuple[Spent, ...]]]:
    parts = [articles[start : start + PART] for start in range(0, len(articles), PART)]
    if workers < 2:
        yield from map(_code, parts)
        return
    lexicon()  # compiled once, before the others look for it
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from pool.map(_code, parts)


def _code(articles: Sequence[RawArticle]) -> tuple[list[Coded], tuple[Spent, ...]]:
    took: list[Spent] = []
    return list(coded(articles, lexicon(), tell=took.append)), slowest(took)
