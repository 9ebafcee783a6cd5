"""Agreement of two annotators on the corpus: python eval/agreement.py

A tenth of the reports (drawn by digest of their ids) was annotated a second time, from the text alone (corpus/second). The second coding is
scored against the first as the program is, so the figures say how far the program could come at best.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "corpus"))

import expand

import corpus


def run(strict: bool = False) -> Counter[str]:
    """Counts as in eval/corpus.py; `strict`: without second right values and with every entry, also those that may be left out."""
    c: Counter[str] = Counter()
    corpus.SURE.clear()
    for path in sorted((ROOT / "corpus" / "second").glob("*.yaml")):
        gold, other = expand.expand(expand.load(ROOT / "corpus" / "reports" / path.name)), expand.expand(expand.load(path))
        meta = gold["gold_meta"]
        if strict:
            meta = {**meta, "also": {}, "optional": []}
        spare = set() if strict else set(other["gold_meta"].get("optional", []))
        side, mine = corpus.Side(gold["actors"]), corpus.Side(other["actors"], gold["actors"])
        c["reports"] += 1
        corpus._statements(c, gold, other, meta, side, mine)
        for name in ("events", *corpus.LISTS):
            first = gold["events"] if name == "events" else gold["ledger"][name]
            second = other["events"] if name == "events" else other["ledger"][name]
            fields = ("actors", "recipients") if name == "events" else corpus.PARTIES[name]
            matched = {id(s) for _, s in corpus.match(first, second, meta.get("also", {}), side, mine, fields)}
            kept = [s for s in second if s["id"] not in spare or id(s) in matched]  # what the second coder would also leave out is no difference
            for entry in kept:
                entry.setdefault("confidence", 0.5)
            corpus._entries(c, name, first, kept, meta, side, mine, fields, False)
    corpus.SURE.clear()
    return c


def report() -> None:
    for strict in (False, True):
        show(run(strict), "every entry, one value each" if strict else "entries that may be left out aside, second right values counted")


def show(c: Counter[str], how: str) -> None:
    print(f"\nagreement of two annotators: {c['reports']} reports; {how}")
    for name in ("statements", "events", *corpus.LISTS):
        line = f"  {name:20} {corpus.prf(c[f'{name}.hit'], c[f'{name}.gold'], c[f'{name}.got'])}"
        if name != "statements":
            gold, got, ends = c[f"{name}.gold"], c[f"{name}.got"], c[f"{name}.ends"]
            line += f"   with parties F1 {200 * ends / max(1, gold + got):5.1f}"
        print(line)
    n = max(1, c["statements.hit"])
    print(f"    of the statements: speaker {100 * c['statements.speaker'] / n:.1f} %; dates {100 * c['dates.right'] / max(1, c['dates']):.1f} %, places {100 * c['places.right'] / max(1, c['places']):.1f} %")


if __name__ == "__main__":
    report()
