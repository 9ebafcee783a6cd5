"""What is kept up from article to article is what all articles tell, each act once."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from goodoffices.assess.deeds import CONDITION, Deed, acts, category_of
from goodoffices.assess.history import History
from goodoffices.assess.retold import told_once
from goodoffices.model import Date
from goodoffices.serve.queries import Archive, deeds, filing, open_archive
from goodoffices.serve.queries.assessing import assess
from goodoffices.serve.queries.dossiers import list_dossiers
from goodoffices.serve.queries.outlook import Outlook
from goodoffices.serve.queries.telling import Telling

START = date(2030, 1, 1).toordinal()
CODES = ("036", "042", "190", "")


def deed(day: int, way: str, code: str, ident: str) -> Deed:
    return Deed(id=ident, day=START + day, actor=way[0], recipient=way[1], cameo=code, category=category_of(code) or CONDITION if code else CONDITION, score=acts().scores.get(code, 0.0))


def untimed(told: Outlook) -> bytes:
    """All that is told, without when it was written."""
    return re.sub(rb'"made_at":"[^"]*"', b"", msgspec.json.encode(told))


#: An article: its day, and what it tells (day of the act, who to whom, what, in which entry).
articles = st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(st.integers(0, 9), st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["AB", "BA", "AC"]), st.sampled_from(CODES), st.sampled_from(["", "e1", "e2"])), max_size=4)))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(articles, st.integers(0, 12)), min_size=1, max_size=5))
def test_kept_up_is_the_same_as_gone_through_anew(revisions) -> None:
    kept, before = Telling(), {}
    for told, until in revisions:
        told = {a: before[a] if before.get(a) == told[a] else told[a] for a in told}  # what has not changed is the same object
        before = told
        day = date.fromordinal(START + until).isoformat()
        known = {a: (date.fromordinal(START + when).isoformat(), [(entry, deed(at, way, code, f"{a}/{n}")) for n, (at, way, code, entry) in enumerate(acts_)]) for a, (when, acts_) in told.items()}
        found, without = kept.move(day, {a: (published, (told[a],)) for a, (published, _) in known.items()}, lambda article, known=known: known[article][1])
        anew = [d for d in told_once(t for a, (_, tellings) in sorted(known.items(), key=lambda item: (item[1][0], item[0])) for t in tellings) if d.day <= START + until]
        assert found.deeds == History(anew).deeds and without.deeds == History(d for d in anew if d.category != CONDITION).deeds


def test_an_open_store_says_the_same_as_one_opened_anew(tmp_path: Path, make_record) -> None:
    """Articles come one by one, the last of them late; an open desk carries on what it knew."""
    url = f"sqlite:///{tmp_path / 'carried.db'}"

    def told(ident: str, day: str, cameo: str):
        record = make_record(ident, f"Peru and Bolivia, told by {ident}.", published=day)
        return replace(record, events=tuple(replace(e, cameo=cameo, date=Date(start=day, end=day)) for e in record.events))

    def put(archive: Archive, *records) -> None:
        filing.file_records(archive, filing.Filing(), records, lambda *_: None)

    with open_archive(url, create=True) as archive:
        for ident, day, cameo in (("one", "2024-05-02", "036"), ("two", "2024-05-04", "138"), ("four", "2024-05-08", "036"), ("three", "2024-05-06", "190")):
            put(archive, told(ident, day, cameo))
            dossier = list_dossiers(archive)[0].id
            carried = assess(archive, dossier, keep=False)
            with open_archive(url) as other:
                assert untimed(carried) == untimed(assess(other, dossier, keep=False))
        assert deeds.on_record(archive).carried is not None and len(carried.forecasts) > 4
