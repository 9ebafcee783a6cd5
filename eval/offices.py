"""How far two blind passes over the office holders agree: python eval/offices.py

A tenth of the rows (drawn by digest) was dated a second time without sight of the tables (tables/offices_second.tsv). A date agrees when it is
the same at the coarser of the two precisions; a person with several terms counts by the term that fits best.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "src" / "goodoffices" / "ontology" / "data"

Key = tuple[str, str, str, str]


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("person:")]


def agrees(one: str, two: str) -> bool:
    """Same day, month or year, whichever is coarser."""
    if ".." in (one, two):
        return one == two
    n = min(len(one), len(two))
    return one[:n] == two[:n]


def report() -> None:
    shipped: dict[Key, list[tuple[str, str]]] = {}
    for path in sorted(SHIPPED.glob("offices*.tsv")):
        for row in rows(path):
            row += [""] * (8 - len(row))
            shipped.setdefault((row[0], row[1], row[2], row[3]), []).append((row[6], row[7]))
    count = {"from": 0, "until": 0}
    same = {"from": 0, "until": 0}
    near = {"from": 0, "until": 0}
    total = 0
    for row in rows(ROOT / "tables" / "offices_second.tsv"):
        row += [""] * (8 - len(row))
        terms = shipped.get((row[0], row[1], row[2], row[3]))
        if not terms:
            continue
        total += 1
        start, end = max(terms, key=lambda t: (agrees(t[0], row[5]) + agrees(t[1], row[6]), t[0][:4] == row[5][:4]))
        for name, one, two in (("from", start, row[5]), ("until", end, row[6])):
            if one and two:
                count[name] += 1
                same[name] += agrees(one, two)
                near[name] += one[:4] == two[:4]
    print(f"\noffices dated twice, blind: {total} holders")
    for name in ("from", "until"):
        n = max(1, count[name])
        print(f"  {name:6} the same {100 * same[name] / n:.1f} %, the same year {100 * near[name] / n:.1f} %  of {count[name]}")


if __name__ == "__main__":
    report()
