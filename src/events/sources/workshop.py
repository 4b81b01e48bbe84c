"""Risky parsing in a child process with limits on time and memory. The child has no secrets and opens nothing."""

from __future__ import annotations

import base64
import json
import selectors
import struct
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Any, Final
from zoneinfo import ZoneInfo

from events.model import Rejection
from events.sources.feeds import MAX_FEED, Entry
from events.sources.records import refuse

MAX_PAGE: Final = 5 * 1024 * 1024
SECONDS: Final = 10.0
MEMORY: Final = 1024 * 1024 * 1024
PAGES_A_CHILD: Final = 500


@dataclass(frozen=True, slots=True)
class Page:
    """What an article page says: its text, title and publication day, where found."""

    text: str
    title: str | None
    published: date | None


class Workshop:
    """Takes pages and feeds apart in one child at a time, replaced after 500, an overrun or a crash.

    Use as a context."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """`seconds` per page, `memory` in bytes of address space."""
        self._seconds, self._memory = seconds, memory
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0

    def __enter__(self) -> Workshop:
        """The workshop itself; its child starts with the first page."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the child."""
        self._end()

    def page(self, html: str, url: str | None = None) -> Page | Rejection:
        """The page's text, title and day. `EV-I040` over 5 MB · `EV-I041` no article text in it ·
        `EV-I042` took more than 10 s, too much memory or broke the extractor."""
        data = html.encode("utf-8", "replace")
        if len(data) > MAX_PAGE:
            return refuse(
                "EV-I040", f"a page of {len(data):,} bytes; at most {MAX_PAGE:,} are read", data, url, keep=False
            )
        answer = self._ask(json.dumps({"html": html, "url": url}).encode("ascii"))
        if answer is None:
            return refuse(
                "EV-I042", f"the extractor gave up within {self._seconds:g} s or its memory", data, url, keep=False
            )
        if not answer.get("text"):
            return refuse("EV-I041", "no article text was found in the page", data, url, keep=False)
        published, title = answer.get("published"), answer.get("title")
        text = str(answer["text"])
        if title and "\n" in text:
            text = text.removeprefix(f"{title}\n")
        return Page(text, title, date.fromisoformat(published) if published else None)

    def feed(self, data: bytes, zone: ZoneInfo) -> tuple[Entry, ...] | Rejection:
        """The entries of a feed as `feeds.read_feed` gives them, and its rejections. `EV-I033` over 5 MB ·
        `EV-I035` took more than 10 s, too much memory or broke the parser."""
        if len(data) > MAX_FEED:
            return refuse("EV-I033", f"a feed of {len(data):,} bytes; at most {MAX_FEED:,} are read", data, keep=False)
        request = {"feed": base64.b64encode(data).decode("ascii"), "zone": zone.key}
        answer = self._ask(json.dumps(request).encode("ascii"))
        if answer is None:
            return refuse(
                "EV-I035", f"the feed parser gave up within {self._seconds:g} s or its memory", data, keep=False
            )
        if answer.get("rejection"):
            return Rejection(**answer["rejection"])
        return tuple(
            Entry(**{**entry, "published": entry["published"] and date.fromisoformat(entry["published"])})
            for entry in answer["entries"]
        )

    def _ask(self, request: bytes) -> dict[str, Any] | None:
        child = self._ready()
        assert child.stdin is not None and child.stdout is not None  # noqa: S101
        try:
            child.stdin.write(struct.pack(">I", len(request)) + request)
            child.stdin.flush()
            size = struct.unpack(
                ">I", self._read(child, 4, time.monotonic() + self._seconds + 5 * (self._served == 0))
            )[0]
            answer = self._read(child, size, time.monotonic() + self._seconds)
        except (OSError, EOFError, TimeoutError):
            self._end()
            return None
        self._served += 1
        if self._served >= PAGES_A_CHILD:
            self._end()
        return dict(json.loads(answer))

    def _read(self, child: subprocess.Popen[bytes], size: int, ends: float) -> bytes:
        assert child.stdout is not None  # noqa: S101
        parts, missing = [], size
        with selectors.DefaultSelector() as selector:
            selector.register(child.stdout, selectors.EVENT_READ)
            while missing:
                if not selector.select(max(ends - time.monotonic(), 0)):
                    raise TimeoutError
                part = child.stdout.read1(min(missing, 65_536))  # type: ignore[attr-defined]
                if not part:
                    raise EOFError
                parts.append(part)
                missing -= len(part)
        return b"".join(parts)

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = subprocess.Popen(
                [sys.executable, "-m", "events.sources.extractor", str(self._memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": ":".join(filter(None, sys.path)), "PYTHONHASHSEED": "0", "PATH": ""},
            )
            self._served = 0
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    pipe.close()
            self._child.wait()
            self._child = None
