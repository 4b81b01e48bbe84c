"""Stems: the spellings a word's forms are built on, without clitics, and which endings each takes.

A stem's `groups` are groups of `affixes.csv`. Spellings are undiacritised with correct hamza; what differs only in
vowels is one stem. Rules after any school grammar of Arabic: weak and doubled roots, hamza seats, ta marbuta before
suffixes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from events.lexicon.records import Verb

ALEF, WAW, YA, MAKSURA, TA, TA_MARBUTA, NUN = "ا", "و", "ي", "ى", "ت", "ة", "ن"
HAMZA, ON_ALEF, ON_WAW, ON_YA, MADDA = "ء", "أ", "ؤ", "ئ", "آ"
_SEATS = (HAMZA, ON_WAW, ON_YA)
_TENTH = "است"
_PERFECT = ("p_free", "p_bound", "p_t", "p_w", "p_dual", "p_c")
_IMPERFECT = ("i_free", "i_bound", "i_w", "i_dual", "i_n")
_NOMINAL = ("free", "bound", "tanween", "dual")


class Stem(NamedTuple):
    """One stem: its spelling, the groups of endings it takes, and its features where the ending says nothing."""

    surface: str
    groups: tuple[str, ...]
    pos: str
    aspect: str = ""
    voice: str = ""
    gender: str = ""
    number: str = ""


def verb_stems(verb: Verb) -> tuple[Stem, ...]:
    """All finite stems of a verb, active and passive; voice `u` where the letters fit both."""
    active = [
        *perfect(verb.lemma, verb.imperfect[0]),
        *(s for form in verb.imperfect for s in imperfect(form, verb.lemma)),
    ]
    if verb.passive:
        past, present = verb.passive
        passive = {*perfect(past, present), *imperfect(present, past)}
        return _voiced(active, passive, shared=set())
    passive = {stem for form in verb.imperfect for stem in _derived_passive(verb.lemma, form)}
    shared = {stem for stem in active if _same_in_passive(stem, verb)}
    return _voiced(active, passive, shared)


def _voiced(active: Iterable[Stem], passive: set[Stem], shared: set[Stem]) -> tuple[Stem, ...]:
    found = {stem._replace(voice="u" if stem in passive or stem in shared else "a") for stem in active}
    found |= {stem._replace(voice="p") for stem in passive if stem._replace(voice="u") not in found}
    return tuple(sorted(found))


def perfect(form: str, present: str) -> Iterator[Stem]:
    """The stems of the perfect with this third person masculine singular; voice left open."""
    base, last = form[:-1], form[-1]
    if last in (MAKSURA, ALEF) and len(form) > 2:
        radical = WAW if last == ALEF else YA
        yield from _stems(
            "p", (form, "p_free"), (base + ALEF, "p_bound"), (base, "p_t", "p_w"), (base + radical, "p_dual", "p_c")
        )
    elif last == YA:
        yield from _stems("p", (form, "p_free", "p_bound", "p_t", "p_dual", "p_c"), (base, "p_w"))
    elif is_hollow(form):
        short = form[:-2] + last
        if last == HAMZA:
            seat = ON_ALEF if form[0] in (ON_ALEF, ALEF) else ON_YA
            yield from _stems("p", (form, "p_free", "p_bound", "p_t", "p_w", "p_dual"), (base + ON_WAW, "p_w"))
            yield from _stems("p", (form[:-2] + seat, "p_c"))
        else:
            yield from _stems("p", (form, *_PERFECT[:5]), (short, "p_c"))
    elif last == ON_ALEF:
        yield from _stems("p", (form, "p_free", "p_bound", "p_t", "p_w", "p_c"), (base + MADDA, "p_fused"))
        yield from _stems("p", (base + ON_WAW, "p_w"), (base + HAMZA, "p_w"))
    elif is_doubled(form, present):
        groups = _PERFECT if form.startswith(_TENTH) else _PERFECT[:5]
        yield from _stems("p", (form, *groups), (form + last, "p_c"))
    else:
        yield from _stems("p", (form, *_PERFECT))


def imperfect(form: str, past: str) -> Iterator[Stem]:
    """The stems of the imperfect (without its person prefix) with this third person masculine singular."""
    stem, base, last = form[1:], form[1:-1], form[-1]
    if last in (YA, WAW) and past[-1] in (ALEF, MAKSURA, YA):
        yield from _stems("i", (stem, "i_free", "i_bound", "i_dual", "i_n"), (base, "i_w", "i_short"))
    elif last == MAKSURA:
        yield from _stems(
            "i", (stem, "i_free"), (base + ALEF, "i_bound"), (base + YA, "i_dual", "i_n"), (base, "i_w", "i_short")
        )
    elif is_hollow(past) and len(form) > 2 and form[-2] in (ALEF, WAW, YA):
        yield from _stems("i", (stem, "i_free", "i_bound", "i_w", "i_dual"))
        if last == HAMZA:
            yield from _stems("i", *((base + seat, "i_bound", "i_w") for seat in (ON_WAW, ON_YA)))
        yield from _stems("i", (form[1:-2] + last, "i_short", "i_n"))
    elif last == ON_ALEF:
        yield from _stems("i", (stem, "i_free", "i_bound", "i_w", "i_n"), (base + MADDA, "i_fused"))
        yield from _stems("i", (base + ON_WAW, "i_bound", "i_w"), (base + HAMZA, "i_w"))
    elif is_doubled(past, form):
        yield from _stems("i", (stem, *_IMPERFECT[:4]), (stem + last, "i_n"))
    else:
        yield from _stems("i", (stem, *_IMPERFECT))


def is_hollow(past: str) -> bool:
    """Whether the perfect has a long middle radical (`قال`, `أعاد`, `استقال`)."""
    return len(past) > 2 and past[-2] == ALEF


def is_doubled(past: str, present: str) -> bool:
    """Whether the perfect may end in a doubled radical written once (`شن`, `أعد`, `احتل`, `استمر`)."""
    same = present[1:] == past[1:]
    if len(past) == 2:
        return True
    if len(past) == 3:
        return past[0] == ON_ALEF and same
    if len(past) == 4:
        return past[0] == ALEF and same
    return len(past) == 5 and past.startswith(_TENTH) and same


def _stems(aspect: str, *stems: tuple[str, ...]) -> Iterator[Stem]:
    for surface, *groups in stems:
        # Before a suffix that begins with nun, a stem's own last nun is not written twice.
        fused = ["p_n" if group == "p_c" and surface.endswith(NUN) else group for group in groups]
        yield Stem(surface, tuple(fused), "verb", aspect)


def _same_in_passive(stem: Stem, verb: Verb) -> bool:
    """Whether the passive of an otherwise unmarked verb has this active stem's letters."""
    past, present = verb.lemma, verb.imperfect[0]
    weak = past[-1] in (MAKSURA, ALEF, YA) or is_hollow(past)
    if stem.aspect == "p":
        return not weak and ALEF not in past[1:3]
    if past[0] == WAW and not stem.surface.startswith(WAW):
        return False
    return not weak or present[-1] == MAKSURA or present[-2] == ALEF


