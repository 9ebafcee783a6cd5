"""Turn a hand-annotated corpus report into a record with offsets, and check it.

    python corpus/expand.py check corpus/reports      problems with file and item; exit status 1 if there are any
    python corpus/expand.py show corpus/reports/a-001.yaml     every quote as it was found, for proofreading
    python corpus/expand.py expand corpus/reports/a-001.yaml   the record as JSON
    python corpus/expand.py seal corpus/reports       the digest of the test part (corpus/TEST.sha256 holds that under which figures are reported)

FORMAT.md says how a report is written, GUIDELINES.md how the quoting shorthand works. Needs PyYAML only.
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

import yaml

SEAL = Path(__file__).resolve().parent / "TEST.sha256"
Report = dict[str, Any]
Span = dict[str, Any]

STYLES = {"wire", "state media", "regional", "broadcaster", "think tank", "ngo", "magazine"}
SPLITS = {"train", "dev", "test"}
KINDS = set(
    "person government military police legislature judiciary party igo ngo armed_group company media civilians experts "
    "country group unknown".split()
)
ID_CODES = {
    "government": "GOV", "military": "MIL", "police": "COP", "legislature": "LEG",
    "judiciary": "JUD", "civilians": "CVL", "country": "",
}  # fmt: skip
STANCES = {"supports", "opposes"}
JUDGEMENTS = {"genuine", "ploy", "doubtful", "unlikely", "likely", "neutral"}
MODALITIES = set("actual ongoing planned offered conditional hypothetical negated historical".split())
WARNINGS = set(
    "no_publication_date guessed_publication_date count_mismatch contradiction unresolved_actor unsupported_language "
    "retrospective opinion".split()
)
ENUMS: dict[tuple[str, str], set[str]] = {
    ("events", "modality"): MODALITIES,
    ("proposals", "kind"): set("meeting call talks ceasefire truce exchange agreement mediation visit other".split()),
    ("proposals", "status"): set("open accepted rejected withdrawn lapsed held superseded".split()),
    ("responses", "answer"): set("accepts accepts_with_conditions rejects counter_proposes evades".split()),
    ("venue_offers", "status"): set("offered accepted declined withdrawn".split()),
    ("contacts", "channel"): set("call meeting visit letter envoy summit unknown".split()),
    ("contacts", "status"): set("planned held cancelled refused unknown".split()),
    ("deadlines", "status"): set("pending met expired extended lifted".split()),
    ("incidents", "kind"): set(
        "airstrike shelling drone missile ground bombing shooting seizure arrest abduction riot protest cyber naval other".split()
    ),
    ("assessments", "stance"): JUDGEMENTS,
    ("statements", "stance"): STANCES | JUDGEMENTS,
}

# PLOVER categories: quad, score without a mode, scores with a mode (codebook 0.8; a bare ACCUSE is -3).
PLOVER: dict[str, tuple[str, float, dict[str, float]]] = {
    "AGREE": ("verbal_cooperation", 2.5, {}),
    "CONSULT": ("verbal_cooperation", 2.5, {"visit": 4, "third-party": 1, "multilateral": 4, "phone": 1.5}),
    "SUPPORT": ("verbal_cooperation", 5, {}),
    "CONCEDE": ("verbal_cooperation", 4.5, {}),
    "COOPERATE": ("material_cooperation", 9.5, {}),
    "AID": ("material_cooperation", 10, {}),
    "RETREAT": (
        "material_cooperation", 6.5,
        {"withdraw": 8, "release": 6.5, "disarm": 10, "ceasefire": 7.5, "access": 6.5, "resign": 4.5},
    ),
    "REQUEST": ("verbal_conflict", 0, {"assist": 0.5, "change": -1, "yield": -1, "meet": 0}),
    "ACCUSE": ("verbal_conflict", -3, {"disapprove": -2, "investigate": -3.5, "allege": -3.5}),
    "REJECT": ("verbal_conflict", -2, {"assist": -1.5, "change": -2, "yield": -2, "meet": -2}),
    "THREATEN": (
        "verbal_conflict", -3.5,
        {"restrict": -3, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4, "violence": -3.5},
    ),
    "PROTEST": (
        "material_conflict", -5,
        {"demo": -5, "riot": -7, "strike": -5, "hunger": -4.5, "boycott": -4.5, "obstruct": -4.5, "vandalize": -5},
    ),
    "SANCTION": ("material_conflict", -6, {"convict": -6, "expel": -5.5, "withdraw": -6, "discontinue": -6}),
    "MOBILIZE": ("material_conflict", -5.5, {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -5.5}),
    "COERCE": (
        "material_conflict", -7,
        {"seize": -7, "restrict": -7, "censor": -6.5, "curfew": -6.5, "martial-law": -7.5, "arrest": -7, "deport": -7,
         "withhold": -7, "misinformation": -6.5, "cyber": -7},
    ),
    "ASSAULT": (
        "material_conflict", -9,
        {"abduct": -8.5, "beat": -7.5, "torture": -8.5, "sexual": -8.5, "targeted": -9.5, "destroy": -8.5,
         "primitive": -8, "firearms": -9, "explosives": -9, "suicide-attack": -9.5, "aerial": -9.5, "drone": -9.5,
         "heavy-weapons": -9.5, "crowd-control": -7.5, "unconventional": -10},
    ),
}  # fmt: skip

# How each field of an entry is written and read. Fields of kind "words" are copied; "ref:x" points to a list or to actors.
COMMON = {"event": "ref:events", "statement": "ref:statements", "evidence": "spans"}
FIELDS: dict[str, dict[str, str]] = {
    "statements": {
        "speaker": "actor", "outlet": "actor", "direct": "flag", "cue": "span", "content": "span", "parts": "spans",
        "stance": "words",
    },
    "events": {
        "type": "words", "mode": "words", "contexts": "list", "cameo": "words", "actors": "actors",
        "recipients": "actors", "modality": "words", "date": "date", "place": "place", "statement": "ref:statements",
        "evidence": "spans",
    },
    "proposals": {
        "kind": "words", "proposer": "actor", "addressee": "actor", "venue": "place", "date": "date",
        "conditions": "refs:conditions", "status": "words", "responses": "responses", **COMMON,
    },
    "venue_offers": {
        "host": "actor", "place": "place", "purpose": "words", "status": "words", "date": "date", **COMMON,
    },
    "contacts": {
        "participants": "actors", "channel": "words", "date": "date", "place": "place", "status": "words", **COMMON,
    },
    "deadlines": {
        "setter": "actor", "addressee": "actor", "demand": "span", "length": "words", "set": "date", "due": "due",
        "status": "words", **COMMON,
    },
    "threats": {
        "issuer": "actor", "target": "actor", "action": "words", "condition": "words", "date": "date", **COMMON,
    },
    "conditions": {"holder": "actor", "of": "ref:proposals", "text": "words", **COMMON},
    "incidents": {
        "kind": "words", "actors": "actors", "targets": "actors", "place": "place", "date": "date", "killed": "range",
        "injured": "range", "damage": "words", "alleged_by": "actor", "denied_by": "actor", **COMMON,
    },
    "assessments": {"by": "actor", "subject": "subject", "claim": "words", "stance": "words", **COMMON},
}  # fmt: skip
RESPONSE = {"actor": "actor", "on_behalf_of": "actor", "answer": "words", "date": "date", "evidence": "spans"}
QUOTED_WORDS = {
    ("threats", "action"), ("threats", "condition"), ("conditions", "text"), ("assessments", "claim"),
    ("incidents", "damage"),
}  # fmt: skip
REQUIRED = {
    "statements": ["content"], "events": ["type", "modality", "evidence"], "proposals": ["kind", "status", "evidence"],
    "venue_offers": ["host", "status", "evidence"], "contacts": ["participants", "channel", "status", "evidence"],
    "deadlines": ["demand", "status", "evidence"], "threats": ["action", "evidence"],
    "conditions": ["text", "evidence"], "incidents": ["kind", "evidence"], "assessments": ["claim", "stance", "evidence"],
}  # fmt: skip
LEDGER = [name for name in FIELDS if name not in ("statements", "events")]
TOP = set(
    "id conflict style invented split title dateline publisher published url text actors warnings optional".split()
) | set(FIELDS)
NOT_BY_HAND = ["sentences", "cameo", "contexts", "confidence", "latitude", "longitude", "uncoded"]
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()


class _Loader(yaml.SafeLoader):
    """SafeLoader that leaves dates as text and refuses a key given twice."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    doubled = {key for key in keys if keys.count(key) > 1}
    if doubled:
        raise yaml.YAMLError(f"key given twice: {sorted(doubled)}{node.start_mark}")
    return {
        loader.construct_object(key): loader.construct_object(value, deep=True) for key, value in node.value
    }


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if not tag.endswith(":timestamp")]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(path: str | Path) -> Report:
    """Read one report file as it stands, dates as text."""
    with open(path, encoding="utf-8") as stream:
        report = yaml.load(stream, Loader=_Loader)
    if not isinstance(report, dict):
        raise yaml.YAMLError("not a mapping")
    if isinstance(report.get("text"), str):
        report["text"] = report["text"].strip()
    return report


