"""Great Expectations' Data Docs as pages that need no network."""

from __future__ import annotations

import re
from pathlib import Path

POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'self' 'unsafe-inline' file:; img-src 'self' data: file:; font-src 'self' file:\">"
)
STYLE = """<style>
body{font-family:system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1d2733;line-height:1.5}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #d8dee6;padding:.4rem .6rem;text-align:start;
vertical-align:top;overflow-wrap:anywhere}.navbar img,#ge-cta-footer,.modal,button{display:none}
</style>"""
_REMOTE = re.compile(
    r"<script\b[^>]*>.*?</script>|<script\b[^>]*/>|<link\b[^>]*https?:[^>]*>|<img\b[^>]*https?:[^>]*>", re.S | re.I
)


def offline(folder: Path) -> int:
    """Takes scripts and everything remote out of the folder's pages and gives them a plain style; how many pages."""
    pages = sorted(folder.rglob("*.html"))
    for page in pages:
        text = _REMOTE.sub("", page.read_text(encoding="utf-8"))
        text = re.sub(r"<head\b[^>]*>", lambda head: head.group() + POLICY + STYLE, text, count=1)
        page.write_text(text, encoding="utf-8")
    return len(pages)
