"""Feeds: sound by the rules of their formats, the same ids whatever arrives later, nothing in a report that acts on the reader, little sent where nothing changed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import icalendar
import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace

from goodoffices.errors import StoreLockedError
from goodoffices.model import Article, ExplainedRecord
from goodoffices.pipeline import code_article
from goodoffices.serve import feeds
from goodoffices.serve.desk.feed_routes import Times
from goodoffices.serve.queries import Archive, deciding, filing, giving, open_archive

Open = Callable[..., TestClient]
A = "{http://www.w3.org/2005/Atom}"
STAMP = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z"


def check_atom(body: bytes) -> ET.Element:
    """What RFC 4287 asks of a feed and its entries."""
    root = ET.fromstring(body)
    assert root.tag == f"{A}feed" and body.startswith(b"<?xml")
    for where in (root, *root.findall(f"{A}entry")):
        for name in ("id", "title", "updated"):
            assert len(where.findall(f"{A}{name}")) == 1 and (where.find(f"{A}{name}").text or "").strip()  # type: ignore[union-attr]
        assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", where.findtext(f"{A}id") or "")
        for name in ("updated", "published"):
            for when in where.findall(f"{A}{name}"):
                assert re.fullmatch(STAMP, when.text or "") and datetime.fromisoformat(when.text or "")
        links = [link.attrib for link in where.findall(f"{A}link")]
        assert len([a for a in links if a["rel"] == "alternate" and a["type"] == "text/html"]) == 1
        assert all(re.match(r"https?://[^\s]+$", a["href"]) for a in links) and all(c.get("term") for c in where.findall(f"{A}category"))
        assert all((c.get("type") == "html") and not len(c) for c in where.findall(f"{A}content"))
    assert [a.attrib["href"] for a in root.findall(f"{A}link") if a.attrib["rel"] == "self"] and root.find(f"{A}author/{A}name") is not None
    idents = [e.findtext(f"{A}id") for e in root.findall(f"{A}entry")]
    assert len(idents) == len(set(idents))
    times = [e.findtext(f"{A}updated") or "" for e in root.findall(f"{A}entry")]
    assert times == sorted(times, reverse=True) and root.findtext(f"{A}updated") == (times[0] if times else feeds.NEVER)
    assert all((e.findtext(f"{A}published") or "") <= (e.findtext(f"{A}updated") or "") for e in root.findall(f"{A}entry"))
    return root


def check_json(body: bytes) -> dict[str, Any]:
    """What JSON Feed 1.1 asks."""
    told: dict[str, Any] = json.loads(body)
    assert told["version"] == "https://jsonfeed.org/version/1.1" and isinstance(told["title"], str) and isinstance(told["items"], list) and told["authors"] == [{"name": "Good Offices"}]
    for item in told["items"]:
        assert isinstance(item["id"], str) and (item["content_html"] or item["content_text"]) and item["url"].startswith("http")
        assert re.fullmatch(STAMP, item["date_published"]) and re.fullmatch(STAMP, item["date_modified"]) and all(isinstance(t, str) for t in item["tags"])
    assert len({i["id"] for i in told["items"]}) == len(told["items"])
    return told


def lake_of(desk: TestClient) -> str:
    return str(next(d["id"] for d in desk.get("/api/dossiers").json() if "Peru" in d["name"]))


def test_feeds_are_sound_and_tell_the_same(desk: TestClient) -> None:
    for name in ("all", lake_of(desk)):
        atom, told = desk.get(f"/feeds/{name}.atom"), desk.get(f"/feeds/{name}.json")
        assert (atom.headers["content-type"], told.headers["content-type"]) == ("application/atom+xml; charset=utf-8", "application/feed+json; charset=utf-8")
        root, items = check_atom(atom.content), check_json(told.content)["items"]
        assert [e.findtext(f"{A}id") for e in root.findall(f"{A}entry")] == [i["id"] for i in items] and len(items) > 3
        parsed = feedparser.parse(atom.content)
        assert not parsed.bozo and parsed.version == "atom10" and [e.title for e in parsed.entries] == [i["title"] for i in items]
    titles = [i["title"] for i in items]
    assert "Peru offers talks to Bolivia: rejected" in titles and not any("Turkey" in t for t in titles)
    offer = next(i for i in items if i["title"] == "Peru offers talks to Bolivia: rejected")
    assert (offer["date_published"], offer["date_modified"]) == ("2024-05-02T00:00:00Z", "2024-05-03T00:00:00Z") and "Andes Wire, 2024-05-02" in offer["content_html"]
    assert all("rel" not in i for i in items) and "Bolivia rejects" in offer["content_text"]


def test_a_reprint_is_no_news(desk: TestClient) -> None:
    told = {i["title"]: i["date_modified"] for i in desk.get("/feeds/all.json").json()["items"]}
    assert told["Meeting of Bolivia and Peru in Quito: planned"] == "2024-05-04T00:00:00Z"


def test_links_lead_to_pages(desk: TestClient) -> None:
    for item in desk.get("/feeds/all.json").json()["items"]:
        assert item["url"].startswith("http://127.0.0.1/entry/") and desk.get(item["url"]).status_code == 200
    page = desk.get(f"/dossier/{lake_of(desk)}").text
    assert f'href="/feeds/{lake_of(desk)}.atom"' in page and 'type="application/feed+json"' in page and 'href="/feeds/all.atom"' in desk.get("/").text


@pytest.mark.parametrize(("address", "status"), [("/feeds/Peru.atom", 200), ("/feeds/nobody.atom", 404), ("/feeds/all.rss", 404), ("/feeds/.json", 404), ("/feeds/%E2%80%93.json", 409)])
def test_addresses(desk: TestClient, address: str, status: int) -> None:
    assert desk.get(address).status_code == status


def test_links_go_where_readers_are(filed: str, open_desk: Open) -> None:
    desk = open_desk(store=filed, url="https://desk.example/o")
    root = check_atom(desk.get("/feeds/all.atom").content)
    assert all(link.attrib["href"].startswith("https://desk.example/o/") for link in root.iter(f"{A}link") if link.attrib["rel"] != "via")


def test_ids_stay_when_an_earlier_report_arrives_late(coded: tuple[ExplainedRecord, ...], store_url: str, open_desk: Open, make_record: Any) -> None:
    first, *later = coded[:3]
    with open_archive(store_url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), later, lambda *_: None)
        before = feeds.feed(archive, "Peru")
        filing.file_records(archive, filing.Filing(), [first], lambda *_: None)
        after = feeds.feed(archive, "Peru")
        assert before.id == after.id and before.address != after.address
        assert {i for i, _ in before.items} <= {i for i, _ in after.items} and len(after.items) > len(before.items)
        old, new = dict(before.items), dict(after.items)
        assert any(old[i].entry != new[i].entry for i in old)  # the offer is called by the report that arrived late, and has kept its id


def test_a_store_that_takes_nothing_still_gives_feeds(filed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_archive(filed) as archive:
        feeds.feed(archive, None)
        monkeypatch.setattr(giving.issued, "given_out", lambda connection: {})

        def locked(self: Any) -> Any:
            raise StoreLockedError("store", "another process is writing")

        monkeypatch.setattr(type(archive.repository), "writing", locked)
        assert len(feeds.feed(archive, None).items) > 3


HOSTILE = "<script>alert(1)</script>]]>&<img src=x onerror=alert(2)>\"' \x07\x0b\ufffe\u202e"


def test_hostile_reports_come_out_inert(store_url: str, open_desk: Open) -> None:
    text = f"Peru offered talks to Bolivia in Quito. Bolivia threatened to {HOSTILE} if Peru did not withdraw.\n\nPeru gave Bolivia until May 10 to withdraw, it said."
    inputs = [{"id": f"../{HOSTILE}", "title": HOSTILE, "publisher": HOSTILE, "url": "javascript:alert(1)"}, {"id": "b", "publisher": HOSTILE, "url": 'https://a.example/"><script>'},
              {"id": "c", "publisher": HOSTILE, "url": "https://a.example/sound?a=1&b=2"}]
    found = [code_article(Article(name="x", text=f"{text} {n}", language="en", published=f"2024-05-0{3 + n}", published_source="given", **more), explain=True) for n, more in enumerate(inputs)]  # type: ignore[arg-type]
    with open_archive(store_url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), found, lambda *_: pytest.fail("refused"))
        entry = feeds.feed(archive, None).items[0][1].entry
        deciding.annotate(archive, entry, f"NOTE {HOSTILE}", deciding.Signed(who=HOSTILE))
    desk = open_desk(store=store_url)
    body = desk.get("/feeds/all.atom").content
    root, items = check_atom(body), check_json(desk.get("/feeds/all.json").content)["items"]
    assert len(items) >= 2 and b"<script" not in body and not any(c in body.decode() for c in "\x07\x0b\ufffe")
    assert {link.attrib["href"] for link in root.iter(f"{A}link") if link.attrib["rel"] == "via"} == {"https://a.example/sound?a=1&b=2"}
    seen = ""
    for html in [i["content_html"] for i in items] + [c.text or "" for c in root.iter(f"{A}content")]:
        assert set(re.findall(r"</?([a-z]+)", html)) <= {"p", "blockquote"} and not re.search(r"<[^>]*\s", html)
        seen += html
    assert "&lt;script&gt;" in seen and "NOTE" not in seen and feedparser.parse(body).bozo is False


def test_little_is_sent_where_nothing_changed(filed: str, open_desk: Open, coded: tuple[ExplainedRecord, ...], make_record: Any) -> None:
    desk = open_desk(store=filed)
    now = [1_700_000_000.0]
    desk.app.app.state.times = Times(lambda: now[0])  # type: ignore[attr-defined]
    first = desk.get("/feeds/all.atom")
    assert "last-modified" not in first.headers  # its second is not over
    now[0] += 5
    second = desk.get("/feeds/all.atom")
    when, tag = second.headers["last-modified"], second.headers["etag"]
    assert when == "Tue, 14 Nov 2023 22:13:20 GMT" and tag == first.headers["etag"]
    for asked in ({"if-none-match": tag}, {"if-modified-since": when}, {"if-none-match": tag, "if-modified-since": "Tue, 14 Nov 2000 22:13:20 GMT"}):
        told = desk.get("/feeds/all.atom", headers=asked)
        assert (told.status_code, told.content, told.headers["last-modified"], told.headers["etag"]) == (304, b"", when, tag), asked
    assert desk.head("/feeds/all.atom").headers["etag"] == tag
    late = replace(make_record("late", "Chad offered talks to Niger.", published="2001-05-07"), ledger=coded[0].ledger)
    with open_archive(filed) as archive:
        filing.file_records(archive, filing.Filing(), [late], lambda *_: None)
    now[0] += 5
    desk.get("/feeds/all.atom")
    now[0] += 5
    for asked in ({"if-none-match": tag}, {"if-modified-since": when}, {"if-none-match": '"x"', "if-modified-since": "Tue, 14 Nov 2090 22:13:20 GMT"}, {"if-modified-since": "yesterday"}):
        assert desk.get("/feeds/all.atom", headers=asked).status_code == 200, asked


def test_no_two_forms_have_one_time() -> None:
    times = Times(lambda: 10.9)
    times.changed("a", "1")
    later = Times(lambda: 20.0)
    later._seen = times._seen
    assert later.changed("a", "1") == 10 and later.changed("a", "2") is None
    last = Times(lambda: 20.9)
    last._seen = later._seen
    assert last.changed("a", "3") is None and last._seen["a"][1] == 21


def test_an_empty_store(tmp_path: Path) -> None:
    with open_archive("sqlite://") as archive:
        made = feeds.feed(archive, None)
    assert check_atom(feeds.atom(made)).findtext(f"{A}updated") == feeds.NEVER and check_json(feeds.json_feed(made))["items"] == []


def test_many_items_are_cut(filed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "LONGEST", 2)
    with open_archive(filed) as archive:
        assert len(feeds.feed(archive, None).items) == 2


@pytest.mark.parametrize(("told", "shown"), [("2024-05-07", "2024-05-07T00:00:00Z"), ("2024-05-07T01:30:00+02:00", "2024-05-06T23:30:00Z"), ("2024-05-07T01:30:00", "2024-05-07T01:30:00Z"),
                                             ("0900-05-07", "0900-05-07T00:00:00Z"), ("0001-01-01T00:00:00+14:00", None), ("May", None), (None, None), ("", None)])
def test_times(told: str | None, shown: str | None) -> None:
    assert feeds.stamp(told) == shown


def test_decisions_move_the_date(filed: str) -> None:
    def offers(archive: Archive) -> dict[str, tuple[str, str]]:
        return {i: (d.title, d.updated) for i, d in feeds.feed(archive, "Peru").items if d.kind == "proposal"}

    with open_archive(filed) as archive:
        ((ident, (_, before)),) = offers(archive).items()
        entry = next(d.entry for i, d in feeds.feed(archive, None).items if i == ident)
        deciding.reassign(archive, entry, {"status": "accepted"}, deciding.Signed(who="Ana"))
        assert offers(archive)[ident][0].endswith("accepted") and offers(archive)[ident][1] > before
        deciding.reject(archive, entry, deciding.Signed(who="Ana"))
        assert offers(archive) == {}


def test_export(goodoffices: Callable[..., Any], filed: str, tmp_path: Path) -> None:
    atom = goodoffices("export", "--format", "atom", "--dossier", "Peru", "--output", str(tmp_path / "lake.atom"))
    assert atom.status == 0, atom.err
    root = check_atom((tmp_path / "lake.atom").read_bytes())
    assert {link.attrib["href"].split("/")[2] for link in root.iter(f"{A}link")} == {"127.0.0.1:8765"}
    told = goodoffices("export", "--format", "jsonfeed", "--desk", "https://desk.example/")
    assert all(i["url"].startswith("https://desk.example/entry/") for i in check_json(told.out.encode())["items"])
    for bad in ("desk.example", "javascript:alert(1)", "https://u:p@desk.example", "https://desk.example/?a", "http://[x", "https://a b"):
        assert goodoffices("export", "--format", "atom", "--desk", bad).status == 2, bad


def test_the_calendar_of_planned_contacts_and_deadlines_can_be_subscribed_to(desk: TestClient) -> None:
    made = desk.get("/feeds/all.ics")
    assert made.status_code == 200 and made.headers["content-type"].startswith("text/calendar") and made.headers["etag"]
    events = list(icalendar.Calendar.from_ical(made.content).walk("VEVENT"))
    assert events and all(e["uid"] and e["dtstart"] for e in events)
    assert len({str(e["uid"]) for e in events}) == len(events)
    assert desk.get("/feeds/all.ics", headers={"if-none-match": made.headers["etag"]}).status_code == 304
    one = desk.get("/api/dossiers").json()[0]["id"]
    assert desk.get(f"/feeds/{one}.ics").status_code == 200 and f"/feeds/{one}.ics" in desk.get(f"/dossier/{one}").text.replace("%3A", ":")
    assert desk.get("/feeds/nothing-like-it.ics").status_code == 404
