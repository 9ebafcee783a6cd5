"""Who is who in an article: names, titles, descriptions, groups and pronouns resolved to actors."""

from __future__ import annotations

import re
from datetime import date

from msgspec.structs import replace

from goodoffices.coding.actor_called import find_called, find_led
from goodoffices.coding.actor_groups import find_groups
from goodoffices.coding.actor_latent import find_latent
from goodoffices.coding.actor_lists import rows_of
from goodoffices.coding.actor_names import scan
from goodoffices.coding.actor_organs import find_organs
from goodoffices.coding.actor_persons import find_persons
from goodoffices.coding.actor_phrases import find_phrases
from goodoffices.coding.actor_pronouns import find_pronouns
from goodoffices.coding.actor_register import Register
from goodoffices.coding.actor_scene import scenery
from goodoffices.coding.actor_shapes import find_bodies
from goodoffices.coding.places import find_places
from goodoffices.model import Cast, Parsed, PlaceMention
from goodoffices.ontology.knowledge import Knowledge


def find_actors(p: Parsed, know: Knowledge, published: date | None, places: tuple[PlaceMention, ...] | None = None) -> Cast:
    """The actors of an article with their mentions; offices as held on the day of publication, or, for want of it, at the end of the last year the text names."""
    register = Register(scan(p, know), published or written_about(p), scenery(p, find_places(p, know) if places is None else places))
    find_bodies(register)
    find_persons(register)
    find_called(register)
    find_organs(register)
    find_groups(register, named=True)
    find_phrases(register)
    find_groups(register, named=False)
    find_led(register)
    find_pronouns(register)
    latent, would_be = find_latent(register)
    cast = register.cast()
    return replace(cast, latent=latent, would_be=would_be, rows=rows_of(p, cast))


def written_about(p: Parsed) -> date | None:
    """31 December of the last past year that a text names, or None: who held office then is more likely meant than who does today.

    Years behind "by", "until" or "before" are not counted, as they may lie ahead.
    """
    years = [int(p.text[i]) for i in range(len(p.text)) if _YEAR.fullmatch(p.text[i]) and p.pos[i] == "NUM" and (i == 0 or p.lower[i - 1] not in _AHEAD)]
    return date(max(years), 12, 31) if years else None


_YEAR = re.compile(r"199\d|20[0-2]\d")
_AHEAD = frozenset({"by", "until", "till", "before", "to", "through", "for"})
