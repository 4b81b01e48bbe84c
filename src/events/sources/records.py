"""One article record, whatever it came from: checked field by field before anything else sees it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from events.model import RawArticle, Rejection

FIELDS: Final = ("id", "text", "published", "title", "source", "url")
MAX_ID: Final = 500
MAX_URL: Final = 4_000
MAX_TITLE: Final = 2_000
MAX_RAW: Final = 2_000
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_PUBLISHED = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)


def refuse(code: str, detail: str, raw: str | bytes, article_id: str | None = None, keep: bool = True) -> Rejection:
    """A `Rejection` of stage `read`: the hash covers all of `raw`, of which at most 2,000 characters are kept
    (none unless `keep`: markup is not stored)."""
    data = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")
    kept = data[: MAX_RAW * 4].decode("utf-8", "replace")[:MAX_RAW] if keep else ""
    return Rejection("read", code, detail[:2000], hashlib.sha256(data).hexdigest(), article_id, kept)


def article_of(record: object, raw: str | bytes, source: str | None = None) -> RawArticle | Rejection:
    """The article a decoded record holds, or why it holds none:

    `EV-I002` not an object · `EV-I003` no usable id · `EV-I004` no text · `EV-I006` unreadable publication date ·
    `EV-I007` a title, source or URL of another type or too long. `source` fills in where the record names none.
    """
    if not isinstance(record, Mapping):
        return refuse("EV-I002", f"a JSON object is expected, not {_kind(record)}", raw)
    key = record.get("id")
    if not isinstance(key, str) or not key.strip() or len(key) > MAX_ID or _CONTROL.search(key):
        return refuse("EV-I003", f"`id` must be a plain string of 1 to {MAX_ID} characters, not {_shape(key)}", raw)
    text = record.get("text")
    if not isinstance(text, str):
        return refuse("EV-I004", f"`text` must be a string, not {_kind(text)}", raw, key)
    published = day_of(record.get("published"))
    if isinstance(published, str):
        return refuse("EV-I006", published, raw, key)
    for name, longest in (("title", MAX_TITLE), ("source", MAX_ID), ("url", MAX_URL)):
        value = record.get(name)
        if value is not None and (not isinstance(value, str) or len(value) > longest):
            return refuse("EV-I007", f"`{name}` must be a string of at most {longest:,} characters or null", raw, key)
        if name != "title" and value and _CONTROL.search(value):
            return refuse("EV-I007", f"`{name}` holds control characters", raw, key)
    return RawArticle(
        key, text, published, record.get("source") or source, record.get("url") or None, record.get("title") or None
    )


def day_of(value: object) -> date | str | None:
    """The day an ISO date or time names, as written (no change of time zone); None for none; else the complaint."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return f"`published` must be an ISO date or null, not {_kind(value)}"
    match = _PUBLISHED.fullmatch(value.strip())
    if match is None:
        return f"`published` is not an ISO date: {value[:40]!r}"
    try:
        return date.fromisoformat(match.group(1))
    except ValueError as error:
        return f"`published` names no day: {value[:40]!r} ({error})"


def unknown_fields(record: object) -> tuple[str, ...]:
    """The names in a record that no reader knows, sorted: counted and told, never an error."""
    return tuple(sorted(set(map(str, record)) - set(FIELDS))) if isinstance(record, Mapping) else ()


def _shape(key: object) -> str:
    if not isinstance(key, str) or not key:
        return _kind(key)
    return f"one of {len(key):,}" if len(key) > MAX_ID else "one of blanks or with control characters"


def _kind(value: object) -> str:
    names = {type(None): "null", bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "a list"}
    return "an empty string" if value == "" else names.get(type(value), "an object")
