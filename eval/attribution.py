"""Statements on PolNeAR (news attributions): python eval/attribution.py --data ../shared/data [--part dev] [--limit N]

Content: token F1 over all attributions, and span F1 strict (same first and last word) and loose (overlap of more than half of the
longer); speaker: the source found overlaps the annotated one, among matched attributions. "quoted" are those whose content has
quotation marks. The set's conventions differ from our coding guide (it marks plans, hopes and single nouns as attributions, and keeps
commas out of quotations); where they differ the guide wins, so the ceiling is below 100.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from goodoffices.coding.actors import find_actors
from goodoffices.coding.quotes import find_statements
from goodoffices.model import Article, Parsed, StatementDraft
from goodoffices.ontology import load
from goodoffices.parse import parse

Spans = list[tuple[int, int]]


def read_gold(path: Path) -> list[dict[str, Spans]]:
    """Attributions of one .ann file: character spans of Source, Cue and Content (possibly discontinuous)."""
    marks: dict[str, Spans] = {}
    out = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if line.startswith("T") and len(cells) >= 2:
            _, _, spans = cells[1].partition(" ")
            marks[cells[0]] = [(int(a), int(b)) for a, b in (piece.split(" ") for piece in spans.split(";"))]
        elif line.startswith("E") and len(cells) >= 2:
            item: dict[str, Spans] = {}
            for part in cells[1].split(" "):
                name, _, ref = part.partition(":")
                name = name.rstrip("0123456789")
                if name in ("Source", "Cue", "Content") and ref in marks:
                    item.setdefault(name, []).extend(marks[ref])
            if "Content" in item:
                out.append(item)
    return out


def tokens(p: Parsed, spans: Spans) -> set[int]:
    return {i for i in range(len(p.text)) if p.pos[i] != "PUNCT" and any(a <= p.start[i] < b for a, b in spans)}


def mine(p: Parsed, draft: StatementDraft) -> set[int]:
    said = draft.statement
    spans = [(x.start, x.end) for x in said.parts] or [(said.content.start, said.content.end)]
    return tokens(p, spans)


def score(data: Path, part: str = "dev", limit: int | None = None, show: bool = False) -> dict[str, float]:
    """The figures named in the module docstring, in percent."""
    folder = data / "attribution" / part
    tables = load()
    c: Counter[str] = Counter()
    for path in sorted((folder / "text").glob("*.txt"))[:limit]:
        matches = sorted((folder / "attributions").glob(path.stem + "*.ann"))
        text = path.read_text(encoding="utf-8").replace("\r", " ")
        p = parse(Article(id=path.stem, text=text, name=path.stem, language="en"))
        cast = find_actors(p, tables.know, None)
        found = [(d, mine(p, d)) for d in find_statements(p, cast, tables.book)]
        gold = [(g, tokens(p, g["Content"])) for f in matches for g in read_gold(f)]
        every_gold = set().union(*[t for _, t in gold]) if gold else set()
        every_mine = set().union(*[t for _, t in found]) if found else set()
        c["token.hit"] += len(every_gold & every_mine)
        c["token.gold"] += len(every_gold)
        c["token.got"] += len(every_mine)
        pairs = sorted(((len(a & b) / max(1, len(a | b)), k, j) for k, (_, a) in enumerate(gold) for j, (_, b) in enumerate(found) if a & b), reverse=True)
        used_gold: set[int] = set()
        used_mine: set[int] = set()
        partner: dict[int, int] = {}
        for share, k, j in pairs:
            if k not in used_gold and j not in used_mine:
                used_gold.add(k)
                used_mine.add(j)
                partner[k] = j
                _count(c, p, gold[k], found[j], share)
        for k, (g, _t) in enumerate(gold):
            quoted = _quoted(text, g["Content"])
            c["all.gold"] += 1
            c["quoted.gold"] += quoted
            if show and k not in used_gold and quoted:
                print("MISS", path.stem[:30], "|", " ".join(text[a:b] for a, b in g.get("Cue", [])), "|", " ".join(text[a:b] for a, b in g["Content"])[:120])
        for j, (d, _t) in enumerate(found):
            c["all.got"] += 1
            c["quoted.got"] += d.statement.direct
            if show and j not in used_mine:
                print("EXTRA", path.stem[:30], "|", d.statement.cue.text if d.statement.cue else None, "|", d.statement.content.text[:120])
    return {**_figures(c, "all"), **_figures(c, "quoted"), "token F1": _f(c["token.hit"], c["token.gold"], c["token.got"])}


def _quoted(text: str, spans: Spans) -> bool:
    return any(m in text[a:b] for a, b in spans for m in "\"“”‘«")


def _count(c: Counter[str], p: Parsed, gold: tuple[dict[str, Spans], set[int]], got: tuple[StatementDraft, set[int]], share: float) -> None:
    kinds = ["all"] + (["quoted"] if _quoted(p.article.text, gold[0]["Content"]) else [])
    for kind in kinds:
        c[f"{kind}.loose"] += share > 0.5
        c[f"{kind}.strict"] += share > 0.5 and min(gold[1]) == min(got[1]) and max(gold[1]) == max(got[1])
        if share > 0.5 and gold[0].get("Source"):
            c[f"{kind}.sources"] += 1
            token = got[0].speaker_token
            source = tokens(p, gold[0]["Source"])
            c[f"{kind}.speaker"] += token is not None and token in source
            c[f"{kind}.known"] += got[0].statement.speaker is not None


def _f(hit: int, gold: int, got: int) -> float:
    return 200 * hit / (gold + got) if gold + got else 0.0


def _figures(c: Counter[str], kind: str) -> dict[str, float]:
    gold, got = c[f"{kind}.gold"], c[f"{kind}.got"]
    return {f"{kind} loose F1": _f(c[f"{kind}.loose"], gold, got), f"{kind} strict F1": _f(c[f"{kind}.strict"], gold, got),
            f"{kind} loose P": 100 * c[f"{kind}.loose"] / max(1, got), f"{kind} loose R": 100 * c[f"{kind}.loose"] / max(1, gold),
            f"{kind} speaker": 100 * c[f"{kind}.speaker"] / max(1, c[f"{kind}.sources"]),
            f"{kind} speaker resolved": 100 * c[f"{kind}.known"] / max(1, c[f"{kind}.sources"])}


def report(data: Path, part: str = "dev", limit: int | None = None, show: bool = False) -> None:
    print(f"\nstatements on PolNeAR {part}")
    for name, value in score(data, part, limit, show).items():
        print(f"  {name:24} {value:5.1f}")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--part", default="dev", choices=("train", "dev"))
    ap.add_argument("--limit", type=int)
    ap.add_argument("--misses", action="store_true")
    args = ap.parse_args()
    if not (args.data / "attribution" / args.part).is_dir():
        raise SystemExit(f"{args.data}: no folder attribution/{args.part} there")
    report(args.data, args.part, args.limit, args.misses)


if __name__ == "__main__":
    sys.exit(main())
