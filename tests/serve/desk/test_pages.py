"""The pages: what they show, where their links lead, and that nothing in a report can act on the reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

import pytest
from fastapi.testclient import TestClient

from goodoffices.model import Article, ExplainedRecord
from goodoffices.pipeline import code_article
from goodoffices.serve.desk import views
from goodoffices.serve.queries import deciding, filing, open_archive

Open = Callable[..., TestClient]
EMPTY_TAGS = {"meta", "link", "input", "rect", "line", "circle", "use", "br", "text"}


class Page(HTMLParser):
    """Tags, ids and addresses of a page; checks that elements are closed in order."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(body)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self.links += [str(found[name]) for name in ("href", "src", "action") if found.get(name)]
        self.ids += [str(found["id"])] if "id" in found else []
        if tag not in {"meta", "link", "input"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1] in {"option"} and tag != "option":
            self.open.pop()
        assert self.open and self.open[-1] == tag, f"{tag} closes {self.open[-3:]}"
        self.open.pop()


def text_of(body: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<title>.*?</title>", " ", body, flags=re.DOTALL))).split())


@pytest.fixture
def lake(desk: TestClient) -> str:
    """The address of the dossier on the lake."""
    return "/dossier/" + next(d["id"] for d in desk.get("/api/dossiers").json() if "Peru" in d["name"])


def test_every_link_leads_somewhere(desk: TestClient) -> None:
    waiting, seen = ["/"], set()
    while waiting:
        address = waiting.pop()
        told = desk.get(address)
        assert told.status_code == 200, address
        if not told.headers["content-type"].startswith("text/html"):
            continue
        page = Page(told.text)
        assert len(page.ids) == len(set(page.ids)), address
        assert not [t for t, attrs in page.tags if "style" in attrs or any(a.startswith("on") for a in attrs)], address
        for link in page.links:
            full = urljoin(address, link)
            assert full.startswith("/") and not full.startswith("//"), f"{address} leads to {link}"
            whole, _, fragment = full.partition("#")
            if whole == address and fragment:
                assert fragment in page.ids, f"{address}#{fragment}"
            if whole not in seen:
                seen.add(whole)
                waiting.append(whole)
    assert {a.split("/")[1].partition("?")[0] for a in seen} >= {"dossier", "entry", "article", "actor", "api", "static", "timeline", "search", "network", "sources", "scorecard"}


def test_overview(desk: TestClient) -> None:
    shown = text_of(desk.get("/").text)
    assert "What moved" in shown and "6 articles" in shown
    assert "Greece to Turkey: to release the ferry Agia Marina and its crew" in shown
    assert "Meeting of" in shown


def test_dossier(desk: TestClient, lake: str) -> None:
    shown = text_of(desk.get(lake).text)
    for words in ("State of the talks", "Peru offers talks to Bolivia", "rejects", "Calendar", "2024-05-10", "Venues on offer", "On the ground", "2 killed", "Who says what", "There is nothing to discuss"):
        assert words in shown
    early = text_of(desk.get(f"{lake}?at=2024-05-02&known_at=2024-05-02").text)
    assert "As of 2024-05-02" in early and "2 killed" not in early
    assert desk.get(f"{lake}?at=&known_at=").status_code == 200


def test_article_marks_every_span(desk: TestClient, coded: tuple[ExplainedRecord, ...]) -> None:
    for record in coded:
        body = desk.get(f"/article/{quote(record.document.id)}").text
        article = body[body.index("<article class=\"text\""):body.index("</article>")]
        plain = unescape(re.sub(r"<p class=\"legend\">.*?</p>|<sup>.*?</sup>|<[^>]+>", "", article, flags=re.DOTALL))
        assert "".join(plain.split()) == "".join(record.document.text.split())
        marked = "".join(unescape(re.sub(r"<[^>]+>", "", m)) for m in re.findall(r"<mark class=\"m-\w+\" data-n.*?</mark>", article, flags=re.DOTALL))
        spans = {n for e in record.events for s in e.evidence for n in range(s.start, s.end)} | {
            n for s in record.statements for p in (s.parts or (s.content,)) for n in range(p.start, p.end)} | {
            n for name in record.ledger.__struct_fields__ for i in getattr(record.ledger, name) for s in i.evidence for n in range(s.start, s.end)}
        assert "".join(marked.split()) == "".join("".join(record.document.text[n] for n in sorted(spans)).split())


def test_entry_has_a_citation(desk: TestClient) -> None:
    deadline = desk.get("/api/deadlines?country=GRC").json()[0]
    body = desk.get(f"/entry/{deadline['id']}").text
    field = next(attrs for tag, attrs in Page(body).tags if attrs.get("id") == "c1")
    assert str(field["value"]).startswith("Aegean Courier, 2022-05-18: “Greece on Tuesday gave Turkey ten days")
    assert "(Athens gives Ankara ten days)" in str(field["value"])
    assert desk.get(f"/entry/{quote('fer:ry ü#1#event:1')}").status_code == 200


@pytest.mark.parametrize(("address", "status"), [("/nothing", 404), ("/dossier/nobody", 404), ("/article/x", 404), ("/entry/x", 404), ("/actor/x", 404), ("/entry/statement:x", 404),
                                                ("/timeline?from=May", 400), ("/timeline?cursor=x", 404), ("/dossiers?cursor=x", 404), ("/dossier/peru?at=x", 400), ("/static/../app.py", 404),
                                                ("/static/%2e%2e/app.py", 404)])
def test_errors_are_pages(desk: TestClient, address: str, status: int) -> None:
    told = desk.get(address)
    assert told.status_code == status
    if not address.startswith("/static"):
        Page(told.text)
        assert "To the overview" in told.text


def test_filters(desk: TestClient, lake: str) -> None:
    incidents = desk.get("/timeline", params={"dossier": lake.removeprefix("/dossier/"), "kind": "incident", "from": "2024-05-01", "to": ""}).text
    assert "Shelling" in incidents and "k-statement" not in incidents
    assert "Rosa Quispe" in desk.get("/actors?q=quispe").text
    assert "<mark>fishermen</mark>" in desk.get("/search?q=fishermen").text
    assert "0 articles" in text_of(desk.get("/search?q=nothinglikeit").text)


def test_empty_store_says_how_to_begin(open_desk: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOODOFFICES_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    desk = open_desk()
    assert "goodoffices add" in desk.get("/").text
    assert [desk.get(path).status_code for path in ("/timeline", "/actors", "/search?q=x", "/network", "/sources", "/scorecard", "/dossiers")] == [200] * 7


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`{{7*7}} \u202egnp.exe"


@pytest.fixture(scope="module")
def hostile() -> tuple[ExplainedRecord, ...]:
    """Reports whose every field tries to act on the reader."""
    long = "Ä" * 10_000
    text = f"Peru's Foreign Minister Rosa Quispe said on Friday: \"{HOSTILE}\"\n\nPeru offered talks to Bolivia in Quito. {HOSTILE} {long}\n\nPeru gave Bolivia until May 10 to withdraw."
    inputs = [{"id": f"../{HOSTILE}?#%2f", "title": HOSTILE, "publisher": HOSTILE, "url": "javascript:alert(1)"}, {"id": long[:300], "title": long, "publisher": long, "url": "https://a.example/\"><script>"}]
    return tuple(code_article(Article(name="x", text=text, language="en", published="2024-05-03", published_source="given", **fields), explain=True) for fields in inputs)


def test_hostile_reports_come_out_inert(hostile: tuple[ExplainedRecord, ...], store_url: str, open_desk: Open) -> None:
    with open_archive(store_url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), hostile, lambda *_: pytest.fail("refused"))
        first = open_desk(store=store_url).get("/api/deadlines").json()[0]["id"]
        deciding.annotate(archive, first, HOSTILE, deciding.Signed(who=HOSTILE))
    desk = open_desk(store=store_url, token="t")
    addresses = ["/", "/?since=2001-01-01", "/network", "/network?by=country", f"/network?dossier={quote(HOSTILE)}", f"/?since={quote(HOSTILE)}", "/sources", "/scorecard", "/timeline", "/timeline?by=quarter", "/actors", f"/search?q={quote(HOSTILE)}", f"/timeline?dossier={quote(HOSTILE)}", f"/entry/{quote(HOSTILE)}", f"/actors?q={quote(HOSTILE)}", "/search?q=talks"]
    addresses += ["/dossier/" + d["id"] for d in desk.get("/api/dossiers").json()] + [f"/article/{quote(r.document.id, safe='')}" for r in hostile]
    addresses += [f"/entry/{quote(m['entry'], safe='')}" for m in desk.get("/api/timeline").json()]
    seen = ""
    for address in addresses:
        told = desk.get(address)
        assert told.status_code in (200, 400, 404, 422), address
        page = Page(told.text)
        assert [attrs.get("src") for tag, attrs in page.tags if tag == "script"] == ["/static/desk.js"], address
        assert not [tag for tag, attrs in page.tags if tag == "img" or any(a.startswith("on") for a in attrs)], address
        assert not [link for link in page.links if link.lower().startswith("javascript:")], address
        assert "49 \u202e" not in told.text
        if not address.startswith("/article"):  # whose text is whole
            assert "Ä" * 2000 not in told.text
        seen += told.text
    assert "&lt;script&gt;alert(1)" in seen


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_contrast(desk: TestClient, theme: int) -> None:
    blocks: list[dict[str, Any]] = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{(.*?)\}", desk.get("/static/desk.css").text, flags=re.DOTALL)]
    colours = blocks[theme]
    pairs = [(ink, ground) for ink in ("ink", "soft", "link", "good", "bad", "warn", "open") for ground in ("paper", "panel")]
    pairs += [("ink", ground) for ground in ("ledger", "event", "statement", "sea", "land")]
    for ink, ground in pairs:
        high, low = sorted((_luminance(colours[ink]), _luminance(colours[ground])), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5, f"{ink} on {ground}"


def test_needs_nothing_from_elsewhere() -> None:
    import goodoffices.serve.desk as package

    for file in Path(package.__file__).parent.rglob("*"):
        if file.suffix in (".html", ".css", ".js", ".svg"):
            found = set(re.findall(r"https?://[^\s\"'<)]+", file.read_text(encoding="utf-8")))
            assert found <= {"http://www.w3.org/2000/svg"}, file.name


def test_a_page_is_made_again_only_when_its_dossier_changed(filed: str, open_desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    show = views.dossier
    monkeypatch.setattr(views, "dossier", lambda archive, ident, at, known_at: made.append(ident) or show(archive, ident, at, known_at))
    desk = open_desk(store=filed)
    dossier = next(d["id"] for d in desk.get("/api/dossiers").json() if "Peru" in d["name"])
    first = desk.get(f"/dossier/{dossier}")
    again = desk.get(f"/dossier/{dossier}")
    assert (again.text, again.headers["etag"], again.headers["content-type"], len(made)) == (first.text, first.headers["etag"], "text/html; charset=utf-8", 1)
    assert desk.get(f"/dossier/{dossier}?at=2024-05-03").text != first.text
    with open_archive(filed) as other:
        deciding.annotate(other, next(p["id"] for p in desk.get("/api/proposals").json() if p["dossier"] == dossier), "Seen at the ministry", deciding.Signed(who="Ana"))
    assert "Seen at the ministry" in desk.get(f"/dossier/{dossier}").text and "Seen at the ministry" not in first.text
    assert len(made) == 3
