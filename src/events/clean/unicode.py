"""Unicode hygiene: what is stored, and the matching form with its way back to what is stored.

The stored text keeps every offset: `neutralise` replaces character by character. The matching form drops what only
decorates (diacritics, tatweel, format characters) and unifies what only looks different (presentation forms,
Persian letters, Arabic-Indic digits); `Folded.span` leads back.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar

from events.model import Span

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_WORD_JOINER = "\u2060"

# Marks that decorate: Arabic signs, harakat, superscript alef, Quranic marks, tatweel.
_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff"
# Format characters (category Cf) of all planes, tags among them.
_FORMAT = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
_DROPPED = re.compile(f"[{_MARKS}{_FORMAT}]+")
_COMPATIBILITY = "\ufb50-\ufdff\ufe70-\ufefc\u2000-\u200a\u202f\u205f\u3000\uff01-\uff5e"
_CHANGED = re.compile(f"[{_MARKS}{_FORMAT}{_COMPATIBILITY}]+")
_SAME_LETTER = str.maketrans(
    {
        **dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True)),
        **dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True)),
        "ی": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "گ": "ك", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ە": "ه", "ٱ": "ا",
        "ڤ": "ف", "پ": "ب", "چ": "ج", "ژ": "ز", "٬": ",", "٫": ".", "\u00a0": " ",
        "“": '"', "”": '"', "„": '"', "‟": '"',
        "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """The matching form of a text. `offsets[i]` is where character i of `text` stands in the original;
    None where both are the same length and nothing moved."""

    text: str
    offsets: Sequence[int] | None
    source_length: int

    def span(self, start: int, end: int) -> Span:
        """The original characters behind `text[start:end]`, decoration inside included; empty stays empty."""
        if self.offsets is None:
            return Span(start, end)
        first = self.offsets[start] if start < len(self.offsets) else self.source_length
        return Span(first, self.offsets[end - 1] + 1 if end > start else first)


def neutralise(text: str) -> str:
    """The text as it may be stored: NUL and lone surrogates become U+FFFD, bidirectional overrides U+2060.
    Same length, so that offsets into the received text stay true."""
    return _REORDERING.sub(_WORD_JOINER, _UNSTORABLE.sub("\ufffd", text))


def flags_of(text: str) -> tuple[str, ...]:
    """What `neutralise` would change: `unstorable`, `bidi_override`."""
    found = (("unstorable", _UNSTORABLE.search(text)), ("bidi_override", _REORDERING.search(text)))
    return tuple(name for name, match in found if match)


def fold(text: str) -> Folded:
    """The matching form of `text`: no diacritics, tatweel or format characters; compatibility forms, Persian letters,
    digits, quotes and dashes unified. Idempotent; hamza, ta marbuta and alef maksura are kept (see `key`)."""
    if not _CHANGED.search(text):
        return Folded(text.translate(_SAME_LETTER), None, len(text))
    pieces: list[str] = []
    offsets = array("L")
    done = 0
    for match in _CHANGED.finditer(text):
        left, right = match.span()
        pieces.append(text[done:left])
        offsets.extend(range(done, left))
        for position in range(left, right):
            plain = _DROPPED.sub("", unicodedata.normalize("NFKC", text[position]))
            pieces.append(plain)
            offsets.extend([position] * len(plain))
        done = right
    pieces.append(text[done:])
    offsets.extend(range(done, len(text)))
    return Folded("".join(pieces).translate(_SAME_LETTER), offsets, len(text))


def key(folded: str) -> str:
    """The look-up form of folded text: alef, ya and ta marbuta unified as camel_tools does. Same length."""
    return str(normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(folded))))


def lookup(text: str) -> str:
    """The look-up form of any text: `key(fold(text).text)`."""
    return key(fold(text).text)
