"""The work that a state takes grows with its articles, not with their square: calls are counted, so that a slow machine changes nothing."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from goodoffices.ledger.dossiers import state
from goodoffices.model import Date, Dossier, DossierState, Event, Record, Span

THA, KHM = "military:THA", "military:KHM"
PAIRS = ((THA, KHM), (KHM, THA))


def quarrel(news: Any, count: int) -> list[Record]:
    """Reports of one month in which two armies are said to have shelled one place, each denies it and says that the other one began, and offers are made and refused."""
    out = []
    for n in range(count):
        one, other = PAIRS[n % 2]
        day = (date(2024, 3, 1) + timedelta(days=n * 28 // count)).isoformat()
        says = f"Shells of report {n} fell on the hill of Chong Bok and hurt two people"
        began = f"{other.partition(':')[2].title()} soldiers had opened fire first on the hill of Chong Bok, at gun {n}"
        denial = f"that its guns had not fired a single shell on the hill of Chong Bok in report {n}"
        record = news.report(f"r{n:04}", day, ("incidents", {"says": says, "place": "Chong Bok, THA", "date": "2024-03-01", "injured": (2, 2), "actors": (one,), "targets": (other,)}),
                             ("proposals", {"says": f"An offer of talks on border stone {n % 7} was turned down", "proposer": one, "addressee": other, "date": day, "answers": [(other, "rejects", day)]}),
                             statements=((one, "said", denial), (one, "claimed", began)), publisher=f"Outlet {n % 20}")
        at = record.document.text.index(began)
        attack = Event(id="event:1", type="ASSAULT", quad="material_conflict", score=-9.0, actors=(other,), recipients=(one,), modality="actual", date=Date(), confidence=0.8,
                       evidence=(Span(start=at, end=at + len(began), text=began),))
        out.append(replace(record, events=(attack,)))
    return out


def calls(records: list[Record], know: Any) -> tuple[int, DossierState]:
    """Calls of functions, comprehensions' steps and built-ins that the state takes."""
    dossier = Dossier(id="dossier:x", name="x", parties=(THA, KHM), article_count=len(records), articles=tuple(r.document.id for r in records))
    count = 0

    def seen(frame: Any, what: str, detail: Any) -> None:
        nonlocal count
        count += what in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        made = state(dossier, records, know)
    finally:
        sys.setprofile(before)
    return count, made


def test_four_times_the_articles_take_about_four_times_the_work(news: Any, know: Any) -> None:
    state(Dossier(id="dossier:x", name="x", parties=(), article_count=0, articles=()), [], know)  # what is loaded once
    few, small = calls(quarrel(news, 100), know)
    many, large = calls(quarrel(news, 400), know)
    for made in (small, large):
        assert {c.reason for c in made.contradictions} >= {"who did it", "deed and denial"}
    assert len(large.articles) == 400
    assert many < 4.8 * few
