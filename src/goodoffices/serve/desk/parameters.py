"""The parameters of the API, each with its rules; the documentation is made from them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import ExitStack
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import Depends, Query, Request
from pydantic import BeforeValidator
from starlette.concurrency import run_in_threadpool

from goodoffices.serve.desk.reading import ReadingRoom
from goodoffices.serve.queries import Archive


async def opened(request: Request) -> AsyncIterator[Archive]:
    """The store as of its last finished state. Raises StoreError, StateNotReadyError. Where there is such a state nothing is waited for, and no thread is needed."""
    room: ReadingRoom = request.app.state.room
    found = room.at_hand()
    if found is not None:
        archive, request.state.standing = found
        yield archive
        return
    with ExitStack() as stack:
        archive, request.state.standing = await run_in_threadpool(stack.enter_context, room.open())
        yield archive


def written_out(day: object) -> object:
    """Only days as they are written: a number is none. Raises ValueError."""
    if isinstance(day, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day, flags=re.ASCII):
        raise ValueError("a day is written as 2024-05-07")
    return day


#: A day or a time in UTC.
TIME = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$"


def moment(time: object) -> object:
    """Only days and times as they are written. Raises ValueError."""
    if isinstance(time, str):
        if not re.fullmatch(TIME, time, flags=re.ASCII):
            raise ValueError("a time is written as 2024-05-07 or 2024-05-07T18:30:00Z")
        datetime.fromisoformat(time)
    return time


Store = Annotated[Archive, Depends(opened)]
WORDS = 200
Dossier = Annotated[str | None, Query(max_length=WORDS, description="Only articles of this dossier: its id, its name, or a unique part of the name.")]
Named = Annotated[str, Query(max_length=WORDS, description="The dossier: its id, its name, or a unique part of the name.")]
WhatIf = Annotated[tuple[Annotated[str, Query(max_length=40)], ...], Query(max_length=20, description="As if this were on record too: accepts, call, ceasefire, quiet, venue=neutral, date=DATE, guarantor. Nothing is kept.")]
Actor = Annotated[str | None, Query(max_length=WORDS, description="Only this actor: an id, or part of a name.")]
Country = Annotated[str | None, Query(pattern="^[A-Za-z]{3}$", description="Only this country: ISO 3166-1 alpha-3.")]
Source = Annotated[str | None, Query(max_length=WORDS, description="Only what this outlet or this article says.")]
Since = Annotated[date | None, BeforeValidator(written_out), Query(alias="from", description="Not before this day.")]
Until = Annotated[date | None, BeforeValidator(written_out), Query(alias="to", description="Not after this day.")]
Modality = Annotated[str | None, Query(max_length=WORDS, description="Only this modality, such as planned.")]
EventType = Annotated[str | None, Query(alias="type", max_length=WORDS, description="Only this category of PLOVER, such as THREATEN.")]
ActorKind = Annotated[str | None, Query(alias="type", max_length=WORDS, description="Only actors of this kind, such as government or person.")]
SpeechType = Annotated[Literal["direct", "indirect"] | None, Query(alias="type", description="Only quotations, or only reported speech.")]
EntryType = Annotated[str | None, Query(alias="type", max_length=WORDS, description="Only this kind, channel or stance, such as ceasefire, call or ploy.")]
Status = Annotated[str | None, Query(max_length=WORDS, description="Only entries of this status, such as open.")]
At = Annotated[date | None, BeforeValidator(written_out), Query(description="The state of the world on that day.")]
KnownAt = Annotated[date | None, BeforeValidator(written_out), Query(description="By reports published until that day.")]
By = Annotated[Literal["day", "week", "month", "quarter"], Query(description="How long the periods are.")]
Level = Annotated[Literal["actor", "country"], Query(description="People and bodies by themselves, or all that belong to a country as one.")]
ContactStatus = Annotated[Literal["planned", "held", "cancelled", "refused", "unknown"] | None, Query(description="Only contacts of this status; without it all but those cancelled and refused.")]
SinceTime = Annotated[str, BeforeValidator(moment), Query(description="Since this time in UTC: 2024-05-07, or 2024-05-07T18:30:00Z.", json_schema_extra={"pattern": TIME})]
Cursor = Annotated[str | None, Query(max_length=2000, description="Where the page goes on: from `Link` or `X-Next-Cursor` of the page before.")]
Latest = Annotated[int, Query(ge=1, le=1000, description="At most so many: the latest, of actors the most mentioned.")]
Most = Annotated[int, Query(ge=1, le=1000, description="At most so many.")]
Words = Annotated[str, Query(max_length=1000, description='All words have to occur; "words in quotation marks" side by side; a word after a minus must not.')]


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
