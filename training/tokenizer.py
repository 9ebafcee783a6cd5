"""Writes the tokenizer's rules from spaCy's, so that the program runs them without spaCy: python training/tokenizer.py"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from goodoffices.parse.pipeline import make_tokenizer


def main() -> None:
    made = make_tokenizer()
    exceptions = {form: [part[next(iter(part))] for part in parts] for form, parts in made.rules.items() if not any(c.isspace() for c in form)}
    rules = {"prefix": made.prefix_search.__self__.pattern, "suffix": made.suffix_search.__self__.pattern, "infix": made.infix_finditer.__self__.pattern,
             "url": made.url_match.__self__.pattern, "exceptions": exceptions}
    to = Path("src/goodoffices/parse/data/tokenizer.json")
    to.write_text(json.dumps(rules, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(exceptions)} exceptions to {to}")


if __name__ == "__main__":
    main()
