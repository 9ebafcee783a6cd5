"""Web addresses and web archives as inputs."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from goodoffices.model import Article
from goodoffices.read import ReadFailure, ReadOptions, read

PAGE = """<html lang="en"><head><title>Oman passes letter</title><meta property="og:site_name" content="Muscat Wire">
<meta property="article:published_time" content="2024-05-07T08:00:00Z">{head}</head><body><article><h1>Oman passes letter</h1>
<p>Oman passed the letter to Tehran on Monday, an official in Muscat said, and the answer – {word} – is due before the end of the week.</p>
<p>The two governments have exchanged messages for three months, and neither of them has said what the letters hold.</p></article></body></html>"""


def page(word: str = "as expected", head: str = "") -> str:
    return PAGE.format(word=word, head=head)


def from_web(*urls: str) -> list[Article | ReadFailure]:
    return list(read(urls, ReadOptions(allow_private=True)))


def test_a_page_is_read(site: Any) -> None:
    site.pages["/2024/letter"] = page()
    (article,) = from_web(f"{site.url}/2024/letter")
    assert isinstance(article, Article)
    assert (article.title, article.publisher, article.published, article.url) == ("Oman passes letter", "Muscat Wire", "2024-05-07T08:00:00Z", f"{site.url}/2024/letter")
    assert article.text.startswith("Oman passed the letter")


def test_the_charset_of_the_server_counts(site: Any) -> None:
    site.pages["/a"] = site.says(200, page("“Привет”").replace("–", "-").replace("“", '"').replace("”", '"').encode("koi8-r"), Content_Type="text/html; charset=koi8-r")
    (article,) = from_web(f"{site.url}/a")
    assert isinstance(article, Article) and "Привет" in article.text


@pytest.mark.parametrize(("canonical", "expected"), [("{site}/letter", "/letter"), ("https://elsewhere.test/letter", "/found?id=3"), ("{site}/", "/found?id=3")],
                         ids=["own", "another-site", "front-page"])
def test_a_page_is_called_by_the_address_it_states_for_its_own_site(site: Any, canonical: str, expected: str) -> None:
    link = canonical.format(site=site.url)
    site.pages["/found?id=3"] = page(head=f'<link rel="canonical" href="{link}">')
    (article,) = from_web(f"{site.url}/found?id=3")
    assert isinstance(article, Article) and article.url == site.url + expected


@pytest.mark.parametrize(("path", "reason"), [("/none", "status 404"), ("/feed", "feed or sitemap"), ("/pdf", "a PDF file"), ("/empty", "empty")])
def test_what_gives_no_article(site: Any, path: str, reason: str) -> None:
    site.pages |= {"/feed": '<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "/pdf": b"%PDF-1.7 ...", "/empty": b""}
    (failure,) = from_web(site.url + path)
    assert isinstance(failure, ReadFailure) and reason in failure.reason and failure.name == site.url + path


def test_private_addresses_need_leave(site: Any) -> None:
    (failure,) = read([f"{site.url}/x"])
    assert isinstance(failure, ReadFailure) and "--allow-private" in failure.reason and site.asked == []


def test_lines_of_json_are_read_from_the_web(site: Any) -> None:
    site.pages["/rows.jsonl"] = '{"id": "r1", "text": "Oman passed the letter on Monday, an official said."}\n{"id": "r2"}\n'
    got = from_web(f"{site.url}/rows.jsonl")
    assert isinstance(got[0], Article) and got[0].id == "r1" and isinstance(got[1], ReadFailure)


def archive(*answers: tuple[str, str, bytes], packed: bool = False) -> bytes:
    """A web archive of HTTP answers: address, status line with headers, body."""
    out = io.BytesIO()
    for url, head, body in answers:
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response, record_urn=b"<urn:uuid:1>")
        record.headers["WARC-Target-URI"] = url
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(head.encode() + b"\r\n\r\n" + body)
        record.write(out)
    return gzip.compress(out.getvalue()) if packed else out.getvalue()


HTML = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={}"
ANSWERS = (
    ("https://a.test/one?utm_source=x", HTML.format("windows-1252"), page("“soon”").encode("cp1252")),
    ("https://a.test/logo.png", "HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG"),
    ("https://a.test/gone", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", b"<html>gone</html>"),
    ("https://a.test/two", HTML.format("utf-8") + "\r\nContent-Encoding: gzip", gzip.compress(page("“later”").encode())),
    ("https://a.test/empty", HTML.format("utf-8"), b"<html><body></body></html>"),
)


@pytest.mark.parametrize("name", ["news.warc", "news.warc.gz", "news"])
def test_web_archives_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(archive(*ANSWERS, packed=name.endswith(".gz")))
    got = list(read([str(path)]))
    articles = [a for a in got if isinstance(a, Article)]
    assert [(a.url, "“soon”" in a.text, "“later”" in a.text) for a in articles] == [("https://a.test/one", True, False), ("https://a.test/two", False, True)]
    assert [f for f in got if isinstance(f, ReadFailure)] == [ReadFailure(f"{path}#https://a.test/empty", "no article text found")]


def test_a_web_archive_without_pages(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n")
    (failure,) = read([str(path)])
    assert isinstance(failure, ReadFailure) and "without any page" in failure.reason
