"""Scores on the project's own corpus: python eval/corpus.py [--split dev] [--misses]

Entries are matched one to one by overlap of evidence and agreement in kind (events: category), best first. A match counts for
"both ends" when actors and recipients agree as parties (an official and his government are one party; `also` values count; groups, bodies and
persons that no table knows are the same when they are mentioned by the same words). An
`optional` gold entry costs nothing when it is missing, and an entry matched to it neither helps nor harms.

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

import expand

from goodoffices.model import Article
from goodoffices.ontology import load
from goodoffices.parse import parse
from goodoffices.pipeline import code_text

LISTS = ("proposals", "venue_offers", "contacts", "deadlines", "threats", "conditions", "incidents", "assessments")
PARTIES = {"proposals": ("proposer", "addressee"), "venue_offers": ("host",), "contacts": ("participants",), "deadlines": ("setter", "addressee"),
           "threats": ("issuer", "target"), "conditions": ("holder",), "incidents": ("actors", "targets"), "assessments": ("by",)}
NEAR = ({"meeting", "talks", "call", "visit", "mediation"}, {"ceasefire", "truce"}, {"agreement", "talks", "other", "ceasefire", "exchange"},
        {"missile", "shelling", "airstrike", "drone", "bombing", "other", "ground", "shooting"}, {"call", "meeting", "visit", "summit", "unknown", "envoy"})

Entry = dict[str, Any]
#: Confidence and rightness of the events of the last run.
SURE: list[tuple[float, bool]] = []
#: Events of the report at hand for whose words the tables have no pattern of their category.
UNSEEN: set[str] = set()


class Side:
    """Actors of one record by id, and what party each is."""

    def __init__(self, actors: list[Entry], gold: list[Entry] | None = None) -> None:
        self.actors = {a["id"]: a for a in (*actors, *(gold or ()))}
        self.same = aligned(gold, actors) if gold is not None else {}

    def party(self, ident: str | None) -> frozenset[str]:
        """The state of an official or government, the id of anyone else; members for a group that names them all."""
        if ident is None:
            return frozenset()
        ident = self.same.get(ident, ident)
        actor = self.actors.get(ident, {})
        kind = ident.split(":")[0]
        code = actor.get("code") or ""
        if kind in ("government", "country") or (kind == "person" and code.endswith("GOV")):
            return frozenset({"state:" + (actor.get("country") or ident.split(":")[-1])})
        if kind == "group" and actor.get("members"):
            return frozenset(x for m in actor["members"] for x in self.party(m))
        if kind in ("military", "civilians", "police"):
            return frozenset({f"{kind}:{actor.get('country') or ident.split(':')[-1]}"})
        if kind == "group":
            return frozenset({"group"})
        return frozenset({ident})

    def parties(self, idents: Any) -> frozenset[str]:
        if idents is None or isinstance(idents, str):
            return self.party(idents)
        return frozenset(x for i in idents for x in self.party(i))


def aligned(gold: list[Entry], mine: list[Entry]) -> dict[str, str]:
    """Our ids of actors that no table fixes (groups, bodies, persons, de facto governments), to the gold ids of those meant by the same words.

    An id that the gold record has too, or that stands for a recognised state, is never translated. Half of our mentions must meet mentions of the
    one gold actor by more than half of their characters.
    """
    known = {a["id"] for a in gold}
    states = {a["country"] for a in gold if a["kind"] == "government" and a["id"] == f"government:{a['country']}"}
    spans = [(m["start"], m["end"], a["id"]) for a in gold for m in a["mentions"]]
    out = {}
    for actor in mine:
        if actor["id"] in known or (actor["kind"] in ("government", "country", "military", "police", "civilians") and actor["country"] in states):
            continue
        votes: Counter[str] = Counter()
        for m in actor["mentions"]:
            votes.update(sorted({i for s, e, i in spans if 2 * (min(e, m["end"]) - max(s, m["start"])) > m["end"] - m["start"]}))
        if votes and 2 * votes.most_common(1)[0][1] >= len(actor["mentions"]):
            out[actor["id"]] = votes.most_common(1)[0][0]
    return out


def overlap(a: Entry, b: Entry) -> float:
    """Share of the shorter evidence that both have."""
    best = 0.0
    for x in a["evidence"]:
        for y in b["evidence"]:
            both = min(x["end"], y["end"]) - max(x["start"], y["start"])
            if both > 0:
                best = max(best, both / min(x["end"] - x["start"], y["end"] - y["start"]))
    return best


def allowed(gold: Entry, also: Entry, field: str) -> list[Any]:
    return [gold.get(field), *also.get(gold["id"], {}).get(field, [])]


def agree(gold: Entry, also: Entry, got: Entry, field: str, side: Side, mine: Side) -> bool:
    ours = mine.parties(got.get(field))
    loose = frozenset(x.replace("military:", "state:").replace("country:", "state:").replace("civilians:", "state:").replace("police:", "state:") for x in ours)
    for value in allowed(gold, also, field):
        theirs = side.parties(value)
        soft = frozenset(x.replace("military:", "state:").replace("country:", "state:").replace("civilians:", "state:").replace("police:", "state:") for x in theirs)
        if ours == theirs or (soft and soft == loose):
            return True
    return False


def kinds(gold: Entry, also: Entry, got: Entry) -> float:
    """Agreement in type or kind: 1 same, 0.5 neighbour, 0 none."""
    for field in ("type", "kind", "channel"):
        if field in gold:
            values = allowed(gold, also, field)
            if got.get(field) in values:
                return 1.0
            if field != "type" and any(got.get(field) in group and v in group for group in NEAR for v in values):
                return 0.5
            return 0.0
    return 1.0


def match(gold: list[Entry], got: list[Entry], also: Entry, side: Side, mine: Side, fields: tuple[str, ...]) -> list[tuple[Entry, Entry]]:
    pairs = []
    for g in gold:
        for s in got:
            share, kind = overlap(g, s), kinds(g, also, s)
            if share > 0.25 and kind > 0:
                ends = sum(agree(g, also, s, f, side, mine) for f in fields)
                pairs.append((kind + share * 0.5 + ends, g, s))
    pairs.sort(key=lambda x: -x[0])
    done: set[int] = set()
    out = []
    for _, g, s in pairs:
        if id(g) not in done and id(s) not in done:
            done |= {id(g), id(s)}
            out.append((g, s))
    return out


def prf(hit: int, gold: int, got: int) -> str:
    p, r = (100 * hit / got if got else 0.0), (100 * hit / gold if gold else 0.0)
    return f"P {p:5.1f}  R {r:5.1f}  F1 {2 * p * r / (p + r) if p + r else 0.0:5.1f}   ({hit}/{gold} gold, {got} found)"


def run(split: str, show: bool = False) -> Counter[str]:
    c: Counter[str] = Counter()
    for path in sorted((ROOT / "corpus" / "reports").glob("*.yaml")):
        report = expand.load(path)
        gold = expand.expand(report)
        meta = gold["gold_meta"]
        if meta["split"] != split:
            continue
        document = gold["document"]
        record = msgspec.to_builtins(code_text(document["text"], published=document["published"], publisher=document["publisher"], title=document["title"]))
        side, mine = Side(gold["actors"]), Side(record["actors"], gold["actors"])
        UNSEEN.clear()
        UNSEEN.update(_without_pattern(document["text"], gold["events"], meta.get("also", {})))
        c["reports"] += 1
        c["words"] += len(document["text"].split())
        _statements(c, gold, record, meta, side, mine)
        _entries(c, "events", gold["events"], record["events"], meta, side, mine, ("actors", "recipients"), show and path.name)
        for name in LISTS:
            _entries(c, name, gold["ledger"][name], record["ledger"][name], meta, side, mine, PARTIES[name], show and path.name)
    return c


def _entries(c: Counter[str], name: str, gold: list[Entry], got: list[Entry], meta: Entry, side: Side, mine: Side, fields: tuple[str, ...], show: Any) -> None:
    also, optional = meta.get("also", {}), set(meta.get("optional", []))
    found = match(gold, got, also, side, mine, fields)
    counted = [(g, s) for g, s in found if g["id"] not in optional]
    c[f"{name}.gold"] += sum(g["id"] not in optional for g in gold)
    c[f"{name}.got"] += len(got) - (len(found) - len(counted))
    c[f"{name}.hit"] += len(counted)
    for g, s in counted:
        ends = all(agree(g, also, s, f, side, mine) for f in fields)
        c[f"{name}.ends"] += ends
        status = "modality" if name == "events" else "status" if "status" in g else "stance" if "stance" in g else None
        same = status is None or s.get(status) in allowed(g, also, status)
        c[f"{name}.state"] += same
        c[f"{name}.ends+state"] += ends and same
        if "place" in g and g["place"] is not None:
            c["places"] += 1
            c["places.right"] += any(_same_place(v, s.get("place")) for v in allowed(g, also, "place"))
        if name == "events":
            c[f"type.{g['type']}.hit"] += 1
            fresh = any(_unknown(i) for f in fields for i in g[f])
            c["fresh.hit"] += fresh
            c["fresh.ends"] += fresh and ends
            c["unseen.hit"] += g["id"] in UNSEEN
        if "date" in g:
            c["dates"] += 1
            c["dates.right"] += any((v or {}).get("start") == s["date"]["start"] and (v or {}).get("end") == s["date"]["end"] for v in allowed(g, also, "date"))
        if show and not (ends and same):
            print(f"  ~ {show} {name} {g.get('type', g.get('kind', ''))} want {[allowed(g, also, f) for f in fields]} {g.get(status or '')} got {[s.get(f) for f in fields]} {s.get(status or '')} | {s['evidence'][0]['text'][:110]}")
    if name == "events":
        right = {id(s): all(agree(g, also, s, f, side, mine) for f in fields) for g, s in counted}
        loose = {id(s) for g, s in found if g["id"] in optional}
        for s in got:
            if id(s) not in loose:
                SURE.append((s["confidence"], right.get(id(s), False)))
        for g in gold:
            c[f"type.{g['type']}.gold"] += g["id"] not in optional
            c["unseen.gold"] += g["id"] not in optional and g["id"] in UNSEEN
            c["fresh.gold"] += g["id"] not in optional and any(_unknown(i) for f in fields for i in g[f])
        typed = {id(s): None if g["id"] in optional else g["type"] for g, s in found}
        for s in got:
            c[f"type.{typed.get(id(s), s['type'])}.got"] += 1
    if show:
        hit_gold, hit_got = {id(g) for g, _ in found}, {id(s) for _, s in found}
        for g in gold:
            if id(g) not in hit_gold and g["id"] not in optional:
                print(f"  - {show} {name} {g.get('type', g.get('kind', ''))} {g.get('modality', g.get('status', ''))} {[g.get(f) for f in fields]} | {g['evidence'][0]['text'][:130]}")
        for s in got:
            if id(s) not in hit_got:
                print(f"  + {show} {name} {s.get('type', s.get('kind', ''))} {s.get('modality', s.get('status', ''))} {[s.get(f) for f in fields]} | {s['evidence'][0]['text'][:130]}")


def _without_pattern(text: str, events: list[Entry], also: Entry) -> set[str]:
    """Ids of events in whose evidence no word has a pattern row of the event's category."""
    p, index = parse(Article(id="x", text=text, name="x", language="en")), load().book.index
    out = set()
    for e in events:
        wanted = {e["type"], *also.get(e["id"], {}).get("type", [])}
        words = [p.lemma[i] for i in range(len(p.text)) if any(s["start"] <= p.start[i] < s["end"] for s in e["evidence"])]
        if not any(row.type in wanted for word in words for part in "vna" for row in index.get((part, word), ())):
            out.add(e["id"])
    return out


