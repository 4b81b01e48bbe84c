"""Pictures of HTML pages by headless Chromium: `python tools/screenshots.py FOLDER PAGE…` (files or addresses).

Each page is taken wide (1280) and narrow (390), whole, as PNG. Needs Chromium (`apt-get install chromium`).
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))

from chromium import Chromium

WIDTHS = {"wide": 1280, "narrow": 390}


def main(folder: Path, pages: list[str]) -> None:
    """Writes two pictures a page."""
    folder.mkdir(parents=True, exist_ok=True)
    with Chromium() as browser:
        for page in pages:
            address = page if "://" in page else Path(page).absolute().as_uri()
            name = Path(page.rstrip("/")).name.removesuffix(".html") or "page"
            for kind, width in WIDTHS.items():
                browser.open(address, width)
                target = folder / f"{name}.{kind}.png"
                target.write_bytes(browser.picture())
                print(target)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
