"""Turn a hand-annotated sequence of articles into the gold state of its dossier, and check it.

    python corpus/sequences.py check                                problems with file and item; exit status 1 if there are any
    python corpus/sequences.py show corpus/sequences/s-01.yaml      every entry with its quotes as they were found
    python corpus/sequences.py expand corpus/sequences/s-01.yaml    the gold as JSON
    python corpus/sequences.py seal                                 the digest of the test part (corpus/SEQUENCES.sha256 holds the valid one)

FORMAT.md says how a sequence is written. Needs PyYAML only.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import expand

FOLDER, SEAL = HERE / "sequences", HERE / "SEQUENCES.sha256"
Entry = dict[str, Any]
Quotes = dict[str, list[str]]
#: Fields of the reports' entries that a merged entry does not have.
SINGLE = {"event", "statement", "evidence"}
FIELDS = {name: {field: how for field, how in expand.FIELDS[name].items() if field not in SINGLE and how != "responses"} for name in expand.LEDGER}
RESPONSE = {field: how for field, how in expand.RESPONSE.items() if field != "evidence"}
EXTRA = {"id", "sources", "may", "also", "responses", "overdue"}
TOP = set("id conflict invented split as_of dossiers articles actors checkpoints contradictions optional".split()) | set(FIELDS)
ARTICLE = set("id dossier style publisher published title reprint_of text".split())
WORDS = (150, 60, 240)  #: usual, least and most words of an article


def load(path: str | Path) -> Entry:
    """Read one sequence as it stands; texts without space around them."""
    sequence = expand.load(path)
    for article in sequence["articles"]:
        article["text"] = article["text"].strip()
    return sequence


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


class Reader:
    """Finds quotes in the articles of one sequence; local ids become those of the contract."""

    def __init__(self, sequence: Entry) -> None:
        self.sequence = sequence
        self.articles: dict[str, Entry] = {article["id"]: article for article in sequence["articles"]}
        lists: dict[str, Any] = {name: sequence.get(name) or [] for name in FIELDS}
        self.plain = expand.Reader({"text": "", "actors": sequence.get("actors") or [], **lists})

    def article_id(self, local: str) -> str:
        return f"{self.sequence['id']}-{local}"

    def order(self, local: str) -> tuple[str, str]:
        return str(self.articles[local]["published"]), local

    def sources(self, quotes: Quotes) -> list[Entry]:
        """Sources in the order of publication, with spans that count in the text of their article."""
        for local in quotes:
            if local not in self.articles:
                raise ValueError(f"no article {local}")
        return [
            {"article": self.article_id(local), "published": str(self.articles[local]["published"]), "publisher": self.articles[local]["publisher"],
             "evidence": [expand.find(self.articles[local]["text"], quote) for quote in quotes[local]]}
            for local in sorted(quotes, key=self.order)
        ]  # fmt: skip

    def words(self, entry: Entry, said: str) -> expand.Span:
        """The span of words in the earliest source that has them."""
        for local in sorted(entry["sources"], key=self.order):
            if expand.occurrences(self.articles[local]["text"], said):
                start = expand.occurrences(self.articles[local]["text"], said)[0]
                return {"start": start, "end": start + len(said), "text": said}
        raise expand.QuoteError(f"in none of its sources: “{said}”")

    def field(self, name: str, field: str, how: str, entry: Entry, value: Any) -> Any:
        if how == "span" or ((name, field) in expand.QUOTED_WORDS and value is not None):
            span = self.words(entry, value)
            return span if how == "span" else value
        return self.plain.field(how, value, entry.get(f"{field}_words"))

    def entry(self, name: str, entry: Entry) -> Entry:
        """A merged ledger entry of the contract, `history` aside."""
        record: Entry = {"id": self.plain.ids[entry["id"]], "confidence": 0.9, "event": None, "statement": None}
        for field, how in FIELDS[name].items():
            record[field] = self.field(name, field, how, entry, entry.get(field))
        if name == "proposals":
            record["responses"] = [self.response(response) for response in entry.get("responses") or []]
        if name == "deadlines":
            record["overdue"] = bool(entry.get("overdue"))
        record["sources"] = self.sources(entry["sources"])
        record["evidence"] = record["sources"][0]["evidence"]
        return record

    def response(self, response: Entry) -> Entry:
        record = {field: self.plain.field(how, response.get(field), response.get(f"{field}_words")) for field, how in RESPONSE.items()}
        record["sources"] = self.sources(response["evidence"])
        record["evidence"] = record["sources"][0]["evidence"]
        return record

    def also(self, name: str, entry: Entry) -> dict[str, list[Any]]:
        return {field: [self.field(name, field, FIELDS[name][field], entry, value) for value in values] for field, values in (entry.get("also") or {}).items()}

    def mentions(self, names: list[str]) -> list[Entry]:
        found: list[Entry] = []
        for local, article in self.articles.items():
            spans: list[expand.Span] = []
            for words in sorted(names, key=len, reverse=True):
                here = [{"start": s, "end": s + len(words), "text": words} for s in expand.occurrences(article["text"], words)]
                spans += [span for span in here if not any(o["start"] <= span["start"] and span["end"] <= o["end"] for o in spans)]
            found += [{**span, "article": self.article_id(local)} for span in sorted(spans, key=lambda span: span["start"])]
        return found


def gold(sequence: Entry) -> Entry:
    """What `dossier --json` should print for the negotiation; labels, checkpoints and further right values stand in `gold_meta`."""
    reader = Reader(sequence)
    main = next(iter(sequence["dossiers"]))
    mine = [article for article in sequence["articles"] if article["dossier"] == main]
    as_of = str(sequence.get("as_of") or max(str(article["published"]) for article in mine))
    also: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    loose: dict[str, list[Entry]] = {}
    ledger: dict[str, list[Entry]] = {}
    for name in FIELDS:
        ledger[name] = []
        for entry in sequence.get(name) or []:
            record = reader.entry(name, entry)
            record["history"] = _history(sequence, entry, record, as_of)
            ledger[name].append(record)
            also[record["id"]] = reader.also(name, entry)
            told = [source for response in record.get("responses", []) for source in response["sources"]]
            loose[record["id"]] = reader.sources(entry.get("may") or {}) + told
            answers[record["id"]] = [
                {"also": response.get("also") or {}, "optional": bool(response.get("optional"))} for response in entry.get("responses") or []
            ]
    return {
        "id": sequence["id"], "name": sequence["conflict"], "parties": sequence["dossiers"][main]["parties"],
        "mediators": sequence["dossiers"][main].get("mediators") or [],
        "as_of": as_of,
        "articles": [_article(reader, article) for article in sorted(mine, key=lambda article: reader.order(article["id"]))],
        "actors": [_actor(reader, actor) for actor in sequence["actors"]],
        "ledger": ledger,
        "contradictions": [_contradiction(reader, item) for item in sequence.get("contradictions") or []],
        "gold_meta": {
            "split": sequence["split"], "conflict": sequence["conflict"], "also": {key: value for key, value in also.items() if value},
            "answers": answers, "may": {key: value for key, value in loose.items() if value},
            "optional": sorted(reader.plain.ids.get(item, item) for item in sequence.get("optional") or []),
            "checkpoints": [
                {"at": str(point["at"]), "status": {reader.plain.ids[item]: _listed(value) for item, value in point.items() if item != "at"}}
                for point in sequence.get("checkpoints") or []
            ],
            "labels": {reader.article_id(article["id"]): f"{sequence['id']}:{article['dossier']}" for article in sequence["articles"]},
            "documents": [{**_article(reader, article), "text": article["text"]} for article in sequence["articles"]],
        },
    }  # fmt: skip


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _history(sequence: Entry, entry: Entry, record: Entry, as_of: str) -> list[Entry]:
    """States on the days of the checkpoints and at the end; a list of right ones is given by its first."""
    if "status" not in entry:
        return []
    points = [(str(p["at"]), _listed(p[entry["id"]])[0]) for p in sequence.get("checkpoints") or [] if entry["id"] in p]
    found: list[Entry] = []
    last = as_of if points else max(str(source["published"]) for source in record["sources"])
    for day, status in [*sorted(points), (last, entry["status"])]:
        before = [source["article"] for source in record["sources"] if source["published"] <= day]
        if status != "absent" and before and (not found or found[-1]["status"] != status):
            found.append({"date": day, "status": status, "article": before[-1]})
    return found


def _article(reader: Reader, article: Entry) -> Entry:
    first = article.get("reprint_of")
    return {
        "id": reader.article_id(article["id"]), "url": None, "publisher": article["publisher"], "published": str(article["published"]),
        "title": article["title"], "duplicate_of": reader.article_id(first) if first else None,
    }  # fmt: skip


def _actor(reader: Reader, actor: Entry) -> Entry:
    return expand.identity(actor) | {"mentions": reader.mentions(actor.get("names") or [])}


def _contradiction(reader: Reader, item: Entry) -> Entry:
    about = reader.plain.ids[item["entry"]] if item.get("entry") else None
    sides = [{"claim": side["claim"], "sources": reader.sources(side["sources"])} for side in item["sides"]]
    return {"id": item["id"], "about": item["about"], "entry": about, "sides": sides}


def validate(sequence: Entry) -> list[str]:
    """Everything that is wrong with a sequence, one line each, beginning with the item."""
    missing = [key for key in ("id", "conflict", "split", "dossiers", "articles", "actors") if not sequence.get(key)]
    if missing:
        return [f"sequence: lacks {', '.join(missing)}"]
    try:
        reader = Reader(sequence)
    except KeyError as error:
        return [f"sequence: an entry or article without {error}"]
    return [*_check_head(sequence), *_check_articles(sequence), *_check_actors(reader), *_check_entries(reader), *_check_tail(reader)]


def _check_head(sequence: Entry) -> Iterator[str]:
    for key in sorted(set(sequence) - TOP):
        yield f"sequence: unknown field {key}"
    if sequence["split"] not in expand.SPLITS:
        yield f"sequence: split {sequence['split']}"
    if not isinstance(sequence.get("invented"), bool):
        yield "sequence: invented must be true or false"
    if not 4 <= len(sequence["articles"]) <= 8:
        yield f"sequence: {len(sequence['articles'])} articles"
    known = {actor["id"] for actor in sequence["actors"]}
    for name, dossier in sequence["dossiers"].items():
        for actor in [*dossier["parties"], *(dossier.get("mediators") or [])]:
            if actor not in known:
                yield f"{name}: unknown actor {actor}"
    ids = [entry["id"] for name in FIELDS for entry in sequence.get(name) or []]
    yield from (f"{item}: id given twice" for item in sorted({item for item in ids if ids.count(item) > 1}))


def _check_articles(sequence: Entry) -> Iterator[str]:
    ids = [article["id"] for article in sequence["articles"]]
    for article in sequence["articles"]:
        label, text = article["id"], article["text"]
        if set(article) - ARTICLE or (ARTICLE - {"reprint_of"}) - set(article):
            yield f"{label}: fields {sorted(set(article) ^ ARTICLE)}"
        if ids.count(label) > 1:
            yield f"{label}: article id given twice"
        if article.get("dossier") not in sequence["dossiers"]:
            yield f"{label}: dossier {article.get('dossier')}"
        if article.get("style") not in expand.STYLES:
            yield f"{label}: style {article.get('style')}"
        if article.get("reprint_of") and article["reprint_of"] not in ids:
            yield f"{label}: reprint of {article['reprint_of']}"
        if not WORDS[1] <= len(text.split()) <= WORDS[2]:
            yield f"{label}: {len(text.split())} words"
        if re.search(r"[ \t]+\n|\n{3,}|[^\n]\n[^\n]|\t|  ", text):
            yield f"{label}: paragraphs must be single lines parted by one empty line, without double spaces"
        date.fromisoformat(str(article["published"]))


def _check_actors(reader: Reader) -> Iterator[str]:
    actors = reader.sequence["actors"]
    ids = [actor.get("id", "?") for actor in actors]
    texts = [article["text"] for article in reader.articles.values()]
    for actor in actors:
        label = actor.get("id", "?")
        if ids.count(label) > 1:
            yield f"{label}: actor id given twice"
        if not re.fullmatch(r"[a-z_]+:[A-Za-z0-9][A-Za-z0-9-]*", label):
            yield f"{label}: badly formed actor id"
        if (actor.get("kind") or label.partition(":")[0]) not in expand.KINDS:
            yield f"{label}: kind"
        if set(actor) - set("id name kind country code role members count unnamed names".split()):
            yield f"{label}: unknown field"
        yield from (f"{label}: unknown member {member}" for member in actor.get("members") or [] if member not in ids)
        yield from (f"{label}: in no article: “{words}”" for words in actor.get("names") or [] if not any(expand.occurrences(text, words) for text in texts))
        if not actor.get("names") and not label.startswith("group:"):
            yield f"{label}: no names"


def _check_entries(reader: Reader) -> Iterator[str]:
    for name, fields in FIELDS.items():
        for entry in reader.sequence.get(name) or []:
            label = entry["id"]
            dates = {f"{field}_words" for field, how in fields.items() if how == "date"}
            for key in sorted(set(entry) - set(fields) - EXTRA - dates):
                yield f"{label}: unknown field {key}"
            for key in [*(key for key in expand.REQUIRED[name] if key != "evidence"), "sources"]:
                if not entry.get(key):
                    yield f"{label}: no {key}"
                    return
            yield from _check_values(reader, name, entry)
            yield from _check_dates(reader, entry, dates, entry["sources"])
            for number, response in enumerate(entry.get("responses") or [], 1):
                yield from _check_response(reader, response, f"{label} response {number}")


def _check_values(reader: Reader, name: str, entry: Entry) -> Iterator[str]:
    label = entry["id"]
    for field, how in FIELDS[name].items():
        also = (entry.get("also") or {}).get(field, [])
        for value in [entry.get(field), *also]:
            try:
                reader.field(name, field, how, entry, value)
            except (ValueError, TypeError, AttributeError, KeyError) as error:
                yield f"{label}: {field}: {error}"
            allowed = expand.ENUMS.get((name, field))
            if allowed and value is not None and value not in allowed:
                yield f"{label}: {field}: {value} is not allowed"
    yield from (f"{label}: also {key}: no such field" for key in sorted(set(entry.get("also") or {}) - set(FIELDS[name])))
    main = next(iter(reader.sequence["dossiers"]))
    for kind in ("sources", "may"):
        try:
            reader.sources(entry.get(kind) or {})
        except ValueError as error:
            yield f"{label}: {kind}: {error}"
    yield from (f"{label}: {local} is of another affair" for local in entry["sources"] if reader.articles[local]["dossier"] != main)
    yield from _check_deadline(name, entry)
    if name == "conditions" and entry.get("of"):
        owner = next((item for item in reader.sequence.get("proposals") or [] if item["id"] == entry["of"]), {})
        if label not in (owner.get("conditions") or []):
            yield f"{label}: not among the conditions of {entry['of']}"


def _check_deadline(name: str, entry: Entry) -> Iterator[str]:
    length = re.fullmatch(r"P(\d+)([DW])|PT(\d+)H", entry.get("length") or "")
    if name != "deadlines" or not (length and entry.get("set") and entry.get("due")) or entry["status"] == "extended":
        return
    days = int(length[1]) * (7 if length[2] == "W" else 1) if length[1] else -(-int(length[3]) // 24)
    begun, due = date.fromisoformat(str(entry["set"])), date.fromisoformat(str(entry["due"]))
    if due < begun + timedelta(days) or (entry["status"] == "pending" and due != begun + timedelta(days)):  # later: it was extended
        yield f"{entry['id']}: {begun} and {entry['length']} give {begun + timedelta(days)}, not {due}"


def _check_response(reader: Reader, response: Entry, label: str) -> Iterator[str]:
    for key in sorted(set(response) - set(RESPONSE) - {"evidence", "also", "optional", "date_words"}):
        yield f"{label}: unknown field {key}"
    for value in [response.get("answer"), *(response.get("also") or {}).get("answer", [])]:
        if value not in expand.ENUMS["responses", "answer"]:
            yield f"{label}: answer {value}"
    try:
        reader.response(response)
        yield from _check_dates(reader, response, {"date_words"}, response["evidence"])
    except (ValueError, TypeError, KeyError) as error:
        yield f"{label}: {error}"


def _check_dates(reader: Reader, entry: Entry, keys: set[str], sources: Quotes) -> Iterator[str]:
    """Words of a date stand in a source, and a weekday among them is that of the date."""
    for key in sorted(keys):
        words, label = entry.get(key), entry.get("id", "response")
        if not words:
            continue
        if not any(words in reader.articles[local]["text"] for local in sources if local in reader.articles):
            yield f"{label}: date words in none of its sources: “{words}”"
        named = [day for day in expand.WEEKDAYS if day in words.lower()]
        value = str(entry.get(key.removesuffix("_words")) or "")
        if len(named) == 1 and re.fullmatch(r"[\d-]{10}", value) and expand.WEEKDAYS[date.fromisoformat(value).weekday()] != named[0]:
            yield f"{label}: {value} is a {expand.WEEKDAYS[date.fromisoformat(value).weekday()].title()}, not “{words}”"


def _check_tail(reader: Reader) -> Iterator[str]:
    sequence = reader.sequence
    lists = {entry["id"]: name for name in FIELDS for entry in sequence.get(name) or []}
    for point in sequence.get("checkpoints") or []:
        for item, value in point.items():
            if item == "at":
                date.fromisoformat(str(value))
            elif item not in lists:
                yield f"checkpoint {point['at']}: no entry {item}"
            else:
                allowed = expand.ENUMS.get((lists[item], "status"), {"present"}) | {"absent"}
                yield from (f"checkpoint {point['at']}: {item}: {status}" for status in _listed(value) if status not in allowed)
    ids = [item["id"] for item in sequence.get("contradictions") or []]
    yield from (f"optional: no entry {item}" for item in sequence.get("optional") or [] if item not in lists and item not in ids)
    for item in sequence.get("contradictions") or []:
        try:
            _contradiction(reader, item)
        except (ValueError, KeyError) as error:
            yield f"{item.get('id')}: {error}"


def check() -> list[str]:
    """Problems of all sequences, each with the name of its file; conflicts in two splits, the seal."""
    problems: list[str] = []
    splits: dict[str, set[str]] = {}
    for path in files():
        sequence = load(path)
        problems += [f"{path.name}: {problem}" for problem in validate(sequence)]
        if sequence["id"] != path.stem:
            problems.append(f"{path.name}: id {sequence['id']}")
        splits.setdefault(sequence["conflict"], set()).add(sequence["split"])
    for path in sorted((HERE / "reports").glob("*.yaml")):
        head = dict(re.findall(r"^(conflict|split): (\S+)", path.read_text(encoding="utf-8"), re.MULTILINE))  # parsing them all takes a minute
        if head["conflict"] in splits:
            splits[head["conflict"]].add(head["split"])
    problems += [f"{conflict}: one conflict in several splits: {sorted(where)}" for conflict, where in sorted(splits.items()) if len(where) > 1]
    if SEAL.exists() and SEAL.read_text(encoding="utf-8").strip() != seal():
        problems.append("the test part is not the one that corpus/SEQUENCES.sha256 seals")
    return problems


def seal() -> str:
    """SHA-256 over names and bytes of the sequences of the test part, in the order of their names."""
    digest = hashlib.sha256()
    for path in files():
        if load(path)["split"] == "test":
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _shown(item: Any) -> str:
    if isinstance(item, dict) and set(item) == {"start", "end", "text"} and isinstance(item["start"], int):
        return f"⟦{item['text']}⟧"
    if isinstance(item, dict):
        skipped = ("published", "publisher", "evidence" if "sources" in item else "", "confidence", "latitude", "longitude")
        return "; ".join(f"{key}={_shown(value)}" for key, value in item.items() if value not in (None, [], False) and key not in skipped)
    return "[" + " | ".join(_shown(value) for value in item) + "]" if isinstance(item, list) else str(item)


def main(arguments: list[str]) -> int:
    """The command line; returns the exit status."""
    if not arguments or arguments[0] not in ("check", "show", "expand", "seal"):
        print(__doc__, file=sys.stderr)
        return 2
    if arguments[0] == "seal":
        print(seal())
        return 0
    if arguments[0] == "check":
        problems = check()
        print("\n".join(problems) or f"{len(files())} sequences, no problems")
        return 1 if problems else 0
    for path in arguments[1:] or files():
        state = gold(load(path))
        if arguments[0] == "expand":
            print(json.dumps(state, ensure_ascii=False))
            continue
        print(f"=== {state['id']} {state['name']} as of {state['as_of']}")
        for name, entries in [*state["ledger"].items(), ("contradictions", state["contradictions"])]:
            for entry in entries:
                print(f"{name[:4]} {_shown(entry)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
