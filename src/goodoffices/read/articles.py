"""Drafts to articles: cleaned text, id, publication date with its source, language."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from goodoffices.model import Article, PublishedSource
from goodoffices.read.clean import Cleaned, clean_paragraphs, is_addition, one_line
from goodoffices.read.dateline import find_dateline
from goodoffices.read.dates import date_in_url, publication_date, year_in_url
from goodoffices.read.decode import normalise
from goodoffices.read.genres import genres
from goodoffices.read.language import detect, primary_tag
from goodoffices.read.paragraphs import paragraphs, split_title
from goodoffices.read.records import Draft, ReadFailure, ReadOptions

#: Characters of prose behind a dateline from which on a first line may be a lead.
SHORTEST_LEAD = 40


class Publication(msgspec.Struct, frozen=True):
    """When the article appeared, how that is known, and the warnings that go with it."""

    date: str | None
    source: PublishedSource | None
    warnings: tuple[str, ...] = ()


def article(draft: Draft, options: ReadOptions) -> Article | ReadFailure:
    """The article of `draft`, a failure where cleaning leaves no text."""
    cleaned = _cleaned(draft)
    if not any(character.isalnum() for character in cleaned.text):
        return ReadFailure(draft.name, "no article text left after cleaning")
    when = publication(draft, cleaned, options)
    language = primary_tag(draft.language) or detect(cleaned.text)
    foreign = ("unsupported_language",) if language not in (None, "en") else ()
    url = one_line(draft.url)
    return Article(
        id=one_line(draft.id) or _digest(url.encode() if url else draft.fingerprint),
        text=cleaned.text,
        title=cleaned.title,
        url=url,
        publisher=one_line(draft.publisher) or one_line(options.publisher),
        published=when.date,
        published_source=when.source,
        dateline=cleaned.dateline,
        language=language,
        name=draft.name,
        warnings=when.warnings + foreign + draft.warnings + genres(draft, cleaned),
    )


def publication(draft: Draft, cleaned: Cleaned, options: ReadOptions) -> Publication:
    """The first date that is stated: by the input, the page, the caller, the byline, the dateline, the address.

    A stated date that cannot be read is ignored with the warning `invalid_publication_date`.
    """
    stated = [value for value in (draft.published, options.published) if value]
    invalid = ("invalid_publication_date",) if any(publication_date(value) is None for value in stated) else ()
    candidates: Sequence[tuple[str | None, PublishedSource]] = (
        (publication_date(draft.published), "given"),
        (draft.page_date, "page"),
        (publication_date(options.published), "given"),
        (cleaned.byline_date, "page"),
        (cleaned.dateline_date or _completed(cleaned.dateline_day, draft.url), "dateline"),
        (date_in_url(draft.url), "guessed"),
    )
    for day, source in candidates:
        if day is not None:
            guessed = ("guessed_publication_date",) if source == "guessed" else ()
            return Publication(day, source, invalid + guessed)
    return Publication(None, None, (*invalid, "no_publication_date"))


def _completed(month_day: str | None, url: str | None) -> str | None:
    """A dateline's day with the year of the address."""
    year = year_in_url(url)
    return publication_date(f"{month_day}, {year}") if month_day and year else None


def _cleaned(draft: Draft) -> Cleaned:
    text = normalise(draft.text)
    if not draft.titled:
        return clean_paragraphs(paragraphs(text), draft.title)
    whole = split_title(text)
    parts = ([whole.title] if whole.title else []) + whole.paragraphs
    while len(parts) > 1 and whole.title and is_addition(parts[0]):
        parts = parts[1:]
    if whole.title is None or len(parts) < 2 or _is_lead(parts[0]):
        return clean_paragraphs(parts, None)
    cleaned = clean_paragraphs(parts[1:], parts[0])
    # One paragraph of prose with nothing but additions under it has no title.
    return cleaned if cleaned.text else clean_paragraphs(parts, None)


def _is_lead(paragraph: str) -> bool:
    """Does the first line open with the dateline of an agency and go on as prose? Then the text was pasted without its title."""
    found = find_dateline(paragraph, strong_only=True)
    return found is not None and len(paragraph) - found.end >= SHORTEST_LEAD and paragraph.rstrip().endswith((".", ".\u201d", '."'))


def _digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()[:16]
