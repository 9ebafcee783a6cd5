"""What was told to whom: alerts are claimed before they are sent and marked when they were, so that two processes do not both send one. Functions take the transaction of a
`Repository`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, not_, or_, select, update

from goodoffices.model import Base
from goodoffices.store.tables import alert_digests, alert_rules, alerts

State = Literal["sending", "told", "muted"]
#: Ids asked for at a time.
CHUNK = 200


class Key(Base, frozen=True, kw_only=True):
    """An alert: what a rule tells a target about an entry, by all ids of the entry. Where it is about several things, it was told if one id of each was."""

    rule: str
    target: str
    occasion: str
    groups: tuple[tuple[str, ...], ...]

    @property
    def entries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(i for group in self.groups for i in group))


def since(connection: Connection) -> dict[tuple[str, str], str]:
    """By rule and target the time from which on it tells."""
    return {(row.rule, row.target): row.since for row in connection.execute(select(alert_rules))}


def begin(connection: Connection, pairs: Iterable[tuple[str, str]], at: str) -> None:
    """From now on these rules tell these targets; those that do already are left as they are."""
    known = since(connection)
    rows = [{"rule": rule, "target": target, "since": at} for rule, target in dict.fromkeys(pairs) if (rule, target) not in known]
    if rows:
        connection.execute(insert(alert_rules), rows)


def told(connection: Connection, rule: str, target: str, stale: str) -> dict[str, set[str]]:
    """By occasion the ids of what was told, muted, or is being sent; what has been on its way since before `stale` was not."""
    out: dict[str, set[str]] = {}
    for row in connection.execute(select(alerts.c.occasion, alerts.c.entry).where(alerts.c.rule == rule, alerts.c.target == target, _held(stale))):
        out.setdefault(row.occasion, set()).add(row.entry)
    return out


def _held(stale: str) -> ColumnElement[bool]:
    return or_(alerts.c.state != "sending", alerts.c.at >= stale)


def claim(connection: Connection, wanted: Iterable[Key], at: str, stale: str, state: State = "sending") -> list[Key]:
    """Takes the alerts that nobody has told or is sending; those that were taken."""
    taken = []
    for key in wanted:
        held = {entry for part in _rows(key) for entry in connection.execute(select(alerts.c.entry).where(part, _held(stale))).scalars()}
        if all(held & set(group) for group in key.groups):
            continue
        for part in _rows(key):
            connection.execute(delete(alerts).where(part, not_(_held(stale))))
        connection.execute(insert(alerts), [{"rule": key.rule, "target": key.target, "occasion": key.occasion, "entry": e, "state": state, "at": at} for e in key.entries if e not in held])
        taken.append(key)
    return taken


def settle(connection: Connection, sent: Iterable[Key], at: str) -> None:
    """Marks what was sent."""
    for key in sent:
        for part in _rows(key):
            connection.execute(update(alerts).where(part).values(state="told", at=at))


def release(connection: Connection, failed: Iterable[Key]) -> None:
    """Gives back what could not be sent."""
    for key in failed:
        for part in _rows(key):
            connection.execute(delete(alerts).where(part, alerts.c.state == "sending"))


def _rows(key: Key) -> Iterable[ColumnElement[bool]]:
    entries = key.entries
    for start in range(0, len(entries), CHUNK):
        yield and_(alerts.c.rule == key.rule, alerts.c.target == key.target, alerts.c.occasion == key.occasion, alerts.c.entry.in_(entries[start : start + CHUNK]))


def on_their_way(connection: Connection) -> bool:
    """Is anything claimed that has not been marked as told? Whoever claimed it may be gone."""
    return connection.execute(select(alerts.c.number).where(alerts.c.state == "sending").limit(1)).first() is not None


def last_digests(connection: Connection) -> dict[str, str]:
    """The day of the last digest that went to each target."""
    return {row.target: row.day for row in connection.execute(select(alert_digests))}


def digest_sent(connection: Connection, target: str, day: str) -> None:
    if connection.execute(update(alert_digests).where(alert_digests.c.target == target).values(day=day)).rowcount == 0:
        connection.execute(insert(alert_digests).values(target=target, day=day))
