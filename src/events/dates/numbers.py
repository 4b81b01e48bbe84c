"""Numbers in digits and in words."""

from __future__ import annotations

from events.dates.letters import AND
from events.dates.tokens import Number, Tokens


def skip_clitic(t: Tokens, i: int) -> int:
    """The token after a clitic written apart from the digits it belongs to (`و2025`, `الـ12`), else i."""
    if t.has(i, "clitic") and t.key(i + 1)[:1].isdigit() and (t.glued(i + 1) or t.key(i) != AND):
        return i + 1
    return i


def number(t: Tokens, i: int) -> Number | None:
    """The number that starts at token i, digits or words."""
    numbers = t.numbers
    if i not in numbers:
        j = skip_clitic(t, i)
        value = t.number(j)
        numbers[i] = in_words(t, i) if value is None else Number(value, j + 1, "digits")
    return numbers[i]


def in_words(t: Tokens, i: int) -> Number | None:
    """A number in words: "الحادي والعشرين", "خمسة عشر", "ألف وتسعمئة وسبعة وستين"."""
    first = t.has(i, "number")
    if first is None:
        return None
    if first.extra == "first":
        return Number(1, i + 1, "first")
    if first.extra == "ordinal":
        return _ordinal(t, i, int(first.value))
    total, j, scale = 0, i, 10_000
    while (lexeme := t.has(j, "number")) is not None and lexeme.extra not in ("ordinal", "first"):
        if j > i and not lexeme.prefix.endswith(AND):
            break
        value, size, after = _term(t, j, int(lexeme.value), lexeme.extra)
        if size >= scale and not (scale == 1 and size == 10):
            break
        total, scale, j = total + value, size, after
        if size == 10 and value < 20:
            break
    if j > i and total < 100:
        total, j = _backwards(t, total, j)
    return Number(total, j, "words") if j > i else None


def _backwards(t: Tokens, total: int, j: int) -> tuple[int, int]:
    """A year told from its small end, "ست وخمسين وتسعمائة وألف": (value, token after); as given for other numbers."""
    hundred, thousand = t.has(j, "number"), t.has(j + 1, "number")
    joined = hundred and thousand and hundred.prefix == thousand.prefix == AND
    if hundred and thousand and joined and (hundred.extra, thousand.extra) == ("hundred", "thousand"):
        return total + int(hundred.value) + int(thousand.value), j + 2
    return total, j


def _term(t: Tokens, j: int, value: int, kind: str) -> tuple[int, int, int]:
    """(value, size, token after) of one summand; "خمسة عشر" is one."""
    if kind == "unit":
        ten = t.has(j + 1, "number")
        if ten and ten.value == "10" and not ten.prefix and value < 10:
            return value + 10, 10, j + 2
        return value, (1 if value < 10 else 10), j + 1
    return value, {"tens": 10, "hundred": 100, "thousand": 1000}[kind], j + 1


def _ordinal(t: Tokens, i: int, value: int) -> Number:
    after = t.has(i + 1, "number")
    if after and not after.prefix and after.value == "10" and after.extra == "unit" and value < 10:
        return Number(value + 10, i + 2, "ordinal")
    if after and after.prefix.endswith(AND) and after.extra == "tens" and value < 10:
        return Number(value + int(after.value), i + 2, "ordinal")
    return Number(value, i + 1, "ordinal")