class QuoteError(ValueError):
    """Quoted words that are not in the text, or not only once."""


def occurrences(text: str, words: str) -> list[int]:
    """Where the words begin in the text; occurrences as whole words, if there are any, else all."""
    starts = [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]
    whole = [start for start in starts if _is_whole(text, start, start + len(words))]
    return whole or starts


def _is_whole(text: str, start: int, end: int) -> bool:
    left = start > 0 and text[start].isalnum() and text[start - 1].isalnum()
    right = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (left or right)


def find(text: str, quote: str) -> Span:
    """The span of one quote: `words`, `words ##2`, `first words ... last words` or `before [[words]] after`."""
    words, number = _numbered(quote)
    framed = re.fullmatch(r"(.*?)\[\[(.+)\]\](.*)", words, re.DOTALL)
    if framed:
        begin = _nth(text, framed[1] + framed[2] + framed[3], number) + len(framed[1])
        return _span(text, begin, begin + len(framed[2]))
    if " ... " in words and not occurrences(text, words):
        head, tail = words.split(" ... ", 1)
        head, inner = _numbered(head)
        begin = _nth(text, head, number or inner)
        after = [start for start in occurrences(text, tail) if start >= begin + len(head)]
        if not after:
            raise QuoteError(f"“{tail}” does not follow “{head}”")
        return _span(text, begin, after[0] + len(tail))
    begin = _nth(text, words, number)
    return _span(text, begin, begin + len(words))


