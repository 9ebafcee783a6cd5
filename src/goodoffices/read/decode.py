"""Bytes to text nearly the way a browser does it, and text to its plain normal form."""

from __future__ import annotations

import codecs
import re
import unicodedata

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Labels that browsers read as a larger set than their name says.
_LABELS = {
    "ascii": "cp1252", "us-ascii": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "l1": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "iso_8859-1": "cp1252",
    "windows-1252": "cp1252", "x-cp1252": "cp1252", "ansi": "cp1252",
    "iso-8859-9": "cp1254", "iso8859-9": "cp1254", "latin5": "cp1254",
    "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "x-gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "big5hkscs",
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "unicode": "utf-8",
    "x-mac-cyrillic": "mac-cyrillic", "macintosh": "mac-roman", "iso-8859-8-i": "iso-8859-8",
}  # fmt: skip
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,40})""", re.IGNORECASE)
_SAMPLE = 65536


def decode(data: bytes, *, markup: bool = False, charset: str | None = None) -> str:
    """The text of `data`: byte order mark, UTF-8, the charset named by the server, one declared inside (`markup` only), then a guess.

    Unlike a browser it puts bytes that are UTF-8 beyond doubt before a label that says otherwise.
    Never fails: what no encoding explains becomes U+FFFD.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    wide = _unmarked_utf16(data)
    if wide is not None:
        return data.decode(wide, "replace")
    declared = _codec(charset) if charset else None
    if declared is None and markup:
        declared = declared_encoding(data)
    as_utf8 = _utf8(data)
    if as_utf8 is not None and (declared in (None, "utf-8", "cp1252") or not (data.isascii() or "\ufffd" in as_utf8)):
        return as_utf8
    if declared not in (None, "utf-8"):
        return data.decode(declared, "replace")
    return data.decode(guess_encoding(data), "replace")


def declared_encoding(data: bytes) -> str | None:
    """The Python codec for the charset a page declares in its first bytes, None if it does not."""
    head = data[:4096]
    found = _XML.search(head) or _META.search(head)
    if found is None:
        return None
    return _codec(found.group(1).decode("ascii", "replace"))


def _codec(label: str) -> str | None:
    """The Python codec for a charset's name, None where there is none."""
    label = label.strip().lower()
    try:
        codec = codecs.lookup(_LABELS.get(label, label))
    except LookupError:
        return None
    # Codecs such as "hex" or "rot13" are no character sets.
    return codec.name if getattr(codec, "_is_text_encoding", False) else None


def _utf8(data: bytes) -> str | None:
    """`data` as UTF-8, forgiving a few damaged places in a text that plainly is UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:  # some programs write characters outside the first plane as two surrogates
        return data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(data.translate(None, bytes(range(0xC2)))) - bad
    return text if good >= 10 * bad else None


def _unmarked_utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: of Latin letters every second byte is NUL."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd <= len(sample) // 4 or min(even, odd) * 10 > max(even, odd):  # a few, or a file padded with NULs
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def guess_encoding(data: bytes) -> str:
    """The likeliest codec for bytes that are no UTF-8 and declare nothing."""
    sample = data[:_SAMPLE]
    high = sum(1 for byte in sample if byte >= 0x80)
    if high * 20 < len(sample):  # a Western text with some accents or curly quotation marks
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"


def _replacements() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys(range(0x20))
    table.update({0x09: " ", 0x0A: "\n", 0x0B: "\n", 0x0C: "\n", 0x7F: None})
    for code in range(0x80, 0xA0):  # Windows characters that were read as control characters
        try:
            table[code] = bytes([code]).decode("cp1252")
        except UnicodeDecodeError:
            table[code] = None
    for code in (0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F)):
        table[code] = None
    for code in (*range(0x2060, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC), 0xFFFE, 0xFFFF):
        table[code] = None
    for code in (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000):
        table[code] = " "
    table.update({0x2028: "\n", 0x2029: "\n\n"})
    table.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))
    return table


_TABLE = _replacements()
_ODD = re.compile("[" + "".join(re.escape(chr(c)) for c in _TABLE if c != 0x0A) + "]")
_BLANKS = re.compile(r" {2,}")
_EDGES = re.compile(r" ?\n ?")
_GAPS = re.compile(r"\n{3,}")


def normalise(text: str) -> str:
    """`text` in NFC with plain blanks and line ends, and without invisible characters.

    Lines are stripped, at most one empty line stands between two others.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() or _ODD.search(text):
        text = unicodedata.normalize("NFC", _ODD.sub(_plain, text))
    text = _EDGES.sub("\n", _BLANKS.sub(" ", text))
    return _GAPS.sub("\n\n", text).strip()


def _plain(found: re.Match[str]) -> str:
    return _TABLE[ord(found.group())] or ""
