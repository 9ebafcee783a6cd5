"""Scores of dossiers on the sequences of the corpus: python eval/sequences.py [--split dev] [--misses] [--command CMD | --gold]

States come from the program, or from any command that reads {"articles": [...], "at": DAY or null} on standard input and prints the JSON list of its
dossiers (each as `dossier NAME --json`), so that other programs can be compared; `--gold` scores the gold itself.

Entries: those of all dossiers made of the articles of one sequence, other affairs included, are matched one to one to the gold state by overlap of
sources, kind and parties (parties, `also` and `optional` as in eval/corpus.py). An entry all of whose sources lie in the other affairs is left out of account.
Merges: passages of one ledger list in two articles, told to belong to a gold entry by overlap, kind and parties. Wrongly together: one entry of ours, two of
the gold, or one passage of another affair. Wrongly apart: one of the gold, two of ours. Passages under `may` count when wrongly together only.
Dossiers: B-cubed over the articles of all sequences of the split, mixed with at least 200 of other affairs: the reports of the open parts (train, dev) and of
the split, and the articles of the open parts' other sequences, none of a conflict that is scored.
Checkpoints: status of chosen entries on earlier days, by the articles published until then; an entry not found is wrong.
Intervals: 95 %, bootstrap over sequences. With `--split test` only totals are printed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "eval"))

import corpus

Entry = dict[str, Any]
#: Dossiers made of articles, each `{id, title, publisher, published, text}`, as of a day or of the last article.
States = Callable[[list[Entry], str | None], list[Entry]]
#: Room for the characters of one article where spans of several are put in one row.
ROOM = 10**7
DRAWS = 2000
ANSWERED_AS = ("actor", "on_behalf_of")
#: Parts of the corpus that may be read while rules change, and what a program is told of an article.
OPEN, TOLD = ("train", "dev"), ("id", "title", "publisher", "published", "text")


def _by_path(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


#: corpus/sequences.py, which has the name of this file.
hand = _by_path("corpus_sequences", ROOT / "corpus" / "sequences.py")


# -- states ---------------------------------------------------------------------------------------------------------------


class Program:
    """States by the program itself; each article is coded once."""

    def __init__(self) -> None:
        self.records: dict[str, Any] = {}

    def record(self, article: Entry) -> Any:
        from goodoffices.model import Article
        from goodoffices.pipeline import code_article

        if article["id"] not in self.records:
            self.records[article["id"]] = code_article(Article(
                id=article["id"], text=article["text"], name=article["id"], title=article["title"], publisher=article["publisher"],
                published=article["published"], published_source="given", language="en"))  # fmt: skip
        return self.records[article["id"]]

    def __call__(self, articles: list[Entry], at: str | None) -> list[Entry]:
        import msgspec

        from goodoffices.ledger import dossiers
        from goodoffices.ontology import load

        records, know, moment = [self.record(article) for article in articles], load().know, {"at": at} if at else {}
        return [msgspec.to_builtins(dossiers.state(dossier, records, know, (), **moment)) for dossier in dossiers.group(records, know, ())]


def by_command(command: str) -> States:
    def states(articles: list[Entry], at: str | None) -> list[Entry]:
        told = json.dumps({"articles": articles, "at": at}, ensure_ascii=False)
        done = subprocess.run(command, shell=True, input=told, capture_output=True, text=True, check=True)
        found: list[Entry] = json.loads(done.stdout)
        return found

    return states


def by_gold(golds: list[Entry]) -> States:
    """The gold as if somebody had found it: what the articles given tell, with the states of the checkpoints where there are any."""

    def states(articles: list[Entry], at: str | None) -> list[Entry]:
        given = {article["id"] for article in articles}
        found: list[Entry] = []
        taken: set[str] = set()
        for gold in golds:
            labels = gold["gold_meta"]["labels"]
            for label in sorted(set(labels.values())):
                mine = {article for article, where in labels.items() if where == label} & given
                taken |= mine
                if mine:
                    main = bool(mine & {article["id"] for article in gold["articles"]})
                    found.append(_told(gold, mine, at) if main else {"articles": [{"id": article} for article in sorted(mine)]})
        return found + [{"articles": [{"id": article}]} for article in sorted(given - taken)]

    return states


def _told(gold: Entry, mine: set[str], at: str | None) -> Entry:
    known = {point["at"]: point["status"] for point in gold["gold_meta"]["checkpoints"]}.get(at or "", {})
    ledger = {}
    for name in corpus.LISTS:
        ledger[name] = []
        for entry in gold["ledger"][name]:
            sources = [source for source in entry["sources"] if source["article"] in mine]
            status = known.get(entry["id"], [entry.get("status")])[0]
            if sources and status != "absent":
                ledger[name].append({**entry, "sources": sources} | ({"status": status} if "status" in entry else {}))
    return {**gold, "ledger": ledger, "articles": [article for article in gold["articles"] if article["id"] in mine]}


# -- one sequence -----------------------------------------------------------------------------------------------------------


class Sequence:
    """A gold state and what was found, with all spans of the articles in one row."""

    def __init__(self, gold: Entry, found: list[Entry]) -> None:
        self.gold, self.meta = gold, gold["gold_meta"]
        self.place = {document["id"]: number * ROOM for number, document in enumerate(self.meta["documents"])}
        self.texts = {document["id"]: document["text"] for document in self.meta["documents"]}
        self.main = {article["id"] for article in gold["articles"]}
        actors = self.actors(gold["actors"])
        self.theirs = corpus.Side(actors)
        ours = {actor["id"]: actor for dossier in found for actor in self.actors(dossier.get("actors") or [])}
        self.ours = corpus.Side(list(ours.values()), actors)
        self.found = {name: [self.row(entry, number) for number, dossier in enumerate(found) for entry in (dossier.get("ledger") or {}).get(name) or []]
                      for name in corpus.LISTS}  # fmt: skip
        self.wanted = {name: [self.row(entry, 0) for entry in gold["ledger"][name]] for name in corpus.LISTS}
        self.dossiers = found

    def actors(self, actors: list[Entry]) -> list[Entry]:
        """The actors with mentions in the one row."""
        return [{**actor, "mentions": [self.shifted(span, span["article"]) for span in actor.get("mentions") or [] if span.get("article") in self.place]}
                for actor in actors]  # fmt: skip

    def shifted(self, span: Entry, article: str) -> Entry:
        return {"start": self.place[article] + span["start"], "end": self.place[article] + span["end"], "text": span["text"]}

    def spans(self, sources: Iterable[Entry]) -> list[Entry]:
        return [self.shifted(span, source["article"]) for source in sources if source["article"] in self.place for span in source["evidence"]]

    def row(self, entry: Entry, dossier: int) -> Entry:
        """The entry with the passages of all its sources as evidence. Ids are told apart by dossier."""
        return {**entry, "evidence": self.spans(entry.get("sources") or []), "dossier": dossier}

    def optional(self, entry: Entry) -> bool:
        return entry["id"] in self.meta["optional"]

    def likeness(self, name: str, gold: Entry, got: Entry, least: float = 0.25) -> float:
        """How well an entry of ours fits one of the gold; 0 where it cannot be the same."""
        share, kind = corpus.overlap(gold, got), corpus.kinds(gold, self.meta["also"], got)
        if share <= least or kind <= 0:
            return 0.0
        ends: int = sum(corpus.agree(gold, self.meta["also"], got, field, self.theirs, self.ours) for field in corpus.PARTIES[name])
        same_day = any(_same_day(value, got.get(field)) for field in ("date", "due") if gold.get(field) for value in corpus.allowed(gold, self.meta["also"], field))
        return float(kind + share * 0.5 + ends + 0.5 * same_day)

    def covered(self, gold: Entry, got: Entry, least: float = 0.25) -> float:
        """Share of the articles telling an entry of the gold that ours has a passage of."""
        return sum(corpus.overlap({"evidence": self.spans([source])}, got) > least for source in gold["sources"]) / len(gold["sources"])

    def matched(self, name: str) -> list[tuple[Entry, Entry]]:
        """Entries of the gold with ours, best first, each once."""
        pairs = []
        for i, g in enumerate(self.wanted[name]):
            for j, s in enumerate(self.found[name]):
                likeness = self.likeness(name, g, s)
                if likeness > 0:
                    pairs.append((likeness + self.covered(g, s), i, j))
        pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
        gold: set[int] = set()
        ours: set[int] = set()
        out = []
        for _, i, j in pairs:
            if i not in gold and j not in ours:
                gold.add(i)
                ours.add(j)
                out.append((self.wanted[name][i], self.found[name][j]))
        return out

    def elsewhere(self, entry: Entry) -> bool:
        """Do all sources lie in the articles of other affairs?"""
        return bool(entry.get("sources")) and all(source["article"] not in self.main for source in entry["sources"])


def score(sequence: Sequence, show: str = "") -> Counter[str]:
    c: Counter[str] = Counter(sequences=1)
    for name in corpus.LISTS:
        pairs = sequence.matched(name)
        counted = [(g, s) for g, s in pairs if not sequence.optional(g)]
        free = len(pairs) - len(counted) + sum(sequence.elsewhere(s) for s in sequence.found[name] if not any(s is t for _, t in pairs))
        c[f"{name}.gold"] += sum(not sequence.optional(g) for g in sequence.wanted[name])
        c[f"{name}.got"] += len(sequence.found[name]) - free
        c[f"{name}.hit"] += len(counted)
        for g, s in counted:
            _fields(c, sequence, name, g, s, show)
        if show:
            _misses(sequence, name, pairs, show)
        _merges(c, sequence, name, show)
    _contradictions(c, sequence)
    _triples(c, sequence)
    _reprints(c, sequence)
    return c


def _fields(c: Counter[str], sequence: Sequence, name: str, g: Entry, s: Entry, show: str) -> None:
    also = sequence.meta["also"]
    ends = all(corpus.agree(g, also, s, field, sequence.theirs, sequence.ours) for field in corpus.PARTIES[name])
    right = {"parties": ends}
    if "status" in g or "stance" in g:
        field = "status" if "status" in g else "stance"
        right[field] = s.get(field) in corpus.allowed(g, also, field)
    where = "venue" if name == "proposals" else "place"
    if g.get(where) is not None:
        right["venue"] = any(corpus._same_place(value, s.get(where)) for value in corpus.allowed(g, also, where))
    for field in ("date", "set", "due"):
        if field in g and (g[field] or {}).get("start"):
            right["dates " + field] = any(_same_day(value, s.get(field)) for value in corpus.allowed(g, also, field))
    for field in ("killed", "injured"):
        if g.get(field):
            right[field] = any(_same_range(value, s.get(field)) for value in corpus.allowed(g, also, field))
    if name == "deadlines" and s.get("status") == g["status"]:
        right["overdue"] = bool(s.get("overdue")) == g["overdue"]
    for what, good in right.items():
        c[f"{name}.{what}"] += good
        c[f"{name}.{what}.of"] += 1
    c[f"{name}.state"] += ends and right.get("status", right.get("stance", True))
    if name == "proposals":
        _answers(c, sequence, g, s)
    if show and not all(right.values()):
        wrong = ", ".join(what for what, good in right.items() if not good)
        print(f"  ~ {show} {name} {g['id']} wrong: {wrong} | want {_brief(g)} | got {_brief(s)}")


def _same_day(gold: Any, got: Any) -> bool:
    return (gold or {}).get("start") == (got or {}).get("start") and (gold or {}).get("end") == (got or {}).get("end")


def _same_range(gold: Any, got: Any) -> bool:
    return all((gold or {}).get(end) == (got or {}).get(end) for end in ("min", "max"))


def _brief(entry: Entry) -> str:
    fields = ("kind", "channel", "status", "proposer", "addressee", "host", "participants", "setter", "issuer", "actors", "targets", "holder", "by")
    told = " ".join(str(entry[field]) for field in fields if entry.get(field))
    return told + " " + str((entry.get("date") or entry.get("due") or {}).get("start")) + " “" + (entry["evidence"][0]["text"][:70] if entry["evidence"] else "") + "”"


def _answers(c: Counter[str], sequence: Sequence, g: Entry, s: Entry) -> None:
    """Answers of a matched proposal: the longest run of right ones in order."""
    extra = sequence.meta["answers"].get(g["id"]) or []
    wanted = [(answer, extra[number]["also"], extra[number]["optional"]) for number, answer in enumerate(g["responses"])]
    got = s.get("responses") or []
    best = _longest(wanted, got, lambda w, o: _same_answer(sequence, w[0], w[1], o))
    hits = [(w, o) for w, o in best if not w[2]]
    c["answers.gold"] += sum(not w[2] for w in wanted)
    c["answers.got"] += len(got) - (len(best) - len(hits))
    c["answers.hit"] += len(hits)
    for w, o in hits:
        values = [w[0]["date"]["start"], *(str(v) if v else None for v in w[1].get("date") or [])]
        c["answers.dates"] += (o.get("date") or {}).get("start") in values
        c["answers.dates.of"] += 1
    if any(not w[2] for w in wanted):
        c["answers.whole"] += len(hits) == sum(not w[2] for w in wanted) and len(got) - len(best) == 0
        c["answers.whole.of"] += 1


def _same_answer(sequence: Sequence, gold: Entry, also: Entry, got: Entry) -> bool:
    if got.get("answer") not in [gold["answer"], *(also.get("answer") or [])]:
        return False
    theirs = [sequence.theirs.party(value) for field in ANSWERED_AS for value in [gold[field], *(also.get(field) or [])] if value]
    ours = [sequence.ours.party(got[field]) for field in ANSWERED_AS if got.get(field)]
    return any(one & other for one in theirs for other in ours)


def _longest(wanted: list[Any], got: list[Any], same: Callable[[Any, Any], bool]) -> list[tuple[Any, Any]]:
    """The longest common subsequence, as pairs; answers that are not optional are preferred."""
    table: list[list[list[tuple[Any, Any]]]] = [[[] for _ in range(len(got) + 1)] for _ in range(len(wanted) + 1)]
    for i in range(len(wanted)):
        for j in range(len(got)):
            options = [table[i][j + 1], table[i + 1][j]]
            if same(wanted[i], got[j]):
                options.append([*table[i][j], (wanted[i], got[j])])
            table[i + 1][j + 1] = max(options, key=lambda run: sum(0.9 if w[2] else 1.0 for w, _ in run))
    return table[-1][-1]


def _merges(c: Counter[str], sequence: Sequence, name: str, show: str) -> None:
    """Pairs of passages in two articles: rightly together, wrongly together, wrongly apart."""
    passages = []
    for number, entry in enumerate(sequence.found[name]):
        for source in entry.get("sources") or []:
            label = _label(sequence, name, entry, source)
            if label is not None:
                passages.append((number, source["article"], *label))
    for one, other in combinations(passages, 2):
        if one[1] == other[1] or not (one[2] or other[2]):
            continue
        together, same = one[0] == other[0], bool(one[2] & other[2])
        certain = one[3] and other[3] and len(one[2] | other[2]) == 1
        if together and not same:
            c["merges.over"] += 1
        elif same and together:
            c["merges.right"] += 1
        elif same and certain:
            c["merges.under"] += 1
        if show and (together != same) and (together or certain):
            said = "together" if together else "apart"
            print(f"  & {show} {name} wrongly {said}: {sorted(one[2])} in {one[1]}, {sorted(other[2])} in {other[1]} | {_brief(sequence.found[name][one[0]])}")


def _label(sequence: Sequence, name: str, entry: Entry, source: Entry) -> tuple[frozenset[str], bool] | None:
    """The gold entries that a passage fits best, several only if equally well, and whether it must belong there.

    None of them in another affair; no label where the gold knows no such passage.
    """
    if source["article"] not in sequence.main:
        return (frozenset(), True) if source["article"] in sequence.place else None
    passage = {**entry, "evidence": sequence.spans([source])}
    scores: list[tuple[float, str, bool]] = []
    for g in sequence.wanted[name]:
        for firm, sources in ((True, g["sources"]), (False, sequence.meta["may"].get(g["id"], []))):
            here = {**g, "evidence": sequence.spans(s for s in sources if s["article"] == source["article"])}
            scores.append((sequence.likeness(name, here, passage), g["id"], firm))
    best = max((score for score, _, _ in scores), default=0.0)
    if best <= 0:
        return None
    idents = frozenset(ident for score, ident, _ in scores if score == best)
    return idents, idents == {ident for score, ident, firm in scores if score == best and firm}


def _contradictions(c: Counter[str], sequence: Sequence) -> None:
    """Both sides must be shown, by a passage each."""
    found = [item for dossier in sequence.dossiers for item in dossier.get("contradictions") or []]
    rows = [[{"evidence": sequence.spans(side["sources"])} for side in item["sides"]] for item in found]
    mine = [row for row in rows if any(span["start"] // ROOM * ROOM in {sequence.place[a] for a in sequence.main} for side in row for span in side["evidence"])]
    right: set[int] = set()
    for item in sequence.gold["contradictions"]:
        one, other = ({"evidence": sequence.spans(side["sources"])} for side in item["sides"])
        hits = {number for number, row in enumerate(mine) if any(
            a is not b and corpus.overlap(one, a) > 0.25 and corpus.overlap(other, b) > 0.25 for a in row for b in row)}  # fmt: skip
        right |= hits
        if not sequence.optional(item):
            c["contradictions.gold"] += 1
            c["contradictions.hit"] += bool(hits)
    c["contradictions.got"] += len(mine)
    c["contradictions.right"] += len(right)


def _triples(c: Counter[str], sequence: Sequence) -> None:
    """Every span of every source against its text."""
    for dossier in sequence.dossiers:
        entries = [entry for entries in (dossier.get("ledger") or {}).values() for entry in entries]
        sources = [source for entry in entries for source in entry.get("sources") or []]
        sources += [source for entry in entries for answer in entry.get("responses") or [] for source in answer.get("sources") or []]
        sources += [source for item in dossier.get("contradictions") or [] for side in item["sides"] for source in side["sources"]]
        for source in sources:
            text = sequence.texts.get(source["article"], "")
            c["triples"] += len(source["evidence"])
            c["triples.wrong"] += sum(text[span["start"] : span["end"]] != span["text"] or not span["text"] for span in source["evidence"])


def _reprints(c: Counter[str], sequence: Sequence) -> None:
    gold = {document["id"] for document in sequence.meta["documents"] if document["duplicate_of"]}
    got = {article["id"] for dossier in sequence.dossiers for article in dossier["articles"] if article.get("duplicate_of")}
    c["reprints.gold"] += len(gold)
    c["reprints.got"] += len(got)
    c["reprints.hit"] += len(gold & got)


def _misses(sequence: Sequence, name: str, pairs: list[tuple[Entry, Entry]], show: str) -> None:
    for g in sequence.wanted[name]:
        if not any(g is h for h, _ in pairs) and not sequence.optional(g):
            print(f"  - {show} {name} {g['id']} {_brief(g)}")
    for s in sequence.found[name]:
        if not any(s is t for _, t in pairs) and not sequence.elsewhere(s):
            print(f"  + {show} {name} {_brief(s)}")


def checkpoints(c: Counter[str], gold: Entry, states: States, show: str) -> None:
    """The status of chosen entries on earlier days."""
    for point in gold["gold_meta"]["checkpoints"]:
        articles = [document for document in gold["gold_meta"]["documents"] if document["published"] <= point["at"]]
        sequence = Sequence(gold, states(articles, point["at"]))
        status = {g["id"]: s.get("status") or "present" for name in corpus.LISTS for g, s in sequence.matched(name)}
        for item, right in point["status"].items():
            got = status.get(item, "absent")
            if right != ["absent"]:
                c["checkpoints.of"] += 1
                c["checkpoints.hit"] += got in right or (right[0] == "present" and got != "absent")
                c["checkpoints.found"] += got != "absent"
            else:
                c["checkpoints.early.of"] += 1
                c["checkpoints.early"] += got != "absent"
            if show and got not in right:
                print(f"  @ {show} {point['at']} {item} want {right} got {got}")


# -- dossiers ---------------------------------------------------------------------------------------------------------------


def unrelated(split: str, golds: list[Entry]) -> list[Entry]:
    """Articles of affairs that no sequence of the split is about: reports of the open parts and of the split, articles of the open parts' sequences."""
    parts, affairs, out = {*OPEN, split}, {gold["name"] for gold in golds}, []
    for path in sorted((ROOT / "corpus" / "reports").glob("*.yaml")):
        report = _head(path)
        if report["split"] in parts and report["conflict"] not in affairs:
            out.append({key: report.get(key) for key in TOLD})
    for sequence in map(hand.load, hand.files()):
        if sequence["split"] in OPEN and sequence["conflict"] not in affairs:
            out += [{**{key: article[key] for key in TOLD}, "id": f"{sequence['id']}-{article['id']}", "published": str(article["published"])} for article in sequence["articles"]]
    return out


