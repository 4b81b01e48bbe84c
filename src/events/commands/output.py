"""JSON lines for other programs to read."""

from __future__ import annotations

import json
import sys
from typing import Any


def tell(row: Any) -> None:
    """Writes one line of JSON to standard output at once: UTF-8 whatever the terminal's encoding, half a surrogate
    pair as its escape."""
    line = json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
