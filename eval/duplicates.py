"""How well reprints are told from reports written independently: python eval/duplicates.py [--sweep]

Reprints are made from the corpus by rule (seed 7): another headline only; trimmed to the first half; a local lead and a local last paragraph; half of it between
paragraphs of another report; every eighth word, every fifth word replaced by another one (light and strong rewriting). Pairs that are none: reports of one
conflict written independently (`corpus/reports`, articles of one sequence in `corpus/sequences`), which tell of the same events. The question for each pair is
that of the store: would the later text be linked to the earlier one? Only figures are printed; no report is shown.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from goodoffices.store.likeness import REPRINT, fingerprint, share, worth_a_look

ROOT = Path(__file__).resolve().parents[1]
LEAD = "DAILY DESK – What happened abroad this week matters to readers here too, as several families in the district have relatives in the region, the mayor's office said on the day.\n\n"
TAIL = "\n\nA meeting for families who want to know more will be held in the town library next week, the council said. Entry is free."


def texts() -> list[tuple[str, str]]:
    """Conflict and text of every report and of every article of a sequence, the reprints in the sequences left out."""
    out = []
    for file in sorted((ROOT / "corpus" / "reports").glob("*.yaml")):
        row = yaml.safe_load(file.read_text(encoding="utf-8"))
        out.append((str(row["conflict"]), str(row["text"])))
    for file in sorted((ROOT / "corpus" / "sequences").glob("*.yaml")):
        whole: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        out += [(f"{whole['id']}", str(a["text"])) for a in whole["articles"] if not a.get("reprint_of")]
    return [(conflict, text) for conflict, text in out if fingerprint(text)]


def replaced(text: str, every: int, rng: random.Random, store: list[str]) -> str:
    """The text with every n-th word, in a random place of each n, replaced by a word of other reports."""
    words = text.split(" ")
    for start in range(0, len(words), every):
        place = start + rng.randrange(every)
        if place < len(words):
            words[place] = rng.choice(store)
    return " ".join(words)


def reprints(texts_: list[tuple[str, str]], rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """Kind, original, reprint."""
    store = sorted({w for _, t in texts_ for w in t.split() if w.isalpha()})
    for number, (_, text) in enumerate(texts_):
        paragraphs = text.split("\n\n")
        other = texts_[(number + 37) % len(texts_)][1].split("\n\n")
        half = "\n\n".join(paragraphs[: max(1, (len(paragraphs) + 1) // 2)])
        yield "trimmed", text, half
        yield "local", text, LEAD + half + TAIL
        yield "mixed", text, "\n\n".join([other[0], half])
        yield "rewritten lightly", text, replaced(text, 8, rng, store)
        yield "rewritten strongly", text, replaced(text, 5, rng, store)


def independent(texts_: list[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Pairs of one conflict, in both directions."""
    for (one, first), (two, second) in combinations(texts_, 2):
        if one == two:
            yield "independent", first, second
            yield "independent", second, first


def linked(original: str, later: str, limit: float) -> bool:
    return bool(worth_a_look(fingerprint(later), [fingerprint(original)])) and share(later, original) >= limit


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--sweep", action="store_true", help="figures at other thresholds too")
    args = ap.parse_args()
    found = texts()
    pairs = [p for p in reprints(found, random.Random(7)) if fingerprint(p[2])]
    others = list(independent(found))
    print(f"{len(pairs)} reprints, {len(others)} independent pairs, from {len(found)} texts")
    for limit in (0.2, 0.3, REPRINT, 0.5, 0.6, 0.7) if args.sweep else (REPRINT,):
        hits = [linked(a, b, limit) for _, a, b in pairs]
        wrong = [linked(a, b, limit) for _, a, b in others]
        kinds = {kind: [h for (k, _, _), h in zip(pairs, hits) if k == kind] for kind in dict.fromkeys(k for k, _, _ in pairs)}
        print(f"limit {limit}: precision {sum(hits) / max(1, sum(hits) + sum(wrong)):.3f}, recall {sum(hits) / len(hits):.3f}, wrongly linked {sum(wrong)} of {len(wrong)}; "
              + ", ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in kinds.items()))


if __name__ == "__main__":
    main()
    sys.exit(0)
