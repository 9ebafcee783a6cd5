"""Codes one parsed article: actors, times, places, statements, events. The only composer of the coders."""

from __future__ import annotations

from datetime import date

from goodoffices.coding.actors import find_actors
from goodoffices.coding.assemble import assemble
from goodoffices.coding.confidence import with_confidence
from goodoffices.coding.counterparts import fill_counterparts
from goodoffices.coding.demands import find_demands
from goodoffices.coding.denied import find_denied
from goodoffices.coding.ellipsis import find_ellipses
from goodoffices.coding.events import find
from goodoffices.coding.frames import Frames
from goodoffices.coding.places import find_places
from goodoffices.coding.quotes import find_statements
from goodoffices.coding.scene import Scene
from goodoffices.coding.speakers import with_unnamed_speakers
from goodoffices.coding.time_corrections import corrected
from goodoffices.coding.times import find_times
from goodoffices.coding.typer import Learned, shipped
from goodoffices.coding.voices import with_first_persons, with_joint_speakers, with_needed, with_own_voice
from goodoffices.model import Coding, Parsed
from goodoffices.ontology import Tables

__all__ = ["code"]


def code(p: Parsed, tables: Tables, published: date | None, learned: Learned | None = None) -> Coding:
    """Everything the coders find in one article; `published` anchors relative dates and offices. Other `learned` models than the shipped ones serve measuring."""
    times = corrected(p, find_times(p, published))
    places = find_places(p, tables.know)
    cast = find_actors(p, tables.know, published, places)
    statements = find_statements(p, cast, tables.book)
    cast = with_own_voice(p, cast, statements, tables.know)
    cast, statements = with_unnamed_speakers(p, cast, statements, tables)
    cast, statements = with_joint_speakers(p, cast, statements, tables.know)
    cast = with_first_persons(p, cast, statements, tables.know)
    frames = Frames(p, cast, {m.head: m for m in places})
    scene = Scene(p, cast, frames, times, places, statements, tables.book, published)
    matches = find(frames, tables.book, learned or shipped())
    demands = find_demands(frames, statements, matches, tables.book)
    said = {m.trigger for m in demands}
    matches = [m for m in matches if (m.pattern.lemma or m.trigger not in said) and not (m.pattern.type == "REQUEST" and m.complement in said)] + demands
    matches += find_ellipses(frames, matches, tables.book)
    denied = find_denied(frames, tables.book)
    shut = {m.trigger for m in denied}
    matches = [m for m in matches if m.trigger not in shut] + denied
    told = assemble(scene, sorted(matches, key=lambda m: m.trigger))
    events = with_confidence(told, fill_counterparts(scene, told))
    cast = with_needed(cast, events, tables.know)
    return Coding(parsed=p, cast=cast, times=times, places=places, statements=statements, events=events, warnings=cast.warnings)

