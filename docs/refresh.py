"""Fills the blocks of the documentation that come from the program: python docs/refresh.py [--check]

- Between `<!-- run: COMMAND -->` and `<!-- end -->` stands what a `goodoffices` command prints, run from the project's root.
- Between `<!-- output -->` and `<!-- end -->` stands what the Python block above it prints. The blocks of a page are one program, run from the project's root.
- Between `<!-- columns -->` and `<!-- end -->` stand the columns of the tables that Python gives.
- Notebooks lose what they printed: a test runs them.

`--check` changes nothing, names the files that would change, and exits with 1 if there are any.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", ROOT / "docs" / "commands.md", ROOT / "docs" / "python.md")
NOTEBOOKS = tuple(sorted((ROOT / "docs").glob("*.ipynb")))
BLOCK = re.compile(r"<!-- run: (goodoffices [^\n]*?) -->\n.*?<!-- end -->", re.DOTALL)
PROGRAM = re.compile(r"```python\n(?P<code>.*?)```\n(?:<!-- output -->\n.*?<!-- end -->)?", re.DOTALL)
COLUMNS = re.compile(r"<!-- columns -->\n.*?<!-- end -->", re.DOTALL)
SURROUNDINGS = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "GOODOFFICES_TABLES": "off", "GOODOFFICES_STORE": "sqlite://"}
#: Runs the blocks of a page one after the other and gives what each printed.
RUNNER = """
import contextlib, io, json, sys
names, told = {"__name__": "page"}, []
for code in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(code, "page", "exec"), names)
    told.append(out.getvalue())
json.dump(told, sys.stdout)
"""


def output(command: str) -> str:
    """What a command prints, in a terminal 80 columns wide."""
    words = shlex.split(command)
    done = subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True, check=True, cwd=ROOT, env=SURROUNDINGS)
    return done.stdout.strip("\n").replace("python -m goodoffices", "goodoffices")


def printed(blocks: list[str]) -> list[str]:
    """What each of the Python blocks of a page prints; stops with the error of the first that fails."""
    done = subprocess.run([sys.executable, "-c", RUNNER], input=json.dumps(blocks), capture_output=True, text=True, check=False, cwd=ROOT, env=SURROUNDINGS)
    if done.returncode:
        sys.exit(done.stderr)
    return [text.strip("\n") for text in json.loads(done.stdout)]


def columns() -> str:
    from goodoffices.frames import COLUMNS

    return "\n".join(["| table | columns |", "|---|---|", *(f"| `{name}` | {', '.join(f'{c.name} {c.kind}' for c in found)} |" for name, found in COLUMNS.items())])


def filled(text: str) -> str:
    """A page with all its blocks made anew."""
    text = BLOCK.sub(lambda m: f"<!-- run: {m[1]} -->\n```text\n{output(m[1])}\n```\n<!-- end -->", text)
    text = COLUMNS.sub(lambda m: f"<!-- columns -->\n{columns()}\n<!-- end -->", text)
    if "<!-- output -->" not in text:
        return text
    told = iter(printed([m["code"] for m in PROGRAM.finditer(text)]))

    def with_output(m: re.Match[str]) -> str:
        made = next(told)
        return m[0] if "<!-- output -->" not in m[0] else f"```python\n{m['code']}```\n<!-- output -->\n```text\n{made}\n```\n<!-- end -->"

    return PROGRAM.sub(with_output, text)


def bare(notebook: str) -> str:
    """A notebook without what its cells printed."""
    made = json.loads(notebook)
    for cell in made["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"execution_count": None, "outputs": [], "metadata": {}}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--check", action="store_true")
    check = ap.parse_args().check
    stale = []
    for page in (*PAGES, *NOTEBOOKS):
        old = page.read_text(encoding="utf-8")
        new = bare(old) if page in NOTEBOOKS else filled(old)
        if new != old:
            stale.append(page.relative_to(ROOT))
            if not check:
                page.write_text(new, encoding="utf-8")
    for page in stale:
        print(f"{page} {'does not show what the program prints' if check else 'made anew'}")
    sys.exit(1 if check and stale else 0)


if __name__ == "__main__":
    main()
