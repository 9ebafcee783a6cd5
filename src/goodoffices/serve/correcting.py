"""What `goodoffices correct` is asked to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.errors import UsageError
from goodoffices.model import Decision
from goodoffices.serve.queries import Archive, deciding
from goodoffices.serve.queries.correctable import correctable

#: What a field takes, as the help writes it.
KINDS = {"actor": "ACTOR", "actors": "ACTOR,ACTOR", "day": "DAY", "place": "PLACE", "text": "TEXT"}


def field_rows() -> list[tuple[str, str]]:
    """Each list of entries with its fields and what they take, as the help of the command says it."""
    return [(name, "; ".join(_fields(fields))) for name, fields in correctable().items()]


def _fields(fields: dict[str, str]) -> Iterator[str]:
    """Fields that take the same said together: "proposer, addressee=ACTOR"."""
    for value in dict.fromkeys(fields.values()):
        names = ", ".join(name for name, own in fields.items() if own == value)
        yield f"{names}: {value}" if "|" in value else f"{names}={KINDS[value]}"


@dataclass(frozen=True, slots=True)
class Correction:
    """One call of the command, checked."""

    entry: str | None
    reject: bool
    fields: dict[str, str]
    note: str | None
    undo: str | None

    @classmethod
    def read(cls, entry: str | None, *, reject: bool, actors: tuple[str, ...], status: str | None, note: str | None, undo: str | None) -> Correction:
        """Raises UsageError when nothing, or things that exclude each other, are asked for."""
        fields = {}
        for given in actors:
            name, mark, ident = given.partition("=")
            if not mark or not name.strip() or not ident.strip():
                raise UsageError(f"--actor: {given!r} is not FIELD=ID or FIELD=NAME, such as proposer=government:PER")
            fields[name.strip()] = ident.strip()
        if status:
            fields["status"] = status
        if undo and (entry or reject or fields or note):
            raise UsageError("--undo stands alone: it takes a decision, not an entry")
        if not undo and not entry:
            raise UsageError("which entry? `goodoffices dossier NAME --ids` shows their ids")
        if not undo and not reject and not fields and not note:
            raise UsageError("what is to be corrected? --reject, --actor, --status or --note")
        if reject and fields:
            raise UsageError("--reject takes the entry out of view: it leaves nothing to reassign")
        return cls(entry, reject, fields, note, undo)

    def carry_out(self, archive: Archive, who: str, why: str) -> Iterator[Decision]:
        """One decision for each thing asked for. Raises NotFoundError, UsageError, NotPossibleError, StoreError."""
        signed = deciding.Signed(who=who, why=why)
        if self.undo:
            yield deciding.undo(archive, self.undo, signed)
            return
        assert self.entry is not None
        if self.fields:
            yield deciding.reassign(archive, self.entry, self.fields, signed)
        if self.note:
            yield deciding.annotate(archive, self.entry, self.note, signed)
        if self.reject:
            yield deciding.reject(archive, self.entry, signed)
