"""Scores of the actors on the project's own corpus: python eval/actors.py [--split dev] [--misses]

An actor found is matched one to one to the gold actor with whom it shares most mentions (spans that overlap, of like extent);
actors without mentions are matched by id. Of the matched ones the share with the same id, name, kind, country and code is given.
Mentions are counted over all actors: right when a mention of the matched actor overlaps it.

With `--split test` only totals are printed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "corpus"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import expand

from corpus import prf
from goodoffices.pipeline import code_text

Entry = dict[str, Any]
FIELDS = ("id", "name", "kind", "country", "code")


def same(a: Entry, b: Entry) -> bool:
    """Do two spans mean the same words: half of the longer one, or one ends where the other does?"""
    both = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return both > 0 and (a["end"] == b["end"] or a["start"] == b["start"] or 2 * both >= max(a["end"] - a["start"], b["end"] - b["start"]))


def shared(gold: Entry, got: Entry) -> int:
    return sum(any(same(x, y) for y in got["mentions"]) for x in gold["mentions"])


def pairs(gold: list[Entry], got: list[Entry]) -> list[tuple[Entry, Entry]]:
    """Gold and found actors, the pair with most shared mentions first; of equal ones that with the same id."""
    ranked = [(shared(g, s) + 0.5 * (g["id"] == s["id"]), g, s) for g in gold for s in got]
    ranked.sort(key=lambda x: -x[0])
    done: set[str] = set()
    out = []
    for score, g, s in ranked:
        if score > 0 and "g" + g["id"] not in done and "s" + s["id"] not in done:
            done |= {"g" + g["id"], "s" + s["id"]}
            out.append((g, s))
    return out


def run(split: str, show: bool = False) -> Counter[str]:
    c: Counter[str] = Counter()
    for path in sorted((ROOT / "corpus" / "reports").glob("*.yaml")):
        gold = expand.expand(expand.load(path))
        if gold["gold_meta"]["split"] != split:
            continue
        document = gold["document"]
        record = msgspec.to_builtins(code_text(document["text"], published=document["published"], publisher=document["publisher"], title=document["title"]))
        c["reports"] += 1
        _actors(c, gold["actors"], record["actors"], document["text"], show and path.name)
        _speakers(c, gold, record, show and path.name)
    return c


def _actors(c: Counter[str], gold: list[Entry], got: list[Entry], text: str, show: Any) -> None:
    found = pairs(gold, got)
    c["gold"] += len(gold)
    c["got"] += len(got)
    c["hit"] += len(found)
    c["mentions.gold"] += sum(len(g["mentions"]) for g in gold)
    c["mentions.got"] += sum(len(s["mentions"]) for s in got)
    for g, s in found:
        groups = g["kind"] == "group" and s["kind"] == "group"
        for field in FIELDS:
            right = g.get(field) == s.get(field) or (field in ("id", "name") and groups and set(g["members"]) == set(s["members"]))
            c[field] += right
            if show and not right and field not in ("name",):
                print(f"  ~ {show} {field}: want {g.get(field)} got {s.get(field)} ({g['id']})")
        c["mentions.hit"] += shared(g, s)
        if show:
            for x in g["mentions"]:
                if not any(same(x, y) for y in s["mentions"]):
                    other = [o["id"] for o in got if any(same(x, y) for y in o["mentions"])]
                    print(f"  - {show} mention of {g['id']}: {x['text']!r} {other or ''} | {text[max(0, x['start'] - 50):x['end'] + 30]!r}")
            for y in s["mentions"]:
                if not any(same(x, y) for x in g["mentions"]):
                    print(f"  + {show} mention of {s['id']}: {y['text']!r} | {text[max(0, y['start'] - 50):y['end'] + 30]!r}")
    if show:
        for g in gold:
            if not any(g is x for x, _ in found):
                print(f"  - {show} actor {g['id']} {[m['text'] for m in g['mentions']]}")
        for s in got:
            if not any(s is x for _, x in found):
                print(f"  + {show} actor {s['id']} {[m['text'] for m in s['mentions']]}")


def _speakers(c: Counter[str], gold: Entry, record: Entry, show: Any) -> None:
    """Speakers of statements whose content is found, as they are named."""
    also = gold["gold_meta"].get("also", {})
    for g in gold["statements"]:
        for s in record["statements"]:
            both = min(s["content"]["end"], g["content"]["end"]) - max(s["content"]["start"], g["content"]["start"])
            size = max(s["content"]["end"], g["content"]["end"]) - min(s["content"]["start"], g["content"]["start"])
            if both / size > 0.5:
                want = [g["speaker"], *also.get(g["id"], {}).get("speaker", [])]
                c["speakers"] += 1
                c["speakers.hit"] += s["speaker"] in want
                if show and s["speaker"] not in want:
                    print(f"  ~ {show} speaker: want {want} got {s['speaker']} | {g['content']['text'][:80]}")
                break


def report(split: str, show: bool = False) -> None:
    c = run(split, show)
    n = max(1, c["hit"])
    print(f"\nactors on the own corpus, {split}: {c['reports']} reports")
    print(f"  actors               {prf(c['hit'], c['gold'], c['got'])}")
    print("    of these the same: " + ", ".join(f"{field} {100 * c[field] / n:.1f} %" for field in FIELDS))
    print(f"  with the same id     {prf(c['id'], c['gold'], c['got'])}")
    print(f"  mentions             {prf(c['mentions.hit'], c['mentions.gold'], c['mentions.got'])}")
    print(f"  speakers of statements found: {100 * c['speakers.hit'] / max(1, c['speakers']):.1f} % of {c['speakers']}")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--split", default="dev", choices=("train", "dev", "test"))
    ap.add_argument("--misses", action="store_true", help="list what differs (not for test)")
    args = ap.parse_args()
    report(args.split, args.misses and args.split != "test")


if __name__ == "__main__":
    main()
