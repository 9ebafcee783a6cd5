"""First persons in quotations, and actors that events need though no phrase of their own names them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from msgspec.structs import replace

from goodoffices.coding.actor_shapes import MEDIA
from goodoffices.coding.syntax import span, subtree
from goodoffices.model import Actor, Cast, EventDraft, Parsed, StatementDraft
from goodoffices.ontology.knowledge import Knowledge, first_word, slug, straight

SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})


def with_first_persons(p: Parsed, cast: Cast, statements: tuple[StatementDraft, ...], know: Knowledge) -> Cast:
    """"I" in a quotation is its speaker, "we" the side the speaker acts for (the government of an official, else the speaker)."""
    by_head, modifier, actors = dict(cast.by_head), dict(cast.modifier), dict(cast.actors)
    for draft in statements:
        said = draft.statement
        if not said.speaker or not said.direct:
            continue
        for i in range(draft.first, draft.last + 1):
            if (p.lower[i] not in SINGULAR and p.lower[i] not in PLURAL) or not said.content.start <= p.start[i] < said.content.end:
                continue
            actor = cast.actors.get(said.speaker)
            meant = said.speaker
            if p.lower[i] in PLURAL and actor is not None and actor.kind == "person" and actor.country and (actor.code or "").endswith("GOV"):
                meant = f"government:{actor.country}"
            if p.dep[i] == "nmod:poss":
                modifier[i] = meant
            by_head[i] = meant
            if meant not in actors:
                actors[meant] = made(meant, know, cast.actors.values())
    return replace(cast, by_head=by_head, modifier=modifier, actors=actors)


#: What a body that reports on its own work calls its own; a newspaper has reporters and readers.
STAFF = frozenset("""team teams staff clinic clinics volunteers volunteer driver drivers convoy convoys colleagues colleague nurses doctors crew crews trucks lorries boats office offices director
delegates delegation monitors researchers ambassador embassy ministry government minister president forces army movement party members people country embassies side partners""".split())
STATE_OFFICES = frozenset("ministry government embassy presidency cabinet chancellery mfa".split())
PRESS = frozenset("reporter reporters correspondent correspondents readers newspaper newsroom editors editor columnist photographer journalists website listeners viewers".split())


def with_own_voice(p: Parsed, cast: Cast, statements: tuple[StatementDraft, ...], know: Knowledge) -> Cast:
    """"We" outside quotations is the body that publishes the text (coding guide, section 4), where that is no medium: a ministry, an aid organisation, a party.

    A publisher that no table knows is taken for an organisation only if it speaks of its own staff.
    """
    said = [s.statement.content for s in statements if s.statement.direct]
    own = [i for i in range(len(p.text)) if p.lower[i] in PLURAL and not any(c.start <= p.start[i] < c.end for c in said) and not _quoted(p, i)]
    publisher = " ".join((p.article.publisher or "").split())
    if not own or not publisher or any(p.lower[i] == "our" and p.lower[p.head[i]] in PRESS for i in own):
        return cast
    actor = _publisher(publisher, cast, know, any(p.lower[i] == "our" and p.lower[p.head[i]] in STAFF for i in own))
    if actor is None:
        return cast
    by_head, modifier = dict(cast.by_head), dict(cast.modifier)
    for i in own:
        by_head.setdefault(i, actor.id)
        if p.dep[i] == "nmod:poss":
            modifier.setdefault(i, actor.id)
    spans = sorted({*actor.mentions, *(span(p, i, i) for i in own)}, key=lambda m: (m.start, m.end))
    return replace(cast, by_head=by_head, modifier=modifier, actors={**cast.actors, actor.id: replace(actor, mentions=tuple(spans))})


def _quoted(p: Parsed, i: int) -> bool:
    """Does a token stand between quotation marks of its paragraph?"""
    before = p.article.text[: p.start[i]].rsplit("\n\n", 1)[-1]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _publisher(name: str, cast: Cast, know: Knowledge, staff: bool) -> Actor | None:
    """The actor that a publisher's name stands for; None for media and for names that tell nothing."""
    bare = name.lower().removeprefix("the ")
    for actor in cast.actors.values():
        if actor.name.lower().removeprefix("the ") == bare and actor.kind not in ("person", "country", "group"):
            return actor if actor.kind != "media" else None
    for text in {straight(name), straight(name).removeprefix("The ")}:
        meaning = next((m for m in know.names.get(first_word(text), ()) if m.text == text), None)
        if meaning is not None and meaning.sort in ("outlet", "igo", "ngo", "party", "armed_group", "company", "experts"):
            known = know.organisations.get(meaning.ref)
            return None if known is None or known.kind == "media" else Actor(id=known.id, name=known.name, kind=known.kind, country=known.country, code=known.code)  # type: ignore[arg-type]
        if meaning is not None and meaning.sort == "institution":
            body = know.institutions[meaning.ref]
            ident = f"{body.kind}:{body.country}"
            return cast.actors.get(ident) or made(ident, know, ()) if body.kind != "company" else None
    words = bare.split()
    if STATE_OFFICES & set(words):
        lands = [iso for iso, c in know.countries.items() if any(x.lower() in bare for x in (c.name, *c.demonyms))]
        return (cast.actors.get(f"government:{lands[0]}") or made(f"government:{lands[0]}", know, ())) if len(lands) == 1 else None
    if not staff or words[-1] in MEDIA or words[0] in MEDIA:
        return None
    return Actor(id=f"ngo:{slug(name)}", name=name, kind="ngo", code="NGO")


