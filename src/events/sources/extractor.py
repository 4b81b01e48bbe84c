"""The child of `workshop`: reads framed pages on stdin, writes framed extractions on stdout, within its limits."""

from __future__ import annotations

import json
import resource
import struct
import sys
from typing import IO


def main(memory: int, stdin: IO[bytes], stdout: IO[bytes]) -> None:
    """Serves until stdin ends. `memory` bounds the address space in bytes; no file may be written."""
    import trafilatura  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while head := stdin.read(4):
        request = json.loads(stdin.read(struct.unpack(">I", head)[0]))
        found = trafilatura.bare_extraction(
            request["html"],
            url=request["url"],
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-12-31"},
        )
        answer = {
            "text": getattr(found, "text", None),
            "title": getattr(found, "title", None),
            "published": getattr(found, "date", None),
        }
        data = json.dumps(answer).encode("ascii")
        stdout.write(struct.pack(">I", len(data)) + data)
        stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
