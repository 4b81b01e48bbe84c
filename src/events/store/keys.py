"""The identity of things: the first 128 bits of a SHA-256 over their content, as a uuid.

Fields are joined by U+001F, and control characters inside them escaped: different records never give one string.
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
_CONTROL = re.compile("[\x1b\x1e\x1f]")
_ESCAPE = str.maketrans({"\x1b": "\x1b\x1b", "\x1e": "\x1b-", "\x1f": "\x1b_"})
_NONE = "\x1e"
_KEY = re.compile("[0-9a-fA-F]{32}|[0-9a-fA-F]{64}")


def storable(text: str) -> str:
    """The text with what no database can hold (NUL, lone surrogates) as U+FFFD, one for one; else verbatim."""
    return _UNSTORABLE.sub("\ufffd", text) if _UNSTORABLE.search(text) else text


def content_hash(article: RawArticle) -> str:
    """SHA-256 (64 hex digits) over source, id and stored text, title, publication date."""
    title = None if article.title is None else neutralise(article.title)
    source = None if article.source is None else storable(article.source)
    return _digest(source, storable(article.id), neutralise(article.text), title, article.published).hex()


def article_key(article: RawArticle) -> UUID:
    """The article's key: the head of its content hash."""
    return UUID(content_hash(article)[:32])


def event_key(event: Event, article: UUID) -> UUID:
    """Over source, target, code, date, grain; and the article where the date is unknown, since nothing then says
    that two articles tell of one event."""
    scope = article.hex if event.date is None else None
    return _uuid(event.source, event.target, event.code, event.date, event.grain.value, scope)


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


def _digest(*fields: str | int | date | None) -> bytes:
    cells = [_NONE if cell is None else str(cell) for cell in fields]
    for at, cell in enumerate(cells):
        if fields[at] is not None and _CONTROL.search(cell):
            cells[at] = cell.translate(_ESCAPE)
    return sha256("\x1f".join(cells).encode("utf-8", "surrogatepass")).digest()


def _uuid(*fields: str | int | date | None) -> UUID:
    return UUID(bytes=_digest(*fields)[:16])
