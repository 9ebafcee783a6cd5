"""Events on real news, judged by hand: python eval/judged.py --data ../shared/data [--draw FILE]

`--draw` writes a sample of 100 events for a judge who did not write the rules: file, digest of the article, characters, sentence and what the
program says. The judge's verdicts stand in eval/judged.tsv (no word of the articles does): digest, offsets of the evidence, what was said, verdict
(right | wrong), what is wrong, and the digest of the code that made them. Precision is recomputed from them; it is stale when the code has changed since.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from goodoffices.model import Article
from goodoffices.ontology import load
from goodoffices.pipeline import code_article

ROOT = Path(__file__).resolve().parents[1]
VERDICTS = ROOT / "eval" / "judged.tsv"
SIZE = 100
SEED = 13
PARTS = ("coding", "ledger", "ontology", "parse", "pipeline.py")


def articles(data: Path) -> Iterator[Article]:
    """The reports of the news folder (several in a file, parted by empty lines) and the dev part of the attribution set."""
    for path in sorted((data / "news").glob("*.txt")):
        for number, text in enumerate(_parts(path.read_text(encoding="utf-8"))):
            yield Article(id=f"{path.stem}-{number}", text=text, name=path.name, language="en")
    for path in sorted((data / "attribution" / "dev").rglob("*.txt"))[::8]:
        yield Article(id=path.stem, text=path.read_text(encoding="utf-8"), name=path.name, language="en")


def _parts(text: str) -> list[str]:
    parts = [p.strip() for p in text.split("\n\n")]
    return [p for p in parts if len(p) > 200] or [text]


def version() -> str:
    """Digest of the code and data that make events."""
    digest = hashlib.sha256()
    for part in PARTS:
        top = ROOT / "src" / "goodoffices" / part
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.suffix in (".py", ".tsv", ".npz", ".json", ".gz", ".txt"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def events(data: Path) -> tuple[list[tuple[Article, dict[str, object]]], int]:
    """All events with their article, and the number of words."""
    out: list[tuple[Article, dict[str, object]]] = []
    words = 0
    tables = load()
    for article in articles(data):
        words += len(article.text.split())
        record = msgspec.to_builtins(code_article(article, tables))
        names = {a["id"]: a["name"] for a in record["actors"]}
        for e in record["events"]:
            out.append((article, {**e, "who": [names.get(a, a) for a in e["actors"]], "whom": [names.get(a, a) for a in e["recipients"]]}))
    return out, words


def draw(data: Path, target: Path) -> None:
    found, words = events(data)
    picked = random.Random(SEED).sample(found, min(SIZE, len(found)))
    with target.open("w", encoding="utf-8") as file:
        for number, (article, e) in enumerate(picked, 1):
            span = e["evidence"][0]  # type: ignore[index]
            before = article.text[max(0, span["start"] - 350) : span["start"]]
            after = article.text[span["end"] : span["end"] + 200]
            print(f"## {number}\narticle: {article.id} {hashlib.sha256(article.text.encode()).hexdigest()[:16]} {span['start']} {span['end']}\n"
                  f"says: {e['type']} ({e['mode']}) by {e['who']} to {e['whom']}, {e['modality']}\ntext: {before} [[{span['text']}]] {after}\n", file=file)
    print(f"{len(picked)} of {len(found)} events, {words} words, code {version()}")


def report(data: Path) -> None:
    found, words = events(data)
    print(f"\nevents on real news: {len(found)} in {words} words, {1000 * len(found) / max(1, words):.1f} per 1,000 words")
    kinds = Counter(str(e["type"]) for _, e in found)
    print("  " + ", ".join(f"{kind} {1000 * n / max(1, words):.2f}" for kind, n in sorted(kinds.items())))
    if not VERDICTS.exists():
        print("  not judged")
        return
    lines = [line.split("\t") for line in VERDICTS.read_text(encoding="utf-8").splitlines() if line and not line.startswith(("#", "article"))]
    good = sum(line[4] == "right" for line in lines)
    print(f"  judged by hand: {good} of {len(lines)} right ({100 * good / len(lines):.1f} %), at {1000 * len(found) / max(1, words):.1f} events per 1,000 words")
    print("  " + ", ".join(f"{what} {n}" for what, n in Counter(line[5] for line in lines if line[4] != "right").most_common()))
    if {line[6] for line in lines} != {version()}:
        print("  stale: the code has changed since these events were judged")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    ap.add_argument("--draw", type=Path)
    args = ap.parse_args()
    if args.draw:
        draw(args.data, args.draw)
    else:
        report(args.data)


if __name__ == "__main__":
    sys.exit(main())
