"""Statements on PolNeAR (news attributions): python eval/attribution.py --data ../shared/data [--part dev] [--limit N] [--misses]

What is compared. Contents are sets of words (no punctuation, so a comma or quotation mark more or less is no error). Attributions are
paired one to one, best first by intersection over union (IoU). *loose*: a pair with IoU above 0.5. *strict*: a loose pair with the same
first and last word. *token F1*: all content words of an article together, as a tagger is scored. *speaker*: the head word of our source
lies in theirs, among loose pairs where they mark a source. *quoted*: those whose content holds quotation marks, on either side by itself; *verbatim*: those whose content begins with one.
*overlap*: a pair that shares a word (for comparison with papers that count any overlap).

Their conventions that differ from the coding guide are mapped here, never in the coder:
- One attribution may have several pieces ("A," he said. "B."): our statements that share a cue are joined before comparing; a statement
  in `parts` is its pieces without the reporting clause.
- A word belongs to one attribution only, so there are no nested ones: our statements inside another's content are left out.
- A source that is a relative pronoun counts as the noun it stands for.
- Some articles were annotated by six people. Each copy is compared by itself and weighs a sixth (their doubled entries are not misses).
What cannot be mapped: the set also marks hopes, plans, support and single nouns ("criticised *the bill*", "wants *to win*") that the guide
leaves out. *reported* therefore counts, for recall only, those whose cue has a verb of saying or thinking that the guide names.

How far the annotators agree with each other under the same measure (sixteen articles of the train part, all pairs): all loose F1 79,
strict 70; quoted loose 96, strict 89; token F1 91.
"""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goodoffices.coding import syntax
from goodoffices.coding.actors import find_actors
from goodoffices.coding.quotes import find_statements
from goodoffices.model import Article, Parsed, StatementDraft
from goodoffices.ontology import Tables, load
from goodoffices.parse import parse

Spans = list[tuple[int, int]]
MARKS = ('"', "“", "”", "‘", "«", "''", "``")
KINDS = ("all", "quoted", "verbatim")
#: The verbs of the guide, section 4, with their nearest kin; for the `reported` recall only.
REPORTED = frozenset("""say said says saying write wrote writes writing written tell told tells telling warn warned warns warning deny denied denies denying
confirm confirmed confirms think thinks thought believe believes believed expect expects expected consider considers considered according add added adds adding
note noted notes noting announce announced argue argued argues claim claimed claims insist insisted explain explained suggest suggested reply replied state stated
predict predicted tweet tweeted declare declared acknowledge acknowledged admit admitted report reported""".split())


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution: content and source as sets of words, and whether it holds quotation marks."""

    content: frozenset[int]
    source: frozenset[int]
    quoted: bool
    verbatim: bool
    cue: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """Our statements with one cue."""

    content: frozenset[int]
    speaker: int | None
    known: bool
    quoted: bool
    verbatim: bool
    cue: str
    text: str


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


def words(p: Parsed, spans: Spans) -> frozenset[int]:
    out = set()
    for a, b in spans:
        i = bisect_left(p.end, a + 1)
        while i < len(p.text) and p.start[i] < b:
            if p.pos[i] != "PUNCT" and p.start[i] >= a:
                out.add(i)
            i += 1
    return frozenset(out)


def theirs(p: Parsed, item: dict[str, Spans]) -> Marked:
    text = p.article.text
    pieces = [text[a:b] for a, b in sorted(item["Content"])]
    source = words(p, item.get("Source", []))
    source |= {syntax.antecedent(p, i) for i in source}
    return Marked(words(p, item["Content"]), source, any(m in piece for piece in pieces for m in MARKS), pieces[0].startswith(MARKS),
                  " ".join(text[a:b] for a, b in sorted(item.get("Cue", []))), " ~ ".join(pieces))


def ours(p: Parsed, drafts: tuple[StatementDraft, ...]) -> list[Found]:
    """Joined by cue; without those inside another."""
    by_cue: dict[int, list[StatementDraft]] = {}
    for number, d in enumerate(drafts):
        by_cue.setdefault(d.cue_token if d.cue_token is not None else -1 - number, []).append(d)
    out = []
    for group in by_cue.values():
        spans = [(x.start, x.end) for d in group for x in (d.statement.parts or (d.statement.content,))]
        first = group[0]
        cue = first.statement.cue.text if first.statement.cue else ""
        out.append(Found(words(p, spans), first.speaker_token, first.statement.speaker is not None, any(d.statement.direct for d in group),
                         p.article.text.startswith(MARKS, spans[0][0]), cue,
                         " ~ ".join(p.article.text[a:b] for a, b in spans)))
    return [f for f in out if f.content and not any(f.content < g.content for g in out)]


def articles(data: Path, part: str, limit: int | None) -> Iterator[tuple[Parsed, list[Path]]]:
    folder = data / "attribution" / part
    for path in sorted((folder / "text").glob("*.txt"))[:limit]:
        text = path.read_text(encoding="utf-8").replace("\r", " ")
        yield parse(Article(id=path.stem, text=text, name=path.stem, language="en")), annotations(folder, path.stem)


def annotations(folder: Path, stem: str) -> list[Path]:
    """One file per annotator: the article's name and four characters."""
    return sorted((folder / "attributions").glob(f"{stem}_????.ann"))


def pairs(gold: list[Marked], got: list[Found]) -> list[tuple[float, int, int]]:
    """Best first, one to one: IoU, index in gold, index in ours."""
    shares = sorted(((len(a.content & b.content) / len(a.content | b.content), k, j) for k, a in enumerate(gold) for j, b in enumerate(got) if a.content & b.content),
                    key=lambda x: (-x[0], x[1], x[2]))
    left, right, out = set(range(len(gold))), set(range(len(got))), []
    for share, k, j in shares:
        if k in left and j in right:
            left.discard(k)
            right.discard(j)
            out.append((share, k, j))
    return out


