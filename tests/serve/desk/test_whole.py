"""The page of a dossier shows the first of each list, the rest stands on pages of their own."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from goodoffices.serve.desk import views, whole
from goodoffices.serve.queries import dossiers, open_archive


@pytest.fixture
def lake(filed: str) -> str:
    with open_archive(filed) as archive:
        return next(d.id for d in dossiers.list_dossiers(archive) if "lake-1" in d.articles)


@pytest.mark.parametrize("name", list(whole.TITLES))
def test_every_list_has_a_page(desk: TestClient, lake: str, name: str) -> None:
    page, state = desk.get(f"/entries/{name}/{lake}"), desk.get(f"/api/dossiers/{lake}").json()
    wanted = state["articles"] if name == "articles" else state["contradictions"] if name == "contradictions" else state["ledger"][name]
    assert page.status_code == 200 and f"{len(wanted)} in all" in page.text
    ids = {c["about"] for c in wanted} if name == "contradictions" else {i["id"] for i in wanted}
    linked = set(re.findall(r'href="/(?:entry|article)/([^"]+)"', page.text.split("<main")[1]))
    assert ids <= {unescape(i) for i in linked} or not ids


def test_a_page_with_much_stays_short_and_leads_to_the_rest(desk: TestClient, lake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SHOWN", 1)
    monkeypatch.setattr(views, "FOLDED", 2)
    page = desk.get(f"/dossier/{lake}?known_at=2024-05-07").text
    links = re.findall(r'<a href="(/entries/[^"]+)">All (\d+)</a>', page)
    assert {"articles"} <= {link.split("/")[2] for link, _ in links} and all("known_at=2024-05-07" in link for link, _ in links)
    for link, count in links:
        told = desk.get(unescape(link))
        assert told.status_code == 200 and f"{count} in all" in told.text, link
    articles = page.split('id="articles"')[1].split("</section>")[0]
    assert articles.count('href="/article/') == 2


def test_pages_follow_each_other(desk: TestClient, lake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "ON_PAGE", 2)
    address, found = f"/entries/articles/{lake}", []
    while address:
        page = desk.get(address).text
        found += re.findall(r'href="/article/([^"]+)"', page)
        following = re.search(r'class="next" href="([^"]+)"', page)
        address = unescape(following.group(1)) if following else ""
    assert found == [a["id"] for a in reversed(desk.get(f"/api/dossiers/{lake}").json()["articles"])] and len(found) > 2


@pytest.mark.parametrize("address", ["/entries/sources/{}", "/entries/threats/nothing-like-it", "/entries/articles/{}?cursor=x"])
def test_what_is_not_there(desk: TestClient, lake: str, address: str) -> None:
    assert desk.get(address.format(lake)).status_code == 404


def test_the_same_words_are_told_once_with_all_their_sources(desk: TestClient) -> None:
    """The meeting in Quito is told by a report and its reprint in the same words."""
    entry = next(e for e in desk.get("/api/contacts").json() if len(e["sources"]) > 1 and len({str([s["text"] for s in p["evidence"]]) for p in e["sources"]}) < len(e["sources"]))
    page = desk.get(f"/entry/{entry['id']}").text.split("<main")[1]
    words = page.split("The words</h2>")[1].split("</section>")[0]
    assert words.count('<article class="passage"') < len(entry["sources"]) and "The same words in" in words
    assert all(f'href="/article/{p["article"]}"' in words for p in entry["sources"])