def _numbered(quote: str) -> tuple[str, int | None]:
    match = re.fullmatch(r"(.*?) ##(\d+)", quote, re.DOTALL)
    return (match[1], int(match[2])) if match else (quote, None)


def _nth(text: str, words: str, number: int | None) -> int:
    starts = occurrences(text, words)
    if not starts:
        raise QuoteError(f"not in the text: “{words}”")
    if number is None and len(starts) > 1:
        around = " / ".join(text[max(0, start - 12) : start + len(words) + 12].replace("\n", " ") for start in starts)
        raise QuoteError(f"occurs {len(starts)} times, needs ##: “{words}” ({around})")
    if number is not None and not 1 <= number <= len(starts):
        raise QuoteError(f"occurs {len(starts)} times, ##{number} asked: “{words}”")
    return starts[(number or 1) - 1]


def _span(text: str, start: int, end: int) -> Span:
    return {"start": start, "end": end, "text": text[start:end]}


def find_mentions(text: str, quotes: list[str]) -> list[Span]:
    """Spans of an actor's mentions; `words ##*` stands for every occurrence outside the actor's other mentions."""
    spans = [find(text, quote) for quote in quotes if not quote.endswith(" ##*")]
    for quote in quotes:
        if not quote.endswith(" ##*"):
            continue
        words = quote[: -len(" ##*")]
        starts = occurrences(text, words)
        if not starts:
            raise QuoteError(f"not in the text: “{words}”")
        found = [_span(text, start, start + len(words)) for start in starts]
        spans += [span for span in found if not any(_inside(span, other) for other in spans)]
    return sorted(spans, key=lambda span: (span["start"], span["end"]))


def _inside(span: Span, other: Span) -> bool:
    return bool(other["start"] <= span["start"] and span["end"] <= other["end"])


