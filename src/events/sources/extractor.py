"""The child of `workshop`: framed pages and feeds on stdin, framed answers on stdout, within its limits."""

from __future__ import annotations

import base64
import json
import resource
import struct
import sys
from dataclasses import asdict
from typing import IO, Any
from zoneinfo import ZoneInfo

from events.model import Rejection


def main(memory: int, stdin: IO[bytes], stdout: IO[bytes]) -> None:
    """Serves until stdin ends. `memory` bounds the address space in bytes; no file may be written."""
    import trafilatura  # noqa: F401, PLC0415

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while head := stdin.read(4):
        request = json.loads(stdin.read(struct.unpack(">I", head)[0]))
        answer = _feed(request) if "feed" in request else _page(request)
        data = json.dumps(answer, default=str).encode("ascii")
        stdout.write(struct.pack(">I", len(data)) + data)
        stdout.flush()


def _page(request: dict[str, Any]) -> dict[str, Any]:
    import trafilatura  # noqa: PLC0415

    found = trafilatura.bare_extraction(
        request["html"],
        url=request["url"],
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-12-31"},
    )
    return {
        "text": getattr(found, "text", None),
        "title": getattr(found, "title", None),
        "published": getattr(found, "date", None),
    }


def _feed(request: dict[str, Any]) -> dict[str, Any]:
    from events.sources.feeds import read_feed  # noqa: PLC0415

    found = read_feed(base64.b64decode(request["feed"]), ZoneInfo(request["zone"]))
    if isinstance(found, Rejection):
        return {"rejection": asdict(found)}
    return {"entries": [asdict(entry) for entry in found]}


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
