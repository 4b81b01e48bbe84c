"""Where the names of persons and places end: runs of words no lexicon knows, given names, honorifics before them."""

from __future__ import annotations

from events.coding.letters import ARTICLE
from events.coding.named import held
from events.coding.syntax import Actor
from events.coding.words import Words

MAX_NAME = 5
_FORGOTTEN = ("", "former office")  # the code of those whose office is history, and what it rests on


def is_group(words: Words, i: int, group: str) -> bool:
    hit = words.particles[i]
    return hit is not None and hit.particle.kind == group


def place_name(words: Words, i: int) -> int:
    """Where the name of a place that begins at token i ends (مدينة **سرت**); i where none does."""
    hit = next((hit for hit in words.hits[i] if any(e.table == "places" for e in hit.entries)), None)
    return hit.end if hit and not hit.conj and not hit.prep else i


def titled_name(words: Words, i: int) -> int:
    """Where a name behind an honorific ends (الشيخ تميم بن حمد); i where none follows."""
    end = i
    while end < len(words.tokens) and is_group(words, end, "honorific"):
        hit = words.particles[end]
        end = hit.end if hit else end + 1
    person = (
        next((hit for hit in words.hits[end] if any(e.table == "offices" for e in hit.entries)), None)
        if end < len(words.tokens)
        else None
    )
    name = name_end(words, person.end if person else end)
    return name if person or name > end else i


def name_end(words: Words, i: int) -> int:
    """Where a run of unknown words that can be a person's name ends."""
    end = _forgotten(words, i)
    while (
        end < len(words.tokens)
        and end - i < MAX_NAME
        and (is_name_word(words, end) or (end > i and _after_given_name(words, end)))
    ):
        end += 1
    return end


def _forgotten(words: Words, i: int) -> int:
    """Where the name ends that begins at token i, of a person known by an office held so long ago that the name stands
    for nobody by itself (الرئيس السابق **جيمي كارتر**); i where none does."""
    hits = words.hits[i] if i < len(words.tokens) else ()
    named = (h for h in hits if not h.conj and not h.prep and all(e.table == "offices" for e in h.entries))
    return next((h.end for h in named if held(h.entries, words.day) == (*_FORGOTTEN, 0)), i)


def _after_given_name(words: Words, i: int) -> bool:
    """Whether token i follows a given name, so that a word that also means something is still part of the name."""
    if (
        i == 0
        or not (is_group(words, i - 1, "given") or is_group(words, i - 1, "name"))
        or words.particles[i]
        or words.is_mark(i)
    ):
        return False
    return not any(r.pos == "verb" or r.det or r.conj or r.prep for r in words.analyses[i])


def is_name_word(words: Words, i: int) -> bool:
    if is_group(words, i, "name") or is_group(words, i, "given"):
        return True
    if words.is_mark(i) or words.is_number(i) or words.particles[i] or words.hits[i]:
        return False
    return not words.analyses[i] and not (words.has_article(i) and not words.tokens[i].key.startswith(ARTICLE))


def is_counted(words: Words, i: int) -> bool:
    """Whether a number stands before the word at token i, as those counted stand in the singular: 12 فلسطينيا."""
    return words.is_number(i - 1) or (is_group(words, i - 1, "quantity") and words.facts[i].accusative)


def people_at(words: Words, i: int) -> Actor | None:
    """A plural nisba or a people's name that stands alone: الأتراك, الفلسطينيون."""
    for reading in words.analyses[i]:
        named = (
            reading.table == "nisba"
            and reading.det
            and reading.gender == "m"
            and i + 1 < len(words.tokens)
            and is_name_word(words, i + 1)
            and not words.has_article(i + 1)
            and not (i > 0 and words.has_article(i - 1))
        )
        plural = (
            named
            or reading.table == "people"
            or (reading.table == "nisba" and reading.number == "p" and reading.gender == "m")
            or (reading.table == "nisba" and i > 0 and is_counted(words, i) and not reading.det)
        )
        if plural:
            return Actor(
                reading.code + "CVL",
                "CVL",
                "people",
                i,
                i + 1,
                words.sentence,
                reading.lemma,
                reading.det,
                (f"countries.csv:{reading.line}",),
                "people",
                True,
                weight=0.8,
            )
    return None


def is_described(words: Words, i: int) -> bool:
    """Whether token i is the indefinite nationality of somebody named right before it."""
    fact = words.facts[i] if i < len(words.tokens) else None
    return fact is not None and fact.nisba is not None and fact.accusative


def is_about(words: Words, i: int, j: int) -> bool:
    """Whether the preposition at token i only makes the number at token j a round one: نحو 50 شخصا."""
    number = words.is_number(j) or is_group(words, j, "quantity")
    return number and words.tokens[i].key in words.lexicon.particles.rounding
