"""Dossiers over a store: what is printed, what users decide, that nothing stale is shown, that order does not matter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.model import Dossier, ExplainedRecord
from goodoffices.serve.queries import Archive, dossiers, filing, open_archive
from goodoffices.serve.queries.correctable import correctable
from goodoffices.store import cache

Run = Callable[..., Any]
Coded = tuple[ExplainedRecord, ...]
LISTS = {"proposals", "venue_offers", "contacts", "deadlines", "threats", "conditions", "incidents", "assessments"}


def put(archive: Archive, records: tuple[ExplainedRecord, ...] | list[ExplainedRecord]) -> None:
    filing.file_records(archive, filing.Filing(), records, lambda *_: None)


def everything(archive: Archive) -> list[bytes]:
    """All that the dossiers say."""
    return [dossiers.state_json(archive, d.id) for d in dossiers.list_dossiers(archive)]


@pytest.fixture
def archive(coded: Coded, store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    monkeypatch.setenv("GOODOFFICES_STORE", store_url)
    with open_archive(store_url, create=True) as opened:
        put(opened, coded)
        yield opened


def lake(archive: Archive) -> Dossier:
    return next(d for d in dossiers.list_dossiers(archive) if "lake-1" in d.articles)


def entry(archive: Archive, name: str) -> str:
    """The id of the first entry of a list in the dossier of the lake."""
    return str(json.loads(dossiers.state_json(archive, lake(archive).id))["ledger"][name][0]["id"])


def test_every_article_is_in_a_dossier_or_none(archive: Archive) -> None:
    found = dossiers.list_dossiers(archive)
    assert {"lake-1", "lake-2", "lake-3", "lake-3-copy"} <= set(lake(archive).articles) and "fer:ry ü#1" not in lake(archive).articles
    assert all(d.article_count == len(d.articles) for d in found)


def test_the_list_has_the_shape_of_the_contract(archive: Archive, goodoffices: Run) -> None:
    listed = json.loads(goodoffices("dossiers", "--json").out)
    assert all(list(d) == ["id", "name", "parties", "mediators", "article_count", "first", "last"] for d in listed)
    assert lake(archive).name in goodoffices("dossiers").out


def test_a_dossier_has_the_shape_of_the_contract(archive: Archive, goodoffices: Run) -> None:
    told = json.loads(goodoffices("dossier", lake(archive).name, "--json").out)
    assert {"id", "name", "parties", "mediators", "as_of", "articles", "actors", "ledger", "contradictions"} <= set(told)
    assert set(told["ledger"]) == LISTS
    assert {a["id"]: a["duplicate_of"] for a in told["articles"]}["lake-3-copy"] == "lake-3"
    assert all({"id", "url", "publisher", "published", "title", "duplicate_of"} == set(a) for a in told["articles"])
    for name in LISTS:
        for item in told["ledger"][name]:
            assert item["evidence"] == item["sources"][0]["evidence"] and {"sources", "history", "confidence"} <= set(item)


def test_the_words_stand_in_the_articles(archive: Archive, coded: Coded) -> None:
    texts = {r.document.id: r.document.text for r in coded}
    for body in everything(archive):
        told = json.loads(body)
        for name in LISTS:
            for item in told["ledger"][name]:
                for source in item["sources"]:
                    for span in source["evidence"]:
                        assert texts[source["article"]][span["start"] : span["end"]] == span["text"]


def test_a_dossier_reads_as_text(archive: Archive, goodoffices: Run) -> None:
    told = goodoffices("dossier", lake(archive).id)
    assert told.status == 0 and max(len(line) for line in told.out.splitlines()) <= 80 and "\x1b" not in told.out
    for heading in ("PARTIES", "VENUES ON OFFER", "PLANNED NEXT", "DEADLINES", "ON THE GROUND"):
        assert heading in told.out
    assert "2 sources, 1 independent" in told.out.replace("\n  ", " ") and "Andes Wire, 2024-05-02:" in told.out
    assert entry(archive, "deadlines") not in told.out and entry(archive, "deadlines") in goodoffices("dossier", lake(archive).id, "--ids").out


def test_states_at_other_days(archive: Archive, goodoffices: Run) -> None:
    early = json.loads(goodoffices("dossier", lake(archive).id, "--known-at", "2024-05-02", "--json").out)
    assert [a["id"] for a in early["articles"]] == ["lake-1"]
    assert goodoffices("dossier", lake(archive).id, "--at", "yesterday").status == 2


@pytest.mark.parametrize(("words", "status", "said"), [("nothing like it", 1, "there is no dossier"), ("dossier:000000000000", 1, "there is no dossier"), ("", 1, "there is no dossier")])
def test_dossiers_that_are_not_there(archive: Archive, goodoffices: Run, words: str, status: int, said: str) -> None:
    told = goodoffices("dossier", words)
    assert told.status == status and said in told.err


def test_a_name_may_be_part_of_a_name_and_must_be_clear(archive: Archive, goodoffices: Run) -> None:
    others = [d for d in dossiers.list_dossiers(archive) if d.id != lake(archive).id]
    goodoffices("dossiers", "rename", lake(archive).id, "Waters of Titicaca", "--who", "Ana")
    goodoffices("dossiers", "rename", others[0].id, "Waters of the Aegean", "--who", "Ana")
    assert json.loads(goodoffices("dossier", "titicaca waters", "--json").out)["name"] == "Waters of Titicaca"
    told = goodoffices("dossier", "waters")
    assert told.status == 2 and "Waters of Titicaca" in told.err and "Waters of the Aegean" in told.err
    assert goodoffices("dossiers", "rename", others[0].id, "waters OF titicaca", "--who", "Ana").status == 2


def test_an_empty_store_has_nothing(goodoffices: Run, tmp_path: Path) -> None:
    for arguments, out in ((("dossiers", "--json"), "[]\n"), (("timeline", "--json"), "[]\n"), (("events", "--json"), "[]\n"), (("decisions", "--json"), "[]\n"),
                           (("search", "x", "--json"), "[]\n"), (("export", "--format", "jsonl"), "")):
        told = goodoffices(*arguments, "--store", "sqlite://")
        assert (told.status, told.out) == (0, out)
    assert "nothing filed yet" in goodoffices("dossiers", "--store", "sqlite://").err
    assert goodoffices("dossiers", "--store", f"sqlite:///{tmp_path / 'none.db'}").status == 1


def test_corrections_are_kept_and_taken_back(archive: Archive, goodoffices: Run) -> None:
    before = everything(archive)
    ident = entry(archive, "deadlines")
    told = goodoffices("correct", ident, "--status", "lifted", "--note", "seen in the gazette", "--who", "Ana", "--why", "official note")
    assert told.status == 0 and len(told.out.splitlines()) == 2
    item = json.loads(dossiers.state_json(archive, lake(archive).id))["ledger"]["deadlines"][0]
    assert item["status"] == "lifted" and item["trail"]["notes"][0]["text"] == "seen in the gazette"
    shown = " ".join(goodoffices("dossier", lake(archive).id).out.split())
    assert "note of Ana" in shown and "corrected by a user" in shown
    assert "reassign by Ana, " in (explained := " ".join(goodoffices("explain", ident).out.split())) and "status=lifted: official note" in explained
    log = json.loads(goodoffices("decisions", "--json").out)
    assert [(d["kind"], d["who"], d["why"]) for d in log] == [("reassign", "Ana", "official note"), ("annotate", "Ana", "official note")]
    for decision in log:
        assert goodoffices("correct", "--undo", decision["id"], "--who", "Ben").status == 0
    assert everything(archive) == before
    assert goodoffices("correct", "--undo", log[0]["id"], "--who", "Ben").status == 1
    assert len(json.loads(goodoffices("decisions", "--json").out)) == 4


def test_days_places_and_nobody_can_be_set(archive: Archive, goodoffices: Run) -> None:
    def item(kind: str, ident: str) -> dict[str, Any]:
        return next(x for x in json.loads(dossiers.state_json(archive, lake(archive).id))["ledger"][kind] if x["id"] == ident)

    deadline, incident, venue = entry(archive, "deadlines"), entry(archive, "incidents"), entry(archive, "venue_offers")
    assert goodoffices("correct", deadline, "--actor", "due=2024-05-12", "--who", "Ana").status == 0
    assert goodoffices("correct", incident, "--actor", "actors=none", "--actor", "date=2024-05-02/2024-05-03", "--who", "Ana").status == 0
    assert goodoffices("correct", venue, "--actor", "place=Cuenca", "--who", "Ana").status == 0
    assert item("deadlines", deadline)["due"] == {"start": "2024-05-12", "end": "2024-05-12"}
    for day, over in (("2023-01-01", True), ("2034-05-12", False)):
        assert goodoffices("correct", deadline, "--actor", f"due={day}", "--status", "pending", "--who", "Ana").status == 0
        assert item("deadlines", deadline)["overdue"] is over
    assert item("incidents", incident)["actors"] == [] and item("incidents", incident)["date"]["end"] == "2024-05-03"
    assert item("venue_offers", venue)["place"]["name"] == "Cuenca"
    wrong = goodoffices("correct", deadline, "--actor", "due=Sunday", "--who", "Ana")
    assert wrong.status == 2 and "is no day" in wrong.err


SAMPLES = {"actor": "Peru", "actors": "Peru,Bolivia", "day": "2024-05-12", "place": "Cuenca", "text": "as the gazette has it"}


@pytest.mark.parametrize("kind", ["proposals", "venue_offers", "contacts", "deadlines", "incidents"])
def test_help_lists_the_fields_that_can_be_corrected(archive: Archive, goodoffices: Run, kind: str) -> None:
    ident, told = entry(archive, kind), " ".join(goodoffices("correct", "--help").out.split())
    fields = correctable()[kind]
    assert f" {kind} " in told.split("Fields, by list of entries:")[1] and not {"sources", "evidence", "responses", "trail"} & fields.keys()
    for name, value in fields.items():
        made = goodoffices("correct", ident, "--actor", f"{name}={SAMPLES.get(value) or value.split(' | ')[0]}", "--who", "Ana")
        assert made.status == 0 and name in told, (name, made.err)


def test_a_rejected_entry_is_out_of_view_and_can_come_back(archive: Archive, goodoffices: Run) -> None:
    ident = entry(archive, "venue_offers")
    made = goodoffices("correct", ident, "--reject", "--who", "Ana").out.split()[0]
    state = json.loads(dossiers.state_json(archive, lake(archive).id))
    assert ident not in [v["id"] for v in state["ledger"]["venue_offers"]] and ident in [v["id"] for v in state["rejected"]["venue_offers"]]
    goodoffices("correct", "--undo", made, "--who", "Ana")
    assert entry(archive, "venue_offers") == ident


@pytest.mark.parametrize("arguments", [("{id}",), ("{id}", "--actor", "setter"), ("{id}", "--actor", "nonsense=government:PER"), ("{id}", "--status", "nonsense"), ("--note", "x"),
                                       ("{id}", "--undo", "decision:1"), ("{id}", "--reject", "--status", "met"), ("{id}", "--actor", "sources=x")],
                         ids=["nothing", "no-id", "no-field", "no-status", "no-entry", "undo-and-entry", "reject-and-status", "fixed-field"])
def test_corrections_that_make_no_sense_are_wrong_usage(archive: Archive, goodoffices: Run, arguments: tuple[str, ...]) -> None:
    ident = entry(archive, "deadlines")
    assert goodoffices("correct", *(a.format(id=ident) for a in arguments), "--who", "Ana").status == 2
    assert dossiers.log(archive) == []


def test_an_entry_of_one_report_is_corrected_in_the_entry_that_holds_it(archive: Archive, goodoffices: Run) -> None:
    ident = entry(archive, "proposals")
    whole = json.loads(dossiers.state_json(archive, lake(archive).id))["ledger"]["proposals"][0]
    assert len(whole["sources"]) > 1
    for article in (source["article"] for source in whole["sources"][:2]):
        told = goodoffices("correct", f"{article}#proposal:1", "--note", "seen", "--who", "Ana")
        assert (told.status, told.out.split()[-1]) == (0, ident) and f"{article}#proposal:1 is told in the entry {ident}" in told.err
    assert goodoffices("explain", f"{whole['sources'][0]['article']}#proposal:1").status == 0
    for nothing in ("lake-1#proposal:99", "no-such#proposal:1", "lake-1#nonsense:1"):
        assert goodoffices("correct", nothing, "--note", "seen", "--who", "Ana").status == 1


def test_corrections_of_what_is_not_there(archive: Archive, goodoffices: Run) -> None:
    assert goodoffices("correct", "proposal:00000000000000000000", "--reject", "--who", "Ana").status == 1
    assert goodoffices("correct", "--undo", "decision:1", "--who", "Ana").status == 1
    assert goodoffices("correct", entry(archive, "deadlines"), "--reject").status == 2
    assert goodoffices("correct", entry(archive, "deadlines"), "--reject", "--who", " ").status == 2


def test_a_removed_article_comes_back(archive: Archive, goodoffices: Run) -> None:
    before = everything(archive)
    made = goodoffices("remove", "lake-2", "--who", "Ana", "--why", "retracted").out.split()[0]
    assert "lake-2" not in lake(archive).articles and goodoffices("remove", "lake-2", "--who", "Ana").status == 1
    assert "lake-2" not in goodoffices("events", "--json").out
    goodoffices("correct", "--undo", made, "--who", "Ana")
    assert everything(archive) == before


def test_dossiers_are_merged_split_and_pinned(archive: Archive, goodoffices: Run) -> None:
    other = next(d for d in dossiers.list_dossiers(archive) if "fer:ry ü#1" in d.articles)
    made = goodoffices("dossiers", "merge", other.id, lake(archive).id, "--who", "Ana").out.split()[0]
    assert "fer:ry ü#1" in lake(archive).articles
    goodoffices("correct", "--undo", made, "--who", "Ana")
    assert "fer:ry ü#1" not in lake(archive).articles
    assert goodoffices("dossiers", "split", lake(archive).id, "lake-2", "--who", "Ana").status == 0
    assert "lake-2" not in lake(archive).articles
    assert goodoffices("dossiers", "pin", "lake-2", lake(archive).id, "--who", "Ana").status == 0
    assert "lake-2" in lake(archive).articles
    assert goodoffices("dossiers", "merge", lake(archive).id, lake(archive).id, "--who", "Ana").status == 2
    assert goodoffices("dossiers", "split", lake(archive).id, "nothing", "--who", "Ana").status == 1
    assert goodoffices("dossiers", "pin", "nothing", lake(archive).id, "--who", "Ana").status == 1


def test_explanations(archive: Archive, goodoffices: Run) -> None:
    ident = entry(archive, "deadlines")
    told = json.loads(goodoffices("explain", ident, "--json").out)
    assert told["sources"][0]["article"] == "lake-2" and any(r.startswith("read in lake-2 by ") for r in told["reasons"])
    assert "HOW IT WAS READ" in goodoffices("explain", ident).out
    local = json.loads(goodoffices("explain", "lake-2#deadline:1", "--json").out)
    assert local == told
    event = json.loads(goodoffices("explain", "lake-2#event:1", "--json").out)
    assert event["reasons"] and event["sources"][0]["evidence"]
    assert goodoffices("explain", "fer:ry ü#1#event:1").status == 0
    for missing in ("lake-2#event:99", "lake-2#deadline:99", "none#event:1", "deadline:00000000000000000000", "nonsense"):
        assert goodoffices("explain", missing).status == 1


def test_timelines(archive: Archive, goodoffices: Run) -> None:
    whole = json.loads(goodoffices("timeline", "--json").out)
    one = json.loads(goodoffices("timeline", lake(archive).id, "--json").out)
    assert one and len(one) < len(whole)
    days = [m["date"] for m in whole if m["date"]]
    assert days == sorted(days)
    some = json.loads(goodoffices("timeline", "--from", "2024-05-01", "--to", "2024-05-03", "--json").out)
    assert some and all(m["date"] <= "2024-05-03" and (m["end"] or m["date"]) >= "2024-05-01" for m in some)
    assert goodoffices("timeline", lake(archive).id).out


def test_nothing_stale_is_shown(coded: Coded) -> None:
    with open_archive("sqlite://") as archive:
        for count in range(1, len(coded) + 1):
            put(archive, coded[:count])
            shown = everything(archive)
            assert shown == everything(archive)
            with archive.repository.writing() as connection:
                cache.clear(connection)
            assert shown == everything(archive)


def test_a_second_look_opens_no_record(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(archive)

    def refuse(*_: object) -> None:
        raise AssertionError("a record was opened")

    monkeypatch.setattr("goodoffices.store.articles.load", refuse)
    assert everything(archive) == before


def test_what_others_worked_out_by_other_rules_is_worked_out_again(archive: Archive) -> None:
    everything(archive)
    with archive.repository.writing() as connection:
        connection.exec_driver_sql("UPDATE cache SET inputs = 'other'")
    assert everything(archive)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_any_order_and_any_interruption_give_the_same(coded: Coded, data: st.DataObject) -> None:
    order = data.draw(st.permutations(coded))
    stop = data.draw(st.integers(0, len(coded)))
    look = data.draw(st.booleans())
    with open_archive("sqlite://") as whole, open_archive("sqlite://") as parts:
        put(whole, coded)
        put(parts, order[:stop])
        if look:
            everything(parts)
        put(parts, order)
        assert dossiers.list_dossiers(whole) == dossiers.list_dossiers(parts)
        assert everything(whole) == everything(parts)


def test_events_and_statements_can_be_rejected_and_come_back(archive: Archive, goodoffices: Run) -> None:
    before = everything(archive)
    for command, local in (("events", "event:1"), ("statements", "statement:1")):
        ident = f"lake-2#{local}"
        assert ident in goodoffices(command).out
        made = goodoffices("correct", ident, "--reject", "--who", "Ana", "--why", "misread").out.split()[0]
        shown = [row["id"] for row in json.loads(goodoffices(command, "--json").out)]
        assert ident not in shown and shown and ident not in goodoffices(command, "--limit", "3").out
        assert local not in {x["id"] for r in goodoffices("export", "--format", "jsonl").out.splitlines() if '"lake-2"' in r for x in json.loads(r)[command]}
        assert "misread" in goodoffices("explain", ident).out
        assert goodoffices("correct", "--undo", made, "--who", "Ana").status == 0
        assert ident in goodoffices(command).out
    assert everything(archive) == before


def test_events_and_statements_can_be_annotated_by_either_id(archive: Archive, goodoffices: Run) -> None:
    made = goodoffices("correct", "lake-2#event:1", "--note", "see the gazette", "--who", "Ana")
    public = made.out.split()[-1]
    assert public.startswith("event:") and goodoffices("correct", public, "--note", "and the radio", "--who", "Ben").out.split()[-1] == public
    told = goodoffices("events").out
    assert "note of Ana" in told and "and the radio" in told
    rows = {r["id"]: r for r in json.loads(goodoffices("events", "--json").out)}
    assert [n["text"] for n in rows["lake-2#event:1"]["notes"]] == ["see the gazette", "and the radio"]


@pytest.mark.parametrize(("ident", "status"), [("lake-2#event:99", 1), ("none#event:1", 1), ("event:00000000000000000000", 1)])
def test_events_that_are_not_there_cannot_be_corrected(archive: Archive, goodoffices: Run, ident: str, status: int) -> None:
    assert goodoffices("correct", ident, "--reject", "--who", "Ana").status == status


def test_an_event_takes_no_other_actor(archive: Archive, goodoffices: Run) -> None:
    told = goodoffices("correct", "lake-2#event:1", "--actor", "actors=government:PER", "--who", "Ana")
    assert told.status == 2 and "--reject" in told.err and dossiers.log(archive) == []


@pytest.mark.parametrize(("given", "ident", "name"), [("Djibouti", "government:DJI", "Djibouti"), ("government:DJI", "government:DJI", "Djibouti"), ("ecuador", "government:ECU", "Ecuador"),
                                                      ("Rosa Quispe", "person:rosa-quispe", "Rosa Quispe"), ("igo:african-union", "igo:african-union", "African Union")])
def test_an_actor_is_found_by_name_or_id(archive: Archive, goodoffices: Run, given: str, ident: str, name: str) -> None:
    made = goodoffices("correct", entry(archive, "deadlines"), "--actor", f"setter={given}", "--who", "Ana")
    item = json.loads(dossiers.state_json(archive, lake(archive).id))["ledger"]["deadlines"][0]
    assert made.status == 0 and item["setter"].startswith(ident) and f"- {name} to Peru" in goodoffices("dossier", lake(archive).id).out


@pytest.mark.parametrize(("given", "said"), [("Ecuadr", "near to it: Ecuador"), ("government:QQQ", "no actor"), ("Grand Fenwick", "no actor")])
def test_an_actor_that_nothing_knows_is_refused(archive: Archive, goodoffices: Run, given: str, said: str) -> None:
    told = goodoffices("correct", entry(archive, "deadlines"), "--actor", f"setter={given}", "--who", "Ana")
    assert told.status == 2 and said in told.err and dossiers.log(archive) == []


def test_the_head_says_by_which_reports_a_day_is_told(archive: Archive, goodoffices: Run) -> None:
    head = " ".join(goodoffices("dossier", lake(archive).id, "--at", "2024-05-03").out.splitlines()[1:3])
    assert "as of 2024-05-03" in head and "what they tell of that day" in head
    assert "what they tell of that day" not in goodoffices("dossier", lake(archive).id, "--known-at", "2024-05-03").out


TOLLS = (("toll-1", "Wire", "Shells fired by Fijian troops killed nine villagers in the Tongan port of Pangai on 5 May, Tonga said."),
         ("toll-2", "Radio", "Shells fired by Fijian troops killed twelve villagers in the Tongan port of Pangai on 5 May, a doctor said."))


def test_the_id_of_a_contradiction_is_taken_wherever_ids_are(goodoffices: Run, tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path / 'tolls.db'}"
    for ident, outlet, text in TOLLS:
        (tmp_path / f"{ident}.txt").write_text(f"Shells on Pangai\n{text}\n")
        assert goodoffices("add", str(tmp_path / f"{ident}.txt"), "--published", "2024-05-06", "--publisher", outlet, "--store", store).status == 0
    told = json.loads(goodoffices("dossier", "Tonga", "--json", "--store", store).out)
    ident, about = (told["contradictions"][0][key] for key in ("id", "about"))
    assert f"[{ident}]" in goodoffices("dossier", "Tonga", "--ids", "--store", store).out.replace("\n  ", " ")
    seen = goodoffices("explain", ident, "--store", store).out
    assert "number of dead" in seen and "9 dead" in seen and "12 dead" in seen and about in seen
    refused = goodoffices("correct", ident, "--status", "held", "--who", "Ana", "--store", store)
    assert refused.status == 2 and about in refused.err
    assert goodoffices("correct", ident, "--note", "ask the hospital", "--who", "Ana", "--store", store).status == 0
    assert "note of Ana" in goodoffices("dossier", "Tonga", "--store", store).out
    assert goodoffices("correct", ident, "--reject", "--who", "Ana", "--store", store).status == 0
    assert "CONTRADICTIONS" not in goodoffices("dossier", "Tonga", "--store", store).out
    assert "reject by Ana" in goodoffices("explain", ident, "--store", store).out
