"""Whom a user means by a name or an id."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from goodoffices.errors import UsageError
from goodoffices.model import DossierState
from goodoffices.serve.queries.archive import Archive
from goodoffices.store import find

#: Fields of entries that hold actors.
ACTORS = frozenset({"proposer", "addressee", "host", "participants", "setter", "issuer", "target", "holder", "actors", "targets", "alleged_by", "denied_by", "by"})
#: Kinds of actors whose ids end with a country.
OF_COUNTRIES = frozenset({"government", "country", "military", "police", "legislature", "judiciary", "civilians"})
_GOVERNMENT = "Government of "


class Cast:
    """The actors of a dossier, of the store and of the tables, looked up in this order."""

    def __init__(self, archive: Archive, state: DossierState) -> None:
        self.archive = archive
        self.state = state

    def ident(self, words: str) -> str:
        """The id that an id or a name means. Raises UsageError, with the nearest names, for one that nothing knows, and with the ids for one of several."""
        if self._is_id(words):
            return words
        wanted = words.casefold().removeprefix(_GOVERNMENT.casefold())
        names: dict[str, str] = {}
        for source in (self._of_dossier, self._of_store, self._of_tables):
            pairs = [(name.removeprefix(_GOVERNMENT), ident) for name, ident in source()]
            found = list(dict.fromkeys(ident for name, ident in pairs if name.casefold() == wanted))
            found = [i for i in found if i.startswith("government:")] or found
            if len(found) == 1:
                return self._government(found[0])
            if found:
                raise UsageError(f"{words!r} may be {', '.join(found)}: give the id")
            names |= {name.casefold(): name for name, _ in pairs}
        near = [names[n] for n in get_close_matches(wanted, names, 5, 0.7)]
        raise UsageError(f"no actor {words!r} is known" + (f"; near to it: {', '.join(near)}" if near else "; `goodoffices actors` lists those of the store"))

    def _is_id(self, words: str) -> bool:
        kind, mark, rest = words.partition(":")
        if not mark:
            return False
        if any(words in (a.id, *a.also) for a in self.state.actors) or words in self.archive.know.organisations or words in self.archive.know.people:
            return True
        if kind in OF_COUNTRIES and rest in self.archive.know.countries:
            return True
        with self.archive.repository.reading() as connection:
            return bool(find.find_actors(connection, find.Filter(actor=words, limit=1)))

    def _government(self, ident: str) -> str:
        """Who acts for a country is its government."""
        kind, _, rest = ident.partition(":")
        return f"government:{rest}" if kind == "country" and rest in self.archive.know.countries else ident

    def _of_dossier(self) -> Iterator[tuple[str, str]]:
        for actor in self.state.actors:
            yield actor.name, actor.id

    def _of_store(self) -> Iterator[tuple[str, str]]:
        with self.archive.repository.reading() as connection:
            for row in find.find_actors(connection, find.Filter()):
                for name in (row.name, *row.aliases):
                    yield name, row.id

    def _of_tables(self) -> Iterator[tuple[str, str]]:
        know = self.archive.know
        for iso3, country in know.countries.items():
            yield country.name, f"government:{iso3}"
        for ident, body in know.organisations.items():
            yield body.name, ident
        for ident, person in know.people.items():
            yield person.name, ident
