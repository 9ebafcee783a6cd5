"""Contacts as a drawing: who has most of them down two sides, ties across; and as a table, which says it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any
from urllib.parse import urlencode

from goodoffices.serve.queries import Archive, dossiers
from goodoffices.serve.queries.network import Linked, Network, Tie, network
from goodoffices.serve.wording import CHANNELS

STATUSES = ("held", "planned", "unknown", "cancelled", "refused")
#: Actors drawn, and ties in the table.
DRAWN, LISTED = 20, 200
#: Ties that stand open in the table.
FIRST = 25
#: The drawing's width, room for names, between two of them, and above the first.
WIDTH, NAMES, STEP, TOP = 560, 190, 32, 18


@dataclass(frozen=True, slots=True)
class Spot:
    """An actor in the drawing; `left` says on which side his name stands."""

    id: str
    name: str
    contacts: int
    x: float
    y: float
    radius: float
    left: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A tie as a curve (`path` of SVG), as thick as it is frequent; `held` says whether any contact of it has taken place."""

    label: str
    path: str
    width: float
    held: bool


@dataclass(frozen=True, slots=True)
class Web:
    spots: tuple[Spot, ...]
    threads: tuple[Thread, ...]
    height: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Line:
    """A tie in the table: how (`ways`: "2 calls, 1 meeting"), and how it stands with each."""

    one: Linked
    two: Linked
    tie: Tie
    ways: str


def view(archive: Archive, dossier: str, by: str, status: str, since: str | None, until: str | None) -> dict[str, Any]:
    """The page. Raises UsageError and NotFoundError as the network."""
    found = network(archive, dossier=dossier or None, by="country" if by == "country" else "actor", status=status or None, since=since, until=until)
    known = {a.id: a for a in found.actors}
    lines = [Line(known[t.one], known[t.two], t, ways(t)) for t in found.ties[:LISTED]]
    return {"web": drawn(found), "lines": lines[:FIRST], "folded": lines[FIRST:], "total": len(found.ties), "actors": len(found.actors), "cases": dossiers.list_dossiers(archive), "chosen": dossier, "by": by, "status": status,
            "since": since or "", "until": until or "", "statuses": STATUSES, "broad": WIDTH,
            "data": "/api/network?" + urlencode({k: v for k, v in {"dossier": dossier, "by": by if by == "country" else "", "status": status, "from": since, "to": until}.items() if v})}


def ways(tie: Tie) -> str:
    """By which channels, the most frequent first."""
    told = sorted(tie.channels.items(), key=lambda row: (-row[1], row[0]))
    return ", ".join(f"{n} {CHANNELS[c]}{'' if n == 1 else 's'}" for c, n in told)


def drawn(found: Network) -> Web | None:
    """The drawing of the strongest ties, as many as have their ends among DRAWN actors; None where there are none."""
    known = {a.id: a for a in found.actors}
    chosen: dict[str, Linked] = {}
    for tie in found.ties:
        ends = {tie.one, tie.two} - chosen.keys()
        if len(chosen) + len(ends) <= DRAWN:
            chosen |= {i: known[i] for i in sorted(ends)}
    ties = [t for t in found.ties if t.one in chosen and t.two in chosen]
    if not ties:
        return None
    weight: dict[str, Counter[str]] = {i: Counter() for i in chosen}
    for tie in ties:
        weight[tie.one][tie.two] += tie.contacts
        weight[tie.two][tie.one] += tie.contacts
    sides = _sides(sorted(chosen, key=lambda i: (-chosen[i].contacts, i)), weight)
    rows = max(map(len, sides))
    place = {ident: _place(side, n, len(idents), rows) for side, idents in enumerate(sides) for n, ident in enumerate(idents)}
    spots = tuple(Spot(i, chosen[i].name, chosen[i].contacts, *place[i], round(min(3 + 1.6 * sqrt(chosen[i].contacts), 13), 1), i in sides[0]) for side in sides for i in side)
    threads = tuple(Thread(f"{chosen[t.one].name} and {chosen[t.two].name}: {ways(t)}", _curve(place[t.one], place[t.two]), round(min(1 + 0.8 * (t.contacts - 1), 7), 1), "held" in t.statuses)
                    for t in reversed(ties))
    return Web(spots, threads, 2 * TOP + (rows - 1) * STEP, len(found.actors) - len(chosen))


def _sides(idents: Sequence[str], weight: Mapping[str, Counter[str]]) -> tuple[list[str], list[str]]:
    """Two columns, such that ties rather cross than stay on a side, and run rather level than steep."""
    sides: tuple[list[str], list[str]] = ([], [])
    most = -(-len(idents) // 2)
    for ident in idents:
        pull = [sum(weight[ident][other] for other in side) for side in sides]
        best = 0 if len(sides[1]) >= most or (len(sides[0]) < most and (pull[0], len(sides[0])) <= (pull[1], len(sides[1]))) else 1
        sides[best].append(ident)
    for turn in range(6):
        moving, still = sides[turn % 2 - 1], sides[turn % 2]
        at = {ident: n / max(1, len(still) - 1) for n, ident in enumerate(still)}
        own = {ident: n / max(1, len(moving) - 1) for n, ident in enumerate(moving)}
        middle = {}
        for ident in moving:
            across = {o: w for o, w in weight[ident].items() if o in at}
            middle[ident] = sum(at[o] * w for o, w in across.items()) / sum(across.values()) if across else own[ident]
        moving.sort(key=lambda i: (middle[i], own[i]))
    return sides


def _place(side: int, n: int, count: int, rows: int) -> tuple[float, float]:
    """On an arc that bends outwards."""
    y = TOP + (rows - count) * STEP / 2 + n * STEP
    height = max(1, (rows - 1) * STEP)
    bend = 1 - (2 * (y - TOP) / height - 1) ** 2 if rows > 1 else 1
    x = NAMES + 24 * (1 - bend)
    return round(x if side == 0 else WIDTH - x, 1), round(y, 1)


def _curve(one: tuple[float, float], two: tuple[float, float]) -> str:
    """Bent towards the middle, all the more between neighbours."""
    same = (one[0] < WIDTH / 2) == (two[0] < WIDTH / 2)
    lean = 0.75 if same else 0.35
    a, b = (round(x + (WIDTH / 2 - x) * lean, 1) for x in (one[0], two[0]))
    return f"M{one[0]} {one[1]}C{a} {one[1]} {b} {two[1]} {two[0]} {two[1]}"
