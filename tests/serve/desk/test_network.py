"""Who met whom: counted, drawn, listed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from html import unescape

import pytest
from fastapi.testclient import TestClient

from goodoffices.serve.desk import ties
from goodoffices.serve.queries import open_archive
from goodoffices.serve.queries.network import Linked, Network, Tie, network

Open = Callable[..., TestClient]


def web(*pairs: tuple[str, str, int]) -> Network:
    """A network of these ties."""
    names = sorted({n for a, b, _ in pairs for n in (a, b)})
    made = [Tie(one=min(a, b), two=max(a, b), contacts=n, statuses={"held": n}, channels={"call": n}, first=None, last=None, entries=()) for a, b, n in pairs]
    return Network(actors=tuple(Linked(id=i, name=i, country=None, contacts=sum(n for a, b, n in pairs if i in (a, b))) for i in names), ties=tuple(made))


def test_the_ministers_meet(filed: str) -> None:
    with open_archive(filed) as archive:
        found = network(archive)
        tie = next(t for t in found.ties if {"government:BOL", "government:PER"} <= {t.one, t.two})
        assert tie.statuses == {"planned": 1} and tie.channels == {"meeting": 1} and (tie.first, tie.last) == ("2024-05-08", "2024-05-08")
        assert {a.id for a in found.actors} == {i for t in found.ties for i in (t.one, t.two)}
        assert network(archive, dossier="peru").ties == found.ties
        for wanted in ({"status": "held"}, {"until": "2024-05-01"}, {"since": "2024-06-01"}):
            assert tie not in network(archive, **wanted).ties  # type: ignore[arg-type]
        assert network(archive, status="planned", since="2024-05-08", until="2024-05-08").ties == (tie,)


def test_people_belong_to_their_country(filed: str) -> None:
    with open_archive(filed) as archive:
        found = network(archive, by="country")
        assert {("BOL", "PER")} <= {(t.one, t.two) for t in found.ties}
        assert {a.id: a.name for a in found.actors}["PER"] == "Peru"


@pytest.mark.parametrize("pairs", [[("a", "b", 1)], [("hub", f"n{n}", n) for n in range(1, 12)], [(f"a{n}", f"b{n}", 1) for n in range(60)],
                                   [(a, b, 1) for a in "abcdefg" for b in "abcdefg" if a < b]], ids=["pair", "star", "many", "all with all"])
def test_drawing(pairs: list[tuple[str, str, int]]) -> None:
    made = ties.drawn(web(*pairs))
    assert made is not None and len(made.spots) == len({n for a, b, _ in pairs for n in (a, b)}) - made.left_out <= ties.DRAWN
    places = [(s.x, s.y) for s in made.spots]
    assert len(set(places)) == len(places)
    for side in (True, False):
        heights = sorted(s.y for s in made.spots if s.left is side)
        assert heights and all(b - a >= ties.STEP - 0.1 for a, b in itertools.pairwise(heights)), "names cover one another"
    assert all(s.left == (s.x < ties.WIDTH / 2) and 0 < s.y < made.height for s in made.spots)
    ends = {(float(a), float(b)) for t in made.threads for a, b in re.findall(r"(?:M| )([\d.]+) ([\d.]+)(?=C|$)", t.path)}
    assert ends == set(places), "every actor in the drawing has a tie"


def test_a_star_is_drawn_across() -> None:
    made = ties.drawn(web(*[("hub", f"n{n}", 1) for n in range(1, 4)]))
    assert made is not None and next(s for s in made.spots if s.id == "hub").left != made.spots[-1].left


def test_nothing_to_draw() -> None:
    assert ties.drawn(Network(actors=(), ties=())) is None


def test_page(desk: TestClient) -> None:
    body = desk.get("/network").text
    assert body.count("<path class=\"tie") >= 1 and 'aria-describedby="ties"' in body and 'id="ties"' in body
    told = unescape(re.sub(r"<[^>]+>", " ", body))
    assert "Bolivia" in told and "1 meeting" in told
    entry = re.search(r'href="(/entry/contact:[^"]+)"', body)
    assert entry is not None and desk.get(entry[1]).status_code == 200
    assert "No contact of two" in desk.get("/network?status=refused").text
    assert desk.get("/network?from=May").status_code == 400
    assert desk.get("/network?dossier=nobody").status_code == 404


def test_api(desk: TestClient) -> None:
    told = desk.get("/api/network?by=country&status=planned").json()
    assert [(t["one"], t["two"]) for t in told["ties"]] == [("BOL", "PER")]
    assert desk.get("/api/network?status=maybe").status_code == 422
