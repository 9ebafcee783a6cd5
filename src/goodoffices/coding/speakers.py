"""Speakers whom no table, country or full name fixes: "a doctor at Hombo hospital", "the statement said", "Mr Mamani", an unresolved "he".

The guide lists every described or unnamed one that some entry needs. A vague source ("officials", "a diplomat") stays nobody.
"""

from __future__ import annotations

import hashlib

from msgspec.structs import replace

from goodoffices.coding import syntax
from goodoffices.coding.quote_voices import misnamed
from goodoffices.coding.voices import made
from goodoffices.model import Actor, ActorKind, Cast, Parsed, Span, StatementDraft
from goodoffices.ontology import Tables
from goodoffices.ontology.knowledge import Title, first_word, slug

SINGLE = frozenset({"he", "she"})
#: Kinds of which a state has one: unnamed ones of a known land are the land's.
OF_STATE = frozenset({"military", "police", "judiciary", "legislature", "government"})
BODIES = OF_STATE | {"igo", "ngo", "party", "armed_group", "company", "media", "group"}
#: Sentences over which a paper or pronoun goes on with the last speaker.
NEAR = 2
#: How many times more often than any other the land must be named whose ministry or army speaks.
CLEARLY = 2
LONGEST = 9


def with_unnamed_speakers(p: Parsed, cast: Cast, statements: tuple[StatementDraft, ...], tables: Tables) -> tuple[Cast, tuple[StatementDraft, ...]]:
    """The statements with such speakers, and the cast with them."""
    actors, by_head, out = dict(cast.actors), dict(cast.by_head), list[StatementDraft]()
    look = _Look(p, replace(cast, actors=actors, by_head=by_head), tables)
    for draft in statements:
        token = draft.speaker_token
        if draft.statement.speaker is not None and token is not None and p.lower[token] in SINGLE and draft.cue_token is not None:
            same = look.continued(token, draft, out)
            if same is not None:
                by_head[token] = same
                draft = replace(draft, statement=replace(draft.statement, speaker=same))
        if draft.statement.speaker is None and token is not None and draft.cue_token is not None:
            found = (by_head.get(token) if not misnamed(p, cast, token) else None) or look.speaker(token, draft, out)
            if found is not None:
                draft = replace(draft, statement=replace(draft.statement, speaker=found.id if isinstance(found, Actor) else found))
            if isinstance(found, Actor):
                old = actors.get(found.id)
                actors[found.id] = found if old is None else replace(old, mentions=tuple(sorted({*old.mentions, *found.mentions}, key=lambda m: (m.start, m.end))))
                by_head.setdefault(token, found.id)
        out.append(draft)
    return replace(cast, actors=actors, by_head=by_head), tuple(out)


