"""The desk under load, for `make bench`: 20 readers open the overview, dossiers and searches, alone and while `goodoffices watch` reads forty feeds and files new reports.

The store holds 50,000 events: the affairs of the corpus, each coded once and told again in many reports. A reader looks at a page for a second on average before opening the
next one. With `--rate` requests are sent when they are due instead, whether earlier ones have been answered or not, and a request's time counts from when it was due. What has no answer
after 30 seconds, or another status than 200, failed; answers from a state
older than the store are counted, with how old that state was. Server, writer and client share the machine; the last lines sum up what the desk promises: p99 under 150 ms, nothing failed.
`python eval/bench_load.py [--events 50000] [--readers 20 | --rate 50] [--seconds 60]`
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from html import escape
from pathlib import Path
from urllib.parse import quote

import httpx
from msgspec.structs import replace

from goodoffices.model import Record

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1] / "corpus")]

from serving import served

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30.0
WORDS = ("talks", "withdraw troops", '"foreign minister"', "border village", "ministers meet", "ferry -dam", "ceasefire", "two soldiers")
#: Days over which the reports of one affair are spread, and between the first reports of two affairs.
SPREAD, APART = 60, 5
#: Seconds that a reader looks at a page, on average.
LOOK = 1.0
#: Feeds that the writer follows, and articles in each.
OUTLETS, ITEMS = 40, 100


@dataclass
class Tally:
    """What came of the requests of one kind."""

    times: list[float] = field(default_factory=list)
    failed: int = 0
    #: Of answers from a state older than the store, how many seconds ago that state was finished.
    ages: list[float] = field(default_factory=list)

    def told(self) -> str:
        if not self.times:
            return f"no answer; {self.failed} failed"
        at = [1000 * quantile(self.times, q) for q in (0.5, 0.95, 0.99, 1)]
        return f"{len(self.times)} answered, {self.failed} failed; p50 {at[0]:.0f} ms, p95 {at[1]:.0f} ms, p99 {at[2]:.0f} ms, longest {at[3]:.0f} ms" + (
            f"; {len(self.ages)} while a newer state was worked out, from one finished {quantile(self.ages, 0.5):.1f} s before (median), {max(self.ages):.1f} s at most" if self.ages else "")


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def texts() -> list[tuple[str, str]]:
    """Title and text of the training reports of the project's corpus, each an affair of its own."""
    import expand

    found = (expand.expand(expand.load(path)) for path in sorted((ROOT / "corpus" / "reports").glob("*.yaml")))
    return [(gold["document"]["title"] or "", gold["document"]["text"]) for gold in found if gold["gold_meta"]["split"] == "train"]


