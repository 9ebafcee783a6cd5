"""Bytes to text the way a browser does it; text to its plain normal form."""

from __future__ import annotations

import codecs
from collections.abc import Callable

import pytest

from goodoffices.model import Article
from goodoffices.read.decode import declared_encoding, decode, normalise

RUSSIAN = "Министр иностранных дел заявил, что переговоры продолжатся в четверг в Женеве."
JAPANESE = "外務大臣は木曜日にジュネーブで協議を続けると述べた。両国は停戦案を検討している。"
GREEK = "Ο υπουργός Εξωτερικών δήλωσε ότι οι συνομιλίες θα συνεχιστούν την Πέμπτη στη Γενεύη."
KOREAN = "외교부 장관은 목요일 제네바에서 회담이 계속될 것이라고 말했다."
CHINESE = "外交部长表示，会谈将于星期四在日内瓦继续举行。"
CURLY = "The envoy’s “last offer” – made in Malmö – stands…"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"", "", id="nothing"),
        pytest.param(b"Talks resume", "Talks resume", id="ascii"),
        pytest.param(CURLY.encode(), CURLY, id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + CURLY.encode(), CURLY, id="utf-8-bom"),
        pytest.param(codecs.BOM_UTF16_LE + CURLY.encode("utf-16-le"), CURLY, id="utf-16-le-bom"),
        pytest.param(codecs.BOM_UTF16_BE + CURLY.encode("utf-16-be"), CURLY, id="utf-16-be-bom"),
        pytest.param(codecs.BOM_UTF32_LE + CURLY.encode("utf-32-le"), CURLY, id="utf-32-le-bom"),
        pytest.param(CURLY.encode("utf-16-le"), CURLY, id="utf-16-le-without-mark"),
        pytest.param(CURLY.encode("utf-16-be"), CURLY, id="utf-16-be-without-mark"),
        pytest.param(CURLY.encode("cp1252"), CURLY, id="windows-1252"),
        pytest.param(RUSSIAN.encode("cp1251"), RUSSIAN, id="windows-1251"),
        pytest.param((JAPANESE * 3).encode("shift_jis"), JAPANESE * 3, id="shift-jis"),
        pytest.param(b"Peace \xed\xa0\xbd\xed\xb5\x8a talks", "Peace 🕊 talks", id="emoji-as-two-surrogates"),
        pytest.param(b"Peace \xed\xa0\xbd talks", "Peace \ufffd talks", id="lone-surrogate"),
        pytest.param(b"The envoy flew home to Qu\xe9bec", "The envoy flew home to Québec", id="one-odd-byte-is-western"),
        pytest.param(b"Talks resume" + b"\0" * 500, "Talks resume" + "\0" * 500, id="file-padded-with-nuls"),
        pytest.param("Norway’s envoy".encode("utf-16-le"), "Norway’s envoy", id="utf-16-that-is-valid-utf-8"),
    ],
)
def test_undeclared_bytes(data: bytes, text: str) -> None:
    assert decode(data) == text


def page(label: str, words: str, encoding: str) -> bytes:
    return f'<html><head><meta charset="{label}"><title>x</title></head><body><p>{words}</p></body></html>'.encode(encoding)


@pytest.mark.parametrize(
    ("label", "encoding", "words"),
    [
        pytest.param("utf-8", "utf-8", CURLY, id="utf-8"),
        pytest.param("UTF8", "utf-8", CURLY, id="utf8-in-capitals"),
        pytest.param("windows-1252", "cp1252", CURLY, id="windows-1252"),
        pytest.param("iso-8859-1", "cp1252", CURLY, id="latin-1-means-windows-1252"),
        pytest.param("us-ascii", "cp1252", CURLY, id="ascii-means-windows-1252"),
        pytest.param("windows-1251", "cp1251", RUSSIAN, id="windows-1251"),
        pytest.param("koi8-r", "koi8-r", RUSSIAN, id="koi8-r"),
        pytest.param("iso-8859-5", "iso-8859-5", RUSSIAN, id="iso-8859-5"),
        pytest.param("iso-8859-7", "iso-8859-7", GREEK, id="iso-8859-7"),
        pytest.param("Shift_JIS", "cp932", JAPANESE, id="shift-jis"),
        pytest.param("x-sjis", "cp932", JAPANESE, id="x-sjis"),
        pytest.param("euc-jp", "euc-jp", JAPANESE, id="euc-jp"),
        pytest.param("iso-2022-jp", "iso-2022-jp", JAPANESE, id="iso-2022-jp"),
        pytest.param("euc-kr", "cp949", KOREAN, id="euc-kr"),
        pytest.param("gb2312", "gb18030", CHINESE, id="gb2312-means-gb18030"),
        pytest.param("big5", "big5", "外交部長表示會談將於星期四繼續", id="big5"),
        pytest.param("utf-16", "utf-8", CURLY, id="utf-16-in-a-meta-means-utf-8"),
    ],
)
def test_charset_of_a_page(label: str, encoding: str, words: str) -> None:
    assert f"<p>{words}</p>" in decode(page(label, words, encoding), markup=True)


