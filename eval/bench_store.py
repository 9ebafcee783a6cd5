"""Speed of the store, for `make bench`: what filing costs beside coding, and how long a dossier of 10,000 articles takes to open.

The articles of the big dossier are a few coded ones of one affair, with other ids, days and outlets. Every figure is the median of several runs.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace

from goodoffices.model import Record

ROOT = Path(__file__).resolve().parents[1]
BIG = 10_000
RUNS = 5
NAME = "lake"
AFFAIR = (
    "Peru offered on Thursday to hold talks with Bolivia in Quito over fishing rights on Lake Titicaca. Peruvian Foreign Minister Rosa Quispe said the talks "
    "could begin next week. \"We are ready to sit down,\" she said. Ecuador offered to host the meeting.",
    "Bolivia rejected Peru's offer of talks on Friday. \"There is nothing to discuss,\" Bolivian Defence Minister Luis Mamani said in La Paz. Bolivia gave Peru "
    "two weeks to withdraw its patrol boats from Lake Titicaca.",
    "The foreign ministers of Peru and Bolivia will meet in Quito on Wednesday, Ecuador's Foreign Ministry said. Peru said two fishermen were killed when Bolivian "
    "forces shelled boats near Puno on Friday.",
    "Peru threatened on Monday to close its border with Bolivia unless the shelling of boats near Puno stopped. Bolivia denied that its forces had shelled boats.",
)


def affair(count: int) -> Iterator[Record]:
    """Records of one affair over three years."""
    from goodoffices import code_text

    coded = [code_text(text, published="2024-05-02", publisher="Bench") for text in AFFAIR]
    for n in range(count):
        record = coded[n % len(coded)]
        day = (date(2022, 1, 1) + timedelta(days=n * 1095 // count)).isoformat()
        text = record.document.text + f" ({n})"
        document = replace(record.document, id=f"affair-{n:05}", text=text, sha256=f"{n:064x}", published=day, publisher=f"Outlet {n % 40}")
        yield replace(record, document=document)


def opened(url: str) -> tuple[float, float, int]:
    """Seconds to work the dossier out, seconds to open it afterwards (JSON as stored), bytes of it. What falls into several dossiers is put together first."""
    from goodoffices.serve.queries import deciding, dossiers, open_archive

    with open_archive(url) as archive:
        largest, *others = sorted(dossiers.list_dossiers(archive), key=lambda d: -d.article_count)
        for other in others:
            deciding.merge(archive, other.id, largest.id, deciding.Signed(who="bench"))
        deciding.rename(archive, largest.id, NAME, deciding.Signed(who="bench"))
    start = time.perf_counter()
    with open_archive(url) as archive:
        (largest,) = dossiers.list_dossiers(archive)
        dossiers.state_json(archive, NAME)
    first = time.perf_counter() - start
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        with open_archive(url) as archive:
            body = dossiers.state_json(archive, NAME)
        times.append(time.perf_counter() - start)
    assert largest.article_count == BIG
    return first, statistics.median(times), len(body)


def wall(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "goodoffices", *arguments], check=True, stdout=subprocess.DEVNULL, env={**os.environ, "GOODOFFICES_TABLES": "off"})
    return time.perf_counter() - start


def big_dossier() -> None:
    """Files 10,000 articles and opens their dossier."""
    from goodoffices.serve.queries import filing, open_archive

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/big.db"
        count = filing.Filing()
        start = time.perf_counter()
        with open_archive(url, create=True) as archive:
            filing.file_records(archive, count, affair(BIG), print)
        spent = time.perf_counter() - start
        print(f"filing {count.added} records that are already coded: {1000 * spent / BIG:.1f} ms each, {Path(folder, 'big.db').stat().st_size / 2**20:.0f} MiB")
        first, again, size = opened(url)
        print(f"dossier of {BIG} articles: worked out in {first:.1f} s; opened from the store in {again:.2f} s ({size / 2**20:.1f} MiB of JSON)")
        for words in (("dossier", NAME, "--json"), ("dossier", NAME)):
            print(f"`goodoffices {' '.join(words)}` with its start: {statistics.median(wall(*words, '--store', url) for _ in range(RUNS)):.2f} s")


def cost(articles: Path, cpu_of_code: float) -> None:
    """CPU of `add` beside that of `code` on the same articles; both with start-up."""
    import resource

    times = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-m", "goodoffices", "add", str(articles), "--store", f"sqlite:///{folder}/store.db", "--quiet"], check=True,
                           stdout=subprocess.DEVNULL, env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "GOODOFFICES_TABLES": "off"})
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    print(f"`add` takes {100 * (statistics.median(times) / cpu_of_code - 1):.0f} % more CPU than `code` on the same articles, dossiers worked out included")


if __name__ == "__main__":
    print(json.dumps({"python": sys.version.split()[0]}))
    big_dossier()
