"""`make eval`: every accuracy figure on the development data. The own corpus runs anywhere; the other parts need the data
folder (default ../shared/data, or DATA=...), and each that is skipped is named."""

from __future__ import annotations

import argparse
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parent))

import actors
import agreement
import attribution
import judged
import offices
import plover

import corpus


def script(name: str) -> ModuleType:
    """A script of this folder by its path: folders beside this one have modules of the same name."""
    spec = importlib.util.spec_from_file_location(f"eval_{name}", Path(__file__).resolve().parent / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


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
    sequences = script("sequences")
    program = sequences.Program()
    for split in ("train", "dev", "test"):
        sequences.report(split, sequences.measure(split, program))
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
    if (data / "icews14").is_dir():
        script("forecasts").report(data / "icews14")
        script("signals").report(data / "icews14")
    else:
        print(f"\nskipped: forecasts on ICEWS14 (no folder {data / 'icews14'})")


if __name__ == "__main__":
    main()
