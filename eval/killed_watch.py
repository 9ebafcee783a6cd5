"""`goodoffices watch` on a feed of 10,000 items, killed (SIGKILL) 20 times at random moments, against the same watch left alone: are the two stores equal?

The feed brings its texts along and stands on this machine. A kill comes when a number of articles drawn by chance has been filed, and a moment drawn by chance later; what was killed is started again by the
same command. Compared is every row of both stores but for times, internal numbers and what may be thrown away (the cache, prints of texts); besides, the dossiers that come of them, and what
`goodoffices doctor` checks. `python eval/killed_watch.py [--items 10000] [--kills 20] [--seed 1] [--folder FOLDER]`
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from serving import served

LANDS = ("Peru", "Chad", "Oman", "Togo", "Fiji", "Cuba", "Mali", "Laos", "Iran", "Iraq", "Kenya", "Ghana", "Chile", "Nepal", "Malta", "Qatar", "Sudan", "Tonga", "Yemen", "Benin")
CITIES = ("Geneva", "Doha", "Nairobi", "Oslo", "Vienna", "Cairo", "Ankara", "Muscat")
ACTS = ("offered on {day} to hold talks with {two} in {city} over the {thing}", "rejected on {day} an offer of talks with {two} over the {thing}", "accused {two} on {day} of shelling a village near the {thing}",
        "gave {two} until May 30 to withdraw its patrols from the {thing}", "said on {day} that its foreign minister would meet the envoy of {two} in {city} about the {thing}")
SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "zel", "gor", "hin", "fal", "cas")
#: What is left out of a comparison: times, internal numbers, what may be thrown away.
THROWN_AWAY = frozenset({"cache", "prints", "sqlite_sequence"})
TIMES = frozenset({"filed_at", "fetched_at", "found_at", "done_at", "checked_at", "ok_at", "changed_at", "next_at", "replaced_at"})
#: Reports of one day.
A_DAY = 12
#: Articles filed when the next kill comes are counted so often; a kill comes up to so many seconds after the number is reached.
LOOK, LATER = 0.02, 0.5


def text(number: int) -> str:
    """A short report; few are reprints of each other."""
    chance = random.Random(number)
    one, two = chance.sample(LANDS, 2)

    def word() -> str:
        return "".join(chance.choice(SYLLABLES) for _ in range(3))

    act = chance.choice(ACTS).format(day="Tuesday", two=two, city=chance.choice(CITIES), thing=f"{word()} {word()}")
    return f"<p>{one} {act}, its foreign ministry said.</p><p>Its note of {word()} speaks of {' and '.join(word() for _ in range(12))} for the {number} people of {word().capitalize()}.</p>"


def feed(count: int) -> bytes:
    """A JSON feed; every fiftieth item has the text of an earlier one, so that there are reprints."""
    items = [{"id": str(n), "url": f"https://wire.example/{n}", "title": f"Report {n}", "date_published": f"{date(2022, 1, 1) + timedelta(days=n // A_DAY)}T10:00:00Z", "content_html": text(n - 1 if n % 50 == 49 else n)} for n in range(count)]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": items}).encode()


def watching(sources: Path, store: Path) -> subprocess.Popen[bytes]:
    surroundings = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "GOODOFFICES_TABLES": "off"}
    return subprocess.Popen([sys.executable, "-m", "goodoffices", "watch", str(sources), "--once", "--allow-private", "--pause", "0", "--quiet", "--store", f"sqlite:///{store}"], env=surroundings)


def filed(store: Path) -> int:
    """Articles on file; none while there is no store."""
    if not store.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError as err:
        if "no such table" in str(err):
            return 0
        raise


def interrupted(sources: Path, store: Path, count: int, kills: int, chance: random.Random) -> list[int]:
    """Watches with so many kills, then to the end; how many articles were on file at each kill. Raises SystemExit where the watch fails by itself."""
    found = []
    for target in sorted(chance.randrange(count) for _ in range(kills)):
        process = watching(sources, store)
        while process.poll() is None and filed(store) < target:
            time.sleep(LOOK)
        time.sleep(chance.random() * (LATER if filed(store) else 3.0))
        process.send_signal(signal.SIGKILL)
        if process.wait() != -signal.SIGKILL:
            raise SystemExit(f"the watch was over (status {process.returncode}) before it could be killed at {target} articles")
        found.append(filed(store))
    status = watching(sources, store).wait()
    if status != 0:
        raise SystemExit(f"the watch after the last kill ended with status {status}")
    return found


def rows(store: Path) -> dict[str, list[tuple[str, ...]]]:
    """By table what it holds, in an order that does not depend on how it came there; articles stand for their internal numbers."""
    with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True)) as connection:
        ids = {str(number): ident for number, ident in connection.execute("SELECT number, id FROM articles")}
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words_%'") if name not in THROWN_AWAY]
        out = {}
        for table in sorted(tables):
            columns = [name for _, name, *_ in connection.execute(f'PRAGMA table_info("{table}")')]
            by_number = "article" in columns and table not in ("items", "originals")
            kept = [(n, name) for n, name in enumerate(columns) if name != "number" and name not in TIMES]
            out[table] = sorted(tuple(f"{name}={ids.get(str(row[n]), row[n]) if by_number and name == 'article' else told(row[n])}" for n, name in kept)
                                for row in connection.execute(f'SELECT {", ".join(columns)} FROM "{table}"'))
        connection.execute("SELECT count(*) FROM words WHERE words MATCH 'foreign'").fetchone()
    return out


def told(value: object) -> str:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else str(value)


def dossiers(store: Path) -> list[str]:
    """What comes of the store, as a program newly started sees it; raises SystemExit for a store that is not sound."""
    from goodoffices.serve.queries import care, dossiers, open_archive

    with open_archive(f"sqlite:///{store}") as archive:
        wrong = [a for a in care.ailments(archive) if a is not None]
        if wrong:
            raise SystemExit(f"{store}: {wrong[:3]}")
        return [f"{d.id} {d.name} {' '.join(d.articles)}" for d in dossiers.list_dossiers(archive)]


def compare(count: int, kills: int, seed: int, folder: Path) -> list[str]:
    """What differs between the two stores; nothing, if all is well."""
    alone, killed, sources = folder / "alone.db", folder / "killed.db", folder / "sources.toml"
    with served({"/feed.json": feed(count)}) as (url,):
        sources.write_text(f'[[source]]\nurl = "{url}"\nname = "Wire"\ntext = "feed"\n', encoding="utf-8")
        start = time.perf_counter()
        if watching(sources, alone).wait() != 0:
            raise SystemExit("the watch left alone failed")
        print(f"left alone: {filed(alone)} articles filed in {time.perf_counter() - start:.0f} s", flush=True)
        start = time.perf_counter()
        at = interrupted(sources, killed, count, kills, random.Random(seed))
        print(f"killed {len(at)} times, with {', '.join(map(str, at))} articles on file: {filed(killed)} articles filed in {time.perf_counter() - start:.0f} s", flush=True)
    one, two = rows(alone), rows(killed)
    if filed(alone) != count or sum(len(r) for r in one["events"]) == 0:
        raise SystemExit(f"{filed(alone)} of {count} articles, {len(one['events'])} events: too little to compare")
    differing = [f"{table}: {len(one.get(table, []))} rows and {len(two.get(table, []))}, {len(set(one.get(table, [])) ^ set(two.get(table, [])))} differ, such as {min(set(one.get(table, [])) ^ set(two.get(table, [])), default='one twice')}"
                 for table in sorted(one.keys() | two.keys()) if one.get(table) != two.get(table)]
    groups = dossiers(alone), dossiers(killed)
    if groups[0] != groups[1]:
        differing.append(f"dossiers: {len(groups[0])} and {len(groups[1])}")
    print(f"{sum(map(len, one.values()))} rows in {len(one)} tables, {len(groups[0])} dossiers: {'; '.join(differing) or 'the two stores are equal'}")
    return differing


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--items", type=int, default=10_000)
    ap.add_argument("--kills", type=int, default=20)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--folder", type=Path, help="where the stores are made; they stay there")
    given = ap.parse_args()
    if given.folder is not None:
        given.folder.mkdir(parents=True, exist_ok=True)
        raise SystemExit(bool(compare(given.items, given.kills, given.seed, given.folder)))
    with tempfile.TemporaryDirectory() as name:
        raise SystemExit(bool(compare(given.items, given.kills, given.seed, Path(name))))


if __name__ == "__main__":
    main()