class _Look:
    """One article while its unnamed speakers are sought."""

    def __init__(self, p: Parsed, cast: Cast, tables: Tables) -> None:
        self.p, self.cast, self.tables, self.words = p, cast, tables, tables.book.classes

    def speaker(self, token: int, draft: StatementDraft, before: list[StatementDraft]) -> Actor | str | None:
        """Whom the token means: an actor of the record, a new one, or nobody."""
        p = self.p
        word, lemma = p.lower[token], p.lemma[token].lower()
        if word == "we" and draft.cue_kind == "think" and not draft.statement.direct:
            return self._publisher(token)
        if p.pos[token] == "PRON" and word not in ("one", "another", "some"):
            return self._goes_on(token, draft, before, "he" if word in SINGLE else "they" if word == "they" else "it") if word in SINGLE | {"it", "they"} else None
        if p.pos[token] == "PROPN" and lemma not in self.words["q_state"]:
            return self._by_part_of_name(token)
        if word in ("one", "another", "some", "several") or p.pos[token] == "NUM":
            return self._one_of(token, draft, before)
        oblique = any(p.dep[c] == "case" and p.lower[c] not in ("'s", "’s", "'", "’") for c in p.children[token]) and p.lower[draft.cue_token or 0] != "according"
        if p.pos[token] not in ("NOUN", "PROPN") or lemma in self.words["q_vague"] or oblique:
            return None
        if lemma in self.words["q_paper"]:
            return self._goes_on(token, draft, before, "paper") if any(p.lower[c] in ("the", "this", "its", "their") for c in p.children[token]) else None
        return self._described(token)

    def _by_part_of_name(self, token: int) -> Actor | str | None:
        """The one person of whose full name this is a part; else the name by itself."""
        p, word = self.p, self.p.text[token]
        same = {i for i, a in self.cast.actors.items() if a.kind == "person" and word in a.name.split()}
        if len(same) == 1 and word[:1].isupper() and len(word) > 2:
            return same.pop()
        known = self.cast.would_be.get(self.cast.latent.get(token, ""))
        return known if known is not None and (known.kind == "person" or " " in known.name) and p.tag[token] == "NNP" else None

    def continued(self, token: int, draft: StatementDraft, before: list[StatementDraft]) -> str | None:
        """"“Novak is our guest,” he said": a pronoun that was taken for somebody named only in the words said, or beside the last speaker, goes on with that one."""
        p, current = self.p, draft.statement.speaker
        found = self._goes_on(token, draft, before, "he", draft)
        last = next((d for d in reversed(before) if d.cue_token is not None and d.cue_token < token), None)
        if found is None or found == current or last is None or p.sent[draft.cue_token or token] - max(p.sent[last.cue_token or 0], p.sent[last.last]) > 1:
            return None
        known = self.tables.know.people.get(found)
        return found if known is None or known.gender in ("", {"he": "m", "she": "f"}[p.lower[token]]) else None

    def _goes_on(self, token: int, draft: StatementDraft, before: list[StatementDraft], what: str, saying: StatementDraft | None = None) -> str | None:
        """The last speaker, where a pronoun or "the statement" can mean nobody else."""
        p = self.p
        sentence = p.sent[draft.cue_token or token]
        last = next((d for d in reversed(before) if d.cue_token is not None and d.cue_token < token), None)
        if last is None or last.statement.speaker is None or last.cue_token is None or sentence - max(p.sent[last.cue_token], p.sent[last.last]) > NEAR:
            return None
        actor = self.cast.actors.get(last.statement.speaker)
        if actor is None:
            return None
        if what == "paper":
            begin, end = p.sentences[p.sent[last.cue_token]]
            return actor.id if any(p.lemma[t] in self.words["q_paper"] for t in range(begin, end)) and actor.kind != "media" else None
        fits = {"he": actor.kind == "person", "it": actor.kind in BODIES, "they": actor.kind in ("group", "civilians")}[what]
        rivals = {m.actor for m in self.cast.mentions if last.cue_token < m.first < token and not (
            saying is not None and saying.statement.direct and saying.first <= m.first <= saying.last) and m.actor != actor.id and m.kind != "pronoun"
                  and self.cast.actors[m.actor].kind in (("person",) if what == "he" else ("group", "civilians") if what == "they" else tuple(BODIES))
                  and any(p.dep[t].startswith("nsubj") for t in range(m.first, m.last + 1))}
        return actor.id if fits and not rivals else None

    def _publisher(self, token: int) -> Actor | None:
        """"We believe ..." in a report's own voice: the publishing body."""
        name = " ".join((self.p.article.publisher or "").split())
        if not name or token in self.cast.by_head:
            return None
        known = next((m.ref for m in self.tables.know.names.get(name.split()[0], ()) if m.sort == "outlet" and m.text == name), None)
        return Actor(id=known or f"media:{slug(name)}", name=name, kind="media", mentions=(syntax.span(self.p, token, token),))

    def _one_of(self, token: int, draft: StatementDraft, before: list[StatementDraft]) -> str | None:
        """"one of its officers": whose they are, where that is a body; "one of them": those who spoke last."""
        p = self.p
        for c in p.children[token]:
            if p.dep[c] == "nmod" and p.lower[c] == "them":
                return self._goes_on(token, draft, before, "they")
            if p.dep[c] == "nmod" and syntax.case(p, c) == "of":
                owner = self._owner(c)
                return owner if owner is not None and self.cast.actors[owner].kind in BODIES - {"group"} else None
        return None

    def _described(self, token: int) -> Actor | str | None:
        """People and bodies by what they are called; a minister whose land the report leaves open could be anybody's."""
        p, lemma = self.p, self.p.lemma[token].lower()
        title = self._title(token)
        body = lemma not in self.words["q_human"] and (any(lemma in self.words[name] for name in ("q_state", "q_agency", "q_force", "q_body")) or (
            title is not None and title.kind in BODIES and not title.office))
        human = not body and (lemma in self.words["q_human"] or (title is not None and (bool(title.office) or title.kind == "civilians")))
        if title is not None and title.kind == "government" and title.office not in ("", "spokesperson", "other"):
            return None
        owner = self._owner(token)
        owned = self.cast.actors.get(owner or "")
        if owned is not None and body and owned.kind in ("igo", "ngo", "company", "party", "armed_group"):
            return owned.id
        if owned is not None and human and owned.kind in BODIES - {"group", "media"} and title is not None and title.office in ("spokesperson", "other") and title.kind not in ("civilians", "experts", "media"):
            return owned.id
        plural = p.tag[token] in ("NNS", "NNPS")
        kind: ActorKind | None
        if human:
            kind = "civilians" if plural else "person"
        elif lemma in self.words["q_force"]:
            kind = "military"
        elif title is not None and title.kind not in ("country", "unknown", "igo") and not (lemma in self.words["q_agency"] and " " not in title.title):
            kind = title.kind  # type: ignore[assignment]
        elif lemma in self.words["q_state"]:
            kind = "government"
        else:
            kind = "unknown" if lemma in self.words["q_body"] else None
        if kind is None:
            return None
        if owned is not None and body and owned.kind in ("government", "country") and lemma in self.words["q_agency"] and kind == "unknown":
            kind = "government"
        if kind in OF_STATE and not plural:
            bare = not any(p.dep[c] in ("nmod", "acl", "acl:relcl") for c in p.children[token])
            country = owned.country if owned is not None and owned.kind in ("government", "country") else self._placed(token) or (self._land() if bare else None)
            if country is not None:
                ident = f"{kind}:{country}"
                return ident if ident in self.cast.actors else replace(made(ident, self.tables.know, ()), mentions=(self._phrase(token),))
        span = self._phrase(token)
        name = self._name(token)
        same = next((a for a in self.cast.actors.values() if a.name.lower() == name.lower() and a.kind == kind), None)
        if same is not None:
            return same.id
        digest = hashlib.sha256(f"{p.article.id}|{name.lower()}".encode()).hexdigest()[:10]
        return Actor(id=f"{kind}:{digest}", name=name, kind=kind, mentions=(span,))

    def _title(self, token: int) -> Title | None:
        """The longest title that ends at the token."""
        p = self.p
        for first in range(max(p.sentences[p.sent[token]][0], token - 3), token + 1):
            for text in (" ".join(p.lower[first : token + 1]), " ".join([*p.lower[first:token], p.lemma[token].lower()])):
                found = next((t for t in self.tables.know.titles.get(first_word(text), ()) if t.title.lower() == text), None)
                if found is not None:
                    return found
        return None

    def _owner(self, token: int) -> str | None:
        """Whose it is: a possessive, an adjective of nationality or name before it, or "of" and "for" behind."""
        p = self.p
        for c in p.children[token]:
            if p.dep[c] in ("nmod:poss", "amod", "compound") or (p.dep[c] == "nmod" and syntax.case(p, c) in ("of", "for")):
                at = p.head[p.head[token]] if p.lower[c] == "whose" and p.dep[p.head[token]] == "acl:relcl" else c
                found = self.cast.modifier.get(at) or self.cast.by_head.get(at)
                if found is not None:
                    return found
        return None

    def _placed(self, token: int) -> str | None:
        """The land of the capital or country in which it stands ("the navy in New Delhi")."""
        p = self.p
        for c in p.children[token]:
            if p.dep[c] == "nmod" and syntax.case(p, c) in ("in", "at"):
                actor = self.cast.actors.get(self.cast.by_head.get(c) or self.cast.modifier.get(c) or "")
                meaning = next((m.ref for m in self.tables.know.names.get(p.text[c], ()) if m.sort in ("country", "capital") and m.text == p.text[c]), None)
                return actor.country if actor is not None else meaning
        return None

    def _land(self) -> str | None:
        """The land named far more often than any other, unless the report is written in, or published by, another."""
        counts: dict[str, int] = {}
        for m in self.cast.mentions:
            country = self.cast.actors[m.actor].country
            if country is not None:
                counts[country] = counts.get(country, 0) + 1
        top = sorted(counts, key=lambda k: -counts[k])
        home = self._written_in()
        if home is not None:
            return home if counts.get(home, 0) * CLEARLY >= max(counts.values(), default=0) else None
        return top[0] if top and (len(top) == 1 or counts[top[0]] >= CLEARLY * counts[top[1]]) else None

    def _written_in(self) -> str | None:
        """The land of the dateline or of the publisher."""
        know, article = self.tables.know, self.p.article
        for text in (article.dateline or "", article.publisher or ""):
            for word in text.replace(",", " ").split("(")[0].split():
                plain = word.title() if word.isupper() and len(word) > 3 else word
                for meaning in know.names.get(plain, ()):
                    if meaning.sort in ("country", "capital", "demonym") and meaning.text == plain:
                        return meaning.ref
                    if meaning.sort == "outlet" and text.strip() == meaning.text:
                        return know.organisations[meaning.ref].country
        return None

    def _range(self, token: int) -> tuple[int, int]:
        """The noun with what stands before it and its phrases with a preposition behind it, without clauses and appositions."""
        p = self.p
        low = high = token
        while low > p.sentences[p.sent[token]][0] and p.head[low - 1] in range(low, token + 1) and p.dep[low - 1] in (
                "det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "punct", "det:predet", "advmod", "case") and p.text[low - 1] not in (",", ";", ":") and (p.dep[low - 1] != "case" or p.tag[low - 1] == "POS"):
            low -= 1
        for c in p.children[token]:
            if c > high and p.dep[c] == "nmod":
                end = syntax.extent(p, c, ("acl", "acl:relcl", "appos", "conj", "punct"))[1]
                if end - low < LONGEST and p.text[min(syntax.subtree(p, c)) - 1] != ",":
                    high = end
        return low, high

    def _phrase(self, token: int) -> Span:
        return syntax.span(self.p, *self._range(token))

    def _name(self, token: int) -> str:
        """Its words, with the owner's name in the place of a pronoun ("his lawyer" -> "lawyer of Juan Guaido")."""
        p = self.p
        low, high = self._range(token)
        owner = next((c for c in p.children[token] if p.dep[c] == "nmod:poss" and p.pos[c] == "PRON"), None)
        while low < token and (p.pos[low] == "DET" or low == owner):
            low += 1
        words = " ".join(p.article.text[p.start[low] : p.end[high]].split())
        if low == p.sentences[p.sent[low]][0] and p.pos[low] not in ("PROPN", "ADJ"):
            words = words[:1].lower() + words[1:]
        actor = self.cast.actors.get(self.cast.modifier.get(owner) or self.cast.by_head.get(owner) or "") if owner is not None else None
        return f"{words} of {actor.name}" if actor is not None else words