def sentences(text: str) -> list[dict[str, int]]:
    """A plain rule-based division into sentences: good enough for reading, not gold."""
    found = []
    for paragraph in re.finditer(r"[^\n]+", text):
        begin = paragraph.start()
        for stop in re.finditer(r"[.!?][\"”’')\]]*\s+(?=[\"“‘(]?[A-Z0-9“\"])", paragraph[0]):
            before = paragraph[0][: stop.start()]
            if re.search(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Capt|Sgt|St|Sen|Gov|No|[A-Z](?:\.[A-Z])*)$", before):
                continue
            end = paragraph.start() + len(paragraph[0][: stop.end()].rstrip())
            found.append({"start": begin, "end": end})
            begin = paragraph.start() + stop.end()
        found.append({"start": begin, "end": paragraph.end()})
    return found


def read_date(value: str | None, words: str | None = None) -> dict[str, str | None]:
    """`2023-05-04`, `2023-05-01/2023-05-07` or None as a date of the contract."""
    if value is None:
        return {"start": None, "end": None, "text": words}
    start, _, end = str(value).partition("/")
    first, last = date.fromisoformat(start), date.fromisoformat(end or start)
    if last < first:
        raise ValueError(f"date ends before it begins: {value}")
    return {"start": first.isoformat(), "end": last.isoformat(), "text": words}


def read_place(value: str | None) -> dict[str, Any] | None:
    """`Batken, KGZ` as a place of the contract."""
    if value is None:
        return None
    name, comma, country = value.rpartition(", ")
    if value.endswith(", null") or not comma:
        return {"name": name or value, "country": None, "latitude": None, "longitude": None}
    if not re.fullmatch(r"[A-Z]{3}", country):
        raise ValueError(f"place without an ISO 3166 country: {value}")
    return {"name": name, "country": country, "latitude": None, "longitude": None}


def _read_range(value: list[int | None] | None) -> dict[str, int | None] | None:
    if value is None:
        return None
    low, high = value
    if low is not None and high is not None and high < low:
        raise ValueError(f"range runs backwards: {value}")
    return {"min": low, "max": high}


class Reader:
    """Reads the fields of one report's entries; local ids become those of the contract."""

    def __init__(self, report: Report) -> None:
        self.text: str = report["text"]
        self.actors = {actor["id"] for actor in report.get("actors") or []}
        self.ids: dict[str, str] = {}
        self.list_of: dict[str, str] = {}
        for name in FIELDS:
            for number, entry in enumerate(report.get(name) or [], 1):
                self.ids[entry["id"]] = f"{name.removesuffix('s')}:{number}"
                self.list_of[entry["id"]] = name

    def actor(self, value: str | None) -> str | None:
        if value is not None and value not in self.actors:
            raise ValueError(f"unknown actor {value}")
        return value

    def reference(self, value: str | None, wanted: str) -> str | None:
        if value is None:
            return None
        if self.list_of.get(value) != wanted:
            raise ValueError(f"no entry {value} among {wanted}")
        return self.ids[value]

    def subject(self, value: str | None) -> str | None:
        return self.ids[value] if value in self.ids else self.actor(value)

    def field(self, how: str, value: Any, words: str | None = None) -> Any:
        if how.startswith("ref:"):
            return self.reference(value, how[4:])
        if how.startswith("refs:"):
            return [self.reference(item, how[5:]) for item in value or []]
        if how == "spans":
            return [find(self.text, quote) for quote in value or []]
        if how == "span":
            return None if value is None else find(self.text, value)
        if how == "actors":
            return [self.actor(item) for item in value or []]
        if how == "date":
            return read_date(value, words)
        if how == "due":
            due = read_date(value)
            return {"start": due["start"], "end": due["end"]}
        plain = {"actor": self.actor, "subject": self.subject, "place": read_place, "range": _read_range}
        if how in plain:
            return plain[how](value)
        return list(value or []) if how == "list" else (bool(value) if how == "flag" else value)

    def entry(self, fields: dict[str, str], entry: dict[str, Any]) -> dict[str, Any]:
        record = {}
        for name, how in fields.items():
            if how == "responses":
                record[name] = [self.entry(RESPONSE, response) for response in entry.get(name) or []]
            else:
                record[name] = self.field(how, entry.get(name), entry.get(f"{name}_words"))
        return record

    def also(self, fields: dict[str, str], entry: dict[str, Any]) -> dict[str, list[Any]]:
        """Other right values; those of a quoted field are given as spans."""
        return {
            name: [self.field(fields[name], value) for value in values]
            for name, values in (entry.get("also") or {}).items()
        }