def _same_place(gold: Any, got: Any) -> bool:
    """Same country, and one name in the other."""
    if gold is None or got is None:
        return gold is got
    one, two = (x["name"].split(",")[0].casefold() for x in (gold, got))
    return gold["country"] == got["country"] and (one in two or two in one)


def _unknown(ident: str) -> bool:
    """Is this a person, body or group that no table has?"""
    kind, _, _rest = ident.partition(":")
    know = load().know
    return (kind == "person" and ident not in know.people) or (kind in ("ngo", "party", "armed_group", "company", "media", "igo", "group", "unknown") and ident not in know.organisations)


def _statements(c: Counter[str], gold: Entry, record: Entry, meta: Entry, side: Side, mine: Side) -> None:
    also, optional = meta.get("also", {}), set(meta.get("optional", []))
    taken: set[int] = set()
    for g in gold["statements"]:
        spans = [g["content"], *also.get(g["id"], {}).get("content", [])]
        best, hit = 0.5, None
        for s in record["statements"]:
            for span in spans:
                both = min(s["content"]["end"], span["end"]) - max(s["content"]["start"], span["start"])
                size = max(s["content"]["end"], span["end"]) - min(s["content"]["start"], span["start"])
                if id(s) not in taken and both / size > best:
                    best, hit = both / size, s
        if hit is not None:
            taken.add(id(hit))
        if g["id"] in optional:
            c["statements.got"] -= hit is not None
            continue
        c["statements.gold"] += 1
        if hit is not None:
            c["statements.hit"] += 1
            c["statements.strict"] += best > 0.999
            speaker = mine.same.get(hit["speaker"], hit["speaker"])
            c["statements.speaker"] += any(v == speaker or (side.party(v) == mine.party(speaker) and not str(v).startswith("person")) for v in allowed(g, also, "speaker"))
            c["statements.outlet"] += hit["outlet"] in allowed(g, also, "outlet")
            c["statements.direct"] += hit["direct"] in allowed(g, also, "direct")
    c["statements.got"] += len(record["statements"])


