"""Fills the blocks of the documentation that come from the program: python docs/refresh.py [--check]

A block stands between `<!-- run: COMMAND -->` and `<!-- end -->`; COMMAND is a `goodoffices` command line, run from the project's
root. `--check` changes nothing, names the files that would change, and exits with 1 if there are any.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", ROOT / "docs" / "commands.md")
BLOCK = re.compile(r"<!-- run: (goodoffices [^\n]*?) -->\n.*?<!-- end -->", re.DOTALL)


def output(command: str) -> str:
    """What a command prints, in a terminal 80 columns wide."""
    words = shlex.split(command)
    done = subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True, check=True, cwd=ROOT,
                          env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "GOODOFFICES_TABLES": "off", "GOODOFFICES_STORE": "sqlite://"})
    return done.stdout.strip("\n").replace("python -m goodoffices", "goodoffices")


def filled(text: str) -> str:
    """A page with all its blocks made anew."""
    return BLOCK.sub(lambda m: f"<!-- run: {m[1]} -->\n```text\n{output(m[1])}\n```\n<!-- end -->", text)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--check", action="store_true")
    check = ap.parse_args().check
    stale = []
    for page in PAGES:
        old = page.read_text(encoding="utf-8")
        new = filled(old)
        if new != old:
            stale.append(page.relative_to(ROOT))
            if not check:
                page.write_text(new, encoding="utf-8")
    for page in stale:
        print(f"{page} {'does not show what the program prints' if check else 'made anew'}")
    sys.exit(1 if check and stale else 0)


if __name__ == "__main__":
    main()
