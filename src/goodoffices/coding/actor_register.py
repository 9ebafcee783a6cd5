"""The list of actors while it is being made: who was found so far, under which id, and where he is mentioned."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from goodoffices.coding import syntax
from goodoffices.coding.actor_names import Hit, Scan
from goodoffices.coding.actor_scene import Scenery
from goodoffices.model import Actor, ActorKind, Cast, Mention, Parsed, Span
from goodoffices.ontology.knowledge import Knowledge, slug

BODY_CODES = {"government": "GOV", "military": "MIL", "police": "COP", "legislature": "LEG", "judiciary": "JUD", "civilians": "CVL", "experts": "EDU",
              "country": ""}
BODY_NAMES = {"government": "Government of {}", "military": "Armed forces of {}", "police": "Police of {}", "legislature": "Parliament of {}",
              "judiciary": "Judiciary of {}", "civilians": "Civilians in {}", "experts": "Experts from {}", "country": "{}"}
#: Which office stands for a person who holds several.
OFFICE_RANK = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "minister", "org_head", "group_leader", "negotiator", "envoy",
               "spokesperson", "royal", "military_chief", "org_official", "other", "opposition")
#: Movements that came to hold a state: since that day they are its government.
RULERS = {"armed_group:taliban": ("AFG", date(2021, 8, 15))}
_PHRASE = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "SYM", "X"})


@dataclass(slots=True)
class Draft:
    """An actor in the making."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    code: str | None = None
    role: str | None = None
    members: tuple[str, ...] = ()
    count: int | None = None
    unnamed: int | None = None
    gender: str = ""
    former: bool = False


