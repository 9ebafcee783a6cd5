"""Events on PLV sentences, each with a marked source and target: python eval/plover.py --data ../shared/data [--misses] [--limit N]

How the coder is asked: the sentence alone is coded as an article of one sentence, without a publication date and without the marks.
The event taken is the one whose actors lie in the marked source and whose recipients lie in the marked target, in either order of
strength: both ends, then one, then none; among equals what is told as fact goes first, then confidence. An actor lies in a marked
span when a mention of it does, or the span names its country (an official, his government and his country are one party there).

What is learned from the set (the typer) is fitted anew for each of five folds, by sentence, and asked only about rows it has not seen.

The set's YIELD is our CONCEDE and RETREAT, and counts as material cooperation as in the set. Nothing found counts as wrong
everywhere. Reported with 95 % bootstrap intervals: accuracy and macro-F1 over the roots, and over the four quads; the share of rows
without any event; the share with both ends right (whatever the category), and with category and both ends right.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from goodoffices.coding import code
from goodoffices.coding.typer import Learned
from goodoffices.model import Article, Coding, EventDraft, Parsed
from goodoffices.ontology import Tables, load
from goodoffices.parse import parse
from goodoffices.pipeline import is_trusted

ROOT_OF = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
QUAD_OF = {"AGREE": "1", "CONSULT": "1", "SUPPORT": "1", "COOPERATE": "2", "AID": "2", "YIELD": "2", "REQUEST": "3", "ACCUSE": "3", "REJECT": "3",
           "THREATEN": "3", "PROTEST": "4", "SANCTION": "4", "MOBILIZE": "4", "COERCE": "4", "ASSAULT": "4", "NONE": "0"}
NOT_TOLD = frozenset({"negated", "historical", "hypothetical"})
RESAMPLES = 500
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence of the set; the marks are character ranges."""

    sentence: str
    source: tuple[int, int]
    target: tuple[int, int]
    root: str
    quad: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the coder says of a row: root "NONE" where it found no event; `reachable` = the cast has somebody in both marked spans."""

    root: str
    source: bool
    target: bool
    reachable: bool
    rule: str = ""


def read(path: Path) -> list[Row]:
    """Rows of the table; those whose marks cannot be found in the sentence get empty ranges."""
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t"))
    return [Row(r["sentence"], *_marks(r), r["gold_root"], r["gold_penta"]) for r in table]


def _marks(row: dict[str, str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Character ranges of source and target in the plain sentence."""
    marked, plain = row["marked_sentence"], row["sentence"]
    places: dict[str, int] = {}
    at = 0
    while marked:
        tag = next((t for t in ("<s>", "</s>", "<t>", "</t>") if marked.startswith(t)), "")
        if tag:
            places.setdefault(tag, at)
            marked = marked[len(tag) :]
        else:
            marked, at = marked[1:], at + 1
    out = []
    for letter, words in (("s", row["source"]), ("t", row["target"])):
        start, end = places.get(f"<{letter}>", -1), places.get(f"</{letter}>", -1)
        if plain[max(start, 0) : end].strip() != words.strip():
            start = plain.find(words)
            end = start + len(words)
        out.append((start, end) if start >= 0 else (0, 0))
    return out[0], out[1]


def named(coding: Coding, span: tuple[int, int]) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of the actors with a mention whose head lies in the span, and countries that it names."""
    p, cast = coding.parsed, coding.cast
    inside = [i for i in range(len(p.text)) if span[0] <= p.start[i] < span[1]]
    idents = {cast.by_head[i] for i in inside if i in cast.by_head} | {cast.modifier[i] for i in inside if i in cast.modifier}
    idents |= {cast.latent[i] for i in inside if i in cast.latent}
    for ident in list(idents):
        idents.update(cast.actors[ident].members if ident in cast.actors else ())
    countries = {country for ident in idents if (country := country_of(coding, ident))}
    countries |= {m.place.country for m in coding.places if m.head in inside and m.place.country}
    return frozenset(idents), frozenset(countries)


def country_of(coding: Coding, ident: str) -> str:
    """The country of a state, its forces, officials and people; none for groups and organisations of their own."""
    actor = coding.cast.actors.get(ident)
    kind, _, rest = ident.partition(":")
    if kind in ("government", "country", "military", "police", "civilians", "legislature", "judiciary"):
        return (actor.country if actor else rest) or ""
    return (actor.country or "") if actor is not None and actor.kind == "person" else ""


def lies_in(coding: Coding, idents: tuple[str, ...], where: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Is any of these actors meant by the marked span?"""
    for ident in idents:
        actor = coding.cast.actors.get(ident)
        for one in (ident, *(actor.members if actor else ())):
            if one in where[0] or (country_of(coding, one) and country_of(coding, one) in where[1]):
                return True
    return False


def answer(row: Row, coding: Coding) -> Answer:
    """The event the row asks for."""
    source, target = named(coding, row.source), named(coding, row.target)
    reachable = bool(source[0] or source[1]) and bool(target[0] or target[1])
    best: tuple[tuple[float, ...], Answer] | None = None
    for draft in coding.events:
        if not is_trusted(draft, coding.cast.actors):
            continue
        ends = _ends(coding, draft, source, target)
        rank = (sum(ends), draft.event.modality not in NOT_TOLD, draft.event.confidence)
        if best is None or rank > best[0]:
            best = (rank, Answer(ROOT_OF.get(draft.event.type, draft.event.type), *ends, reachable, draft.rule))
    return best[1] if best else Answer("NONE", False, False, reachable)


