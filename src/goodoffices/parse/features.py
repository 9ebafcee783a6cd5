"""Word features shared by training and use: what the network sees of a word is decided here alone.

A word is seen as its normalised form (if frequent enough in training to have a row of its own), the
hashed character n-grams of that form, and its shape. Hashes are CRC-32, so they are the same on every
machine and in every process.
"""

from __future__ import annotations

from zlib import crc32

SUBWORD_ROWS = 16384
SHAPE_ROWS = 1024

_QUOTES = str.maketrans({"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
                         "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"})
_DIGITS = str.maketrans("0123456789", "0000000000")


def normalise(form: str) -> str:
    """Lower case, digits to 0, typographic quotes and dashes to plain ones."""
    plain = form.translate(_QUOTES).translate(_DIGITS)
    if plain in ("``", "''"):
        plain = '"'
    return plain.lower()


def shape(form: str) -> str:
    """Letter-case shape with runs cut at three: "Kyiv" -> "Xxxx", "U.S." -> "X.X.", "2014" -> "ddd"."""
    out: list[str] = []
    for char in form.translate(_QUOTES):
        kind = "X" if char.isupper() else "x" if char.isalpha() else "d" if char.isdigit() else char
        if out[-3:] != [kind, kind, kind]:
            out.append(kind)
    return "".join(out[:12])


def subwords(norm: str) -> list[int]:
    """Rows of the hashed prefixes, suffixes and inner n-grams (3 to 5 characters) of a normalised form."""
    rows = []
    for size in (1, 2, 3, 4):
        rows.append(crc32(f"p{norm[:size]}".encode("utf-8", "replace")))
        rows.append(crc32(f"s{norm[-size:]}".encode("utf-8", "replace")))
    marked = f"<{norm[:40]}>"
    for size in (3, 4, 5):
        rows.extend(crc32(marked[i : i + size].encode("utf-8", "replace")) for i in range(len(marked) - size + 1))
    return [row % SUBWORD_ROWS for row in rows]


def shape_row(form: str) -> int:
    """Row of the shape embedding."""
    return crc32(shape(form).encode("utf-8", "replace")) % SHAPE_ROWS
