"""Years: after their word, with an era, or bare where the neighbours allow."""

from __future__ import annotations

from events.dates.letters import AND, ARTICLE, FIRST, LAST
from events.dates.numbers import number, skip_clitic
from events.dates.reading import GREGORIAN, HIJRI, Reading
from events.dates.tokens import Tokens

# A bare number beyond is a count of something.
_LAST_BARE = 2060
# "قتل 1800 من المدنيين": what is not of our times is counted.
_COUNTED = 1950


def year_number(t: Tokens, i: int, certain: bool) -> tuple[int, str, int] | None:
    """(year, calendar, next token). `certain`: the words before already say that a year follows."""
    found = number(t, i)
    if found is None or not 1000 <= found.value <= 2199:
        return None
    if found.form == "digits" and len(t.key(found.stop - 1)) != 4:
        return None
    if found.form != "digits" and not certain:
        return None
    era = t.has(found.stop, "era")
    if era and t.key(found.stop + 1).isdigit() and t.glued(found.stop + 1):
        return None
    if (
        era
        and era.prefix == ""
        and (t.glued(found.stop) or len(t.key(found.stop)) > 1 or certain or era.value == "hijri")
    ):
        if era.value == HIJRI:
            return (found.value, HIJRI, found.stop + era.words) if 1200 <= found.value <= 1500 else None
        return found.value, GREGORIAN, found.stop + era.words
    if certain and 1200 <= found.value <= 1500 and found.form == "digits":
        return found.value, HIJRI, found.stop
    return found.value, GREGORIAN, found.stop


def year_named(t: Tokens, i: int) -> tuple[int, str, int] | None:
    """A year after "عام" or "سنة", or the word "عام" with an adjective of era."""
    unit = t.has(i, "unit")
    if unit is None or unit.value not in ("year", "hijri_year") or unit.extra != "1":
        return None
    j = i + unit.words
    if t.has(j, "year_adj") or (t.key(j) == "." and t.glued(j + 1) and not t.glued(j)):
        j += 1
    found = year_number(t, j, True) or _short_year(t, j)
    if found and unit.value == "hijri_year" and found[1] == GREGORIAN:
        return None
    return found


def _short_year(t: Tokens, i: int) -> tuple[int, str, int] | None:
    """A year of the twentieth century in two digits: "عام 48"."""
    value = t.number(i)
    if value is None or not 40 <= value <= 99 or t.has(i + 1, "counted", "unit", "era") or t.key(i + 1) in ("/", "-"):
        return None
    return 1900 + value, GREGORIAN, i + 1


def year_modifier(t: Tokens, i: int) -> tuple[str, int] | None:
    """(modifier, next token) of "العام الماضي", "هذا العام", "السنة ذاتها", "نفس العام"."""
    before = t.has(i, "this", "that", "same")
    j = i + before.words if before else i
    unit = t.has(j, "unit")
    if unit is None or unit.value not in ("year", "hijri_year") or unit.extra != "1":
        return None
    j += unit.words
    if t.has(j, "year_adj"):
        j += 1
    after = t.has(j, "mod")
    if after and not after.prefix and after.value != "recent":
        return after.value, j + after.words
    return (before.value, j) if before else None


def year_expression(t: Tokens, i: int) -> Reading | None:
    """A year: after its word ("سنة 2010", "عام ألف وتسعمئة"), with an era ("1436هـ"), or bare."""
    named = year_named(t, i)
    if named:
        return _school_year(t, Reading("year_named", "calendar", i, named[2], year=named[0], calendar=named[1]))
    found = year_number(t, i, False)
    if found is None or not t.key(skip_clitic(t, i)).isdigit():
        return None
    j = skip_clitic(t, i)
    value, calendar, stop = found
    reading = Reading("year_bare", "calendar", i, stop, year=value, calendar=calendar)
    if stop > j + 1:
        dated = calendar == HIJRI or (1500 < value < 2100 and not t.has(i - 1, "number_head"))
        return reading._replace(rule="year_era") if dated else None
    return _bare(t, i, j, reading)


def _school_year(t: Tokens, first: Reading) -> Reading:
    """The year, or the pair it opens: "عام 1435/1436هـ", "سنة 2015-2016"."""
    stop, year = first.stop, first.year or 0
    second = t.number(stop + 1) if t.key(stop) in ("/", "-") and len(t.key(stop + 1)) == 4 else None
    if second is not None and first.calendar == HIJRI and 1700 < second < 2100:
        return first._replace(stop=stop + 2, year=second, calendar=GREGORIAN)
    if second is None or not year < second <= year + 60:
        return first
    era = t.has(stop + 2, "era")
    last = first._replace(start=stop + 1, stop=stop + 2, year=second)
    return first._replace(
        rule="years", stop=stop + 2 + (era.words if era and era.value == first.calendar else 0), other=last
    )


def _bare(t: Tokens, i: int, j: int, reading: Reading) -> Reading | None:
    value, stop = reading.year or 0, reading.stop
    if not 1800 <= value <= _LAST_BARE or t.has(stop, "counted") or t.has(i - 1, "number_head") or _compared(t, i):
        return None
    nxt = t.key(stop)
    if nxt in ("%", "/", ":") or (
        nxt in ("-", ".") and t.key(stop + 1).isdigit() and t.glued(stop) and t.glued(stop + 1)
    ):
        return None
    if nxt == AND and t.key(stop + 1).isdigit() and len(t.key(stop + 1)) < 4:
        return None
    far = t.number(stop + 1) if t.has(stop, "to") or nxt == AND else None
    if far is not None and not 1800 <= far <= 2100:
        return None
    before = t.key(i - 1)
    if (
        before in ("/", ":", "+", "$", "*")
        or (before == "-" and t.key(i - 2).isdigit())
        or (before in ".," and t.glued(i))
    ):
        return None
    starts_line = (i == 0 and t.start(0) == 0) or before in ("\n", ".", "*", "\u2022")
    if starts_line:
        return reading._replace(rule="year_heading") if nxt in ("-", ":", "\n", "(") or not nxt else None
    if t.has(i - 1, "in", "since", "to", "edge", "arrival", "year_noun", "head_event") or j > i:
        return reading._replace(certainty=0.9)
    if before in ("(", "-") or t.has(i - 1, "from", "before", "after", "within", "dated"):
        return reading._replace(certainty=0.8) if _closes(t, stop) else None
    if _arabic(before) and _closes(t, stop) and not (value < _COUNTED and t.has(stop, "of")):
        return reading._replace(certainty=0.6)
    return None


def _compared(t: Tokens, i: int) -> bool:
    """Whether "أكثر من" stands before token i: a count."""
    compared = t.has(i - 2, "approx")
    return compared is not None and compared.words > 1


def _arabic(key: str) -> bool:
    return bool(key) and FIRST <= key[0] <= LAST


def _closes(t: Tokens, stop: int) -> bool:
    """Whether what follows cannot be the thing counted: punctuation, a particle, a definite or conjoined word."""
    key = t.key(stop)
    return not _arabic(key) or t.has(stop, "after_year") is not None or key.startswith((AND, ARTICLE))