def _head(path: Path) -> Entry:
    """What stands before the annotation of a report: reading that of all reports takes a minute."""
    head, _, _ = path.read_text(encoding="utf-8").partition("\nactors:")
    report: Entry = corpus.expand.yaml.load(head, Loader=corpus.expand._Loader)
    return {**report, "text": report["text"].strip()}


def b_cubed(golds: list[Entry], dossiers: list[Entry]) -> dict[str, Counter[str]]:
    """By sequence: sums of precision and recall over its articles. An article of no dossier stands alone."""
    labels = {article: label for gold in golds for article, label in gold["gold_meta"]["labels"].items()}
    cluster: dict[str, int] = {}
    for number, dossier in enumerate(dossiers):
        for article in dossier["articles"]:
            cluster.setdefault(article["id"], number)
    sizes = Counter(cluster.values())
    out = {}
    for gold in golds:
        c: Counter[str] = Counter()
        for article, label in gold["gold_meta"]["labels"].items():
            same = {other for other, where in labels.items() if where == label}
            mine = sum(cluster.get(other) == cluster[article] for other in same) if article in cluster else 1
            c["bcubed.p"] += mine / (sizes[cluster[article]] if article in cluster else 1)
            c["bcubed.r"] += mine / len(same)
            c["bcubed.of"] += 1
        out[gold["id"]] = c
    return out


