"""Which language a text is in."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
# Frequent words that no other language with Latin letters shares in such numbers.
_ENGLISH_TEXT = """
    the of and to that with by from said has have which this their would been are were not but for
    his her its they who will had there what when could about than other after before between over
"""
_ENGLISH = frozenset(_ENGLISH_TEXT.split())
_SAMPLE = 4000  # characters looked at
_FEW = 12  # words below which statistics say little
_SHARE = 0.17


def detect(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, None where it is too short to tell."""
    sample = text[:_SAMPLE]
    words = [word.casefold() for word in _WORD.findall(sample)]
    if not words:
        return None
    english = sum(word in _ENGLISH for word in words)
    if len(words) < _FEW:
        return "en" if english and sample.isascii() else None
    if english >= _SHARE * len(words):
        return "en"
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code)


def primary_tag(given: str | None) -> str | None:
    """The language of a tag such as "en-GB" or "English", in lower case; None if it is none."""
    tag = (given or "").strip().casefold()
    if tag in ("english", "eng"):
        return "en"
    part = re.split(r"[-_]", tag, maxsplit=1)[0]
    return part if re.fullmatch(r"[a-z]{2,3}", part) else None