def with_joint_speakers(p: Parsed, cast: Cast, statements: tuple[StatementDraft, ...], know: Knowledge) -> tuple[Cast, tuple[StatementDraft, ...]]:
    """"Britain, France and Germany have said": the speaker is all of them together. Speakers whom the text shows only by an office are entered too."""
    actors, out = dict(cast.actors), list[StatementDraft]()
    for draft in statements:
        said, token = draft.statement, draft.speaker_token
        if said.speaker is not None and token is not None and cast.by_head.get(token) == said.speaker and not said.speaker.startswith("group:"):
            heads = [token, *_conjuncts(p, token, cast)]
            members = tuple(dict.fromkeys(cast.by_head[h] for h in heads))
            if len(members) > 1 and all(cast.actors[m].kind != "media" for m in members):
                group = _group(p, members, heads, actors, know)
                old = actors.get(group.id)
                actors[group.id] = group if old is None else replace(old, mentions=tuple(sorted({*old.mentions, *group.mentions}, key=lambda m: (m.start, m.end))))
                draft = replace(draft, statement=replace(said, speaker=group.id))
        speaker = draft.statement.speaker
        if speaker is not None and speaker not in actors:
            actors[speaker] = cast.would_be.get(speaker) or made(speaker, know, cast.actors.values())
        out.append(draft)
    return replace(cast, actors=actors), tuple(out)


def _conjuncts(p: Parsed, token: int, cast: Cast) -> list[int]:
    """The heads of the actors that "and" joins to this one; none where a stranger is among them or another word joins them."""
    name = [token, *(t for t in subtree(p, token) if p.dep[t] in ("flat", "nmod:desc", "compound") and p.head[t] == token)]
    name += [c for c in p.children[token] if p.dep[c] == "appos" and c > token and "," not in p.text[token:c]]
    if p.dep[token] in ("nmod:desc", "compound", "flat"):
        name += [p.head[token], *(c for c in p.children[p.head[token]] if p.dep[c] == "flat")]
    conjuncts = sorted({c for t in name for c in p.children[t] if p.dep[c] == "conj" and c > token})
    if not any(p.lower[g] == "and" for c in conjuncts for g in p.children[c] if p.dep[g] == "cc"):
        return []
    out = []
    for c in conjuncts:
        head = next((t for t in (c, *p.children[c]) if t in cast.by_head and (t == c or p.dep[t] in ("nmod:desc", "flat", "compound"))), None)
        if head is None:
            return []
        out.append(head)
    return out


def _group(p: Parsed, members: tuple[str, ...], heads: list[int], actors: dict[str, Actor], know: Knowledge) -> Actor:
    """The same id as for a group that a phrase names with these members (`Register.group`)."""
    ordered = tuple(sorted(members))
    digest = hashlib.sha256("|".join([*ordered, str(len(ordered)), "0"]).encode()).hexdigest()[:10]
    names = []
    for m in ordered:
        actor = actors[m]
        country = know.countries.get(actor.country or "") if actor.kind == "government" else None
        names.append(country.name if country is not None else actor.name)
    mention = span(p, min(min(subtree(p, h)) for h in heads), max(max(subtree(p, h)) for h in heads[1:]))
    return Actor(id=f"group:{digest}", name=", ".join(names[:-1]) + f" and {names[-1]}", kind="group", code="UNK", members=ordered, count=len(ordered), unnamed=0, mentions=(mention,))


def with_needed(cast: Cast, events: tuple[EventDraft, ...], know: Knowledge) -> Cast:
    """The cast with every actor that an event or group refers to."""
    actors = dict(cast.actors)
    wanted: list[str] = [a for d in events for a in (*d.event.actors, *d.event.recipients, *d.who, *d.whom)]
    wanted += [m for actor in cast.actors.values() for m in actor.members]
    for ident in dict.fromkeys(wanted):
        if ident not in actors:
            actors[ident] = cast.would_be.get(ident) or made(ident, know, cast.actors.values())
        elif ident in cast.would_be and cast.would_be[ident] is not actors[ident]:
            seen = {m.start: m for m in (*actors[ident].mentions, *cast.would_be[ident].mentions)}
            actors[ident] = replace(actors[ident], mentions=tuple(seen[k] for k in sorted(seen)))
    return replace(cast, actors=actors)


def made(ident: str, know: Knowledge, others: Iterable[Actor]) -> Actor:
    """An actor record for a country, government or force of which the text shows only an official or a place."""
    kind, _, rest = ident.partition(":")
    suffix = {"government": "GOV", "military": "MIL", "country": "", "civilians": "CVL", "police": "COP", "legislature": "LEG", "judiciary": "JUD"}.get(kind)
    country = know.countries.get(rest)
    if suffix is None or country is None:
        return Actor(id=ident, name=rest.replace("-", " "), kind="unknown")
    titles = {"government": "Government of {}", "military": "Armed forces of {}", "country": "{}", "civilians": "Civilians in {}", "police": "Police of {}",
              "legislature": "Legislature of {}", "judiciary": "Judiciary of {}"}
    return Actor(id=ident, name=titles[kind].format(country.name), kind=kind, country=rest, code=rest + suffix)  # type: ignore[arg-type]
