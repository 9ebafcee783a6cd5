"""Counts on the treebanks how many attachments each tree repair makes right and wrong: `python eval/repairs.py --data ../shared/data`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "training"), str(Path(__file__).parent)]

from language import documents, raw
from treebank import Sentence, load

from goodoffices.parse.nlp import reader
from goodoffices.parse.repairs import REPAIRS

Gold = dict[tuple[int, int], tuple[tuple[int, int] | None, str]]


def gold_of(doc: list[Sentence], ranges: list[list[tuple[int, int]]]) -> Gold:
    return {span: (spans[s.heads[k] - 1] if s.heads[k] else None, s.deprels[k]) for s, spans in zip(doc, ranges) for k, span in enumerate(spans)}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--show", action="store_true")
    chosen = options.parse_args()
    totals: dict[str, Counter[str]] = {r.__name__: Counter() for r in REPAIRS}
    for part in ("dev", "test"):
        for doc in documents(load(chosen.data, part)):
            text, ranges = raw(doc)
            gold, found = gold_of(doc, ranges), reader()(text)
            for change in REPAIRS:
                before = replace(found, head=list(found.head), dep=list(found.dep))
                change(found)
                for i in range(len(found.words)):
                    if (before.head[i], before.dep[i]) == (found.head[i], found.dep[i]):
                        continue
                    wanted = gold.get((found.begin[i], found.end[i]))
                    if wanted is None:
                        continue
                    was, now = (_attached(a, i) == wanted for a in (before, found))
                    totals[change.__name__]["right" if now and not was else "wrong" if was and not now else "neither"] += 1
                    if chosen.show:
                        print(change.__name__, "+" if now else "-", found.words[i], "|", text[found.begin[max(0, i - 12)]:found.end[min(len(found.words) - 1, i + 8)]].replace("\n", " "))
    for name, counts in totals.items():
        print(f"{name:28} made right {counts['right']:4}  made wrong {counts['wrong']:4}  wrong before and after {counts['neither']:4}")


def _attached(a, i: int) -> tuple[tuple[int, int] | None, str]:  # type: ignore[no-untyped-def]
    head = a.head[i]
    return (None if head == i else (a.begin[head], a.end[head]), a.dep[i])


if __name__ == "__main__":
    main()
