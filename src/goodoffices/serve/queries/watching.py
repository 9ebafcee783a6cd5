"""Watching: sources asked, what they list noted, articles read and filed with their originals. Each step is one transaction, so that it may be stopped anywhere."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from goodoffices import __version__
from goodoffices.errors import FetchError, ReadError, StoreRefusedError
from goodoffices.model import Article, Coder
from goodoffices.ontology import load
from goodoffices.parse import model_digest
from goodoffices.pipeline import code_article
from goodoffices.read.addresses import RefusedError, host_of
from goodoffices.read.feedlist import Watched
from goodoffices.read.feeds import Feed, FeedItem, read_feed
from goodoffices.read.pacing import DAY, in_turn, seconds_until_next
from goodoffices.read.records import ReadFailure
from goodoffices.read.robots import Robots
from goodoffices.read.visited import Hints, article_at, as_page
from goodoffices.read.web import Answer, Web
from goodoffices.serve.queries.archive import Archive, now
from goodoffices.store import articles, watched
from goodoffices.store.watched import Item, SourceState

__all__ = ["Round", "Watch"]

#: An article that cannot be had is tried so often, first after so many seconds and twice as long each time.
MOST_TRIES = 6
FIRST_PAUSE = 300.0
#: Sitemaps of one index that are read in a round, the latest changed first.
MOST_PARTS = 20
#: Articles read between two looks at the sources.
BATCH = 50
#: What will not be there later either.
_GONE = frozenset({400, 401, 402, 403, 404, 405, 406, 410, 414, 451})


@dataclass(slots=True)
class Round:
    """What was done since the watch began: `faults` are of sources, `changed` the ids of articles that changed the store."""

    asked: int = 0
    found: int = 0
    filed: int = 0
    unchanged: int = 0
    failed: int = 0
    later: int = 0
    faults: int = 0
    changed: list[str] = field(default_factory=list)


class Watch:
    """Sources with what is needed to ask them. `interval`: seconds between two requests to a source that names none; `say` is told what goes wrong."""

    def __init__(self, archive: Archive, web: Web, sources: Sequence[Watched], *, interval: float, say: Callable[[str], None],
                 chance: Callable[[], float] = random.random, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._archive = archive
        self._web = web
        self._robots = Robots(web)
        self._sources = {s.url: s for s in sources}
        self._interval = interval
        self._say = say
        self._chance = chance
        self._clock = clock
        self.done = Round()
        with archive.repository.writing() as connection:
            for source in self._sources.values():
                watched.enrol(connection, source.url, source.name, source.kind, source.publisher)

    def poll(self, *, all_now: bool = False) -> None:
        """Asks the sources whose turn has come, or all of them, and notes what they list."""
        with self._archive.repository.reading() as connection:
            states = watched.states(connection, list(self._sources))
        due = [s for s in states if all_now or s.next_at is None or s.next_at <= self._now()]
        for state in in_turn(due, lambda s: host_of(s.url)):
            self._ask(state)

    def read(self) -> int:
        """Reads and files what waits, for a while; how many articles were tried."""
        with self._archive.repository.reading() as connection:
            waiting = watched.waiting(connection, list(self._sources), self._now(), BATCH)
        for item in in_turn(waiting, lambda i: host_of(i.url)):
            self._read(item)
        return len(waiting)

    def seconds_to_wait(self) -> float:
        """Until the next source or article is due."""
        with self._archive.repository.reading() as connection:
            due = watched.next_turn(connection, list(self._sources))
        return max(0.0, (datetime.fromisoformat(due) - self._clock()).total_seconds()) if due else 0.0

    def _now(self, seconds: float = 0.0) -> str:
        return (self._clock() + timedelta(seconds=seconds)).isoformat(timespec="microseconds").replace("+00:00", "Z")

    def _ask(self, state: SourceState) -> None:
        source = self._sources[state.url]
        every = source.every * 60 if source.every is not None else self._interval
        self.done.asked += 1
        asked_wait = None
        try:
            answer = self._web.get(state.url, etag=state.etag, last_modified=state.last_modified, permit=self._robots.permit)
            asked_wait = answer.wait
            if answer.status not in (200, 304):
                raise FetchError(state.url, f"the server answers with status {answer.status}")
            self._note(state, source, answer, self._now(seconds_until_next(every, 0, asked_wait, self._chance())))
        except (FetchError, ReadError) as err:
            self.done.faults += 1
            self._say(f"{state.name}: {err.reason}")
            later = self._now(seconds_until_next(every, state.failures + 1, asked_wait, self._chance()))
            with self._archive.repository.writing() as connection:
                watched.failed(connection, state.url, err.reason, self._now(), later)

    def _note(self, state: SourceState, source: Watched, answer: Answer, next_at: str) -> None:
        """Keeps what the answer lists together with its tag. Raises ReadError, FetchError where a part of it cannot be had."""
        digest = hashlib.sha256(answer.body).hexdigest()
        if answer.status == 304 or digest == state.digest:
            with self._archive.repository.writing() as connection:
                watched.answered(connection, state.url, self._now(), next_at)
            return
        feed = Feed(kind="page") if source.kind == "page" else read_feed(answer.body, answer.url, answer.charset)
        seen = {"kind": feed.kind, "digest": digest, "etag": answer.etag, "last_modified": answer.last_modified}
        if feed.kind == "page":
            if source.kind != "page":
                raise ReadError(state.url, 'no feed or sitemap but a page: write kind = "page" to read it as an article each time it changes')
            found = [watched.Found(url=state.url)]
        else:
            found = [_found(item, source) for item in (self._parts(feed, state) if feed.kind == "index" else feed.items)]
        with self._archive.repository.writing() as connection:
            self.done.found += watched.answered(connection, state.url, self._now(), next_at, found, renew=feed.kind == "page", **seen)

    def _parts(self, index: Feed, state: SourceState) -> list[FeedItem]:
        """The articles in the sitemaps of an index that may have changed since the last good answer."""
        since = (state.ok_at or "")[:10]
        changed = [(url, day) for url, day in index.parts if day is None or day[:10] >= since]
        latest = sorted(changed, key=lambda part: part[1] or "", reverse=True)[:MOST_PARTS]
        items: list[FeedItem] = []
        for url, _ in latest:
            answer = self._web.get(url, permit=self._robots.permit)
            if answer.status != 200:
                raise FetchError(url, f"the server answers with status {answer.status}")
            items += read_feed(answer.body, answer.url, answer.charset).items
        return items

    def _read(self, item: Item) -> None:
        """One article: had, read, coded, filed."""
        try:
            if item.content is not None:
                answer = Answer(url=item.url, status=200, body=item.content, media="text/html", charset="utf-8")
            else:
                answer = self._web.get(item.url, permit=self._robots.permit)
        except RefusedError as err:
            self._give_up(item, err.reason)
            return
        except FetchError as err:
            self._try_later(item, err.reason, None)
            return
        if answer.status in _GONE:
            self._give_up(item, f"the server answers with status {answer.status}")
        elif answer.status != 200:
            self._try_later(item, f"the server answers with status {answer.status}", answer.wait)
        else:
            hints = Hints(title=item.title, publisher=item.publisher, published=item.published)
            found = article_at(answer, hints)
            if isinstance(found, ReadFailure):
                self._give_up(item, found.reason)
            else:
                self._file(item, answer, hints, found)

    def _file(self, item: Item, answer: Answer, hints: Hints, article: Article) -> None:
        tables = load(self._archive.tables)
        coder = Coder(program="goodoffices", version=__version__, model=model_digest(), tables=tables.digest)
        with self._archive.repository.reading() as connection:
            known = articles.is_filed(articles.find(connection, article.id), articles.source_digest(article), coder)
        record = None if known else code_article(article, tables, explain=True)
        original = watched.Original(article=article.id, url=answer.url, body=answer.body, media=answer.media, charset=answer.charset, title=hints.title,
                                    publisher=hints.publisher, published=hints.published)
        try:
            with self._archive.repository.writing() as connection:
                outcome = articles.save(connection, record, now()) if record is not None else "unchanged"
                watched.keep_original(connection, original, self._now())
                watched.item_filed(connection, item.number, article.id, self._now())
        except StoreRefusedError as err:
            self._give_up(item, err.reason)
            return
        if outcome == "unchanged":
            self.done.unchanged += 1
        else:
            self.done.filed += 1
            self.done.changed.append(article.id)

    def _give_up(self, item: Item, reason: str) -> None:
        self.done.failed += 1
        self._say(f"{item.url}: {reason}")
        with self._archive.repository.writing() as connection:
            watched.item_failed(connection, item.number, reason, self._now())

    def _try_later(self, item: Item, reason: str, asked: float | None) -> None:
        if item.tries + 1 >= MOST_TRIES:
            self._give_up(item, f"{reason} ({item.tries + 1} tries)")
            return
        self.done.later += 1
        wait = seconds_until_next(FIRST_PAUSE, item.tries, asked, self._chance())
        with self._archive.repository.writing() as connection:
            watched.item_later(connection, item.number, reason, self._now(min(wait, 7 * DAY)))


def _found(item: FeedItem, source: Watched) -> watched.Found:
    content = as_page(item.content, item.title) if source.text == "feed" and item.content else None
    return watched.Found(url=item.url, title=item.title, published=item.published, content=content)
