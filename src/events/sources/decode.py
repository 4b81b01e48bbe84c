"""Bytes of a page or a file as text: declared encoding, then the page's own, then detection.

UTF-8 and Arabic code pages only.
"""

from __future__ import annotations

import re
from typing import Final

from events.model import Rejection
from events.sources.records import refuse

ENCODINGS: Final = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8",
    "windows-1256": "cp1256", "cp1256": "cp1256", "x-cp1256": "cp1256", "1256": "cp1256",
    "iso-8859-6": "iso8859_6", "iso8859_6": "iso8859_6", "utf-16": "utf-16", "utf-16le": "utf-16-le",
}  # fmt: skip
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_-]{2,20})")
_DETECTED_FROM: Final = 32_768


def decode(data: bytes, declared: str | None = None) -> str | Rejection:
    """The text, without a byte order mark. `EV-I030` where no encoding we read fits,
    or over 1 % is unreadable in it."""
    encoding = encoding_of(data, declared)
    return encoding if isinstance(encoding, Rejection) else data.decode(encoding, "replace").lstrip("\ufeff")


def encoding_of(data: bytes, declared: str | None = None) -> str | Rejection:
    """The codec that reads these bytes, or `EV-I030` as in `decode`."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:4096]
    named = [declared, *(match.group(1).decode("ascii") for match in (_META.search(head), _XML.search(head)) if match)]
    candidates = [ENCODINGS[name.lower()] for name in named if name and name.lower() in ENCODINGS]
    for encoding in [*candidates, "utf-8"]:
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") * 100 <= len(text) and not _wrong_page(text, encoding):
            return encoding
    declared_as = ", ".join(filter(None, named)) or "none"
    return _detected(data) or refuse("EV-I030", f"no readable encoding (declared: {declared_as})", data)


def _wrong_page(text: str, encoding: str) -> bool:
    """Whether UTF-8 was read as an Arabic code page: runs of `ط§ط` instead of words."""
    return encoding != "utf-8" and (text.count("\u0637") + text.count("\u0638")) * 4 > len(text) > 40


def _detected(data: bytes) -> str | None:
    import charset_normalizer  # noqa: PLC0415

    best = charset_normalizer.from_bytes(data[:_DETECTED_FROM], cp_isolation=["cp1256", "utf_8", "iso8859_6"]).best()
    return best.encoding if best is not None else None
