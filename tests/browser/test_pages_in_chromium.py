"""The report pages in a real browser: whole, quiet, without a network, without serious accessibility faults."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.postgres, pytest.mark.slow]
NAMES = ("index.en", "index.ar", "batch.en", "batch.ar")
WIDTHS = {1280: "wide", 390: "narrow"}


def _page(pages: Path, name: str) -> Path:
    kind, lang = name.split(".")
    return next(pages.glob(f"{kind}*.{lang}.html"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_quiet_and_fits_its_width(chromium, pages, name: str, width: int):
    chromium.console.clear()
    chromium.requests.clear()
    chromium.open(_page(pages, name).as_uri(), width)
    assert chromium.console == []
    assert [r for r in chromium.requests if not r.startswith("file:")] == []
    assert chromium.run("document.scripts.length") == 0
    assert chromium.run("document.documentElement.scrollWidth") <= width
    assert chromium.run("document.documentElement.dir") == ("rtl" if name.endswith("ar") else "ltr")
    picture = chromium.picture()
    assert len(picture) > 50_000
    if folder := os.environ.get("EVENTS_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{name}.{WIDTHS[width]}.png").write_bytes(picture)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_no_serious_fault(chromium, axe: str, pages, name: str, width: int):
    chromium.open(_page(pages, name).as_uri(), width)
    chromium.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    chromium.run(axe + ";0")
    found = chromium.run("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => "
                         "[v.impact, v.id, v.nodes.slice(0, 3).map(n => n.html)]))")  # fmt: skip
    assert [v for v in found if v[0] in ("serious", "critical")] == []


def test_data_of_articles_never_becomes_markup(chromium, pages):
    for name in NAMES:
        chromium.open(_page(pages, name).as_uri())
        assert chromium.run("document.title") != "taken"
    assert "&lt;script&gt;document.title" in _page(pages, "batch.en").read_text(encoding="utf-8")


def test_evidence_is_marked_in_place_and_reads_from_the_right(chromium, pages):
    chromium.open(_page(pages, "batch.en").as_uri())
    assert chromium.run(
        "[...new Set([...document.querySelectorAll('#events mark')].map(m => m.className))].sort().join()"
    ) == ("date,place,source,target,trigger")
    assert chromium.run("getComputedStyle(document.querySelector('#events .ar')).direction") == "rtl"
    assert chromium.run(
        "[...document.querySelectorAll('#events .ar')].every(p => /[\u0621-\u064a]/.test(p.textContent))"
    )


def test_links_between_the_pages_lead_somewhere(chromium, pages):
    for name in NAMES:
        chromium.open(_page(pages, name).as_uri())
        hrefs = chromium.run("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")
        missing = [h for h in hrefs if not h.startswith("#") and not (pages / h).is_file()]
        assert missing == [] and len(hrefs) >= 2


def test_data_docs_open_without_a_network(chromium, pages):
    chromium.requests.clear()
    chromium.open(next((pages / "docs").glob("*/index.html")).as_uri())
    assert [r for r in chromium.requests if not r.startswith("file:")] == []
    assert chromium.run("document.body.innerText.includes('events')")


def test_a_page_prints_on_paper(chromium, pages):
    import base64

    chromium.open(_page(pages, "batch.ar").as_uri())
    printed = base64.b64decode(chromium.call("Page.printToPDF", printBackground=True)["data"])
    assert printed.startswith(b"%PDF") and len(printed) > 20_000