@pytest.mark.parametrize(
    ("label", "encoding", "words"),
    [
        pytest.param("iso-8859-1", "utf-8", CURLY, id="latin-1-label-on-utf-8"),
        pytest.param("windows-1251", "utf-8", RUSSIAN, id="windows-1251-label-on-utf-8"),
        pytest.param("shift_jis", "utf-8", JAPANESE, id="shift-jis-label-on-utf-8"),
        pytest.param("utf-8", "cp1251", RUSSIAN, id="utf-8-label-on-windows-1251"),
        pytest.param("utf-8", "cp1252", CURLY, id="utf-8-label-on-windows-1252"),
        pytest.param("no-such-charset", "utf-8", CURLY, id="unknown-label"),
        pytest.param("rot13", "utf-8", CURLY, id="codec-that-is-no-charset"),
        pytest.param("hex", "utf-8", CURLY, id="codec-from-bytes-to-bytes"),
    ],
)
def test_wrong_label(label: str, encoding: str, words: str) -> None:
    assert f"<p>{words}</p>" in decode(page(label, words, encoding), markup=True)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_page_in_utf16_without_mark(encoding: str) -> None:
    assert f"<p>{CURLY}</p>" in decode(page("utf-8", CURLY, encoding), markup=True)


def test_byte_order_mark_beats_the_label() -> None:
    data = codecs.BOM_UTF8 + page("windows-1251", RUSSIAN, "utf-8")
    assert RUSSIAN in decode(data, markup=True)


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        pytest.param(b'<meta charset="windows-1251">', "cp1251", id="html5"),
        pytest.param(b"<META CHARSET=windows-1251>", "cp1251", id="unquoted-capitals"),
        pytest.param(b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r", id="http-equiv"),
        pytest.param(b'<?xml version="1.0" encoding="windows-1251"?>', "cp1251", id="xml-declaration"),
        pytest.param(b"<meta charset=''>", None, id="empty"),
        pytest.param(b"<p>charset=koi8-r</p>", None, id="not-in-a-meta"),
        pytest.param(b" " * 5000 + b'<meta charset="koi8-r">', None, id="too-far-down"),
    ],
)
def test_declared_encoding(head: bytes, codec: str | None) -> None:
    assert declared_encoding(head) == codec


def test_label_is_ignored_outside_markup() -> None:
    words = f'He wrote <meta charset="koi8-r"> on the board. {CURLY}'
    assert decode(words.encode("utf-8")) == words


def test_damaged_utf8_keeps_the_rest() -> None:
    text = decode(("Ñandú " * 20).encode() + b"\xc3 end")
    assert text.startswith("Ñandú ") and "\ufffd" in text and text.endswith(" end")


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        pytest.param("one\r\n\r\ntwo", "one\n\ntwo", id="crlf"),
        pytest.param("one\rtwo", "one\ntwo", id="cr"),
        pytest.param("one\n\n\n\n\ntwo", "one\n\ntwo", id="many-empty-lines"),
        pytest.param("  one   two \n three ", "one two\nthree", id="blanks"),
        pytest.param("one\ttwo", "one two", id="tab"),
        pytest.param("No\x00rway", "Norway", id="nul"),
        pytest.param("a\x01b\x1fc\x7fd", "abcd", id="control-characters"),
        pytest.param("The envoy\x92s \x93offer\x94", "The envoy’s “offer”", id="windows-characters-read-as-latin-1"),
        pytest.param("bad \ud83d surrogate", "bad \ufffd surrogate", id="lone-surrogate"),
        pytest.param("\udcff\udcfe", "\ufffd\ufffd", id="surrogates-of-undecodable-bytes"),
        pytest.param("\u202bTehran\u202c said\u200f yes\u200e", "Tehran said yes", id="right-to-left-marks"),
        pytest.param("\u2067Doha\u2069", "Doha", id="isolates"),
        pytest.param("co\u00adoper\u200bation\ufeff", "cooperation", id="soft-hyphen-zero-width"),
        pytest.param("10\u00a0000\u202fmen\u3000left", "10 000 men left", id="odd-blanks"),
        pytest.param("one\u2028two\u2029three", "one\ntwo\n\nthree", id="line-and-paragraph-separator"),
        pytest.param("Malmo\u0308", "Malmö", id="composed"),
        pytest.param("Talks 🕊 resume 🇺🇳", "Talks 🕊 resume 🇺🇳", id="emoji-stay"),
        pytest.param("طهران", "طهران", id="arabic-stays"),
        pytest.param(" \u200b\n\x00 ", "", id="nothing-visible"),
    ],
)
def test_normalise(raw: str, plain: str) -> None:
    assert normalise(raw) == plain
    assert normalise(plain) == plain


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "cp1252"],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_one_text_in_many_files(read_one: Callable[..., Article], encoding: str, line_end: str) -> None:
    lines = ["Norway’s envoy flies to Malmö", "", "Norway’s envoy met the mediator in Malmö on Friday.", "", "She said “nothing is agreed”."]
    article = read_one("report.txt", line_end.join(lines).encode(encoding))
    assert article.title == lines[0]
    assert article.text == f"{lines[2]}\n\n{lines[4]}"
