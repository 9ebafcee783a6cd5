"""How the articles of a store fall into dossiers, kept in memory from one answer to the next: an open desk looks only at what has changed since.

The ledger is imported only where something has to be worked out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, TypeVar

from goodoffices.model import Decision, Dossier, ExplainedRecord
from goodoffices.store import articles

if TYPE_CHECKING:
    from goodoffices.ledger.dossiers.grouping import Before, Sketch
    from goodoffices.ontology.knowledge import Knowledge


Answer = TypeVar("Answer")
#: Seconds between two times that the grouping is written into the store for other processes, while it changes all the time.
KEPT_FOR = 30.0
#: Seconds that working something out may take without a pause behind it; how many times as long the pause is, and the longest one.
SHORT, REST, PAUSE = 0.05, 1.0, 0.5


class Turns:
    """One works something out, and all who ask meanwhile share the next answer: nobody gets one that was begun before he asked. Where it is asked for again
    and again, the work rests some times as long as it took, so that others get their turn."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._begun = self._ended = float("-inf")
        self._answer: Any = None

    def take(self, work: Callable[[], Answer]) -> Answer:
        asked = monotonic()
        with self._lock:
            if self._begun >= asked:
                return self._answer  # type: ignore[no-any-return]
            took = self._ended - self._begun
            rest = min(REST * took, PAUSE) - (monotonic() - self._ended)
            if took > SHORT and rest > 0:
                sleep(rest)
            begun = monotonic()
            self._answer = work()
            self._begun, self._ended = begun, monotonic()
            return self._answer  # type: ignore[no-any-return]


@dataclass(slots=True)
class Sorting:
    """`turns` is for those who ask how the articles fall into dossiers. Sketches by article and dossiers by their earliest article stand beside
    digests of all that they were made from; under other rules nothing is kept."""

    turns: Turns = field(default_factory=Turns)
    _kept: float = float("-inf")
    _rules: str = ""
    _sketches: dict[str, tuple[str, Sketch]] = field(default_factory=dict)
    _dossiers: dict[str, tuple[str, Dossier]] = field(default_factory=dict)
    _before: Before | None = None

    def dossiers(self, connection: Any, know: Knowledge, rules: str, marks: Mapping[str, str], log: Sequence[Decision]) -> tuple[Dossier, ...]:
        """The dossiers now. `marks`: a digest of each article that counts; `rules`: of program and tables."""
        from goodoffices.ledger.dossiers import corrected, in_force, rejected_facts
        from goodoffices.ledger.dossiers.grouping import Before, arranged, dossier_of, sketch_of

        force = in_force(log)
        out = rejected_facts(force)
        self._begin(f"{rules} {' '.join(sorted(out))}")
        self._before = self._before or Before()
        fresh: dict[str, ExplainedRecord] = {}
        for record in articles.load(connection, [i for i, mark in marks.items() if self._sketches.get(i, ("",))[0] != mark]):
            ident = record.document.id
            fresh[ident] = corrected(record, out)
            self._sketches[ident] = (marks[ident], sketch_of(fresh[ident], know))
        for ident in self._sketches.keys() - marks.keys():
            del self._sketches[ident]

        def told(ids: tuple[str, ...], name: str | None) -> Dossier:
            inputs = hashlib.sha256("\n".join((name or "", *ids, *(marks[i] for i in ids))).encode("utf-8", "surrogateescape")).hexdigest()
            known = self._dossiers.get(ids[0])
            if known is None or known[0] != inputs:
                lacking = [i for i in ids if i not in fresh]
                members = {**{i: fresh[i] for i in ids if i in fresh}, **{r.document.id: corrected(r, out) for r in (articles.load(connection, lacking) if lacking else ())}}
                known = self._dossiers[ids[0]] = (inputs, dossier_of(tuple(members[i] for i in ids), know, name))
            return known[1]

        gone = {d.target for d in force if d.kind == "remove"}
        found = arranged((sketch for ident, (_, sketch) in self._sketches.items() if ident not in gone), self._before, force, told)
        for first in self._dossiers.keys() - {d.articles[0] for d in found}:
            del self._dossiers[first]
        return found

    def is_time_to_keep(self) -> bool:
        """Whether what was worked out should be written into the store, so that others find it there."""
        now = monotonic()
        if now - self._kept < KEPT_FOR:
            return False
        self._kept = now
        return True

    def _begin(self, rules: str) -> None:
        if rules != self._rules:
            self._rules, self._sketches, self._dossiers, self._before = rules, {}, {}, None