def _ends(coding: Coding, draft: EventDraft, source: tuple[frozenset[str], frozenset[str]], target: tuple[frozenset[str], frozenset[str]]) -> tuple[bool, bool]:
    """Source and target right? Parties to a reciprocal act may stand in either place."""
    actors, recipients = (*draft.event.actors, *draft.who), (*draft.event.recipients, *draft.whom)
    if not recipients and len(draft.event.actors) > 1:
        return lies_in(coding, actors, source), lies_in(coding, actors, target)
    return lies_in(coding, actors, source), lies_in(coding, recipients, target)


def answers(rows: list[Row], tables: Tables, parsed: Callable[[str], Parsed], typers: list[Learned]) -> list[Answer]:
    """The answer for each row by the typer of its fold, which has not seen the row's sentence."""
    return [answer(row, code(parsed(row.sentence), tables, None, typers[fold_of(row)])) for row in rows]


def fold_of(row: Row) -> int:
    """Rows of one sentence fall into one fold."""
    return zlib.crc32(row.sentence.encode()) % FOLDS


def typers_of(rows: list[Row], tables: Tables) -> list[Learned]:
    """One pair of models a fold, fitted as the shipped ones, but without the rows of the fold."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))
    import event_types

    own = [*event_types.corpus_examples(tables, ("train",)), *event_types.nothing_examples(tables), *event_types.sentence_examples(tables)]
    learnt = event_types.plv_examples(tables, rows)
    return [event_types.fit_all(own + [e for row, e in zip(rows, learnt, strict=True) if e is not None and fold_of(row) != k]) for k in range(FOLDS)]


def article_of(sentence: str) -> Parsed:
    """The sentence, parsed as an article of its own."""
    return parse(Article(id="row", text=sentence, name="row", language="en"))


def macro(gold: list[str], got: list[str]) -> float:
    """Mean F1 over the values of `gold`, in percent."""
    hit, want, have = Counter(g for g, s in zip(gold, got, strict=True) if g == s), Counter(gold), Counter(got)
    return 100 * sum(2 * hit[k] / (want[k] + have[k]) for k in want) / len(want)


def figures(rows: list[Row], said: list[Answer]) -> dict[str, float]:
    """All figures in percent."""
    roots, quads = [r.root for r in rows], [r.quad for r in rows]
    got = [a.root for a in said]
    got_quads = [QUAD_OF[x] for x in got]
    share = 100 / len(rows)
    return {"accuracy, roots": share * sum(map(str.__eq__, roots, got)), "macro-F1, roots": macro(roots, got),
            "accuracy, quads": share * sum(map(str.__eq__, quads, got_quads)), "macro-F1, quads": macro(quads, got_quads),
            "no event": share * got.count("NONE"), "both ends right": share * sum(a.source and a.target for a in said),
            "source right": share * sum(a.source for a in said), "root and both ends": share * sum(a.source and a.target and a.root == r for a, r in zip(said, roots, strict=True)),
            "both ends known to the cast": share * sum(a.reachable for a in said)}


def intervals(rows: list[Row], said: list[Answer]) -> dict[str, tuple[float, float]]:
    """95 % bootstrap intervals of the figures, by resampling rows with a fixed seed."""
    draw = random.Random(1)
    samples: dict[str, list[float]] = {}
    for _ in range(RESAMPLES):
        picked = [draw.randrange(len(rows)) for _ in rows]
        for name, value in figures([rows[i] for i in picked], [said[i] for i in picked]).items():
            samples.setdefault(name, []).append(value)
    return {name: (sorted(v)[int(0.025 * len(v))], sorted(v)[int(0.975 * len(v))]) for name, v in samples.items()}


def show(rows: list[Row], said: list[Answer], misses: bool) -> None:
    print(f"\nPLV sentences: {len(rows)} rows")
    bounds = intervals(rows, said)
    for name, value in figures(rows, said).items():
        low, high = bounds[name]
        print(f"  {name:28} {value:5.1f}   ({low:.1f} to {high:.1f})")
    want, have = Counter(r.root for r in rows), Counter(a.root for a in said)
    hit = Counter(r.root for r, a in zip(rows, said, strict=True) if r.root == a.root)
    for kind in sorted(want):
        print(f"    {kind:10} P {100 * hit[kind] / max(1, have[kind]):5.1f}  R {100 * hit[kind] / want[kind]:5.1f}   ({hit[kind]}/{want[kind]} gold, {have[kind]} found)")
    if misses:
        for row, a in zip(rows, said, strict=True):
            if a.root != row.root or not (a.source and a.target):
                words = [row.sentence[x[0] : x[1]] for x in (row.source, row.target)]
                ends = f"{'s' if a.source else '-'}{'t' if a.target else '-'}{'' if a.reachable else '!'}"
                print(f"{row.root} got {a.root} {ends} [{words[0]} | {words[1]}] {row.sentence}   ({a.rule})")


def report(data: Path, limit: int | None = None, misses: bool = False) -> None:
    rows = read(data / "events" / "PLV_train.tsv")[:limit]
    tables = load()
    show(rows, answers(rows, tables, article_of, typers_of(rows, tables)), misses)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    ap.add_argument("--limit", type=int)
    ap.add_argument("--misses", action="store_true", help="list the rows that differ")
    args = ap.parse_args()
    report(args.data, args.limit, args.misses)


if __name__ == "__main__":
    sys.exit(main())