def identity(actor: dict[str, Any]) -> dict[str, Any]:
    """An actor of the contract, mentions aside; country and code follow from the id where it names a state."""
    prefix, _, rest = actor["id"].partition(":")
    country, code, name = actor.get("country"), actor.get("code"), actor.get("name")
    if prefix in ID_CODES and re.fullmatch(r"[A-Z]{3}", rest):
        country = country or rest
        code = code or rest + ID_CODES[prefix]
    return {
        "id": actor["id"], "name": name or actor["id"], "kind": actor.get("kind") or prefix, "country": country,
        "code": code, "role": actor.get("role"), "members": list(actor.get("members") or []),
        "count": actor.get("count"), "unnamed": actor.get("unnamed"),
    }  # fmt: skip


def _expand_actor(text: str, actor: dict[str, Any]) -> dict[str, Any]:
    return identity(actor) | {"mentions": find_mentions(text, actor.get("mentions") or [])}


def _document(report: Report) -> dict[str, Any]:
    text = report["text"]
    return {
        "id": report["id"], "url": report.get("url"), "publisher": report.get("publisher"),
        "published": report.get("published"), "published_source": "given" if report.get("published") else None,
        "title": report.get("title"), "dateline": report.get("dateline"), "language": "en", "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(), "duplicate_of": None,
    }  # fmt: skip


def expand(report: Report) -> dict[str, Any]:
    """The record of a report, shaped as the contract says; `also` and `optional` stand beside it in `gold_meta`."""
    reader = Reader(report)
    optional = set(report.get("optional") or [])
    also: dict[str, dict[str, list[Any]]] = {}
    lists: dict[str, list[dict[str, Any]]] = {}
    for name, fields in FIELDS.items():
        lists[name] = []
        for entry in report.get(name) or []:
            record = {"id": reader.ids[entry["id"]], **reader.entry(fields, entry)}
            if name != "statements":
                record["confidence"] = 0.5 if entry["id"] in optional else 0.8 if entry.get("also") else 0.9
            _complete(name, record, report)
            lists[name].append(record)
            if entry.get("also"):
                also[record["id"]] = reader.also(fields, entry)
            for place, response in enumerate(entry.get("responses") or []):
                if response.get("also"):
                    also[f"{record['id']}.responses[{place}]"] = reader.also(RESPONSE, response)
    return {
        "coder": {"program": "by hand", "version": "1", "model": None, "tables": None},
        "document": _document(report),
        "sentences": sentences(report["text"]),
        "actors": [_expand_actor(report["text"], actor) for actor in report.get("actors") or []],
        "statements": lists["statements"],
        "events": lists["events"],
        "ledger": {name: lists[name] for name in LEDGER},
        "warnings": [_expand_warning(report["text"], warning) for warning in report.get("warnings") or []],
        "uncoded": [],
        "gold_meta": {
            "conflict": report.get("conflict"), "style": report.get("style"), "invented": report.get("invented"),
            "split": report.get("split"), "also": also, "optional": sorted(reader.ids[item] for item in optional),
            "not_by_hand": NOT_BY_HAND,
        },
    }  # fmt: skip


def _complete(name: str, record: dict[str, Any], report: Report) -> None:
    if name == "events":
        quad, score, modes = PLOVER[record["type"]]
        record["quad"] = quad
        record["score"] = modes.get(record["mode"], score) if record["mode"] else score
    if name == "deadlines":
        due, published = record["due"]["end"], report.get("published")
        record["overdue"] = bool(record["status"] == "pending" and due and published and due < published)


def _expand_warning(text: str, warning: dict[str, Any]) -> dict[str, Any]:
    span = find(text, warning["words"]) if warning.get("words") else {}
    return {
        "code": warning["code"], "message": warning.get("message") or "", "start": span.get("start"), "end": span.get("end"),
    }  # fmt: skip