def _derived_passive(past: str, present: str) -> Iterator[Stem]:
    """The passive stems that follow from a derived verb's letters (`هوجم`, `تبودل`, `أعيد`/`يعاد`, `أجري`/`يجرى`)."""
    if len(past) == 4 and past[1] == ALEF and past[-1] not in (MAKSURA, HAMZA):
        yield from perfect(past[0] + WAW + past[2:], present)
    elif len(past) == 5 and past[0] == TA and past[2] == ALEF and past[-1] not in (MAKSURA, HAMZA):
        yield from perfect(past[:2] + WAW + past[3:], present)
    elif len(past) > 3 and is_hollow(past):
        passive = past[:-2] + YA + past[-1]
        yield from perfect(passive, present)
        yield from imperfect(present[:-2] + ALEF + present[-1], past)
    elif len(past) > 3 and past[-1] == MAKSURA and ALEF not in past[1:-1]:
        yield from perfect(past[:-1] + YA, present)
        yield from imperfect(present[:-1] + MAKSURA, past)


def noun_stems(
    word: str, gender: str, pos: str = "noun", plurals: Iterable[str] = (), person: bool = False
) -> tuple[Stem, ...]:
    """All stems of a noun: singular, dual, the plurals given or else the sound ones. A `person` has a feminine and,
    without broken plurals, the sound masculine plural; other nouns without plurals take the feminine one."""
    plurals = tuple(plurals)
    found = {stem._replace(gender=gender, number="s") for stem in _single(word, pos)}
    weak = word[:-1] if word[-1] in (TA_MARBUTA, ALEF) else word[:-1] + YA if word[-1] == MAKSURA else word
    sound = ("plural_m", "plural_f") if person and gender == "m" and not plurals else ("plural_f",)
    if person or not plurals:
        found.add(Stem(weak, sound, pos, gender=gender, number="p"))
    if person and gender == "m" and word[-1] not in (TA_MARBUTA, MAKSURA, ALEF):
        found.add(Stem(word, ("feminine",), pos, gender="f", number="s"))
    oblique = {plural[:-2] + YA + NUN for plural in plurals if plural.endswith(WAW + NUN)}
    for plural in set(plurals) - oblique:
        found |= {stem._replace(gender=gender, number="p") for stem in _plural(plural, pos)}
    return tuple(sorted(found))


