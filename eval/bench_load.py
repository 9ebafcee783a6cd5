"""The desk under load, for `make bench`: pages of dossiers and of searches at 50 requests a second, alone and while `goodoffices add` files new reports.

The store holds 50,000 events: the affairs of the corpus, each coded once and told again in many reports. Requests are sent when they are due, whether earlier ones
have been answered or not, and a request's time counts from when it was due; what has no answer after 30 seconds, or another status than 200, failed. Server, writer and client share
the machine. `python eval/bench_load.py [--events 50000] [--rate 50] [--seconds 60]`
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
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import httpx
from msgspec.structs import replace

from goodoffices.model import Record

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30.0
WORDS = ("talks", "withdraw troops", '"foreign minister"', "border village", "ministers meet", "ferry -dam", "ceasefire", "two soldiers")
#: Days over which the reports of one affair are spread, and between the first reports of two affairs.
SPREAD, APART = 60, 5


@dataclass
class Tally:
    """What came of the requests of one kind."""

    times: list[float] = field(default_factory=list)
    failed: int = 0

    def told(self) -> str:
        if not self.times:
            return f"no answer; {self.failed} failed"
        ordered = sorted(self.times)
        at = [ordered[min(len(ordered) - 1, int(q * len(ordered)))] for q in (0.5, 0.95, 0.99)]
        return f"{len(ordered)} answered, {self.failed} failed; median {1000 * at[0]:.0f} ms, p95 {1000 * at[1]:.0f} ms, p99 {1000 * at[2]:.0f} ms, longest {1000 * ordered[-1]:.0f} ms"


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


def news(folder: Path, count: int) -> Path:
    """New reports for `add`: of the same affairs, years later, two of them in one text; some come two days late, as in feeds."""
    path, chance, known = folder / "news.jsonl", random.Random(7), texts()
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            (title, one), (_, two) = chance.sample(known, 2)
            file.write(json.dumps({"id": f"news-{n}", "text": f"{one}\n\n{two}\n\nObservers counted {n} cars.", "published": (date(2024, 6, 1) + timedelta(days=n // 40 - chance.choice((0, 0, 0, 1, 2)))).isoformat(), "publisher": "Late Wire", "title": title}) + "\n")
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
        for _ in range(600):
            try:
                httpx.get(f"{address}/api/sources", timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


async def ask(client: httpx.AsyncClient, path: str, due: float, tally: Tally) -> None:
    try:
        told = await client.get(path)
    except httpx.HTTPError:
        tally.failed += 1
        return
    if told.status_code == 200:
        tally.times.append(time.perf_counter() - due)
    else:
        tally.failed += 1


async def load(address: str, dossiers: list[str], rate: float, seconds: float) -> dict[str, Tally]:
    """Sends requests at a fixed rate, pages of dossiers and of searches in turn."""
    tallies = {"dossier": Tally(), "search": Tally()}
    chance = random.Random(1)
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=50)
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, limits=limits) as client:
        begin = time.perf_counter()
        under_way = []
        for n in range(int(rate * seconds)):
            due = begin + n / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            kind = ("dossier", "search")[n % 2]
            path = f"/dossier/{quote(chance.choice(dossiers))}" if kind == "dossier" else f"/search?q={quote(chance.choice(WORDS))}"
            under_way.append(asyncio.create_task(ask(client, path, due, tallies[kind])))
        await asyncio.gather(*under_way)
    return tallies


def filed(url: str) -> int:
    from goodoffices.serve.queries import lookups, open_archive

    with open_archive(url) as archive:
        return len(lookups.headers(archive))


def under_load(events: int, rate: float, seconds: float) -> None:
    """Fills a store, opens a desk on it, and prints how it fares alone and beside a writer."""
    from goodoffices.serve.queries import filing, open_archive

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/load.db"
        with open_archive(url, create=True) as archive:
            filing.file_records(archive, made := filing.Filing(), affairs(events), print)
        print(f"{made.added} articles filed", flush=True)
        with desk(url) as address, httpx.Client(base_url=address, timeout=600) as client:
            start = time.perf_counter()
            dossiers = [d["id"] for d in client.get("/api/dossiers", params={"limit": 1000}).json()]
            print(f"store of {events} events in {filed(url)} articles: {len(dossiers)} dossiers sorted in {time.perf_counter() - start:.1f} s")
            start = time.perf_counter()
            for dossier in dossiers:
                client.get(f"/dossier/{quote(dossier)}")
            print(f"every dossier opened once in {time.perf_counter() - start:.1f} s")
            for kind, tally in asyncio.run(load(address, dossiers, rate, seconds)).items():
                print(f"{rate:.0f} requests/s for {seconds:.0f} s, nobody writes, {kind} pages: {tally.told()}", flush=True)
            before = filed(url)
            writer = goodoffices("add", str(news(folder, 20_000)), "--store", url, "--quiet")
            try:
                time.sleep(3)  # its start
                for kind, tally in asyncio.run(load(address, dossiers, rate, seconds)).items():
                    print(f"{rate:.0f} requests/s for {seconds:.0f} s beside `add`, {kind} pages: {tally.told()}", flush=True)
                print(f"filed meanwhile: {filed(url) - before} articles; the writer {'is at work' if writer.poll() is None else f'stopped with status {writer.returncode}'}")
            finally:
                writer.kill()
                writer.wait()


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--events", type=int, default=50_000)
    ap.add_argument("--rate", type=float, default=50)
    ap.add_argument("--seconds", type=float, default=60)
    chosen = ap.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}")
    under_load(chosen.events, chosen.rate, chosen.seconds)


if __name__ == "__main__":
    main()
