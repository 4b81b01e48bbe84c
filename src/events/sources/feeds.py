"""RSS and Atom feeds: bytes in, entries out. Entities and external references are refused before anything expands."""

from __future__ import annotations

import calendar
import html
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from events.model import Rejection
from events.sources.records import MAX_ID, MAX_TITLE, MAX_URL, refuse

MAX_FEED: Final = 5 * 1024 * 1024
MAX_ENTRIES: Final = 1_000
_BLOCK = re.compile(r"</(?:p|div|h[1-6]|li|blockquote)>|<br\s*/?>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[A-Za-z/!?][^<>]*>")
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: what the article is called, where it stands, when it came, and the text the feed gives."""

    id: str
    url: str | None
    title: str | None
    published: date | None
    text: str
    full: bool


def read_feed(data: bytes, zone: tzinfo = UTC) -> tuple[Entry, ...] | Rejection:
    """The entries of a feed, at most 1,000, days counted in `zone`; `full` marks text from the entry's content, not its
    summary. `EV-I031` entities or external references · `EV-I032` no feed · `EV-I033` over 5 MB."""
    if len(data) > MAX_FEED:
        return refuse("EV-I033", f"a feed of {len(data):,} bytes; at most {MAX_FEED:,} are read", data, keep=False)
    danger = _danger(data)
    if danger:
        return refuse("EV-I031", f"the feed declares {danger}", data, keep=False)
    import feedparser  # noqa: PLC0415

    parsed = feedparser.parse(data, resolve_relative_uris=False, sanitize_html=True)
    if not parsed.entries and (parsed.bozo or not parsed.get("version")):
        return refuse("EV-I032", f"no feed: {parsed.get('bozo_exception', 'no entries')}"[:300], data, keep=False)
    found = (_entry(entry, zone) for entry in parsed.entries[:MAX_ENTRIES])
    return tuple({entry.id: entry for entry in found if entry is not None}.values())


def plain_text(markup: str) -> str:
    """The text of an HTML fragment: blocks become lines, tags and scripts go, entities are resolved."""
    text = html.unescape(_TAG.sub(" ", _BLOCK.sub("\n", _HIDDEN.sub(" ", markup))))
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _danger(data: bytes) -> str | None:
    from defusedxml import ElementTree  # noqa: PLC0415
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415

    try:
        ElementTree.fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        return type(error).__name__
    except (ParseError, ValueError, LookupError):
        return "entities in a feed that is not well formed" if b"<!ENTITY" in data else None
    return None


def _entry(entry: Any, zone: tzinfo) -> Entry | None:
    url = str(entry.get("link") or "").strip()[:MAX_URL] or None
    key = str(entry.get("id") or url or "").strip()[:MAX_ID]
    if not key:
        return None
    contents = [str(item.get("value") or "") for item in entry.get("content", ())]
    body = plain_text(max(contents, key=len, default=""))
    summary = plain_text(str(entry.get("summary") or ""))
    full = len(body) > len(summary)
    title = plain_text(str(entry.get("title") or "")).replace("\n", " ")[:MAX_TITLE] or None
    return Entry(key, url, title, _day(entry, zone), body if full else summary, full)


def _day(entry: Any, zone: tzinfo) -> date | None:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    if moment is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC).astimezone(zone).date()
    except (OverflowError, ValueError, OSError):
        return None
