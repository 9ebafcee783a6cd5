"""`make eval` names what it skips, and the scripts it hooks in load beside each other without LightGBM."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, str(ROOT / "eval")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_scripts_of_the_same_name_load_beside_each_other_and_without_lightgbm() -> None:
    told = _python("""
import sys
sys.modules["lightgbm"] = None
sys.path.insert(0, sys.argv[1])
import run
forecasts, sequences = run.script("forecasts"), run.script("sequences")
print(callable(forecasts.report), callable(sequences.report), forecasts.training.__file__.split("/")[-2])
""")
    assert told.split() == ["True", "True", "training"]


def test_data_that_is_not_there_is_named() -> None:
    told = _python("""
import pathlib, sys
sys.path.insert(0, sys.argv[1])
import run
from types import SimpleNamespace
quiet = SimpleNamespace(report=lambda *a: None, measure=lambda *a: None, nothing=lambda: None, Program=lambda: None)
run.script = lambda name: quiet
for name in ("corpus", "actors", "agreement", "offices"):
    setattr(run, name, quiet)
sys.argv = ["run.py", "--data", "no-such-folder"]
run.main()
""")
    assert "skipped: forecasts on ICEWS14 (no folder no-such-folder/icews14)" in told and told.count("skipped:") == 4