def count(c: dict[str, float], gold: list[Marked], got: list[Found], weight: float) -> list[tuple[float, int, int]]:
    matched = pairs(gold, got)
    for kind in KINDS:
        c[f"{kind}.gold"] += weight * sum(kind in _kinds(g) for g in gold)
        c[f"{kind}.got"] += weight * sum(kind in _kinds(f) for f in got)
    c["reported.gold"] += weight * sum(_reported(g) for g in gold)
    for share, k, j in matched:
        g, f = gold[k], got[j]
        for kind in _kinds(g) + ["reported"] * _reported(g):
            c[f"{kind}.overlap"] += weight
            if share <= 0.5:
                continue
            c[f"{kind}.loose"] += weight
            c[f"{kind}.strict"] += weight * (min(g.content) == min(f.content) and max(g.content) == max(f.content))
            if g.source:
                c[f"{kind}.sources"] += weight
                c[f"{kind}.speaker"] += weight * (f.speaker in g.source)
                c[f"{kind}.known"] += weight * f.known
    all_gold, all_got = frozenset[int]().union(*(g.content for g in gold)), frozenset[int]().union(*(f.content for f in got))
    c["token.hit"] += weight * len(all_gold & all_got)
    c["token.gold"] += weight * len(all_gold)
    c["token.got"] += weight * len(all_got)
    return matched


def _kinds(m: Marked | Found) -> list[str]:
    return ["all"] + ["quoted"] * m.quoted + ["verbatim"] * m.verbatim


def _reported(g: Marked) -> bool:
    return any(w in REPORTED for w in g.cue.lower().split())


def score(data: Path, part: str = "dev", limit: int | None = None, show: bool = False, tables: Tables | None = None) -> dict[str, float]:
    """The figures named in the module docstring, in percent."""
    tables = tables or load()
    c: dict[str, float] = defaultdict(float)
    for p, files in articles(data, part, limit):
        got = ours(p, find_statements(p, find_actors(p, tables.know, None), tables.book))
        for path in files:
            gold = [g for g in (theirs(p, item) for item in read_gold(path)) if g.content]
            matched = count(c, gold, got, 1 / len(files))
            if show and path == files[0]:
                _print(p, gold, got, matched)
    return figures(c)


def _print(p: Parsed, gold: list[Marked], got: list[Found], matched: list[tuple[float, int, int]]) -> None:
    print("==", p.article.name)
    for share, k, j in matched:
        g, f = gold[k], got[j]
        if share <= 0.5 or min(g.content) != min(f.content) or max(g.content) != max(f.content):
            print(f"  {'NEAR' if share > 0.5 else 'POOR'}{' Q' * g.quoted} [{g.cue}] {g.text[:300]}\n       ours [{f.cue}] {f.text[:300]}")
        elif g.source and f.speaker not in g.source:
            print(f"  SPEAKER [{g.cue}] {p.text[f.speaker] if f.speaker is not None else None} | theirs: {' '.join(p.text[i] for i in sorted(g.source))} | {g.text[:120]}")
    for k in sorted(set(range(len(gold))) - {k for _, k, _ in matched}):
        print(f"  MISS{' Q' * gold[k].quoted}{' R' * _reported(gold[k])} [{gold[k].cue}] {gold[k].text[:300]}")
    for j in sorted(set(range(len(got))) - {j for _, _, j in matched}):
        print(f"  EXTRA{' Q' * got[j].quoted} [{got[j].cue}] {got[j].text[:300]}")


def figures(c: dict[str, float]) -> dict[str, float]:
    out: dict[str, float] = {}
    for kind in KINDS:
        gold, got = c[f"{kind}.gold"], c[f"{kind}.got"]
        out |= {f"{kind} {name} F1": _f(c[f"{kind}.{name}"], gold, got) for name in ("loose", "strict", "overlap")}
        out |= {f"{kind} loose P": 100 * c[f"{kind}.loose"] / max(1, got), f"{kind} loose R": 100 * c[f"{kind}.loose"] / max(1, gold)}
        out |= {f"{kind} {name}": 100 * c[f"{kind}.{key}"] / max(1, c[f"{kind}.sources"]) for name, key in (("speaker", "speaker"), ("speaker resolved", "known"))}
    out["reported loose R"] = 100 * c["reported.loose"] / max(1, c["reported.gold"])
    out["token F1"] = _f(c["token.hit"], c["token.gold"], c["token.got"])
    out["token P"] = 100 * c["token.hit"] / max(1, c["token.got"])
    out["token R"] = 100 * c["token.hit"] / max(1, c["token.gold"])
    return out


def _f(hit: float, gold: float, got: float) -> float:
    return 200 * hit / (gold + got) if gold + got else 0.0


def report(data: Path, part: str = "dev", limit: int | None = None, show: bool = False) -> None:
    print(f"\nstatements on PolNeAR {part}")
    for name, value in score(data, part, limit, show).items():
        print(f"  {name:24} {value:5.1f}")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--part", default="dev", choices=("train", "dev"))
    ap.add_argument("--limit", type=int)
    ap.add_argument("--misses", action="store_true", help="print what differs (for reading on the train part)")
    args = ap.parse_args()
    if not (args.data / "attribution" / args.part).is_dir():
        raise SystemExit(f"{args.data}: no folder attribution/{args.part} there")
    report(args.data, args.part, args.limit, args.misses)


if __name__ == "__main__":
    sys.exit(main())
