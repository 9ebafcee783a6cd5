"""First persons in quotations, and actors that events need though no phrase of their own names them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from goodoffices.model import Actor, Cast, EventDraft, Parsed, StatementDraft
from goodoffices.ontology.knowledge import Knowledge

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
