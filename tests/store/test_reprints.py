"""Reprints: other headline, trimmed, with a local lead; the same links whatever order articles come in, and after changes."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from goodoffices.model import ExplainedRecord
from goodoffices.store import Repository, articles, open_store
from goodoffices.store.likeness import fingerprint, share, worth_a_look

Make = Callable[..., ExplainedRecord]
#: The first numbers of a print; another value means that prints in stores would no longer fit.
PRINTED = "b2839bc9f21da1cb"
NOW = "2026-01-02T03:04:05Z"

FIRST = ("The foreign ministers of Peru and Bolivia will meet in Quito next week for talks over fishing rights on the lake, the host government said on Saturday after a month of letters. "
         "The two neighbours have quarrelled over the northern waters since a patrol boat rammed a trawler in March and four men drowned. "
         "Both sides have since kept their boats in port, and neither has said what it would offer when the ministers sit down at the table. "
         "Fishermen on the Bolivian shore said that they had not been asked, and that the season would be over before any paper was signed.")
LEAD = "Readers of this paper who keep a boat on our own reservoir will follow the news from the Andes with some interest this weekend, the harbour master said. "
TRIMMED = FIRST[: FIRST.index("Fishermen")]
OTHER = ("Quito will host the ministers from La Paz and Lima in the coming days, officials there said at the weekend. On the agenda is who may cast nets where. "
         "Since four sailors lost their lives in a collision this spring, the boats have stayed at home on either shore, and diplomats have done the writing. "
         "A deal is thought unlikely before the fishing season ends, according to people along the coast who say nobody consulted them about it.")


@pytest.fixture
def store(store_url: str) -> Iterator[Repository]:
    with open_store(store_url) as opened:
        yield opened


def file(store: Repository, *records: ExplainedRecord) -> None:
    for record in records:
        with store.writing() as connection:
            articles.save(connection, record, NOW)


def links(store: Repository) -> dict[str, str | None]:
    with store.reading() as connection:
        return {h.id: h.duplicate_of for h in articles.headers(connection)}


@pytest.mark.parametrize(("later", "reprint"), [
    (FIRST, True), (TRIMMED, True), (LEAD + TRIMMED, True), (FIRST.upper().replace("“", ""), True), (FIRST.replace("quarrelled", "argued").replace("next week", "soon"), True), (OTHER, False),
    (LEAD * 4 + TRIMMED[:150], False), ("Too short a text.", False)], ids=["same", "trimmed", "local-lead", "capitals", "words", "independent", "little-of-it", "short"])
def test_what_is_a_reprint(store: Repository, make_record: Make, later: str, reprint: bool) -> None:
    file(store, make_record("a", FIRST, published="2024-05-07"), make_record("b", later, published="2024-05-08"))
    assert links(store) == {"a": None, "b": "a" if reprint else None}


def test_a_longer_report_is_no_reprint_of_a_short_one(store: Repository, make_record: Make) -> None:
    file(store, make_record("flash", FIRST[:240], published="2024-05-07"), make_record("full", FIRST, published="2024-05-08"))
    assert links(store) == {"flash": None, "full": None}


def test_quotations_do_not_make_a_reprint(store: Repository, make_record: Make) -> None:
    said = "“" + FIRST.replace("“", "") + "”"
    file(store, make_record("a", f"{OTHER} The minister said: {said}", published="2024-05-07"), make_record("b", f"{LEAD * 2} In the words of the minister: {said}", published="2024-05-08"))
    assert links(store) == {"a": None, "b": None}


def test_after_the_window_only_the_very_same_text_is_a_reprint(store: Repository, make_record: Make) -> None:
    file(store, make_record("a", FIRST, published="2024-05-07"), make_record("near", TRIMMED, published="2024-05-21"), make_record("far", TRIMMED + " It said.", published="2024-05-22"),
         make_record("same", FIRST, published="2025-01-01"))
    assert links(store) == {"a": None, "near": "a", "far": None, "same": "a"}


FAMILY = {"z-original": (FIRST, "2024-05-07"), "trimmed": (TRIMMED, "2024-05-08T10:00:00Z"), "lead": (LEAD + TRIMMED, "2024-05-08"), "own": (OTHER, "2024-05-07"), "undated": (TRIMMED, None)}
EXPECTED = {"z-original": None, "trimmed": "z-original", "lead": "z-original", "own": None, "undated": "z-original"}


@pytest.mark.parametrize("order", [*itertools.islice(itertools.permutations(FAMILY), 0, None, 7)], ids="-".join)
def test_the_order_of_arrival_does_not_matter(make_record: Make, order: tuple[str, ...]) -> None:
    with open_store("sqlite://") as store:
        file(store, *(make_record(name, FAMILY[name][0], published=FAMILY[name][1]) for name in order))
        assert links(store) == EXPECTED


@pytest.mark.parametrize("seed", range(12))
def test_chains_come_out_the_same_in_any_order_and_after_changes(make_record: Make, seed: int) -> None:
    """Texts that slide over a long one, so that neighbours are alike and far ones are not; some are filed with another date, then mended, removed and put back."""
    rng = random.Random(seed)
    sentences = (FIRST + " " + OTHER + " " + LEAD).split(". ")
    records = [make_record(f"a{n}", ". ".join(sentences[n % 7 : n % 7 + 4]) + f". {n // 7}", published=f"2024-05-{7 + rng.randrange(3):02}") for n in range(14)]
    with open_store("sqlite://") as plainly, open_store("sqlite://") as roundabout:
        file(plainly, *records)
        shuffled = rng.sample(records, len(records))
        file(roundabout, *(make_record(r.document.id, FIRST if n % 3 else OTHER, published="2024-05-01") for n, r in enumerate(shuffled[:6])))
        file(roundabout, *shuffled[6:], *shuffled[:6])
        for ident in ("a1", "a8"):
            for removed in (True, False):
                with roundabout.writing() as connection:
                    articles.set_removed(connection, ident, removed=removed)
        assert links(roundabout) == links(plainly) and any(links(plainly).values())


def test_removing_the_original_frees_its_reprints(store: Repository, make_record: Make) -> None:
    file(store, make_record("a", FIRST, published="2024-05-07"), make_record("b", TRIMMED, published="2024-05-08"), make_record("c", TRIMMED[:400], published="2024-05-09"))
    assert links(store) == {"a": None, "b": "a", "c": "a"}
    with store.writing() as connection:
        articles.set_removed(connection, "a", removed=True)
    assert links(store) == {"b": None, "c": "b"}


def test_how_much_of_a_text_stands_in_another() -> None:
    assert share(FIRST, FIRST) == 1 and share(TRIMMED, FIRST) == 1 and 0.6 < share(FIRST, TRIMMED) < 0.9 and share(OTHER, FIRST) < 0.1


def test_prints_tell_likeness_and_are_the_same_everywhere() -> None:
    marks = [fingerprint(t) for t in (FIRST, TRIMMED, OTHER, "short")]
    assert worth_a_look(marks[0], marks) == [0, 1] and marks[3] == b"" and worth_a_look(b"", marks) == []
    assert fingerprint("one two three " * 20)[:8].hex() == PRINTED


def test_a_store_of_the_first_schema_is_brought_up_to_date_and_its_articles_compared(store_url: str, make_record: Make) -> None:
    with open_store(store_url) as store:
        file(store, make_record("a", FIRST, published="2024-05-07"))
        with store.writing() as connection:
            for table in ("items", "sources", "originals", "prints", "forecasts", "alerts", "alert_rules", "alert_digests"):
                connection.execute(text(f"DROP TABLE {table}"))
            connection.execute(text("UPDATE alembic_version SET version_num = 'v0001'"))
    with open_store(store_url) as store:
        file(store, make_record("b", TRIMMED, published="2024-05-08"))
        assert links(store) == {"a": None, "b": "a"}