@dataclass(slots=True)
class Register:
    """Collects actors and mentions; `cast` freezes them."""

    scan: Scan
    published: date | None
    scenery: Scenery
    drafts: dict[str, Draft] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    by_head: dict[int, str] = field(default_factory=dict)
    modifier: dict[int, str] = field(default_factory=dict)
    taken: dict[int, str] = field(default_factory=dict)
    plural: set[int] = field(default_factory=set)
    pending: set[int] = field(default_factory=set)
    strange: bool | None = None

    @property
    def p(self) -> Parsed:
        return self.scan.p

    @property
    def know(self) -> Knowledge:
        return self.scan.know

    def enter(self, draft: Draft) -> str:
        """Enters an actor unless it is there; returns its id."""
        self.drafts.setdefault(draft.id, draft)
        return draft.id

    def body(self, kind: ActorKind, iso: str) -> str:
        """A state's body, its people, its experts, or the country itself."""
        known = self.know.countries.get(iso)
        name = known.name if known else iso
        return self.enter(Draft(f"{kind}:{iso}", BODY_NAMES[kind].format(name), kind, iso, iso + BODY_CODES[kind]))

    def organisation(self, identity: str) -> str:
        """An organisation, armed group or outlet of the tables."""
        known = self.know.organisations[identity]
        return self.enter(Draft(identity, known.name, known.kind, known.country, known.code))  # type: ignore[arg-type]

    def named(self, hit: Hit) -> str | None:
        """The actor a name of the tables stands for: countries act as governments."""
        sort, ref = hit.meaning.sort, hit.meaning.ref
        if sort in ("country", "capital", "metonym", "demonym"):
            return self.body("government", ref)
        if sort == "institution":
            known = self.know.institutions[ref]
            if known.kind == "company":
                return self.enter(Draft(f"company:{slug(known.name)}", known.name, "company", known.country, f"{known.country}BUS"))
            return self.body(known.kind, known.country)  # type: ignore[arg-type]
        if sort == "person":
            return self.person(ref)
        if ref in RULERS and self.published is not None and self.published >= RULERS[ref][1]:
            return self.body("government", RULERS[ref][0])
        return self.organisation(ref) if ref in self.know.organisations else None

    def person(self, identity: str) -> str:
        """A person of the tables with the office held on the day of publication."""
        if identity in self.drafts:
            return identity
        known = self.know.people[identity]
        draft = Draft(identity, known.name, "person", known.country, gender=known.gender)
        held = sorted(self.know.held(identity, self.published), key=lambda o: OFFICE_RANK.index(o.office))
        if held:
            office = held[0]
            draft.role = office.role or None
            if office.organisation and office.organisation in self.know.organisations and not office.country:
                owner = self.know.organisations[office.organisation]
                draft.code = owner.code
                if owner.kind == "igo":
                    draft.country = None
                else:
                    draft.country = draft.country or owner.country
            elif office.country:
                draft.country = office.country
                draft.code = f"{office.country}{office.code}" if office.code else None
        return self.enter(draft)

    def mention(self, actor: str, first: int, last: int, kind: str, plural: bool = False) -> int:
        """Notes that tokens first..last mean the actor; returns the head token."""
        p = self.p
        outer = [i for i in range(first, last + 1) if not first <= p.head[i] <= last or p.head[i] == i]
        heads = [i for i in outer if p.pos[i] in _PHRASE and (first == last or not (p.pos[i] in ("DET", "PRON", "NUM") or p.dep[i] in ("case", "punct")))]
        head = heads[-1] if kind in ("description", "group") and heads else heads[0] if heads else last
        for i in heads or [last]:
            self.by_head.setdefault(i, actor)
        for i in range(first, last + 1):
            self.taken.setdefault(i, actor)
        self.mentions.append(Mention(actor=actor, first=first, last=last, head=head, kind=kind))
        if plural:
            self.plural.add(first)
        return head

    def free(self, first: int, last: int) -> bool:
        return not any(i in self.taken for i in range(first, last + 1))

    def group(self, name: str, members: tuple[str, ...], count: int | None, unnamed: int | None, kind: ActorKind = "group", country: str | None = None) -> str:
        """A group; its id is made from members, count and unnamed, and from the document when it has unnamed members."""
        ordered = tuple(sorted(dict.fromkeys(members)))
        parts = [*ordered, str(count), str(unnamed)]
        if not ordered or unnamed is None or unnamed > 0:
            parts += [self.p.article.id, "" if ordered else name.lower()]
        digest = hashlib.sha256("|".join(parts).encode()).hexdigest()[:10]
        if ordered and not unnamed and kind == "group":
            name = self._names(ordered)
        code = (country or "") + {"experts": "EDU", "civilians": "CVL", "military": "MIL", "police": "COP"}.get(kind, "") or "UNK"
        return self.enter(Draft(f"{kind}:{digest}", name, kind, country, code, members=ordered, count=count, unnamed=unnamed))

    def _names(self, members: tuple[str, ...]) -> str:
        """ "Peru and Chile" for their governments, names for everyone else."""
        names = []
        for identity in members:
            d = self.drafts[identity]
            known = self.know.countries.get(d.country or "") if d.kind == "government" else None
            names.append(known.name if known else d.name)
        return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else names[0]

    def cast(self) -> Cast:
        """The finished list, in order of first mention; actors nobody mentions are members of groups or left out."""
        p = self.p
        self.mentions.sort(key=lambda m: (m.first, -m.last))
        spans: dict[str, dict[tuple[int, int], Span]] = {}
        for m in self.mentions:
            spans.setdefault(m.actor, {})[m.first, m.last] = syntax.span(p, m.first, m.last)
        wanted = dict.fromkeys(spans)
        for identity in list(wanted):
            wanted.update(dict.fromkeys(self.drafts[identity].members))
        wanted.update(dict.fromkeys([*self.by_head.values(), *self.modifier.values()]))
        actors = {}
        for identity in wanted:
            d = self.drafts[identity]
            actors[identity] = Actor(id=d.id, name=d.name, kind=d.kind, country=d.country, code=d.code, role=d.role, members=d.members, count=d.count,
                                     unnamed=d.unnamed, mentions=tuple(spans.get(identity, {}).values()))
        return Cast(actors=actors, mentions=tuple(self.mentions), by_head=dict(self.by_head), modifier=dict(self.modifier))