def validate(report: Report) -> list[str]:
    """Everything that is wrong with a report, one line each, beginning with the item."""
    missing = [key for key in ("id", "conflict", "style", "split", "title", "published", "text") if not report.get(key)]
    if missing:
        return [f"report: lacks {', '.join(missing)}"]
    return [
        *_check_head(report), *_check_actors(report), *_check_entries(report), *_check_tail(report),
    ]  # fmt: skip


def _check_head(report: Report) -> Iterator[str]:
    for key in sorted(set(report) - TOP):
        yield f"report: unknown field {key}"
    if report["style"] not in STYLES:
        yield f"report: style {report['style']}"
    if report["split"] not in SPLITS:
        yield f"report: split {report['split']}"
    if not isinstance(report.get("invented"), bool):
        yield "report: invented must be true or false"
    try:
        read_date(str(report["published"])[:10])
    except ValueError as error:
        yield f"report: published: {error}"
    text = report["text"]
    if report.get("dateline") and report["dateline"] in text:
        yield "text: holds the dateline"
    if re.search(r"[ \t]+\n|\n{3,}|[^\n]\n[^\n]|\t|  ", text):
        yield "text: paragraphs must be single lines parted by one empty line, without double spaces"


def _check_actors(report: Report) -> Iterator[str]:
    text, actors = report["text"], report.get("actors") or []
    ids = [actor.get("id", "?") for actor in actors]
    taken: dict[tuple[int, int], list[str]] = {}
    fields = set("id name kind country code role members count unnamed mentions".split())
    for actor in actors:
        name = actor.get("id", "?")
        if ids.count(name) > 1:
            yield f"{name}: actor id given twice"
        if not re.fullmatch(r"[a-z_]+:[A-Za-z0-9][A-Za-z0-9-]*", name):
            yield f"{name}: badly formed actor id"
        if set(actor) - fields:
            yield f"{name}: unknown field {', '.join(sorted(set(actor) - fields))}"
        kind = actor.get("kind") or name.partition(":")[0]
        if kind not in KINDS:
            yield f"{name}: kind {kind}"
        if not actor.get("name") and kind != "group":
            yield f"{name}: no name"
        if actor.get("country") and not re.fullmatch(r"[A-Z]{3}", actor["country"]):
            yield f"{name}: country {actor['country']}"
        yield from (f"{name}: unknown member {member}" for member in actor.get("members") or [] if member not in ids)
        if not actor.get("mentions"):
            yield f"{name}: no mention"
        try:
            for span in find_mentions(text, actor.get("mentions") or []):
                taken.setdefault((span["start"], span["end"]), []).append(name)
        except QuoteError as error:
            yield f"{name}: mention {error}"
    yield from _check_shared(text, taken, {actor["id"]: actor for actor in actors if actor.get("id")})


def _check_shared(
    text: str, taken: dict[tuple[int, int], list[str]], actors: dict[str, dict[str, Any]]
) -> Iterator[str]:
    """The same words may mean several actors only if a group is among them, or countries or governments together."""
    plural = ("group", "country", "government", "military", "person", "armed_group")
    for (start, end), names in taken.items():
        if names.count(names[0]) == len(names) > 1:
            yield f"{names[0]}: mention twice: “{text[start:end]}”"
        elif len(names) > 1 and not all(name.partition(":")[0] in plural for name in names):
            yield f"{', '.join(names)}: share the mention “{text[start:end]}”"
        elif len({actors[name].get("country") for name in names} - {None}) == 1 and len(names) > 1:
            if not any(name.startswith("group:") for name in names):
                yield f"{', '.join(names)}: share the mention “{text[start:end]}”"


def _check_entries(report: Report) -> Iterator[str]:
    try:
        reader = Reader(report)
    except (KeyError, TypeError) as error:
        yield f"report: an entry without id ({error})"
        return
    ids = [entry["id"] for name in FIELDS for entry in report.get(name) or []]
    yield from (f"{item}: id given twice" for item in sorted({item for item in ids if ids.count(item) > 1}))
    for name, fields in FIELDS.items():
        for entry in report.get(name) or []:
            yield from _check_entry(reader, name, fields, entry, entry["id"])
            for number, response in enumerate(entry.get("responses") or [], 1):
                yield from _check_entry(reader, "responses", RESPONSE, response, f"{entry['id']} response {number}")
            yield from _check_meaning(report, name, entry)


