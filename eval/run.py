"""`make eval`: every accuracy figure on the development data. The own corpus runs anywhere; the other parts need the data
folder (default ../shared/data, or DATA=...), and each that is skipped is named."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import actors
import agreement
import attribution
import judged
import offices
import plover

import corpus


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    data = ap.parse_args().data
    for split in ("train", "dev", "test"):
        corpus.report(split)
        actors.report(split)
    corpus.nothing()
    agreement.report()
    offices.report()
    if (data / "treebanks").is_dir():
        import language

        language.report(data)
    else:
        print(f"\nskipped: language model on the treebanks and name sets (no folder {data / 'treebanks'})")
    if (data / "attribution").is_dir():
        attribution.report(data)
    else:
        print(f"\nskipped: statements on PolNeAR (no folder {data / 'attribution'})")
    if (data / "events").is_dir():
        plover.report(data)
        judged.report(data)
    else:
        print(f"\nskipped: events on PLV sentences (no folder {data / 'events'})")


if __name__ == "__main__":
    main()