# -- the report -------------------------------------------------------------------------------------------------------------


def f1(hit: float, gold: float, got: float) -> float:
    return 200 * hit / (gold + got) if gold + got else math.nan


def share(c: Counter[str], hit: str, of: str) -> float:
    return 100 * c[hit] / c[of] if c[of] else math.nan


def interval(counts: list[Counter[str]], measure: Callable[[Counter[str]], float]) -> str:
    """95 % of bootstrap draws of as many sequences lie between; draws that have nothing to measure do not count."""
    rng = random.Random(4)
    drawn = (measure(sum((rng.choice(counts) for _ in counts), Counter())) for _ in range(DRAWS))
    values = sorted(value for value in drawn if not math.isnan(value))
    return f"[{values[int(0.025 * len(values))]:.1f}, {values[int(0.975 * len(values))]:.1f}]" if values else "[none]"


def _list_f1(name: str) -> Callable[[Counter[str]], float]:
    return lambda c: f1(c[f"{name}.hit"], c[f"{name}.gold"], c[f"{name}.got"])


def _all(what: str) -> Callable[[Counter[str]], float]:
    """Accuracy of a field over all lists, as a measure."""
    return lambda c: 100 * sum(c[f"{name}.{what}"] for name in corpus.LISTS) / (sum(c[f"{name}.{what}.of"] for name in corpus.LISTS) or math.nan)


