"""Correcting, annotating and taking back on the page of an entry."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

Open = Callable[..., TestClient]
TOKEN = "open sesame"
SIGNED = {"who": "Ana", "why": "the report says so", "token": TOKEN}


@pytest.fixture
def writable(filed: str, open_desk: Open) -> TestClient:
    return open_desk(store=filed, token=TOKEN)


@pytest.fixture
def deadline(writable: TestClient) -> str:
    """The page of the Greek deadline."""
    return "/entry/" + writable.get("/api/deadlines?country=GRC").json()[0]["id"]


def text_of(body: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def as_shown(desk: TestClient, page: str) -> dict[str, str]:
    """What the form sends when nobody touches it."""
    form = desk.get(page).text.split('<form class="amend"')[1].split("</form>")[0]
    found = {name: unescape(value) for name, value in re.findall(r'<input id="f-\w+" name="(\w+)"[^>]* value="([^"]*)"', form)}
    return found | {name: re.findall(r"<option selected>(\w+)<", rest)[0] for name, rest in re.findall(r'<select id="f-\w+" name="(\w+)">(.*?)</select>', form)} | {"note": "", "why": ""}


def test_a_desk_without_a_token_has_no_form(desk: TestClient) -> None:
    page = "/entry/" + desk.get("/api/deadlines?country=GRC").json()[0]["id"]
    assert "<form class=\"amend\"" not in desk.get(page).text
    told = desk.post(page, data={"note": "x", **SIGNED})
    assert told.status_code == 403 and "started without a token" in text_of(told.text)


def test_a_note(writable: TestClient, deadline: str) -> None:
    told = writable.post(deadline, data={**as_shown(writable, deadline), "note": "<b>see</b> the French text", "who": "Ana", "token": TOKEN})
    assert told.status_code == 200 and "done=decision" in str(told.url) and told.history[0].status_code == 303
    assert "Kept." in told.text and "&lt;b&gt;see&lt;/b&gt; the French text" in told.text
    assert [(d["kind"], d["who"]) for d in writable.get("/api/decisions").json()] == [("annotate", "Ana")]


def test_nothing_is_called_kept_that_was_not(writable: TestClient, deadline: str) -> None:
    assert 'role="status"' not in writable.get(f"{deadline}?done=decision:1").text


def test_another_value_and_back(writable: TestClient, deadline: str) -> None:
    form = as_shown(writable, deadline)
    assert (form["setter"], form["addressee"], form["status"]) == ("Greece", "Turkey", "pending")
    told = writable.post(deadline, data={**form, **SIGNED, "status": "lifted", "addressee": "Bulgaria"})
    assert told.status_code == 200 and "lifted" in told.text and "the report says so" in told.text
    (made,) = writable.get("/api/decisions").json()
    assert made["value"] == {"status": "lifted", "addressee": "government:BGR"}
    assert as_shown(writable, deadline)["status"] == "lifted"
    back = writable.post(deadline, data={**SIGNED, "undo": made["id"], "why": "my mistake"})
    assert "Taken back." in back.text and as_shown(writable, deadline)["status"] == "pending" and 'class="tag">taken back' in back.text
    again = writable.post(deadline, data={**SIGNED, "undo": made["id"]})
    assert again.status_code == 400 and "taken back already" in again.text


def test_days_places_and_nobody(writable: TestClient, deadline: str) -> None:
    form = as_shown(writable, deadline)
    told = writable.post(deadline, data={**form, **SIGNED, "due": "2024-06-01/2024-06-03", "addressee": ""})
    assert told.status_code == 200 and "due: 2024-06-01/2024-06-03" in text_of(told.text) and "addressee: nobody" in text_of(told.text)
    assert as_shown(writable, deadline) == {**form, "due": "2024-06-01/2024-06-03", "addressee": ""}
    contact = "/entry/" + next(c["id"] for c in writable.get("/api/contacts").json() if c["place"])
    form = as_shown(writable, contact)
    told = writable.post(contact, data={**form, **SIGNED, "place": "Cuenca"})
    assert told.status_code == 200 and "place: Cuenca" in text_of(told.text) and as_shown(writable, contact) == {**form, "place": "Cuenca"}


def test_out_of_view_and_back(writable: TestClient, deadline: str) -> None:
    told = writable.post(deadline, data={**as_shown(writable, deadline), **SIGNED, "reject": "yes"})
    assert "out of view" in text_of(told.text) and writable.get("/api/deadlines?country=GRC").json() == []
    (made,) = writable.get("/api/decisions").json()
    writable.post(deadline, data={**SIGNED, "undo": made["id"]})
    assert writable.get("/api/deadlines?country=GRC").json()


def test_an_event_takes_notes_only(writable: TestClient) -> None:
    page = f"/entry/{quote('fer:ry ü#1#event:1')}"
    assert as_shown(writable, page) == {"note": "", "why": ""}
    told = writable.post(page, data={"note": "two of them", "who": "Ana", "token": TOKEN})
    assert told.status_code == 200 and "two of them" in told.text and "Take back" in told.text


WRONG = [({"token": "no"}, 401, "not the token"), ({"who": ""}, 400, "give your name"), ({"note": ""}, 400, "nothing was changed"), ({"note": "", "status": "lifted", "why": ""}, 400, "why?"),
         ({"reject": "yes", "status": "lifted"}, 400, "nothing to change"), ({"addressee": "Nobody at all"}, 400, "no actor"), ({"due": "Sunday"}, 400, "is no day"), ({"status": ""}, 400, "none"),
         ({"status": "odd"}, 400, "odd"), ({"undo": "decision:none"}, 400, "no such decision")]


@pytest.mark.parametrize(("change", "status", "words"), WRONG, ids=[w for _, _, w in WRONG])
def test_refusals_keep_what_was_written(writable: TestClient, deadline: str, change: dict[str, str], status: int, words: str) -> None:
    told = writable.post(deadline, data={**as_shown(writable, deadline), "note": "my words", **SIGNED, **change})
    assert told.status_code == status
    assert words in text_of(told.text).casefold()
    assert told.text.count('role="alert"') == 1
    assert "note" in change or "undo" in change or ">my words<" in told.text
    assert TOKEN not in told.text
    assert writable.get("/api/decisions").json() == []


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"}, {"origin": "http://127.0.0.1.evil.example"}])
def test_no_other_page_writes(writable: TestClient, deadline: str, headers: dict[str, str]) -> None:
    assert writable.post(deadline, data={"note": "x", **SIGNED}, headers=headers).status_code == 403
    assert writable.get("/api/decisions").json() == []
    assert writable.post(deadline, data={"note": "x", **SIGNED}, headers={"sec-fetch-site": "same-origin", "origin": "null"}).status_code == 200


def test_bodies(writable: TestClient, deadline: str) -> None:
    assert writable.post(deadline, json={"note": "x"}).status_code == 415
    assert writable.post(deadline, data={"note": "x" * 70_000, **SIGNED}).status_code == 413
    assert writable.post(deadline, content=b"&".join(b"a=b" for _ in range(200)), headers={"content-type": "application/x-www-form-urlencoded"}).status_code == 422
    assert writable.post(deadline, content=b"note=%ff", headers={"content-type": "application/x-www-form-urlencoded"}).status_code in (401, 422)
    assert writable.post("/entry/deadline:none", data={"note": "x", **SIGNED}).status_code == 404
    assert writable.post("/", data={"note": "x", **SIGNED}).status_code == 405
