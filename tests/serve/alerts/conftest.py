"""Reports to come, and a store in which rules find something to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from goodoffices.model import Article, ExplainedRecord
from goodoffices.pipeline import code_article
from goodoffices.serve.queries import Archive, filing, open_archive

LATER = {
    "toll": ("2024-05-06", "Bolivian forces shelled a village near Arequipa on May 3, killing nine fishermen, Peru's health ministry said on Monday."),
    "threat": ("2024-05-07", "Bolivia threatened on Tuesday to close the border with Peru if Peru did not withdraw its patrol boats from Lake Titicaca."),
    "expired": ("2024-05-12", "The deadline that Bolivia gave Peru to withdraw its patrol boats from Lake Titicaca expired on Friday without an answer."),
    "denial": ("2024-05-12", "Bolivia denied on Sunday that its forces had shelled a village near Arequipa."),
    "cancelled": ("2024-05-06", "The meeting of the foreign ministers of Peru and Bolivia that was planned for May 8 in Quito has been cancelled, Ecuador's Foreign Ministry said on Monday."),
}


def coded_as(ident: str, text: str, published: str, **more: Any) -> ExplainedRecord:
    return code_article(Article(name=ident, id=ident, language="en", published=published, published_source="given", text=text, **{"title": text[:30], "publisher": "Later Wire", **more}), explain=True)


@pytest.fixture(scope="session")
def later() -> dict[str, ExplainedRecord]:
    """Reports of the days after, by what they tell."""
    return {name: coded_as(name, text, day) for name, (day, text) in LATER.items()}


@pytest.fixture
def archive(store_url: str) -> Iterator[Archive]:
    with open_archive(store_url, create=True) as opened:
        yield opened


@pytest.fixture
def file(archive: Archive) -> Callable[..., None]:
    """Files records."""
    def call(*records: ExplainedRecord) -> None:
        filing.file_records(archive, filing.Filing(), records, lambda *_: pytest.fail("refused"))

    return call


@pytest.fixture
def code() -> Callable[..., ExplainedRecord]:
    """Codes a report: id, text, day."""
    return coded_as