def mean_f1(c: Counter[str], what: str = "hit") -> float:
    """Mean over the lists of which the gold has entries."""
    lists = [name for name in corpus.LISTS if c[f"{name}.gold"]]
    return sum(f1(c[f"{name}.{what}"], c[f"{name}.gold"], c[f"{name}.got"]) for name in lists) / max(1, len(lists))


def merge_f1(c: Counter[str]) -> float:
    return f1(c["merges.right"], c["merges.right"] + c["merges.under"], c["merges.right"] + c["merges.over"])


def bcubed_f1(c: Counter[str]) -> float:
    p, r = share(c, "bcubed.p", "bcubed.of"), share(c, "bcubed.r", "bcubed.of")
    return 2 * p * r / (p + r)


def measure(split: str, states: States | None = None, show: bool = False, mix: bool = True) -> list[Counter[str]]:
    """Counts by sequence. States by the program if none are given; one program given for several splits codes each article once."""
    golds = [hand.gold(sequence) for sequence in map(hand.load, hand.files()) if sequence["split"] == split]
    states = states or Program()
    counts = {}
    for gold in golds:
        documents = gold["gold_meta"]["documents"]
        counts[gold["id"]] = score(Sequence(gold, states(documents, None)), gold["id"] if show else "")
        checkpoints(counts[gold["id"]], gold, states, gold["id"] if show else "")
    if mix:
        others = unrelated(split, golds)
        for ident, c in b_cubed(golds, states([d for gold in golds for d in gold["gold_meta"]["documents"]] + others, None)).items():
            counts[ident] += c
            counts[ident]["others"] = len(others)
    return list(counts.values())


