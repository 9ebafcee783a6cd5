"""The word lists of the statement coder stand in a table, and each of them is used."""

from __future__ import annotations

import re
from pathlib import Path

import goodoffices
from goodoffices.ontology import load

CODING = Path(goodoffices.__file__).parent


def test_every_list_that_is_asked_for_is_there_and_none_is_idle() -> None:
    code = "".join(path.read_text(encoding="utf-8") for folder in ("coding", "ledger") for path in sorted((CODING / folder).rglob("*.py")))
    asked = {f"q_{name}" for name in re.findall(r'words\("(\w+)"\)', "".join(p.read_text(encoding="utf-8") for p in (CODING / "coding").glob("quote*.py")))}
    asked |= set(re.findall(r'"(q_\w+)"', code)) - {"q_"}
    lists = {name for name in load().book.classes if name.startswith("q_")}
    assert asked and asked == lists
