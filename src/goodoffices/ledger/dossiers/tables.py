"""The numbers, weights and word lists of the ledger over articles, read from the tables `dossier_*.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from goodoffices.ontology.tables import SHIPPED, rows


@dataclass(frozen=True, slots=True)
class Settings:
    """`limits` by name, `matching` weights by list and feature, `membership` weights by trait, `words` and `phrases` by class, `irregular` bases by past form, `background` how many of `reports`
    unrelated reports have a word ("word grain") or party ("party state:USA"), `kinds` by list the sets of kinds that are near to each other ("*": all)."""

    limits: MappingProxyType[str, float]
    matching: MappingProxyType[str, MappingProxyType[str, float]]
    membership: MappingProxyType[str, float]
    words: MappingProxyType[str, frozenset[str]]
    phrases: MappingProxyType[str, frozenset[str]]
    irregular: MappingProxyType[str, str]
    background: MappingProxyType[str, int]
    reports: int
    kinds: MappingProxyType[str, tuple[frozenset[str], ...]]


@lru_cache(maxsize=1)
def settings() -> Settings:
    """All of them, read once. Raises TableError with file and line for a bad row."""
    matching: dict[str, dict[str, float]] = {}
    for row in rows(SHIPPED / "dossier_matching.tsv", ("list", "feature", "weight")):
        matching.setdefault(row["list"], {})[row["feature"]] = float(row["weight"])
    words: dict[str, set[str]] = {}
    for row in rows(SHIPPED / "dossier_words.tsv", ("class", "words")):
        words.setdefault(row["class"], set()).update(row["words"].split())
    phrases: dict[str, set[str]] = {}
    for row in rows(SHIPPED / "dossier_phrases.tsv", ("class", "phrase")):
        phrases.setdefault(row["class"], set()).add(row["phrase"])
    kinds: dict[str, tuple[frozenset[str], ...]] = {}
    for row in rows(SHIPPED / "dossier_kinds.tsv", ("list", "kinds")):
        kinds[row["list"]] = (*kinds.get(row["list"], ()), frozenset(row.list("kinds")))
    background = {f"{r['sort']} {r['key']}": int(r["reports"]) for r in rows(SHIPPED / "dossier_background.tsv", ("sort", "key", "reports"))}
    return Settings(limits=MappingProxyType({r["name"]: float(r["value"]) for r in rows(SHIPPED / "dossier_limits.tsv", ("name", "value", "meaning"))}),
                    matching=MappingProxyType({k: MappingProxyType(v) for k, v in matching.items()}),
                    membership=MappingProxyType({r["trait"]: float(r["weight"]) for r in rows(SHIPPED / "dossier_membership.tsv", ("trait", "weight"))}),
                    words=MappingProxyType({k: frozenset(v) for k, v in words.items()}),
                    phrases=MappingProxyType({k: frozenset(v) for k, v in phrases.items()}),
                    irregular=MappingProxyType({r["form"]: r["base"] for r in rows(SHIPPED / "dossier_irregular.tsv", ("form", "base"))}),
                    background=MappingProxyType(background), reports=background["all *"],
                    kinds=MappingProxyType(kinds))
