"""Who fills which slot of an event word: from syntax to actors (slots as named in docs/tables.md, section Patterns)."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.coding import syntax
from goodoffices.model import Cast, Parsed, PlaceMention

#: Verbs that only carry an event noun: their subject does what the noun says.
LIGHT_VERBS = frozenset("""hold have conduct launch carry make issue give mount stage begin start resume continue open deliver offer extend
send take pay place undertake wage execute perform commit unleash renew lead end finish conclude enter join attend host convene
file lodge voice express put set reiterate repeat announce arrange organise organize schedule engage participate break suspend
intensify step press sustain initiate hurl level direct""".split())
#: Endings of words for people ("dredgers", "activists"), and words that only look so.
AGENTIVE = ("er", "ers", "or", "ors", "ist", "ists", "man", "men", "woman", "women", "ant", "ants", "folk", "people", "ian", "ians", "child", "children")
NOT_PEOPLE = frozenset("tanker tankers frigate cruiser cruisers destroyer destroyers carrier carriers bunker bunkers tower towers reactor reactors sector helicopter helicopters "
                       "launcher launchers border borders centre center headquarter headquarters letter letters order orders river power quarter corridor plant plants".split())
#: Relations under which a parser may hide a subject.
STRAY = frozenset({"aux", "nmod", "nmod:unmarked", "nmod:desc", "obl:unmarked", "obl", "dep", "advmod", "discourse", "vocative", "compound", "flat", "appos", "expl", "dislocated"})
#: Prepositions that go with each other when a table names one of them.
KIN = {"on": ("on", "upon", "onto"), "against": ("against",), "with": ("with", "alongside"), "to": ("to", "towards", "toward"),
       "at": ("at",), "in": ("in", "inside"), "into": ("into",), "between": ("between", "among", "amongst"), "from": ("from",)}


#: Bodies that do not act for the country that they are of.
APART = frozenset({"party", "ngo", "company", "armed_group", "civilians", "experts", "media", "group"})


#: Whose posts, camps and convoys are hit ("army positions near Goma").
FORCES = {"army": "military", "military": "military", "navy": "military", "police": "police", "government": "government"}


@dataclass(frozen=True, slots=True)
class Frames:
    """The parsed article with its actors and places, as the pattern matcher asks for them."""

    p: Parsed
    cast: Cast
    places: dict[int, PlaceMention]

    def actors(self, token: int) -> list[str]:
        """Actors meant by the phrase headed by a token and its coordinated phrases; known members stand for a group."""
        out: list[str] = []
        for i in (*syntax.conjuncts(self.p, token), *self.cast.rows.get(token, ())):
            out.extend(self._one(i))
        return list(dict.fromkeys(out))

    def anyone(self, token: int) -> list[str]:
        """As `actors`; where nobody is known, people and bodies whom nothing identifies."""
        return self.actors(token) or self.unknown(token)

    def unknown(self, token: int) -> list[str]:
        """People and bodies whom nothing identifies, of a phrase and its coordinated phrases."""
        return list(dict.fromkeys(self.cast.latent[i] for i in syntax.conjuncts(self.p, token) if i in self.cast.latent))

    def _one(self, i: int) -> list[str]:
        found = self.cast.by_head.get(i)
        if found is None and self.p.pos[i] in ("ADJ", "PROPN"):
            found = self.cast.modifier.get(i)
        if found is None:
            return []
        actor = self.cast.actors[found]
        if actor.kind == "group" and actor.members and not actor.unnamed and actor.count == len(actor.members):
            return list(actor.members)
        return [found]

    def owners(self, noun: int) -> list[str]:
        """Actors that own or qualify a noun: "Tehran's answer", "Russian missiles", "its reply"."""
        out: list[str] = []
        for c in self.p.children[noun]:
            if self.p.dep[c] in ("nmod:poss", "amod", "compound", "nmod", "nmod:desc", "nmod:unmarked") and not (
                    self.p.dep[c] == "nmod" and syntax.case(self.p, c)):
                named = self.cast.modifier.get(c)
                out.extend([named] if named else self._one(c))
        return list(dict.fromkeys(out))

    def tokens(self, trigger: int, slot: str) -> list[int]:
        """Tokens in a slot of an event word."""
        p = self.p
        if "." in slot:
            outer, inner = slot.split(".", 1)
            return [t for base in self.tokens(trigger, outer) for t in self.tokens(base, inner)]
        if slot == "subj":
            return self._subject(trigger)
        if slot == "obj":
            if p.pos[trigger] in ("NOUN", "PROPN"):
                return []
            found = syntax.logical_object(p, trigger)
            if found is None and not syntax.is_passive(p, trigger):
                found = self._bare_object(trigger)
            return [] if found is None else [found]
        if slot == "comp":
            return syntax.complements(p, trigger)
        if slot == "poss":
            return syntax.deps(p, trigger, "nmod:poss")
        if slot == "mod":
            return [c for c in p.children[trigger] if p.dep[c] in ("amod", "compound", "nmod:desc") and (c in self.cast.modifier or c in self.cast.by_head)]
        wanted = KIN.get(slot, (slot,))
        found_nouns = [n for word, n in syntax.obliques(p, trigger) if word in wanted]
        if slot == "by" and not found_nouns:
            agent = syntax.agent(p, trigger)
            found_nouns = [agent] if agent is not None else []
        if slot == "to" and not found_nouns:
            found_nouns = syntax.deps(p, trigger, "iobj")
        if not found_nouns and p.pos[trigger] == "VERB":
            found_nouns = self._through_object(trigger, wanted)
        if not found_nouns and p.pos[trigger] in ("NOUN", "PROPN"):
            carrier = self.carrier(trigger)
            if carrier is not None:
                found_nouns = [n for word, n in syntax.obliques(p, carrier) if word in wanted and n != trigger]
        return found_nouns

    def _bare_object(self, verb: int) -> int | None:
        """A named actor right behind the verb that the parser took for an adverbial."""
        p, i = self.p, verb + 1
        if i < len(p.text) and p.head[i] == verb and i in self.cast.by_head and p.dep[i] in ("advmod", "obl:unmarked", "nmod", "nmod:unmarked", "dep", "flat", "xcomp", "compound"):
            return i
        return None

    def _through_object(self, trigger: int, wanted: tuple[str, ...]) -> list[int]:
        """A phrase the parser hung on the object ("held talks with Oman") counts for the verb."""
        found = syntax.dep(self.p, trigger, "obj")
        if found is None or found in self.cast.by_head:
            return []
        return [n for word, n in syntax.obliques(self.p, found) if word in wanted]

    def carrier(self, noun: int) -> int | None:
        """The light verb whose object (or prepositional object, or passive subject) an event noun is."""
        p, head = self.p, self.p.head[noun]
        node = noun
        while p.dep[node] == "conj" and p.pos[p.head[node]] in ("NOUN", "PROPN"):
            node = p.head[node]
            head = p.head[node]
        if p.dep[node] in ("obj", "nsubj:pass") and p.lemma[head] in LIGHT_VERBS:
            return head
        if p.dep[node] == "obl" and p.lemma[head] in ("engage", "participate", "meet", "enter", "take", "join", "gather", "arrive", "sit", "go", "fly", "travel", "return"):
            return head
        for c in p.children[noun]:
            if p.dep[c] in ("acl", "acl:relcl") and p.tag[c] in ("VBD", "VBN") and p.lemma[c] in ("continue", "resume", "begin", "start", "go", "persist"):
                return c
        if p.pos[head] == "VERB" and p.dep[node] == "nsubj" and p.lemma[head] in ("continue", "resume", "begin", "start", "go", "persist", "rage", "take", "hit", "end"):
            return head
        if p.pos[head] == "NOUN" and p.dep[node] == "nmod" and p.lemma[head] in ("round", "series", "wave", "barrage", "string", "set", "session", "spate", "volley"):
            return self.carrier(head)
        return None

    def _subject(self, trigger: int) -> list[int]:
        p = self.p
        if p.pos[trigger] in ("NOUN", "PROPN"):
            own = syntax.dep(p, trigger, "nsubj")
            if own is not None:
                return [syntax.antecedent(p, own)]
            carrier = self.carrier(trigger)
            found = syntax.logical_subject(p, carrier) if carrier is not None and p.dep[trigger] != "nsubj" and p.head[carrier] != trigger else None
            return [] if found is None or found == trigger else [found]
        found = syntax.logical_subject(p, trigger)
        if found is None or (found not in self.cast.by_head and p.head[found] == trigger and p.pos[found] in ("PRON", "PROPN")):
            stray = self._stray_subject(trigger)
            if stray or found is None:
                return stray
        more = [c for c in p.children[trigger] if p.dep[c] == "nsubj" and c != found and c in self.cast.by_head] if p.head[found] == trigger else []
        return [found, *more]

    def _stray_subject(self, verb: int) -> list[int]:
        """A named actor before a verb without subject, which the parser hung on it under another name."""
        p = self.p
        if p.pos[verb] not in ("VERB", "ADJ") or syntax.is_passive(p, verb) or p.dep[verb] in ("xcomp", "acl", "amod"):
            return []
        return [c for c in p.children[verb] if c < verb and c in self.cast.by_head and not syntax.case(p, c) and p.dep[c] in STRAY][:1]

    def fill(self, trigger: int, slots: tuple[str, ...]) -> tuple[list[str], str]:
        """Actors of the first slot that holds any, and that slot's name. A thing in the slot stands for its owner."""
        for slot in slots:
            tokens = self.tokens(trigger, slot)
            found = [a for t in tokens for a in self.actors(t)]
            if not found and slot in ("subj", "by", "obj", "on", "against", "in", "at", "into", "to", "of"):
                found = [a for t in tokens for n in syntax.conjuncts(self.p, t) for a in self._stand_in(n, slot)]
            found = found or [a for t in tokens for a in self.unknown(t)]
            if found:
                return list(dict.fromkeys(found)), slot
        return [], ""

    def _stand_in(self, noun: int, slot: str) -> list[str]:
        """The actor behind a thing: its owner, or the country of a place that is hit; people of a nationality are its civilians."""
        if self.p.pos[noun] not in ("NOUN", "PROPN"):
            return []
        owners = self.owners(noun)
        if slot == "obj" and self.p.lemma[noun] in syntax.IMPOSED:
            return []
        people = self.p.lower[noun].endswith(AGENTIVE) and self.p.lower[noun] not in NOT_PEOPLE
        latent = self.cast.would_be.get(self.cast.latent.get(noun, ""))
        if owners and latent is not None and slot != "obj" and (people or latent.kind in APART):
            return []  # "Filipino gunmen" and "Niger's opposition" are not their government
        if owners:
            if slot == "obj" and len(owners) == 1 and owners[0].startswith("government:") and self.p.lower[noun].endswith(AGENTIVE) and self.p.lower[noun] not in NOT_PEOPLE:
                return [owners[0].replace("government:", "civilians:")]
            return owners
        if slot in ("subj", "by"):
            return [a for word, n in syntax.obliques(self.p, noun) if word in ("of", "from", "by") for a in self.actors(n)]
        place = self.places.get(noun)
        if place is None:
            inner = [n for word, n in syntax.obliques(self.p, noun) if word in ("in", "of", "at", "near", "on")]
            place = next((self.places[n] for n in inner if n in self.places), None)
        if place is not None and place.place.country:
            kind = next((FORCES[self.p.lower[c]] for c in self.p.children[noun] if self.p.dep[c] == "compound" and self.p.lower[c] in FORCES), "country")
            return [f"{kind}:{place.place.country}"]
        return []
