"""Makes src/goodoffices/serve/desk/static/world.svg from Natural Earth: python tables/worldmap.py countries-110m.json

The input is `countries-110m.json` of the npm package world-atlas 2.0.2: Natural Earth's countries at 1:110 million (public domain) as TopoJSON. The map
is a plain plate: a tenth of a degree is one unit, longitude to the right, latitude up.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "src" / "goodoffices" / "serve" / "desk" / "static" / "world.svg"
Point = tuple[int, int]


def arcs_of(atlas: dict[str, Any]) -> list[list[Point]]:
    """The lines of the atlas in tenths of a degree, y down."""
    (kx, ky), (x0, y0) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    out = []
    for arc in atlas["arcs"]:
        x = y = 0
        points: list[Point] = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            point = (round((x * kx + x0) * 10), round(-(y * ky + y0) * 10))
            if not points or points[-1] != point:
                points.append(point)
        out.append(points)
    return out


def ring(arcs: list[list[Point]], numbers: list[int]) -> list[Point]:
    """A closed line out of arcs; a negative number means an arc from its end."""
    points: list[Point] = []
    for number in numbers:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += part[1:] if points else part
    return points


def unbroken(points: list[Point]) -> list[list[Point]]:
    """A line that jumps from one edge of the map to the other goes on beyond it instead, once at each edge; any other line as it is."""
    out, turns = [points[0]], 0
    for (ax, _), (bx, by) in itertools.pairwise(points):
        turns += (ax - bx > 1800) - (bx - ax > 1800)
        out.append((bx + 3600 * turns, by))
    if all(-1800 <= x <= 1800 for x, _ in out):
        return [out]
    east = any(x > 1800 for x, _ in out)
    return [out, [(x - 3600 if east else x + 3600, y) for x, y in out]]


def path(points: list[Point]) -> str:
    points = points[:-1] if points[0] == points[-1] else points  # z closes it
    steps = [f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in itertools.pairwise(points)]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z" if len(points) > 2 else ""


def main(source: str) -> None:
    atlas = json.loads(Path(source).read_text(encoding="utf-8"))
    arcs = arcs_of(atlas)
    shapes = []
    for country in sorted(atlas["objects"]["countries"]["geometries"], key=lambda g: g["properties"]["name"]):
        if country["properties"]["name"] == "Antarctica":
            continue
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        shapes += [path(line) for polygon in polygons for numbers in polygon for line in unbroken(ring(arcs, numbers))]
    body = "".join(shapes).replace(" -", "-")
    TARGET.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1800 -840 3600 1400"><!-- Natural Earth, public domain --><path id="land" fill-rule="evenodd" '
                      f'vector-effect="non-scaling-stroke" d="{body}"/></svg>\n', encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
