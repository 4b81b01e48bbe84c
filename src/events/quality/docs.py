"""Great Expectations' Data Docs as pages that need no network and run no script."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Final

POLICY: Final = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'self' 'unsafe-inline' file:; img-src 'self' data: file:; font-src 'self' file:\">"
)
STYLE: Final = """<style>
body{font-family:system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1d2733;line-height:1.5}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #d8dee6;padding:.4rem .6rem;text-align:start;
vertical-align:top;overflow-wrap:break-word}td:first-child{min-width:9rem}pre{white-space:pre-wrap}
.navbar,footer,.modal,button,.cooltip .top,input[type=radio],label{display:none!important}a{color:#0b5394}
</style>"""
_REMOTE: Final = re.compile(
    r"<script\b[^>]*>.*?</script>|<script\b[^>]*/>|<link\b[^>]*https?:[^>]*>|<img\b[^>]*https?:[^>]*>", re.S | re.I
)
_HANDLER: Final = re.compile(r"""\son\w+\s*=\s*("[^"]*"|'[^']*')""", re.I)


def offline(folder: Path) -> int:
    """Takes scripts and everything remote out of the folder's pages, gives them a plain style, and writes a first page
    that lists them without script; how many pages there are."""
    pages = sorted(path for path in folder.rglob("*.html") if path != folder / "index.html")
    for page in pages:
        text = _HANDLER.sub("", _REMOTE.sub("", page.read_text(encoding="utf-8")))
        text = re.sub(r"<head\b[^>]*>", lambda head: head.group() + POLICY + STYLE, text, count=1)
        page.write_text(text, encoding="utf-8")
    results = [page for page in pages if "validations" in page.relative_to(folder).parts]
    suites = [page for page in pages if "expectations" in page.relative_to(folder).parts]
    body = "".join(
        f"<h2>{title}</h2><ul>{''.join(_item(page, folder) for page in found)}</ul>"
        for title, found in (("Validation results", results), ("Expectation suites", suites))
    )
    (folder / "index.html").write_text(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{POLICY}<title>Data Docs</title>{STYLE}</head>'
        f"<body><main><h1>Data Docs</h1>{body}</main></body></html>",
        encoding="utf-8",
    )
    return len(pages) + 1


def _item(page: Path, folder: Path) -> str:
    parts = page.relative_to(folder).with_suffix("").parts
    return f'<li><a href="{escape(page.relative_to(folder).as_posix())}">{escape(parts[1])}</a></li>'
