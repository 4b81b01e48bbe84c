"""The whole way: text in, temporal expressions out."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from events.clean import Folded, fold_text, key_text
from events.dates.calendars import Interval
from events.dates.grammar import parse
from events.dates.grammar.context import begins_sentence, breaks, is_the_day, needs_tense, tense
from events.dates.letters import AND, BY, SO
from events.dates.reading import GREGORIAN, Reading
from events.dates.resolution import Context, Unresolvable, interval_of
from events.dates.stretches import stretches
from events.dates.tokens import Tokens
from events.dates.vocabulary import Vocabulary, default_path, load
from events.model import Anchor, Grain, Span, TemporalExpression

# Counted from the day of the paper: no day of a story that a bare "بعد شهر" could count from.
_OF_THE_PAPER = frozenset(("unit", "dated_day", "window", "weekend", "season"))
_BY_THE_PAPER = frozenset(("publication", "dated"))
_OF_THE_WEEK = frozenset(("day_word", "weekday", "weekdays", "night_between"))
# Days of news: a text that tells one at its beginning is a report.
_FRESH, _OPENING = 2, 600
# Days and hours are counted from a day told at most so many letters before, or an event dated so many before.
# A date right before "قبل يومين من الانتخابات" is what is told of, not the day of the elections.
_SHORT_UNITS, _SAME_STORY, _SAME_EVENT, _BESIDE_EVENT = frozenset(("day", "hour")), 450, 1200, 40
# Words between an expression and a cue that does not stand beside it.
_SEEN = 14
# Certainty of the day that overrules the stamp of publication.
_OVERRULED = 0.6
# How far apart the days of a list stand.
_LISTED = 60
# What goes on "until" such an expression goes on until one to come.
_ENDS = frozenset(("calendar", "weekday"))
# A weekday beside "اليوم" or "أمس" this near the beginning tells the day the text was written.
_LEAD = 400
# Stamps are at most so many days late; a date told later in the text is the day of writing only where the stamp is
# at least so many days late (else it may be that of a statement of yesterday).
_STALE, _DAYS_OLD = -70, 3
FIRST_YEAR, LAST_YEAR = 1900, 2100


def resolve(text: str, reference: date | None, seeds: Path | None = None) -> tuple[TemporalExpression, ...]:
    """Every temporal expression of `text`, in order of appearance, spans into `text`.

    `reference` is the publication date; without one (or with one outside 1900 to 2100) only absolute expressions get
    days. What stays without days has `start` None, grain `unknown` and a rule that says why. `seeds` is the folder of
    the vocabulary; by default the one shipped with the package.
    """
    vocabulary = load(seeds or default_path())
    folded = fold_text(text)
    keys = key_text(folded.text)
    if reference is not None and not FIRST_YEAR <= reference.year <= LAST_YEAR:
        reference = None
    found: list[tuple[Tokens, Reading]] = []
    for start, end in stretches(keys, vocabulary):
        tokens = Tokens(folded.text, keys, start, end, vocabulary)
        found.extend((tokens, reading) for reading in parse(tokens))
    story = _Story(text, folded, keys, _written(found, reference), vocabulary)
    story.late = reference is not None and story.reference != reference
    for tokens, reading in found:
        story.take(tokens, reading)
    return story.told()


def _written(found: list[tuple[Tokens, Reading]], published: date | None) -> date | None:
    """The day the text was written: what the first date beside a day word tells, or the first weekday beside one near
    the beginning, for a stamp of publication may be late; else the day of publication."""
    if published is None:
        return None
    for tokens, reading in found:
        if reading.rule != "day_word" or not (reading.other or reading.weekday):
            continue
        leads = tokens.start(reading.start) < _LEAD
        if reading.other is None and not leads:
            continue
        try:
            told = interval_of(reading, Context(published)).interval.start - timedelta(days=reading.n)
        except (Unresolvable, OverflowError):
            continue
        if _STALE <= (told - published).days <= (1 if leads else -_DAYS_OLD):
            return told
    return published


class _Story:
    """What has been read of a text, and what later expressions may be counted from."""

    def __init__(self, text: str, folded: Folded, keys: str, reference: date | None, vocabulary: Vocabulary) -> None:
        """The beginning: nothing read yet."""
        self._text, self._folded, self._keys, self._vocabulary = text, folded, keys, vocabulary
        self.reference, self.late = reference, False
        self._found: list[TemporalExpression] = []
        self._focus: Interval | None = None
        self._event: Interval | None = None
        self._story_day: Interval | None = None
        self._heading: int | None = None
        self._calendar = GREGORIAN
        self._read_to = self._ended = self._focus_end = self._event_end = 0
        self._weekdays: dict[int, date] = {}
        self._report = False
        self._told_year: Interval | None = None
        self._compared: tuple[str, Interval | None] = ("", None)

    def take(self, tokens: Tokens, reading: Reading) -> None:
        """Resolves one reading and remembers what later ones need."""
        at = tokens.start(reading.start)
        if self._heading is not None and "\n" in self._keys[self._read_to : at]:
            self._heading = None
        self._read_to = at
        if reading.rule == "year_heading":
            self._heading = reading.year
        expression, interval = self._resolved(tokens, reading, self._context(tokens, reading, at))
        bare = _bare_day(tokens, reading)
        self._ended = tokens.end(reading.stop - 1)
        if bare and not is_the_day(self._vocabulary, self._keys, at, self._ended, bare < 0, self._report):
            return
        self._found.append(expression)
        if interval is not None:
            self._remember(reading, interval, at, expression.anchor)

    def told(self) -> tuple[TemporalExpression, ...]:
        """The expressions."""
        return tuple(self._found)

    def _context(self, tokens: Tokens, reading: Reading, at: int) -> Context:
        mood, distance = "", 0
        if needs_tense(reading):
            mood, distance = tense(self._vocabulary, self._keys, at, tokens.end(reading.stop - 1))
        if mood in ("", "lasting") and reading.kind in _ENDS and tokens.has(reading.start - 1, "to"):
            mood, distance = ("future", _SEEN) if not mood or reading.kind == "weekday" else (mood, distance)
        if not mood and reading.kind == "weekday" and self._still_ahead(at):
            mood = "future"
        focus, event, told = self._focus, self._event, self._story_day
        if reading.unit in _SHORT_UNITS and reading.base != "publication":
            focus, told = (focus, told) if at - self._focus_end <= _SAME_STORY else (None, None)
            event = event if _BESIDE_EVENT < at - self._event_end <= _SAME_EVENT else None
        if reading.ref == "previous" and reading.kind == "unit":
            # "العام السابق" said twice is one year: a comparison goes on, it does not count further back.
            focus = self._compared[1] if self._compared[0] == reading.rule else focus
            self._compared = reading.rule, focus
        elif reading.kind != "unit" or reading.base != "publication":
            self._compared = "", None
        return Context(
            self.reference,
            focus, event, self._heading, mood, self._calendar, told, self._weekdays,
            self._other_year(at) if mood != "future" else None, distance,
        )  # fmt: skip

    def _other_year(self, at: int) -> Interval | None:
        """What was told last, where a year other than the paper's began the story and the line goes on."""
        told, reference = self._told_year, self.reference
        if told is None or reference is None or told.start.year >= reference.year:
            return None
        return None if "\n" in self._keys[self._ended : at] else told

    def _still_ahead(self, at: int) -> bool:
        """Whether the expression shortly before, in the same sentence, told a day to come."""
        last = self._found[-1] if self._found else None
        return (
            last is not None
            and last.direction == "future"
            and at - self._ended < _LISTED
            and not breaks(self._keys, self._ended, at)
        )

    def _remember(self, reading: Reading, interval: Interval, at: int, anchor: Anchor) -> None:
        if reading.rule == "day_word" and (reading.weekday or reading.other):
            self._weekdays[interval.start.isoweekday()] = interval.start
        if at < _OPENING and self.reference and reading.rule in _OF_THE_WEEK:
            self._report = self._report or abs((interval.start - self.reference).days) <= _FRESH
        if reading.kind == "vague":
            return
        self._focus, self._calendar, self._focus_end = interval, reading.calendar, self._ended
        begins = interval.grain is Grain.YEAR and anchor is Anchor.ABSOLUTE and begins_sentence(self._keys, at)
        goes_on = self._told_year is not None and anchor is Anchor.DISCOURSE
        self._told_year = interval if reading.calendar == GREGORIAN and (begins or goes_on) else None
        of_the_paper = reading.kind in _OF_THE_PAPER and reading.base in _BY_THE_PAPER
        self._story_day = None if of_the_paper else interval
        if reading.kind == "calendar" and interval.grain is Grain.DAY:
            self._event, self._event_end = interval, self._ended

    def _resolved(
        self, tokens: Tokens, reading: Reading, context: Context
    ) -> tuple[TemporalExpression, Interval | None]:
        start = tokens.start(reading.start) + _prefix_length(tokens, reading)
        span = self._folded.span(start, tokens.end(reading.stop - 1))
        try:
            resolved = interval_of(reading, context)
        except Unresolvable as error:
            return _unresolved(self._text, span, str(error)), None
        interval = resolved.interval
        overruled = self.late and reading.rule == "day_word" and (reading.weekday or reading.other)
        certainty = resolved.certainty * (_OVERRULED if overruled else 1)
        expression = TemporalExpression(
            span.of(self._text), span, interval.start, interval.end, interval.grain, reading.rule, resolved.anchor,
            resolved.anchor_date, round(certainty, 2), resolved.direction, reading.open,
        )  # fmt: skip
        return expression, interval


def _bare_day(tokens: Tokens, reading: Reading) -> int:
    """1 for a bare "اليوم" or "غدا", -1 for a bare "بالأمس": days, or nowadays, the times to come and formerly; 0 for
    all else."""
    if reading.rule != "day_word" or reading.stop - reading.start != 1 or reading.base != "publication":
        return 0
    if reading.weekday is not None or reading.night:
        return 0
    if reading.n == -1:
        formerly = tokens.has(reading.start, "day_yesterday")
        return -1 if formerly and formerly.prefix.endswith(BY) else 0
    return int(reading.n in (0, 1))


def _prefix_length(tokens: Tokens, reading: Reading) -> int:
    """How many letters of the first token are a conjunction, which the expression leaves out."""
    if tokens.key(reading.start)[0] not in (AND, SO):
        return 0
    meanings = tokens.meanings[reading.start]
    return 1 if any(lexeme.prefix.startswith((AND, SO)) for lexeme in meanings.values()) else 0


def _unresolved(text: str, span: Span, reason: str) -> TemporalExpression:
    return TemporalExpression(span.of(text), span, None, None, Grain.UNKNOWN, reason, Anchor.NONE, None, 0.0)