def has_sound_plural(plurals: Iterable[str]) -> bool:
    """Whether one of the plurals is the sound masculine one, as persons and participles have."""
    return any(plural.endswith(WAW + NUN) for plural in plurals)


def _single(word: str, pos: str) -> Iterator[Stem]:
    base, last = word[:-1], word[-1]
    if last == TA_MARBUTA:
        yield Stem(word, ("free",), pos)
        yield Stem(base + TA, ("bound", "dual"), pos)
    elif last == MAKSURA:
        yield Stem(word, ("free",), pos)
        yield Stem(base + ALEF, ("bound",), pos)
        yield Stem(base + YA, ("dual",), pos)
    elif last == ALEF:
        yield Stem(word, ("free", "bound"), pos)
    elif last == HAMZA:
        groups = _NOMINAL if base[-1:] != ALEF else ("free", "bound", "dual")
        yield Stem(word, groups, pos)
        yield Stem(base + ON_YA, ("bound", "tanween", "dual") if base[-1:] != ALEF else ("bound", "dual"), pos)
        yield Stem(base + ON_WAW, ("bound",), pos)
    elif last in (ON_ALEF, ON_WAW):
        yield Stem(word, _NOMINAL if last == ON_WAW else ("free", "bound"), pos)
        yield from (Stem(base + seat, ("bound",), pos) for seat in (ON_ALEF, ON_WAW, ON_YA) if seat != last)
    else:
        yield Stem(word, _NOMINAL, pos)


def _plural(word: str, pos: str) -> Iterator[Stem]:
    if word.endswith(WAW + NUN):
        yield Stem(word[:-2], ("plural_m",), pos)
    elif word.endswith(ALEF + TA) and len(word) > 4:
        yield Stem(word[:-2], ("plural_f",), pos)
    else:
        for stem in _single(word, pos):
            groups = tuple(group for group in stem.groups if group != "dual")
            if groups:
                yield stem._replace(groups=groups)


def adjective_stems(word: str) -> tuple[Stem, ...]:
    """The stems of a masculine adjective with sound plurals (`جزائري`); one that does not end in ya stays as it is."""
    if word[-1] != YA:
        return (Stem(word, ("free",), "adj", gender="m", number="s"),)
    return (
        Stem(word, ("free", "tanween", "dual"), "adj", gender="m", number="s"),
        Stem(word, ("feminine",), "adj", gender="f", number="s"),
        Stem(word, ("plural_m", "plural_f"), "adj", gender="m", number="p"),
    )


def participle_stems(word: str, past: str) -> tuple[Stem, ...]:
    """The stems of an active participle; of a defective verb also with its ya when definite (`مجر`, `المجري`)."""
    defective = past[-1] in (MAKSURA, ALEF, YA) and word[-1] != YA
    long = word + YA if defective else word
    stems = set(noun_stems(long, "m", "participle", person=True))
    if defective:
        stems = {stem._replace(groups=tuple(g for g in stem.groups if g != "plural_m")) for stem in stems}
        stems |= {Stem(word, ("free",), "participle", gender="m", number="s")}
        stems |= {Stem(word, ("plural_m",), "participle", gender="m", number="p")}
    return tuple(sorted(stems))