def report(split: str, counts: list[Counter[str]]) -> None:
    c = sum(counts, Counter())
    print(f"\nsequences, {split}: {len(counts)} sequences; 95 % intervals by bootstrap over sequences")
    for name in corpus.LISTS:
        print(f"  {name:14} {corpus.prf(c[f'{name}.hit'], c[f'{name}.gold'], c[f'{name}.got'])} {interval(counts, _list_f1(name))}")
        fields = [key.split(".")[1] for key in c if key.startswith(f"{name}.") and key.endswith(".of")]
        print("    of matched: " + ", ".join(f"{what} {share(c, f'{name}.{what}', f'{name}.{what}.of'):.1f} % of {c[f'{name}.{what}.of']}" for what in fields))
    print(f"  mean F1 of the lists {mean_f1(c):.1f} {interval(counts, mean_f1)}; with parties and status right (final states) {mean_f1(c, 'state'):.1f} "
          f"{interval(counts, lambda x: mean_f1(x, 'state'))}")  # fmt: skip
    for what in ("status", "venue", "dates date", "dates due"):
        print(f"  {what} right on matched entries: {_all(what)(c):.1f} % {interval(counts, _all(what))}")
    print(f"  answers of matched proposals {corpus.prf(c['answers.hit'], c['answers.gold'], c['answers.got'])} {interval(counts, _list_f1('answers'))}; "
          f"all of a proposal right and in order {share(c, 'answers.whole', 'answers.whole.of'):.1f} %, dates {share(c, 'answers.dates', 'answers.dates.of'):.1f} %")  # fmt: skip
    print(f"  merges: {c['merges.right']} pairs of passages rightly together, {c['merges.over']} wrongly together, {c['merges.under']} wrongly apart; "
          f"F1 {merge_f1(c):.1f} {interval(counts, merge_f1)}")  # fmt: skip
    print(f"  checkpoints: status right {share(c, 'checkpoints.hit', 'checkpoints.of'):.1f} % of {c['checkpoints.of']} "
          f"{interval(counts, lambda x: share(x, 'checkpoints.hit', 'checkpoints.of'))}, entry found {share(c, 'checkpoints.found', 'checkpoints.of'):.1f} %; "
          f"there too early: {c['checkpoints.early']} of {c['checkpoints.early.of']}")  # fmt: skip
    print(f"  contradictions: found {c['contradictions.hit']} of {c['contradictions.gold']}; of {c['contradictions.got']} shown {c['contradictions.right']} are in the gold")
    print(f"  reprints told: {c['reprints.hit']} of {c['reprints.gold']}, {c['reprints.got']} claimed")
    if c["bcubed.of"]:
        print(f"  dossiers, mixed with {counts[0]['others']} articles of other affairs: B-cubed P {share(c, 'bcubed.p', 'bcubed.of'):.1f}  R {share(c, 'bcubed.r', 'bcubed.of'):.1f}  "
              f"F1 {bcubed_f1(c):.1f} {interval(counts, bcubed_f1)}")  # fmt: skip
    print(f"  evidence that disagrees with its text: {c['triples.wrong']} of {c['triples']} spans")


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--split", default="dev", choices=("train", "dev", "test"))
    ap.add_argument("--misses", action="store_true", help="list what differs (not for test)")
    ap.add_argument("--command", help="a command that gives the states instead of the program")
    ap.add_argument("--gold", action="store_true", help="score the gold itself")
    args = ap.parse_args()
    golds = [hand.gold(sequence) for sequence in map(hand.load, hand.files())]
    states = by_gold(golds) if args.gold else by_command(args.command) if args.command else None
    report(args.split, measure(args.split, states, args.misses and args.split != "test"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
