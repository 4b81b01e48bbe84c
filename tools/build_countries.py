"""Build seeds/countries.csv: which countries there are and their English and Arabic names come from Unicode CLDR
(through Babel); every other column is kept by hand in the file itself and only tidied.

    build_countries.py            rewrite seeds/countries.csv
    build_countries.py --check    exit 1 when the file is not what a rewrite would give
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from babel import Locale
from babel.core import get_global

from events.clean import lookup

COLUMNS = ("code", "name_en", "name_ar", "names", "nisba", "people", "capital")
LISTS = ("names", "nisba", "people", "capital")
CSV_PATH = Path(__file__).resolve().parent.parent / "seeds" / "countries.csv"

# CLDR aliases that are no current ISO 3166-1 code: withdrawn states, exceptional reservations, private use.
NOT_ISO = frozenset(
    ["ASC", "BUR", "CPT", "DDR", "DGA", "FXX", "QUU", "TAA", "TMP", "XAA", "XBB", "XKK", "YMD", "ZAR", "ZZZ"]
)
KOSOVO = ("XKX", "XK")
MARKS = re.compile("[\u064b-\u0652]")


def iso_codes() -> dict[str, str]:
    """ISO alpha-3 → alpha-2 of the 249 countries and territories of ISO 3166-1, and `XKX` for Kosovo."""
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    names = Locale("en").territories
    codes = {
        alpha3: alpha2[0]
        for alpha3, alpha2 in aliases.items()
        if len(alpha3) == 3 and alpha3.isalpha() and len(alpha2) == 1 and alpha2[0] in names and alpha3 not in NOT_ISO
    }
    return codes | dict([KOSOVO])


def arabic_name(alpha2: str) -> str:
    """CLDR's Arabic name without diacritics and without the note in brackets."""
    name = MARKS.sub("", unicodedata.normalize("NFC", Locale("ar").territories[alpha2]))
    return re.sub(r"\s*\([^)]*\)", "", name).strip()


def tidy(cell: str, *taken: str) -> str:
    """The cell's alternatives in order, without those that read the same as an earlier one or one of `taken`."""
    seen = {lookup(word) for word in taken}
    kept: list[str] = []
    for word in cell.split("|"):
        plain = " ".join(unicodedata.normalize("NFC", word).split())
        if plain and lookup(plain) not in seen:
            seen.add(lookup(plain))
            kept.append(plain)
    return "|".join(kept)


def build(text: str) -> str:
    """The file that `text` (the present file) becomes: one row a country, sorted by code."""
    kept = {row["code"]: row for row in csv.DictReader(io.StringIO(text))}
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for code, alpha2 in sorted(iso_codes().items()):
        row = {column: kept.get(code, {}).get(column, "") for column in LISTS}
        name_ar = arabic_name(alpha2)
        row |= {column: tidy(row[column]) for column in LISTS}
        row |= {"code": code, "name_en": Locale("en").territories[alpha2], "name_ar": name_ar}
        row["names"] = tidy(row["names"], name_ar)
        writer.writerow(row)
    return out.getvalue()


def main() -> int:
    """0 when the file was written or is up to date, 1 when `--check` finds a difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare only")
    arguments = parser.parse_args()
    present = CSV_PATH.read_text(encoding="utf-8")
    built = build(present)
    if arguments.check:
        if built != present:
            print(
                f"{CSV_PATH.name} is out of date: run tools/build_countries.py",
                file=sys.stderr,
            )
        return int(built != present)
    CSV_PATH.write_text(built, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