def _check_entry(
    reader: Reader, name: str, fields: dict[str, str], entry: dict[str, Any], label: str
) -> Iterator[str]:
    words = {f"{field}_words" for field, how in fields.items() if how == "date"}
    for key in sorted(set(entry) - set(fields) - words - {"id", "also"}):
        yield f"{label}: unknown field {key}"
    for key in REQUIRED.get(name, ["answer", "evidence"]):
        if not entry.get(key):
            yield f"{label}: no {key}"
    for field, how in fields.items():
        if how == "responses":
            continue
        values = [(field, entry.get(field))]
        other = (entry.get("also") or {}).get(field, [])
        if not isinstance(other, list):
            yield f"{label}: also {field} must be a list"
            continue
        values += [(f"also {field}", value) for value in other]
        for said, value in values:
            yield from _check_value(reader, name, field, how, value, f"{label}: {said}")
    for key in sorted(set(entry.get("also") or {}) - set(fields)):
        yield f"{label}: also {key}: no such field"
    for key in words:
        yield from _check_date_words(reader.text, entry.get(key[: -len("_words")]), entry.get(key), label)


def _check_value(reader: Reader, name: str, field: str, how: str, value: Any, label: str) -> Iterator[str]:
    try:
        reader.field(how, value)
        if (name, field) in QUOTED_WORDS and value is not None:
            find(reader.text, value)
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        yield f"{label}: {error}"
        return
    allowed = ENUMS.get((name, field))
    if allowed and value is not None and value not in allowed:
        yield f"{label}: {value} is not allowed"
    if field == "type" and value not in PLOVER:
        yield f"{label}: {value} is no PLOVER category"
    if field == "length" and value is not None and not re.fullmatch(r"P(?:\d+[YMWD])+|PT\d+[HM]", value):
        yield f"{label}: {value} is no ISO 8601 duration"
    if field == "direct" and not isinstance(value, bool):
        yield f"{label}: must be true or false"


def _check_date_words(text: str, value: str | None, words: str | None, label: str) -> Iterator[str]:
    if words is None:
        return
    if words not in text:
        yield f"{label}: date words not in the text: “{words}”"
    named = [day for day in WEEKDAYS if day in words.lower()]
    try:
        day = date.fromisoformat(value or "")
    except ValueError:
        return
    if len(named) == 1 and WEEKDAYS[day.weekday()] != named[0]:
        yield f"{label}: {value} is a {WEEKDAYS[day.weekday()].title()}, not “{words}”"


def _check_meaning(report: Report, name: str, entry: dict[str, Any]) -> Iterator[str]:
    label = entry["id"]
    try:
        if name == "events" and entry.get("type") in PLOVER:
            modes = PLOVER[entry["type"]][2]
            for mode in [entry.get("mode"), *(entry.get("also") or {}).get("mode", [])]:
                kinds = [entry["type"], *(entry.get("also") or {}).get("type", [])]
                if mode and mode not in modes and not any(mode in PLOVER[kind][2] for kind in kinds if kind in PLOVER):
                    yield f"{label}: {entry['type']} has no mode {mode}"
        if name == "statements":
            yield from _check_statement(report["text"], entry)
        if name == "deadlines":
            yield from _check_deadline(report, entry)
        if name == "conditions" and entry.get("of"):
            owner = next((item for item in report.get("proposals") or [] if item["id"] == entry["of"]), {})
            if label not in (owner.get("conditions") or []):
                yield f"{label}: not among the conditions of {entry['of']}"
    except (ValueError, KeyError):
        return  # said already for the field itself


def _check_statement(text: str, entry: dict[str, Any]) -> Iterator[str]:
    content = find(text, entry["content"])
    for quote in entry.get("parts") or []:
        if not _inside(find(text, quote), content):
            yield f"{entry['id']}: a part lies outside the content"
    if len(entry.get("parts") or []) == 1:
        yield f"{entry['id']}: a single part"
    quoted = bool(re.search(r"[\"“”]", content["text"]))
    if quoted != bool(entry.get("direct")):
        yield f"{entry['id']}: direct is {entry.get('direct')}, but the content has {'' if quoted else 'no '}quotation marks"


