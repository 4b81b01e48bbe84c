"""The date of the passage: what a sentence that tells no date inherits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from events.coding.words import Words
from events.model import Anchor, Document, Grain, Mention, Sentence, Span, TemporalExpression

# For how many sentences a date governs the statements behind it, and how many days before publication it may lie.
_REACH = 4
_RECENT = 7
# Roots of what is said rather than done (a signature, 057, is done).
_SPEECH = frozenset({"01", "02", "03", "05", "10", "11", "12", "13"})


@dataclass(frozen=True, slots=True)
class When:
    """The date given to an act: interval, grain, the expression's span (None where inherited) and why this one."""

    start: date | None
    end: date | None
    grain: Grain
    span: Span | None
    why: str


UNKNOWN = When(None, None, Grain.UNKNOWN, None, "no date")


def is_said(code: str) -> bool:
    """Whether an act of this code is said rather than done: it has a date of its own, the announcement's."""
    return code[:2] in _SPEECH and code != "057"


class Inherited(NamedTuple):
    """The date a sentence without one inherits, for what is done and for what is said in it."""

    act: When
    statement: When


class Passage:
    """The date that governs where the reader stands: the paragraph's last one, else the lead's, else publication. A
    turn to another story (`من جهة أخرى`) ends what the lead's governs."""

    def __init__(self, document: Document, expressions: Sequence[TemporalExpression]) -> None:
        """The state before the first sentence."""
        published = document.article.published
        self._default = When(published, published, Grain.DAY, None, "publication date") if published else UNKNOWN
        self._expressions = expressions
        self._paragraph = -1
        self._governing: Inherited | None = None
        self._lead: Inherited | None = None
        self._set = 0
        self._undated = -1

    def at(self, sentence: Sentence, words: Words) -> Inherited:
        """What the acts and the statements of a sentence inherit: a date governs the acts told after it as long as the
        passage lasts, the statements of the next sentences only."""
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._governing = sentence.paragraph, None
        hit = words.particles[0] if words.particles else None
        if hit and hit.particle.word in words.lexicon.particles.turning:
            self._governing = self._lead = None
        governing = self._governing or self._lead or Inherited(self._default, self._default)
        since = self._set if self._governing else 0
        return governing if sentence.index - since <= _REACH else Inherited(governing.act, self._default)

    def hear(self, mention: Mention) -> None:
        """Notes a statement to which no date of its sentence belongs: such a date governs no later statement either."""
        if is_said(mention.code) and mention.date_span is None and mention.date is not None:
            self._undated = mention.sentence

    def pass_over(self, sentence: Sentence) -> None:
        """Goes on behind a sentence: its first recent day governs what follows."""
        for e in self._expressions:
            if not sentence.start <= e.span.start < sentence.end or not e.start or e.grain is not Grain.DAY:
                continue
            if e.anchor is not Anchor.PUBLICATION or not self._default.start:
                continue
            if 0 <= (self._default.start - e.start).days <= _RECENT:
                when = When(e.start, e.end, e.grain, e.span, f"date of the passage: {e.text}")
                said = self._default if self._undated == sentence.index else when
                self._governing, self._set = Inherited(when, said), sentence.index
                if sentence.index == 0:
                    self._lead = self._governing
                return
