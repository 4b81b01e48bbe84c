"""The identity of things: a SHA-256 over their content, cut to 128 bits, as a uuid.

Fields are joined by U+001F, and control characters inside them escaped: different records never give one string.
Keys of articles and events begin with 16 bits that count days (`day_digits`), the hash has the other 112: what belongs
to one day lies together in every index on a key, so that a batch touches few pages, however large the tables are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from uuid import UUID

from events.clean.unicode import neutralise
from events.model import Event, Mention, RawArticle, Rejection

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ESCAPE = str.maketrans({"\x1b": "\x1b\x1b", "\x1e": "\x1b-", "\x1f": "\x1b_"})
_NONE = "\x1e"
_1900 = date(1900, 1, 1).toordinal()
_KEY = re.compile("[0-9a-fA-F]{32}|[0-9a-fA-F]{64}")


def storable(text: str) -> str:
    """The text with what no database can hold (NUL, lone surrogates) as U+FFFD, one for one; else verbatim."""
    if text.isascii() and "\x00" not in text:
        return text
    return _UNSTORABLE.sub("\ufffd", text) if _UNSTORABLE.search(text) else text


def content_hash(article: RawArticle) -> str:
    """SHA-256 (64 hex digits) over source, id and stored text, title, publication date."""
    title = None if article.title is None else neutralise(article.title)
    source = None if article.source is None else storable(article.source)
    return _digest(source, storable(article.id), neutralise(article.text), title, article.published).hex()


def day_digits(day: date | None) -> str:
    """Four hex digits: days since 1900 modulo 65,536; `ffff` for none. The same as SQL's `events.day_digits`."""
    return f"{_day_number(day):04x}"


def article_key(article: RawArticle) -> UUID:
    """The article's key: its publication day and the head of its content hash."""
    return hashed_article_key(content_hash(article), article.published)


def hashed_article_key(content_hash: str, published: date | None) -> UUID:
    """The key of the article with this content hash and publication day."""
    return UUID(int=_day_number(published) << 112 | int(content_hash[:28], 16))


def event_key(event: Event, article: UUID) -> UUID:
    """The event's day, and a hash over source, target, code, date, grain. Where the date is unknown: the article's
    day, and the article in the hash, since nothing then says that two articles tell of one event."""
    day = event.date
    scope, number = (article.hex, article.int >> 112) if day is None else (None, _day_number(day))
    digest = _digest(event.source, event.target, event.code, day, event.grain.value, scope)
    return UUID(int=number << 112 | int.from_bytes(digest[:14]))


def mention_key(mention: Mention, event: UUID, article: UUID) -> UUID:
    """Over article key, event key, sentence, trigger span."""
    return _uuid(article.hex, event.hex, mention.sentence, mention.trigger.start, mention.trigger.end)


def rejection_key(rejection: Rejection, article: UUID | None = None) -> UUID:
    """Over what was refused (article key, else raw hash, else article id), stage, code and detail."""
    what = article.hex if article else rejection.raw_hash or rejection.article_id
    return _uuid(what, rejection.stage, rejection.code, rejection.detail)


def quarantine_key(key: UUID, article: UUID | None, code: str, expectation: str) -> UUID:
    """Over the row turned away, the article whose telling it is, code and expectation."""
    return _uuid(key.hex, article.hex if article else None, code, expectation)


def batch_key(articles: Iterable[UUID], code_version: str, seeds_fingerprint: str, extra: Iterable[str] = ()) -> UUID:
    """Over the sorted article keys, code version and seeds fingerprint. `extra` names what was in the input and
    is no article (hashes of lines that could not be read)."""
    keys = sorted({key.hex for key in articles})
    return _uuid(*keys, "|", *sorted(set(extra)), "|", code_version, seeds_fingerprint)


def as_key(text: str | UUID) -> UUID:
    """A key given as a uuid, as 32 hex digits or as a whole SHA-256 (64). Raises `ValueError` for anything else."""
    if isinstance(text, UUID):
        return text
    digits = text.replace("-", "")
    if not _KEY.fullmatch(digits):
        raise ValueError(f"not a key: {text!r} (32 or 64 hex digits)")
    return UUID(digits[:32])


def _day_number(day: date | None) -> int:
    return 0xFFFF if day is None else (day.toordinal() - _1900) % 0x10000


def _digest(*fields: str | int | date | None) -> bytes:
    cells = [_NONE if cell is None else str(cell) for cell in fields]
    whole = "\x1f".join(cells)
    if whole.count("\x1f") >= len(cells) or whole.count(_NONE) != fields.count(None) or "\x1b" in whole:
        whole = "\x1f".join(
            cell if field is None else cell.translate(_ESCAPE) for field, cell in zip(fields, cells, strict=True)
        )
    return sha256(whole.encode("utf-8", "surrogatepass")).digest()


def _uuid(*fields: str | int | date | None) -> UUID:
    return UUID(int=int.from_bytes(_digest(*fields)[:16]))
