"""Build towns.csv: the towns of the demonstration's services, about 190 in France.

    python site/demonstration/towns.py

In the three trial académies the towns are chosen by hand; elsewhere they are the most populated
communes of the département, 20 km apart, shared out by population (D'Hondt, one at least).
"""

import csv
import heapq
from pathlib import Path

from psf.territories.distance import metres_between
from psf.territories.reference import department_code, rows

TARGET = Path(__file__).parent / "towns.csv"
TOTAL = 190
APART = 20_000
CHOSEN = {
    "06": ["Nice", "Cannes", "Grasse", "Menton"],
    "83": ["Toulon", "Fréjus", "Draguignan", "Brignoles"],
    "14": ["Caen", "Lisieux", "Bayeux", "Vire Normandie"],
    "27": ["Évreux", "Vernon", "Bernay"],
    "50": ["Cherbourg-en-Cotentin", "Saint-Lô", "Avranches"],
    "61": ["Alençon", "Argentan", "Flers"],
    "76": ["Rouen", "Le Havre", "Dieppe"],
    "77": ["Melun", "Meaux", "Torcy", "Provins"],
    "93": ["Saint-Denis", "Bobigny", "Montreuil", "Aulnay-sous-Bois"],
    "94": ["Créteil", "Vitry-sur-Seine", "Champigny-sur-Marne"],
}
# The same name in two départements would confuse.
LABELS = {"97411": "Saint-Denis de La Réunion", "97416": "Saint-Pierre de La Réunion"}


def population(commune):
    return int(commune["population"] or 0)


def point(commune):
    return float(commune["latitude"]), float(commune["longitude"])


def towns():
    """Return {département: its towns, the best first}."""
    found = {}
    for row in rows("departments"):
        communes = [
            commune for commune in rows_of_whole if department_code(commune["code"]) == row["code"]
        ]
        if row["code"] in CHOSEN:
            named = {commune["name"]: commune for commune in communes}
            found[row["code"]] = [named[name] for name in CHOSEN[row["code"]]]
            continue
        picked = []
        for commune in sorted(communes, key=lambda c: (-population(c), c["code"])):
            if all(metres_between(*point(commune), *point(town)) >= APART for town in picked):
                picked.append(commune)
        found[row["code"]] = picked
    return found


def shares(found):
    """Return {département: number of towns}, by D'Hondt outside the chosen ones."""
    total = {}
    for commune in rows_of_whole:
        code = department_code(commune["code"])
        total[code] = total.get(code, 0) + population(commune)
    counts = {code: len(CHOSEN[code]) if code in CHOSEN else 1 for code in found}
    queue = [(-total[code] / 2, code) for code in found if code not in CHOSEN]
    heapq.heapify(queue)
    while queue and sum(counts.values()) < TOTAL:
        _, code = heapq.heappop(queue)
        if counts[code] < len(found[code]):
            counts[code] += 1
            heapq.heappush(queue, (-total[code] / (counts[code] + 1), code))
    return counts


rows_of_whole = [row for row in rows("communes") if not row["parent"]]


def main():
    found = towns()
    counts = shares(found)
    lines = [
        (code, town["code"], LABELS.get(town["code"], town["name"]))
        for code, picked in found.items()
        for town in picked[: counts[code]]
    ]
    labels = [label for *_, label in lines]
    repeated = {label for label in labels if labels.count(label) > 1}
    if repeated:
        raise SystemExit(f"Give a label of their own to: {', '.join(sorted(repeated))}")
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["department", "commune", "label"])
        writer.writerows(lines)
    print(f"{len(lines)} towns")


if __name__ == "__main__":
    main()
