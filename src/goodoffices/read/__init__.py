"""Reading: whatever the user names becomes cleaned articles, one at a time.

    for item in read(["reports/", "more.jsonl"], ReadOptions(publisher="Radio Kasane")):
        if isinstance(item, ReadFailure): ...
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

from goodoffices.model import Article
from goodoffices.read.records import Draft, ReadFailure, ReadOptions

if TYPE_CHECKING:
    from goodoffices.read.web import Answer, Web

__all__ = ["Article", "ReadFailure", "ReadOptions", "read"]


def read(inputs: Iterable[str], options: ReadOptions | None = None) -> Iterator[Article | ReadFailure]:
    """Every article behind `inputs` (files, folders, web addresses, `-`), lazily and in order.

    A bad input or row gives a ReadFailure in its place; nothing is raised for one.
    """
    # Imported here, so that a command that reads nothing does not wait for the rules to compile.
    from goodoffices.read.articles import article
    from goodoffices.read.drafts import drafts
    from goodoffices.read.sources import Source, sources

    options = options or ReadOptions()
    given = [inputs] if isinstance(inputs, str) else inputs
    with ExitStack() as closing:
        asked: list[Web] = []

        def get(url: str) -> Answer:
            """One reader for all addresses of the run, made when the first one is met."""
            if not asked:
                from goodoffices.read.web import Web

                asked.append(closing.enter_context(Web(allow_private=options.allow_private)))
            return asked[0].get(url)

        for source in sources(given, options.stdin):
            if isinstance(source, Source):
                for draft in drafts(source, get):
                    yield article(draft, options) if isinstance(draft, Draft) else draft
            else:
                yield source
