"""`make bench`: speed and size on this machine: words per CPU second of `goodoffices code`, gain of two workers, cold start, memory, the store, forecasts, the desk under load.

The mix is fixed: the reports of the project's own corpus and the samples, put together to articles of about 500 words, 120 articles
in all. Its density of coded items is printed. Every figure is the median of several runs.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "corpus"))
sys.path.insert(0, str(ROOT / "eval"))
import bench_assess
import bench_load
import bench_store

ARTICLES = 120
WORDS = 500
RUNS = 5


def mix() -> list[dict[str, str]]:
    """120 articles of about 500 words from the corpus texts, in a fixed order."""
    import expand

    texts = [expand.load(path)["text"] for path in sorted((ROOT / "corpus" / "reports").glob("*.yaml"))]
    out, k = [], 0
    for number in range(ARTICLES):
        parts: list[str] = []
        while sum(len(p.split()) for p in parts) < WORDS - 60:
            parts.append(texts[(k * 7 + number) % len(texts)])
            k += 1
        out.append({"id": f"bench-{number}", "text": "\n\n".join(parts), "published": "2024-05-07", "publisher": "Bench", "language": "en"})
    return out


def cpu(arguments: list[str]) -> tuple[float, float, int]:
    """CPU seconds (with children), wall seconds and peak memory in MiB of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "GOODOFFICES_TABLES": "off"})
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, after.ru_maxrss // 1024


def main() -> None:
    articles = mix()
    words = sum(len(a["text"].split()) for a in articles)
    command = [sys.executable, "-m", "goodoffices", "code"]
    with tempfile.TemporaryDirectory() as folder:
        many, one, out = Path(folder) / "many.jsonl", Path(folder) / "one.jsonl", Path(folder) / "out.jsonl"
        many.write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")
        one.write_text(json.dumps(articles[0]) + "\n", encoding="utf-8")
        start = [cpu([*command, str(one)]) for _ in range(RUNS)]
        full = [cpu([*command, str(many), "--output", str(out)]) for _ in range(RUNS)]
        records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        two = [cpu([*command, str(many), "--workers", "2"]) for _ in range(RUNS)]
        bench_store.cost(many, statistics.median(f[0] for f in full))
        help_runs = [cpu([sys.executable, "-m", "goodoffices", "--help"]) for _ in range(RUNS)]
    events = sum(len(r["events"]) for r in records)
    entries = sum(len(v) for r in records for v in r["ledger"].values())
    statements = sum(len(r["statements"]) for r in records)
    startup = statistics.median(s[0] for s in start)
    busy = statistics.median(f[0] for f in full) - startup
    wall_one = statistics.median(f[1] for f in full) - statistics.median(s[1] for s in start)
    wall_two = statistics.median(t[1] for t in two) - statistics.median(s[1] for s in start)
    print(f"machine: {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print(f"mix: {len(articles)} articles, {words} words; per 1,000 words {1000 * events / words:.1f} events, {1000 * statements / words:.1f} statements, "
          f"{1000 * entries / words:.1f} ledger entries")
    print(f"words per CPU second after start-up, one process: {words / busy:.0f}")
    print(f"--workers 2: {wall_one / wall_two:.2f} times the speed of one (wall clock after start-up)")
    print(f"cold start to the first record: {statistics.median(s[1] for s in start):.2f} s wall, {startup:.2f} s CPU")
    print(f"--help: {statistics.median(h[1] for h in help_runs):.2f} s")
    print(f"peak memory of one process: {max(f[2] for f in full)} MiB")
    bench_store.big_dossier()
    bench_assess.report()
    bench_load.under_load(50_000, bench_load.Load(readers=20, rate=None, seconds=60))


if __name__ == "__main__":
    main()