def _check_deadline(report: Report, entry: dict[str, Any]) -> Iterator[str]:
    length = re.fullmatch(r"P(\d+)([DW])|PT(\d+)H", entry.get("length") or "")
    due, begun = entry.get("due"), entry.get("set")
    if length and due and begun and "/" not in due + begun and entry.get("status") != "extended":
        days = int(length[1]) * (7 if length[2] == "W" else 1) if length[1] else -(-int(length[3]) // 24)
        expected = date.fromisoformat(begun) + timedelta(days=days)
        if due != expected.isoformat():
            yield f"{entry['id']}: due {due}, but {begun} and {entry['length']} give {expected}"
    if due and entry.get("status") == "pending" and due[-10:] < str(report["published"])[:10]:
        yield f"{entry['id']}: pending, but due before publication"


def _check_tail(report: Report) -> Iterator[str]:
    known = {entry["id"] for name in FIELDS for entry in report.get(name) or [] if "id" in entry}
    yield from (f"optional: unknown id {item}" for item in report.get("optional") or [] if item not in known)
    for warning in report.get("warnings") or []:
        if warning.get("code") not in WARNINGS:
            yield f"warning: unknown code {warning.get('code')}"
        try:
            _expand_warning(report["text"], warning)
        except (QuoteError, KeyError) as error:
            yield f"warning {warning.get('code')}: {error}"


def report_files(paths: list[str]) -> list[Path]:
    """The report files named, and those in the folders named."""
    found: list[Path] = []
    for path in map(Path, paths):
        found += sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    return found


def check(paths: list[str]) -> list[str]:
    """Problems of all reports, and of the reports together, each with its file."""
    problems, splits = [], dict[str, dict[str, str]]()
    for path in report_files(paths):
        try:
            report = load(path)
        except (yaml.YAMLError, OSError) as error:
            problems.append(f"{path}: {error}".replace("\n", " "))
            continue
        problems += [f"{path}: {problem}" for problem in validate(report)]
        if report.get("id") != path.stem:
            problems.append(f"{path}: report: id {report.get('id')} is not the name of the file")
        splits.setdefault(str(report.get("conflict")), {}).setdefault(str(report.get("split")), path.name)
    for conflict, where in splits.items():
        if len(where) > 1:
            problems.append(f"{conflict}: one conflict in several splits: {where}")
    return problems


def _show(item: Any, depth: int = 0) -> str:
    """A record for proofreading: spans as their words."""
    if isinstance(item, dict) and {"start", "end", "text"} == set(item) and isinstance(item["start"], int):
        return f"⟦{item['text']}⟧"
    if isinstance(item, dict):
        return "; ".join(f"{key}={_show(value, depth + 1)}" for key, value in item.items() if value not in (None, []))
    if isinstance(item, list):
        return "[" + " | ".join(_show(value, depth + 1) for value in item) + "]"
    return str(item)


def seal(paths: list[str]) -> str:
    """SHA-256 over names and bytes of the reports of the test part, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(report_files(paths), key=lambda p: p.name):
        if load(path)["split"] == "test":
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def main(arguments: list[str]) -> int:
    """The command line; returns the exit status."""
    if len(arguments) < 2 or arguments[0] not in ("check", "show", "expand", "seal"):
        print(__doc__, file=sys.stderr)
        return 2
    command, paths = arguments[0], arguments[1:]
    if command == "seal":
        print(seal(paths))
        return 0
    if command == "check":
        problems = check(paths)
        if SEAL.exists() and paths == ["corpus/reports"] and SEAL.read_text(encoding="utf-8").strip() != seal(paths):
            problems.append("the test part is not the one that corpus/TEST.sha256 seals")
        print("\n".join(problems) or f"{len(report_files(paths))} reports, no problems")
        return 1 if problems else 0
    for path in report_files(paths):
        record = expand(load(path))
        if command == "expand":
            print(json.dumps(record, ensure_ascii=False))
            continue
        print(f"=== {path.name}")
        for name in ("actors", "statements", "events", *LEDGER, "warnings"):
            for entry in record.get(name) or record["ledger"].get(name) or []:
                print(f"{name[:4]} {_show(entry)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
