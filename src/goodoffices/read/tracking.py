"""Addresses without what only counts readers."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

#: Parameters that say where a reader came from and change nothing on the page.
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "at_medium", "at_campaign")


def without_tracking(url: str) -> str:
    """The address as it stands for the article: without fragment and without parameters that only count readers."""
    parts = urlsplit(url.strip())
    if not any(key in parts.query for key in _TRACKING):
        return urlunsplit(parts._replace(fragment=""))
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not k.casefold().startswith(_TRACKING)]
    return urlunsplit(parts._replace(query=urlencode(kept), fragment=""))
