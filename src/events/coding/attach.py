"""When and where: the date and place of an act, by the codebook's order of rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from events.coding.arguments import slot_key
from events.coding.letters import ARTICLE, BACKGROUND
from events.coding.matching import VIOLENCE
from events.coding.outcome import Draft
from events.coding.passage import UNKNOWN, Inherited, When, is_said
from events.coding.syntax import Item, Kind, Reading
from events.coding.words import Words
from events.lexicon import Analysis, Entry
from events.model import Anchor, Grain, Place, Span, TemporalExpression

_MINIMUM_NAME = 3
_OLD = 14


def when_of(reading: Reading, words: Words, draft: Draft, inherited: Inherited, published: date | None) -> When:
    """The date of a draft's act: the nearest expression in its clause, else the sentence's only one, else the inherited
    date; a background act plainly older than the report, yet undated, has none. Expressions later than publication say
    when something else is to be: intents are dated by their announcement."""
    items, trigger = reading.items, draft.trigger
    said = is_said(draft.code)
    first = _fronted(items, draft.first)
    left, right = words.tokens[items[first].start].start, words.tokens[items[draft.last].end - 1].end
    at = words.tokens[trigger].start
    usable = [e for e in reading.dates if published is None or _announces(e, published)]
    if said:
        usable = [e for e in usable if not e.open and not _of_another(items, words, draft, e)]
    inside = [e for e in usable if left <= e.span.start < right]
    if inside:
        return _as_when(min(inside, key=lambda e: _distance(e, at)), "in its clause")
    behind = [e for e in usable if e.span.start >= right and not _clause_between(reading, words, draft.last, e)]
    if behind:
        return _as_when(min(behind, key=lambda e: _distance(e, at)), "behind its clause")
    adverbs = {item.value for item in items[first : draft.last + 1] if item.kind is Kind.PARTICLE}
    if published and adverbs & words.lexicon.particles.recent:
        monday = published - timedelta(days=published.weekday())
        return When(monday, monday + timedelta(days=6), Grain.WEEK, None, "these days")
    resolved = [e for e in usable if e.start is not None]
    only = resolved[0] if len({(e.start, e.grain) for e in resolved}) == 1 else None
    if adverbs & words.lexicon.particles.earlier or _is_background(items, draft):
        return _as_when(only, "the sentence's only date") if only and _is_old(only, published) else UNKNOWN
    if only:
        return _as_when(only, "the sentence's only date")
    if not said and _is_known(items, words, draft):
        return UNKNOWN
    return inherited.statement if said else inherited.act


def _is_old(expression: TemporalExpression, published: date | None) -> bool:
    """Whether a date lies well before the report: a background act may have happened then."""
    return expression.end is not None and published is not None and (published - expression.end).days > _OLD


def _is_known(items: Sequence[Item], words: Words, draft: Draft) -> bool:
    """Whether an act is spoken of as one the reader knows, by a definite noun ("الاتفاق النووي الإيراني"), and is no
    violence that may go on."""
    if items[draft.item].kind is not Kind.PHRASE or draft.code[:2] in VIOLENCE:
        return False
    return words.tokens[draft.trigger].key.startswith(ARTICLE) and "slots adj" in draft.steps


def _is_background(items: Sequence[Item], draft: Draft) -> bool:
    """Whether an undated act is set back in time: by a verb of being (وكان قد …), or, short of violence, by standing in
    a relative clause."""
    before = items[max(draft.first - 1, 0) : draft.item + 1]
    if any(i.kind is Kind.PARTICLE and i.group == "aspect" and i.value.startswith(BACKGROUND) for i in before):
        return True
    k = draft.item
    while k > 0 and items[k - 1].kind is Kind.PARTICLE and items[k - 1].group in ("aspect", "copula", "future"):
        k -= 1
    relative = k > 0 and items[k - 1].kind is Kind.PARTICLE and items[k - 1].group == "rel"
    return relative and draft.code[:2] not in VIOLENCE


def _of_another(items: Sequence[Item], words: Words, draft: Draft, expression: TemporalExpression) -> bool:
    """Whether a date behind a statement belongs to an act the statement is about: a relative clause, a verb or an event
    noun stands between, and no word for the statement itself (في بيان صدر أمس)."""
    between = [i for i in items if i.start > draft.trigger and words.tokens[i.start].start < expression.span.start]
    if any("announcement" in words.classes(n) for i in between for n in range(i.start, i.end)):
        return False
    return any(
        i.kind is Kind.VERB
        or (i.kind is Kind.PARTICLE and i.group in ("rel", "comp", "sub"))
        or (i.kind is Kind.PHRASE and any(_tells_more(words, draft, part.readings) for part in i.parts))
        for i in between
    )


def _tells_more(words: Words, draft: Draft, readings: Sequence[Analysis]) -> bool:
    """Whether a noun tells an act, and not the statement's own ("تبادلتا الاتهامات أمس")."""
    nouns = [r for r in readings if r.table == "nouns"]
    own = any(f.code[:2] == draft.code[:2] for r in nouns for f in words.lexicon.frames.get(r.lemma, ()))
    return bool(nouns) and not own


