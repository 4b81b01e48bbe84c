"""Text in disguise: the same events, and spans that point at the characters of the text as it came."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from events.clean import lookup
from events.model import Coded

PLAIN = (
    "استقبل وزير الخارجية القطري نظيره الإيراني في 5 مايو 2019 في الدوحة. "
    "وفرضت الولايات المتحدة الأمريكية عقوبات على إيران."
)
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def _after_letters(mark: str, every: int = 1) -> Callable[[str], str]:
    def put(text: str) -> str:
        made, count = [], 0
        for character in text:
            made.append(character)
            if character in _LETTERS:
                count += 1
                if count % every == 0:
                    made.append(mark)
        return "".join(made)

    return put


def _inside_words(mark: str) -> Callable[[str], str]:
    """Between two letters of a word, so that the mark joins rather than ends it."""

    def put(text: str) -> str:
        pairs = zip(text, [*text[1:], " "], strict=True)
        return "".join(c + mark if c in _LETTERS and n in _LETTERS else c for c, n in pairs)

    return put


def _replaced(*pairs: tuple[str, str]) -> Callable[[str], str]:
    table = {ord(old): new for old, new in pairs}
    return lambda text: text.translate(table)


def _presentation(form: str) -> Callable[[str], str]:
    forms = {}
    for point in range(0xFE70, 0xFEFD):
        name = unicodedata.name(chr(point), "")
        plain = unicodedata.normalize("NFKC", chr(point))
        if name.endswith(f"{form} FORM") and len(plain) == 1:
            forms[ord(plain)] = chr(point)
    return lambda text: text.translate(forms)


def _spaces(space: str) -> Callable[[str], str]:
    return lambda text: text.replace(" ", space)


_HARAKAT = {
    "fathatan": "\u064b", "dammatan": "\u064c", "kasratan": "\u064d", "fatha": "\u064e", "damma": "\u064f",
    "kasra": "\u0650", "shadda": "\u0651", "sukun": "\u0652", "superscript alef": "\u0670", "small high seen": "\u06dc",
}  # fmt: skip
_FORMAT = {
    "zero width space": "\u200b", "zero width non-joiner": "\u200c", "zero width joiner": "\u200d",
    "left-to-right mark": "\u200e", "right-to-left mark": "\u200f", "Arabic letter mark": "\u061c",
    "word joiner": "\u2060", "byte order mark": "\ufeff", "soft hyphen": "\u00ad", "embedding": "\u202b",
    "override": "\u202e", "pop": "\u202c", "isolate": "\u2067", "pop isolate": "\u2069",
}  # fmt: skip
_SPACES = {
    "no-break": "\u00a0", "en": "\u2002", "em": "\u2003", "thin": "\u2009", "narrow no-break": "\u202f",
    "mathematical": "\u205f", "ideographic": "\u3000", "double": "  ", "tab": "\t",
}  # fmt: skip

DISGUISES: dict[str, Callable[[str], str]] = {
    **{f"{name} on every letter": _after_letters(mark) for name, mark in _HARAKAT.items()},
    "shadda and fatha on every third letter": _after_letters("\u0651\u064e", 3),
    "tatweel inside words": _inside_words("\u0640"),
    "much tatweel": _inside_words("\u0640\u0640\u0640"),
    **{f"{name} inside words": _inside_words(mark) for name, mark in _FORMAT.items()},
    **{f"{name} spaces": _spaces(space) for name, space in _SPACES.items()},
    "no hamza on alef": _replaced(("أ", "ا"), ("إ", "ا"), ("آ", "ا")),
    "alef wasla": _replaced(("إ", "ٱ")),
    "Persian yeh": _replaced(("ي", "ی")),
    "Persian kaf": _replaced(("ك", "ک")),
    "swash kaf": _replaced(("ك", "ڪ")),
    "heh for ta marbuta": _replaced(("ة", "ه")),
    "heh goal": _replaced(("ه", "ہ")),
    "alef maksura for yeh at the end": lambda text: text.replace("ي ", "ى "),
    "Arabic-Indic digits": _replaced(*zip("0123456789", "٠١٢٣٤٥٦٧٨٩", strict=True)),
    "Persian digits": _replaced(*zip("0123456789", "۰۱۲۳۴۵۶۷۸۹", strict=True)),
    "fullwidth digits": _replaced(*zip("0123456789", "０１２３４５６７８９", strict=True)),
    "isolated forms": _presentation("ISOLATED"),
    "initial forms": _presentation("INITIAL"),
    "medial forms": _presentation("MEDIAL"),
    "final forms": _presentation("FINAL"),
    "lam-alef ligatures": lambda text: text.replace("لا", "\ufefb").replace("لإ", "\ufef9"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "line ends of another system": lambda text: text.replace(". ", ".\r\n"),
    "NUL before and after": lambda text: f"\x00 {text} \x00",
    "everything at once": lambda text: _inside_words("\u0640\u200f")(_after_letters("\u064e", 2)(text)),
}


def _told(found: Coded) -> list[tuple[str, str, str, str]]:
    return [(e.source, e.target, e.code, str(e.date)) for e in found.events]


def test_there_are_fifty_disguises_and_each_disguises() -> None:
    assert len(DISGUISES) >= 50
    assert [name for name, disguise in DISGUISES.items() if disguise(PLAIN) == PLAIN] == []


@pytest.mark.parametrize("name", DISGUISES)
def test_disguised_text_yields_the_same_events(coded, name: str) -> None:
    plain, found = coded(PLAIN), coded(DISGUISES[name](PLAIN))
    assert _told(plain) == [
        ("QATGOV", "IRNGOV", "043", "2019-05-05"),
        ("USA", "IRN", "163", "2024-03-13"),
    ]
    assert _told(found) == _told(plain)


@pytest.mark.parametrize("name", DISGUISES)
def test_spans_point_at_the_words_of_the_disguised_text(coded, name: str) -> None:
    plain, found = coded(PLAIN), coded(DISGUISES[name](PLAIN))
    before, after = plain.mentions, found.mentions
    assert len(before) == len(after)
    for old, new in zip(before, after, strict=True):
        for part in ("evidence", "trigger", "source_span", "target_span", "date_span"):
            was, now = getattr(old, part), getattr(new, part)
            assert (was is None) == (now is None), part
            if was is not None:
                assert _plainly(now.of(found.article.text)) == _plainly(was.of(plain.article.text)), part


def _plainly(text: str) -> str:
    """The look-up form without what the disguises change on purpose: kinds of space, and ta marbuta written heh."""
    return " ".join(lookup(unicodedata.normalize("NFC", text)).split()).replace("ة", "ه")
