"""Lines to paragraphs.

Empty lines separate paragraphs. Single line ends inside a block separate paragraphs too, unless the
text is hard-wrapped: then they are blanks.
"""

from __future__ import annotations

from itertools import pairwise

import msgspec

_WIDEST = 132  # columns; longer lines are not broken by hand
_NARROWEST = 40
_SLACK = 15  # columns left free at the end of a line that the writer ended on purpose
_CLOSED = (".", "!", "?", ":", '."', '!"', '?"', ".”", "!”", "?”", ".’", ".'", ".)", "…", ";")


class Titled(msgspec.Struct, frozen=True):
    """A text whose first line was its title."""

    title: str | None
    paragraphs: list[str]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a normalised text, none of them empty, none with a line end in it."""
    blocks = [block.split("\n") for block in text.split("\n\n") if block.strip()]
    if all(len(block) == 1 for block in blocks):
        return [block[0].strip() for block in blocks]
    width = max(len(line) for block in blocks for line in block[:-1] or [""])
    if not _wrapped(blocks, width):
        return [line.strip() for block in blocks for line in block if line.strip()]
    return [joined for block in blocks for joined in _join(block, width)]


def split_title(text: str) -> Titled:
    """The first paragraph as title; a text of one paragraph, or one that opens with prose, has none."""
    parts = paragraphs(text)
    if len(parts) < 2 or len(parts[0]) > 300:
        return Titled(None, parts)
    return Titled(parts[0].lstrip("# ") or None, parts[1:])


def _wrapped(blocks: list[list[str]], width: int) -> bool:
    """Whether line ends fall where the next word would have passed the right margin."""
    if not _NARROWEST <= width <= _WIDEST:
        return False
    pairs = full = open_ended = runs_on = 0
    for block in blocks:
        for line, after in pairwise(block):
            pairs += 1
            full += len(line) + 1 + len(after.split(" ", 1)[0]) > width - 4
            open_ended += not line.endswith(_CLOSED)
            runs_on += after[:1].islower()
    if pairs < 3:
        return runs_on == pairs and full == pairs
    return open_ended >= 0.3 * pairs and (full >= 0.75 * pairs or runs_on >= 0.3 * pairs)


def _join(block: list[str], width: int) -> list[str]:
    parts = [block[0]]
    for line, after in pairwise(block):
        room = width - (len(line) + 1 + len(after.split(" ", 1)[0]))
        if room >= _SLACK and (line.endswith(_CLOSED) or not after[:1].islower()):
            parts.append(after)
        elif line[-1:] == "-" and line[-2:-1].isalpha() and after[:1].islower():
            parts[-1] += after
        else:
            parts[-1] += " " + after
    return [part.strip() for part in parts if part.strip()]