def affairs(events: int) -> Iterator[Record]:
    """Records with so many events in all: each affair is told again over two months, with small changes, by other outlets."""
    from goodoffices import code_text

    coded = [code_text(text, published="2024-05-02", title=title) for title, text in texts()]
    per_round = sum(len(record.events) for record in coded)
    rounds = -(-events // per_round)
    for number, record in enumerate(coded):
        for n in range(rounds):
            day = (date(2020, 1, 1) + timedelta(days=number * APART + n * SPREAD // rounds)).isoformat()
            text = f"{record.document.text} ({n})"
            yield replace(record, document=replace(record.document, id=f"load-{number:03}-{n:03}", text=text, sha256=f"{number * rounds + n:064x}", published=day, publisher=f"Outlet {n % 40}"))


def feeds(outlets: int, items: int) -> list[bytes]:
    """JSON feeds of new reports for `watch`: of the same affairs, years later, two of them in one text; some come two days late."""
    chance, known = random.Random(7), texts()

    def item(outlet: int, n: int) -> dict[str, str]:
        (title, one), (_, two) = chance.sample(known, 2)
        day = date(2024, 6, 1) + timedelta(days=n - chance.choice((0, 0, 0, 1, 2)))
        told = "".join(f"<p>{escape(part)}</p>" for part in f"{one}\n\n{two}\n\nObservers counted {outlet * items + n} cars.".split("\n\n"))
        return {"id": str(n), "url": f"https://outlet-{outlet}.example/{n}", "title": title, "date_published": f"{day}T10:00:00Z", "content_html": told}

    return [json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": f"Outlet {outlet}", "items": [item(outlet, n) for n in range(items)]}).encode() for outlet in range(outlets)]


def sources(folder: Path, addresses: list[str]) -> Path:
    path = folder / "sources.toml"
    path.write_text("".join(f'[[source]]\nurl = "{address}"\ntext = "feed"\npublisher = "Outlet {n}"\n\n' for n, address in enumerate(addresses)), encoding="utf-8")
    return path


def goodoffices(*arguments: str) -> subprocess.Popen[bytes]:
    surroundings = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "GOODOFFICES_TABLES": "off"}
    return subprocess.Popen([sys.executable, "-m", "goodoffices", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=surroundings)


@contextmanager
def desk(url: str) -> Iterator[str]:
    """A desk in a process of its own; its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = goodoffices("serve", "--store", url, "--port", str(port), "--rate", "0")
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for_state(address, process)
        yield address
    finally:
        process.terminate()
        process.wait()


def wait_for_state(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until the desk has a finished state to answer from."""
    while process.poll() is None:
        try:
            status = httpx.get(f"{address}/api/health", timeout=60).status_code
            if status == 200:
                return
            if status != 503:
                raise SystemExit(f"{address}/api/health answers with status {status}: is that this program?")
        except httpx.TransportError:
            pass  # not listening yet
        time.sleep(0.1)
    raise SystemExit(f"the desk stopped with status {process.returncode}")


async def ask(client: httpx.AsyncClient, path: str, due: float, tally: Tally) -> None:
    try:
        told = await client.get(path)
    except httpx.HTTPError:
        tally.failed += 1
        return
    if told.status_code == 200:
        tally.times.append(time.perf_counter() - due)
        if told.headers.get("x-state") == "behind":
            tally.ages.append((datetime.now(UTC) - datetime.fromisoformat(told.headers["x-state-as-of"])).total_seconds())
    else:
        tally.failed += 1


@dataclass(frozen=True)
class Load:
    """So many readers, or with a rate so many requests a second, for so long."""

    readers: int
    rate: float | None
    seconds: float

    def __str__(self) -> str:
        return f"{self.readers} readers for {self.seconds:.0f} s" if self.rate is None else f"{self.rate:.0f} requests/s for {self.seconds:.0f} s"


def chosen(number: int, dossiers: list[str], chance: random.Random) -> tuple[str, str]:
    """The kind of a page and its address: of ten pages six are dossiers, three searches, one the overview."""
    kind = ("dossier", "search", "dossier", "dossier", "search", "dossier", "overview", "dossier", "search", "dossier")[number % 10]
    return kind, {"dossier": f"/dossier/{quote(chance.choice(dossiers))}", "search": f"/search?q={quote(chance.choice(WORDS))}", "overview": "/"}[kind]


async def read(client: httpx.AsyncClient, number: int, until: float, dossiers: list[str], tallies: dict[str, Tally]) -> None:
    """One reader: a page, a while to look at it, the next page."""
    chance = random.Random(number)
    await asyncio.sleep(chance.random() * LOOK)
    while time.perf_counter() < until:
        kind, path = chosen(number, dossiers, chance)
        await ask(client, path, time.perf_counter(), tallies[kind])
        number += 1
        await asyncio.sleep(chance.expovariate(1 / LOOK))


async def send(client: httpx.AsyncClient, rate: float, seconds: float, dossiers: list[str], tallies: dict[str, Tally]) -> None:
    """Requests at a fixed rate."""
    begin, chance, under_way = time.perf_counter(), random.Random(1), []
    for n in range(int(rate * seconds)):
        due = begin + n / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        kind, path = chosen(n, dossiers, chance)
        under_way.append(asyncio.create_task(ask(client, path, due, tallies[kind])))
    await asyncio.gather(*under_way)


async def load(address: str, dossiers: list[str], wanted: Load) -> dict[str, Tally]:
    tallies = {"dossier": Tally(), "search": Tally(), "overview": Tally()}
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=50)
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, limits=limits) as client:
        if wanted.rate is not None:
            await send(client, wanted.rate, wanted.seconds, dossiers, tallies)
        else:
            until = time.perf_counter() + wanted.seconds
            await asyncio.gather(*(read(client, n, until, dossiers, tallies) for n in range(wanted.readers)))
    return tallies | {"all": Tally([t for tally in tallies.values() for t in tally.times], sum(t.failed for t in tallies.values()), [a for tally in tallies.values() for a in tally.ages])}


def filed(url: str) -> int:
    from goodoffices.serve.queries import lookups, open_archive

    with open_archive(url) as archive:
        return len(lookups.headers(archive))


def wait_for_news(url: str, before: int, writer: subprocess.Popen[bytes]) -> None:
    """Until the writer has filed something."""
    until = time.monotonic() + 120
    while filed(url) == before:
        if writer.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"the watch filed nothing (status {writer.poll()})")
        time.sleep(0.5)


def under_load(events: int, wanted: Load) -> None:
    """Fills a store, opens a desk on it, and prints how it fares alone and beside a writer."""
    from goodoffices.serve.queries import filing, open_archive

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/load.db"
        with open_archive(url, create=True) as archive:
            filing.file_records(archive, made := filing.Filing(), affairs(events), print)
        print(f"{made.added} articles filed", flush=True)
        start = time.perf_counter()
        with desk(url) as address, httpx.Client(base_url=address, timeout=600) as client:
            dossiers = [d["id"] for d in client.get("/api/dossiers", params={"limit": 1000}).json()]
            print(f"store of {events} events in {filed(url)} articles: {len(dossiers)} dossiers, the desk ready after {time.perf_counter() - start:.1f} s")
            start = time.perf_counter()
            for dossier in dossiers:
                client.get(f"/dossier/{quote(dossier)}")
            print(f"every dossier opened once in {time.perf_counter() - start:.1f} s")
            alone = asyncio.run(load(address, dossiers, wanted))
            for kind, tally in alone.items():
                print(f"{wanted}, nobody writes, {kind} pages: {tally.told()}", flush=True)
            before = filed(url)
            with served({f"/{n}": body for n, body in enumerate(feeds(OUTLETS, ITEMS))}) as addresses:
                writer = goodoffices("watch", str(sources(folder, addresses)), "--allow-private", "--pause", "0", "--quiet", "--store", url)
                try:
                    wait_for_news(url, before, writer)
                    beside = asyncio.run(load(address, dossiers, wanted))
                    for kind, tally in beside.items():
                        print(f"{wanted} beside `watch`, {kind} pages: {tally.told()}", flush=True)
                    print(f"filed meanwhile: {filed(url) - before} articles; the writer {'is at work' if writer.poll() is None else f'stopped with status {writer.returncode}'}")
                finally:
                    writer.kill()
                    writer.wait()
            busy = f"load of the machine {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load of the machine not known"
            print(f"in sum: {events} events, {wanted}, {busy}\n  alone        {alone['all'].told()}\n  beside `watch` {beside['all'].told()}")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--events", type=int, default=50_000)
    ap.add_argument("--readers", type=int, default=20)
    ap.add_argument("--rate", type=float, help="requests a second, instead of readers")
    ap.add_argument("--seconds", type=float, default=60)
    given = ap.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}")
    under_load(given.events, Load(given.readers, given.rate, given.seconds))


if __name__ == "__main__":
    main()
