"""Publication dates in the shapes that articles and pages write them."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ISO_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?) ?(Z|z|[+-]\d{2}(?::?\d{2})?)?"
)
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_YEAR = re.compile(r"/((?:19|20)\d{2})(?:/|(?=\d{4}/))")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 3600, "CET": 3600, "CEST": 7200, "MSK": 10800,
    "EST": -18000, "EDT": -14400, "ET": -18000, "PST": -28800, "PDT": -25200,
}  # fmt: skip
_EARLIEST = 1800


def publication_date(value: object) -> str | None:
    """`value` as ISO 8601 date or date-time with zone, None if it is no complete, valid date.

    A valid ISO value is kept as it is. A time without zone is dropped, for nobody can say when it
    was. Numbers are seconds or milliseconds since 1970. 04/09/2025 is ambiguous and gives None.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, int | float):
        return _epoch(value)
    text = str(value).strip()
    if not text or len(text) > 80:
        return None
    return _iso(text) or _other(text)


def date_in_url(url: str | None) -> str | None:
    """The day an address holds, such as /2025/09/04/, as ISO date."""
    for found in _URL_DAY.finditer(url or ""):
        day = _iso("-".join(found.groups()))
        if day is not None:
            return day
    return None


def year_in_url(url: str | None) -> str | None:
    """The year an address holds in its path, such as /2025/."""
    found = _URL_YEAR.search(url or "")
    return found.group(1) if found else None


def _iso(text: str) -> str | None:
    if _ISO_DAY.fullmatch(text):
        return text if _valid(text) else None
    found = _ISO_TIME.fullmatch(text)
    if found is None or not _valid(found.group(1)):
        return None
    day, clock, zone = found.groups()
    if zone is None:
        return day if _valid(f"{day}T{clock.replace(',', '.')}") else None
    moment = f"{day}T{clock.replace(',', '.')}{zone.upper()}"
    return moment if _valid(moment) else None


def _valid(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).year >= _EARLIEST
    except ValueError:
        return False


def _epoch(value: float) -> str | None:
    seconds = value / 1000 if abs(value) > 1e11 else value
    if not 1e8 <= seconds <= 4.2e9:  # 1973 to 2103; smaller numbers are years or counts
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _other(text: str) -> str | None:
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return _epoch(int(text))
    numeric = _NUMERIC.match(text)
    if numeric is not None:
        first, second = int(numeric.group(1)), int(numeric.group(2))
        if first <= 12 and second <= 12 and first != second and "." not in numeric.group():
            return None
    elif not _YEAR.search(text):
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return _dateutil(text, dotted=numeric is not None and "." in numeric.group())
    if moment.year < _EARLIEST:
        return None
    return moment.isoformat() if moment.tzinfo else moment.date().isoformat()


def _dateutil(text: str, *, dotted: bool) -> str | None:
    from dateutil import parser

    found: list[datetime] = []
    for default in (datetime(2000, 1, 1), datetime(2004, 2, 2)):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found.append(
                    parser.parse(text, default=default, dayfirst=dotted, tzinfos=_ZONES)
                )
        except (ValueError, OverflowError, TypeError, AttributeError, IndexError):
            return None
    one, other = found
    if one.date() != other.date() or one.year < _EARLIEST:  # a part was missing and filled in
        return None
    return one.isoformat() if one.tzinfo else one.date().isoformat()
