"""Lines that say who wrote the report and when it went out."""

from __future__ import annotations

import re

import msgspec

from goodoffices.read.dates import publication_date

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}(?=$|[^\d])|\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH},?[ -]\d{{4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}})",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:(?:first |last |originally |date )?(?P<kind>published|posted|updated|modified|created|issued|released|update|date)"
    r"(?: on| at| online)?)\b\s*:?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"T?\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?|[+-]\d{2}:?\d{2}\b"
    r"|\(?\b(?:\d{4} )?(?:GMT|UTC|IST|EST|EDT|ET|PST|PDT|CET|CEST|BST|MSK|EEST|EET|WAT|EAT|SGT|HKT|JST|KST|AEST|Z)(?:[+-]\d{1,2}(?::?\d{2})?)?\b\)?"
    r"|\b\d+[- ]min(?:ute)?s?(?: read)?\b|\b\d+ (?:hours?|days?|minutes?) ago\b"
    r"|\b(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?\b,?"
)  # without IGNORECASE, so that names stay names; callers fold where it is harmless
_NAME = r"(?:[A-Z][\w.'’-]*|(?:d[eiau]|del|van|von|der|al|el|bin|ben|la|le)\b)"
_BY = re.compile(
    rf"(?:(?i:(?:story |text |words |report |reported |written |analysis |opinion |exclusive |reporting )?by)\b:?\s+|✍\s*)"
    rf"(?P<names>{_NAME}(?: {_NAME}){{0,5}}(?:(?:, and|,| and| &| \||,? in| /|/| •| ·| -| –| —|,? for|,? at) {_NAME}(?: {_NAME}){{0,4}}){{0,6}})"
    r"(?:,? (?:(?:staff|senior|special|diplomatic|foreign|political|chief|our|security|defen[cs]e|world|news) )*"
    r"(?:writers?|reporters?|correspondents?|editors?|journalists?|desk|bureau|agency|agencies))?[,.]?"
)
_NO_NAMES = re.compile(
    r"by\s+(?:(?:the|a|an|any|all|now|then|far|contrast|comparison|land|sea|air|law|day|night|numbers?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|july|september|october|november|december|"
    r"(?:april|may|june|august)(?! [A-Z]))\b(?!\.)|\d)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(rf"{_NAME}(?: {_NAME}){{0,3}}(?:(?: and|,| \||/) {_NAME}(?: {_NAME}){{0,3}}){{0,3}}")
_EDGES = " \t|,.;:•·–—-/()[]@»«>"
_LONGEST = 220


class Byline(msgspec.Struct, frozen=True):
    """A line that names author, date or both. `published` and `updated` are ISO 8601, None if absent."""

    published: str | None = None
    updated: str | None = None


def find_byline(paragraph: str) -> Byline | None:
    """What the line says if it is nothing but a byline, a date line or both; None for prose."""
    if len(paragraph) > _LONGEST:
        return None
    dates = list(_DATE.finditer(paragraph))
    undated = _DATE.sub(" · ", paragraph)
    starts_by = _BY.match(undated)
    label = _LABEL.match(paragraph)
    if not dates and not starts_by and not label:
        return None
    if starts_by and _NO_NAMES.match(paragraph):
        return None
    names = starts_by["names"] if starts_by else ""
    rest = _LABEL.sub(" ", undated[starts_by.end() :] if starts_by else undated)
    rest = re.sub(_CLOCK.pattern, " ", rest, flags=re.IGNORECASE)
    rest = re.sub(r"\b(?:at|on|and|am|pm)\b", " ", rest, flags=re.IGNORECASE).strip(_EDGES)
    rest = re.sub(r"[\s|,.;:•·–—-]{2,}", " | ", rest)
    if rest and not (dates and len(rest.split()) <= 8 and _PEOPLE.fullmatch(rest) and not paragraph.endswith(".")):
        return None
    if not dates and not starts_by and not re.search(r"\d", paragraph):
        return None
    if paragraph.endswith((".", "?", "!")) and len(names.split()) > 8:
        return None
    return _dated(paragraph, dates)


def _dated(paragraph: str, dates: list[re.Match[str]]) -> Byline:
    published = updated = None
    for found in dates:
        day = publication_date(_moment(paragraph, found)) or publication_date(found.group())
        labels = list(_LABEL.finditer(paragraph, 0, found.start()))
        kind = labels[-1]["kind"].casefold() if labels else "published"
        if kind in ("updated", "update", "modified"):
            updated = updated or day
        else:
            published = published or day
    return Byline(published, updated)


def _moment(paragraph: str, found: re.Match[str]) -> str:
    """The date with its clock time, where a zone follows it; else the date alone."""
    after = re.match(
        r"T?,?(?: at| -| \|)? ?(\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)? ?(?:[AaPp]\.?[Mm]\.?)?) ?(GMT|UTC|Z|[+-]\d{2}:?\d{2})(?!\w)",
        paragraph[found.end() :],
    )
    return f"{found.group()} {after.group(1)} {after.group(2)}" if after else found.group()