def _announces(expression: TemporalExpression, published: date) -> bool:
    """Whether an expression can date what is reported: unresolved, or not after publication (coarse grains loosely)."""
    if expression.start is None:
        return True
    if expression.direction == "future" and expression.anchor is Anchor.PUBLICATION:
        return False
    return (expression.start - published).days <= (0 if expression.grain is Grain.DAY else 7)


def _fronted(items: Sequence[Item], first: int) -> int:
    """Where the clause begins if a date is put in front of it: وبعد ثلاثة أسابيع، تلقى …"""
    before = items[max(first - 2, 0) : first]
    if len(before) == 2 and before[0].kind is Kind.DATE and before[1].kind is Kind.PUNCTUATION:
        return first - 2
    return first


def _distance(expression: TemporalExpression, at: int) -> int:
    return abs(expression.span.start - at) + (5 if expression.span.start < at else 0)


def _clause_between(reading: Reading, words: Words, last: int, expression: TemporalExpression) -> bool:
    for item in reading.items[last + 1 :]:
        if words.tokens[item.start].start >= expression.span.start:
            return False
        if item.kind is Kind.VERB or (item.kind is Kind.PARTICLE and item.group in ("sub", "comp", "rel")):
            return True
        if item.kind is Kind.PUNCTUATION:
            return True
    return False


def _as_when(expression: TemporalExpression, why: str) -> When:
    if expression.start is None:
        return When(None, None, Grain.UNKNOWN, expression.span, f"{why}, unresolved: {expression.rule}")
    return When(expression.start, expression.end, expression.grain, expression.span, f"{why}: {expression.text}")


def place_of(
    items: Sequence[Item], words: Words, first: int, last: int, trigger: int, countries: Sequence[str]
) -> Place | None:
    """The place nearest to the trigger, inside its clause first, then in the rest of the sentence."""
    left, right = items[first].start, items[last].end
    found = list(_places(words, countries, items))
    inside = [(token, place) for token, place in found if left <= token < right]
    candidates = inside or [(token, place) for token, place in found if token > trigger]
    if not candidates:
        return None
    return min(candidates, key=lambda pair: (pair[0] < trigger, abs(pair[0] - trigger)))[1]


def _places(words: Words, countries: Sequence[str], items: Sequence[Item]) -> list[tuple[int, Place]]:
    found = []
    locative = words.lexicon.particles.locative
    governed = {
        i
        for item in items
        if item.kind is Kind.PHRASE and slot_key(item.prep) in locative
        for i in range(item.start, item.end)
    }
    for i in range(len(words.tokens)):
        for hit in words.hits[i]:
            rows = [e for e in hit.entries if e.table in ("places", "countries") or e.kind == "capital"]
            if not rows or len(words.tokens[hit.start].key) < _MINIMUM_NAME:
                continue
            if i not in governed and slot_key(hit.prep) not in locative:
                continue
            found.append((i, _place(rows, hit.start, hit.end, words, countries)))
            break
    return found


def _place(rows: Sequence[Entry], start: int, end: int, words: Words, countries: Sequence[str]) -> Place:
    points = [row for row in rows if row.table == "places"]
    span = Span(words.tokens[start].start, words.tokens[end - 1].end)
    known = {country for country in countries if country}
    here = [row for row in points if row.country in known] or points
    name = rows[0].name
    if here and len({row.country for row in here}) == 1:
        best = max(here, key=lambda row: row.population)
        return Place(name, best.country, best.lat, best.lon, span, f"places.csv:{best.line}")
    others = [row for row in rows if row.table != "places"]
    if others:
        return Place(name, others[0].code[:3], None, None, span, f"{others[0].table}.csv:{others[0].line}")
    return Place(name, None, None, None, span, "ambiguous")
