"""How much of one text stands in another. Pure functions, the same on every machine: a quick estimate from prints (MinHash), and a finer comparison word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

#: Numbers in a print, and the seed of the functions that make them; another choice would make the prints in stores useless.
PRINT = 64
SEED = 20240507
SHINGLE = 3
#: Words in a row that count as taken over, the fewest words of a text that is compared, and of those outside quotation marks.
RUN = 4
FEWEST = 30
#: Pairs whose prints agree less are not looked at more closely: a text of which half stands in another five times as long shares about a tenth of the shingles.
GLANCE = 4 / PRINT
#: Share of a text, quotations apart, that has to stand in an earlier one for it to be a reprint (`eval/duplicates.py`).
REPRINT = 0.4

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_QUOTED = re.compile(r"“[^”]{1,2000}”|\"[^\"\n]{1,2000}\"|„[^“”]{1,2000}[“”]|«[^»]{1,2000}»")


def words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))


def fingerprint(text: str) -> bytes:
    """The print of a text: `PRINT` numbers of four bytes; empty for a text too short to be compared."""
    found = words(text)
    if len(found) < FEWEST:
        return b""
    import numpy as np  # only here: who looks into a store does not wait for it
    from rensa import RMinHash

    made = RMinHash(num_perm=PRINT, seed=SEED)
    made.update([" ".join(found[n : n + SHINGLE]) for n in range(len(found) - SHINGLE + 1)])
    return np.array(made.digest(), dtype="<u4").tobytes()


def worth_a_look(own: bytes, others: Sequence[bytes]) -> list[int]:
    """The places of those prints that are like enough for a closer comparison."""
    places = [n for n, other in enumerate(others) if len(other) == len(own)] if own else []
    if not places:
        return []
    import numpy as np

    table = np.frombuffer(b"".join(others[n] for n in places), dtype="<u4").reshape(len(places), PRINT)
    alike = (table == np.frombuffer(own, dtype="<u4")).mean(axis=1)
    return [places[int(n)] for n in np.flatnonzero(alike >= GLANCE)]


def share(text: str, other: str) -> float:
    """The share of the words of `text` that stand in `other` in runs of `RUN` or more. Quotations are left out where enough is left: two reporters may have
    heard the same speech."""
    own = words(_QUOTED.sub(" | ", text))
    if len(own) < FEWEST:
        own = words(text)
    if len(own) < RUN:
        return 0.0
    known = set(_runs(words(other)))
    taken = bytearray(len(own))
    for n, run in enumerate(_runs(own)):
        if run in known:
            taken[n : n + RUN] = b"\1" * RUN
    return sum(taken) / len(own)


def _runs(found: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(found[n:] for n in range(RUN)), strict=False)
