"""Who is who in an article: names, titles, descriptions, groups and pronouns resolved to actors."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from goodoffices.coding.actor_groups import find_groups
from goodoffices.coding.actor_latent import find_latent
from goodoffices.coding.actor_names import scan
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
    """The actors of an article with their mentions; offices as held on the day of publication."""
    register = Register(scan(p, know), published, scenery(p, find_places(p, know) if places is None else places))
    find_bodies(register)
    find_persons(register)
    find_groups(register, named=True)
    find_phrases(register)
    find_groups(register, named=False)
    find_pronouns(register)
    latent, would_be = find_latent(register)
    return replace(register.cast(), latent=latent, would_be=would_be)