def calibration(sure: list[tuple[float, bool]]) -> None:
    """Reliability: among events of a confidence, how many are right in category, actors and recipients?"""
    print("  confidence   events   stated   right")
    for low in (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        here = [(p, r) for p, r in sure if low <= p < (low + (0.2 if low == 0.0 else 0.1 if low < 0.8 else 0.21))]
        if here:
            print(f"    {low:.1f} and up {len(here):6}    {100 * sum(p for p, _ in here) / len(here):5.1f}   {100 * sum(r for _, r in here) / len(here):5.1f}")
    n, base = max(1, len(sure)), sum(r for _, r in sure) / max(1, len(sure))
    mean = sum(p for p, _ in sure) / n
    print(f"    Brier {sum((p - r) ** 2 for p, r in sure) / n:.3f} (stating the mean for all: {base * (1 - base):.3f}), spread {(sum((p - mean) ** 2 for p, _ in sure) / n) ** 0.5:.3f}")


def nothing() -> None:
    """Events read out of sentences that report none (those of corpus/nothing.txt that were not learnt from)."""
    lines = [x for x in (ROOT / "corpus" / "nothing.txt").read_text(encoding="utf-8").splitlines() if x and not x.startswith("#")]
    kept = [x for number, x in enumerate(lines) if number % 3 == 2]
    false = sum(bool(code_text(x).events) for x in kept)
    print(f"\nsentences that report nothing: {false} of {len(kept)} gave an event ({100 * false / len(kept):.1f} %)")


def report(split: str, show: bool = False) -> None:
    SURE.clear()
    c = run(split, show)
    print(f"\nown corpus, {split}: {c['reports']} reports, {c['words']} words")
    n = max(1, c["statements.hit"])
    print(f"  statements           {prf(c['statements.hit'], c['statements.gold'], c['statements.got'])}")
    print(f"    of these: same characters {100 * c['statements.strict'] / n:.1f} %, speaker {100 * c['statements.speaker'] / n:.1f} %, outlet "
          f"{100 * c['statements.outlet'] / n:.1f} %, direct {100 * c['statements.direct'] / n:.1f} %")
    for name in ("events", *LISTS):
        print(f"  {name:20} {prf(c[f'{name}.hit'], c[f'{name}.gold'], c[f'{name}.got'])}")
        print(f"    with parties       {prf(c[f'{name}.ends'], c[f'{name}.gold'], c[f'{name}.got'])}")
        if name == "events":
            print(f"    with modality too  {prf(c[f'{name}.ends+state'], c[f'{name}.gold'], c[f'{name}.got'])}")
        elif name != "conditions":
            print(f"    status or stance right on matched: {100 * c[f'{name}.state'] / max(1, c[f'{name}.hit']):.1f} %")
    print(f"  dates right on matched entries: {100 * c['dates.right'] / max(1, c['dates']):.1f} % of {c['dates']}")
    print(f"  places right on matched entries: {100 * c['places.right'] / max(1, c['places']):.1f} % of {c['places']}")
    print(f"  events with a party in no table: {c['fresh.hit']} of {c['fresh.gold']} found ({100 * c['fresh.hit'] / max(1, c['fresh.gold']):.1f} %), {c['fresh.ends']} with parties right")
    print(f"  events told by words in no pattern of their category: {c['unseen.hit']} of {c['unseen.gold']} found ({100 * c['unseen.hit'] / max(1, c['unseen.gold']):.1f} %)")
    calibration(SURE)
    for kind in sorted({k.split(".")[1] for k in c if k.startswith("type.")} - {"None"}):
        print(f"    {kind:10} {prf(c[f'type.{kind}.hit'], c[f'type.{kind}.gold'], c[f'type.{kind}.got'])}")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--split", default="dev", choices=("train", "dev", "test"))
    ap.add_argument("--misses", action="store_true", help="list what differs (not for test)")
    args = ap.parse_args()
    report(args.split, args.misses and args.split != "test")


if __name__ == "__main__":
    main()
