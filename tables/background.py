"""Makes src/goodoffices/ontology/data/dossier_background.tsv: in how many reports of the corpus' train part a word or party stands.

    python tables/background.py

The dossiers' membership function weighs words and parties by it: what many unrelated reports have says little about which affair a report is about.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "corpus"))

import expand

from goodoffices.ledger.dossiers.words import stem, tokens
from goodoffices.ontology.tables import SHIPPED

#: Words and parties of fewer reports are left out: they count as found in one.
LEAST = 2
PARTIES = ("government", "country", "military", "igo")


def main() -> None:
    words: Counter[str] = Counter()
    parties: Counter[str] = Counter()
    reports = 0
    for path in sorted((ROOT / "corpus" / "reports").glob("*.yaml")):
        report = expand.load(path)
        if report["split"] != "train":
            continue
        reports += 1
        words.update({stem(w) for w in tokens(f"{report['title']}. {report['text']}") if len(w) > 2 and not w[0].isdigit()})
        actors = [a for a in expand.expand(report)["actors"] if a["kind"] in PARTIES]
        parties.update({f"body:{a['code']}" if a["kind"] == "igo" and a["code"] else a["id"] if a["kind"] == "igo" else f"state:{a['country']}" for a in actors})
    lines = ["# Made by tables/background.py from the train part of the project's own corpus: in how many reports a word (its stem) or a party stands.",
             "# The row all is the number of reports. Written for Good Offices, Apache-2.0.", "sort\tkey\treports", f"all\t*\t{reports}"]
    for sort, found in (("word", words), ("party", parties)):
        lines += [f"{sort}\t{key}\t{count}" for key, count in sorted(found.items()) if count >= LEAST]
    (SHIPPED / "dossier_background.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
