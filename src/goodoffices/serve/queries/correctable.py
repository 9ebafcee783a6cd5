"""Which fields of the entries users may give another value, and what such a value is."""

from __future__ import annotations

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from goodoffices.ledger.dossiers.decisions import FIXED
from goodoffices.model import MergedLedger
from goodoffices.serve.queries.cast import ACTORS

#: Fields that hold times and places.
TIMES = frozenset({"date", "due", "set"})
PLACES = frozenset({"place", "venue"})


def correctable() -> dict[str, dict[str, str]]:
    """By list of the ledger, the fields that may be corrected, each with what it takes: "actor", "actors", "day", "place", "text", or the words to choose from."""
    lists = {name: get_args(hint)[0] for name, hint in get_type_hints(MergedLedger).items()}
    return {name: fields_of(entry) for name, entry in lists.items()}


def fields_of(entry: type) -> dict[str, str]:
    """The same of one kind of entry."""
    told = {name: _value(name, hint) for name, hint in get_type_hints(entry).items() if name not in FIXED}
    return {name: value for name, value in told.items() if value}


def _value(name: str, hint: Any) -> str:
    """What the field takes; empty where users cannot write it."""
    kinds = _kinds(hint)
    if name in ACTORS:
        return "actors" if get_origin(kinds[0]) is tuple else "actor"
    if name in TIMES | PLACES:
        return "day" if name in TIMES else "place"
    words = next((get_args(kind) for kind in kinds if get_origin(kind) is Literal), ())
    return " | ".join(words) if words else "text" if str in kinds else ""


def _kinds(hint: Any) -> list[Any]:
    """The types that a value may have, without "nothing"."""
    return [k for k in get_args(hint) if k is not type(None)] if get_origin(hint) in (Union, UnionType) else [hint]
