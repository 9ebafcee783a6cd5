"""Reads the treebanks and the name annotations, and makes variants of sentences for training."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from goodoffices.ontology import load as load_tables

#: Six news documents of GUM-train that are never trained or tuned on; the model card reports on them.
HELD_OUT = ("GUM_news_afghan", "GUM_news_crane", "GUM_news_imprisoned", "GUM_news_korea", "GUM_news_stampede", "GUM_news_worship")

NAME_TYPES = ("PERSON", "ORG", "PLACE")
GUM_TYPES = {"person": "PERSON", "organization": "ORG", "place": "PLACE"}
TITLES = frozenset("""mr mrs ms dr sir lord col gen lt maj capt sgt president vice prime minister foreign defence defense secretary
senator governor king queen prince sheikh general colonel major captain commander professor chancellor chairman ambassador iraqi
syrian russian american british turkish iranian""".split())
#: Names of countries: places in our labels also where the annotators saw the government ("Iraq said").
STATES = frozenset(m.text for ms in load_tables().know.names.values() for m in ms if m.sort == "country")
PRONOUNS = frozenset("i we you he she it they this that these those many some my our his her its their who which".split())
RE3D_TYPES = {"Person": "PERSON", "Organisation": "ORG", "Location": "PLACE"}


@dataclass(slots=True)
class Sentence:
    """One gold sentence: parallel lists over its syntactic words; heads are 1-based, 0 is the root."""

    doc: str
    forms: list[str]
    lemmas: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    names: list[str] | None = None
    space_after: list[bool] = field(default_factory=list)
    new_paragraph: bool = False
    text: str = ""


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file; multiword tokens give the spacing, empty nodes are dropped."""
    doc, paragraph = "", True
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if not block.strip():
            continue
        sent = Sentence(doc, [])
        entity: list[str] = []
        surface: list[tuple[int, int, bool]] = []
        for line in block.split("\n"):
            if line.startswith("# newdoc id"):
                doc, paragraph = line.split("=", 1)[1].strip(), True
            elif line.startswith("# newpar"):
                paragraph = True
            elif line.startswith("# text ="):
                sent.text = line.split("=", 1)[1].strip()
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if "." in cells[0]:
                continue
            if "-" in cells[0]:
                first, last = (int(x) for x in cells[0].split("-"))
                surface.append((first, last, "SpaceAfter=No" not in cells[9]))
                continue
            sent.forms.append(cells[1])
            sent.lemmas.append(cells[2])
            sent.upos.append(cells[3])
            sent.xpos.append(cells[4])
            sent.feats.append(cells[5])
            sent.heads.append(int(cells[6]))
            sent.deprels.append(cells[7])
            sent.space_after.append("SpaceAfter=No" not in cells[9])
            match = re.search(r"Entity=([^|]+)", cells[9])
            entity.append(match.group(1) if match else "")
        for first, last, space in surface:
            for i in range(first - 1, last - 1):
                sent.space_after[i] = False
            sent.space_after[last - 1] = space
        sent.doc, sent.new_paragraph, paragraph = doc, paragraph, False
        if doc.startswith("GUM_"):
            sent.names = _gum_names(sent, entity)
        yield sent


def _gum_names(sent: Sentence, entity: list[str]) -> list[str]:
    """BIO tags of proper names from GUM's entity spans: the PROPN run around the head of a mention."""
    tags = ["O"] * len(sent.forms)
    open_spans: list[tuple[str, str, int]] = []
    spans: list[tuple[int, int, str]] = []
    for i, cell in enumerate(entity):
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", cell):
            bits = part.strip("()").split("-")
            ident = bits[0]
            if part.startswith("("):
                kind = bits[1] if len(bits) > 1 else ""
                if part.endswith(")"):
                    spans.append((i, i, kind))
                else:
                    open_spans.append((ident, kind, i))
            else:
                for k in range(len(open_spans) - 1, -1, -1):
                    if open_spans[k][0] == ident:
                        spans.append((open_spans[k][2], i, open_spans[k][1]))
                        del open_spans[k]
                        break
    for first, last, kind in sorted(spans, key=lambda s: s[0] - s[1]):
        label = GUM_TYPES.get(kind)
        inside = range(first, last + 1)
        head = next((i for i in inside if not first <= sent.heads[i] - 1 <= last), None)
        if label is None or head is None or sent.upos[head] != "PROPN" or (label == "PERSON" and sent.xpos[head] == "NNPS"):
            continue
        low = high = head
        while low - 1 >= first and sent.xpos[low - 1].startswith("NNP"):
            low -= 1
        while True:
            if high + 1 <= last and sent.xpos[high + 1].startswith("NNP"):
                high += 1
            elif high + 2 <= last and sent.forms[high + 1] in ("of", "for", "-", "de") and sent.xpos[high + 2].startswith("NNP") and label != "PERSON":
                high += 2
            else:
                break
        while label == "PERSON" and high + 2 <= last and sent.forms[high + 1] == "-" and not sent.space_after[high]:
            high += 2
        while label == "PERSON" and low - 2 >= first and sent.forms[low - 1] == "-" and sent.xpos[low - 2].startswith("NNP"):
            low -= 2
        titles = [i for i in range(low, high) if sent.forms[i].lower().strip(".") in TITLES]
        if label == "PERSON" and titles:
            low = titles[-1] + 1
        if label == "PERSON" and sent.forms[low].lower().strip(".") in TITLES:
            continue
        if label == "ORG" and " ".join(sent.forms[low : high + 1]) in STATES:
            label = "PLACE"
        for i in range(low, high + 1):
            tags[i] = ("B-" if i == low else "I-") + label
        if high + 1 < len(tags) and tags[high + 1].startswith("I-"):
            tags[high + 1] = "B" + tags[high + 1][1:]
    return tags


def read_re3d(path: Path) -> Iterator[Sentence]:
    """Sentences with name labels only (no parse): labels outside PERSON, ORG, PLACE become O.

    re3d marks nominal mentions too ("the families of the victims"); only runs with a capital initial that are no pronoun count as names.
    """
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if "\t" in line]
        if not rows:
            continue
        forms, raw = [r[0] for r in rows], [r[1] for r in rows]
        tags, i = ["O"] * len(rows), 0
        while i < len(rows):
            end = i + 1
            if raw[i].startswith("B-"):
                while end < len(rows) and raw[end].startswith("I-"):
                    end += 1
                kind = RE3D_TYPES.get(raw[i][2:])
                capital = [k for k in range(i, end) if forms[k][:1].isupper()]
                while capital and (forms[capital[0]] in ("The", "A") or (kind == "PERSON" and forms[capital[0]].lower().strip(".") in TITLES)):
                    del capital[0]
                if kind and capital and len(forms[capital[0]]) > 1 and forms[capital[0]].lower() not in PRONOUNS:
                    low, high = capital[0], capital[-1]
                    if all(k in capital or forms[k] in ("of", "for", "the", "and", "-", "al", "de") for k in range(low, high + 1)):
                        kind = "PLACE" if kind == "ORG" and " ".join(forms[low : high + 1]) in STATES else kind
                        for k in range(low, high + 1):
                            tags[k] = ("B-" if k == low else "I-") + kind
            i = end
        yield Sentence("re3d", forms, names=tags)


def load(data: Path, part: str) -> list[Sentence]:
    """`part` is train, dev, test or held_out (the six news documents)."""
    bank = data / "treebanks"
    gum_train = list(read_conllu(bank / "en_gum_permissive-train.conllu")) if part in ("train", "held_out") else []
    if part == "held_out":
        return [s for s in gum_train if s.doc in HELD_OUT]
    if part == "train":
        ewt = list(read_conllu(bank / "en_ewt-train.conllu"))
        names = list(read_re3d(data / "ner" / "re3d-train.txt"))
        return ewt + [s for s in gum_train if s.doc not in HELD_OUT] + names
    if part == "dev":
        return list(read_conllu(bank / "en_ewt-dev.conllu")) + list(read_conllu(bank / "en_gum_permissive-dev.conllu"))
    if part == "test":
        return list(read_conllu(bank / "en_ewt-test.conllu"))
    raise ValueError(f"no such part: {part}")


class Variants:
    """Random variants of a sentence: names of the world, letter case, quotation marks, dropped final stop."""

    def __init__(self, seed: int, places: list[str], given: list[str], family: list[str]) -> None:
        self.random = random.Random(seed)
        self.places, self.given, self.family = places, given, family

    def __call__(self, sent: Sentence) -> Sentence:
        forms = list(sent.forms)
        rng = self.random
        if rng.random() < 0.35:
            self._swap_names(sent, forms)
        roll = rng.random()
        if roll < 0.04:
            forms = [f.lower() for f in forms]
        elif roll < 0.06:
            forms = [f.upper() for f in forms]
        elif roll < 0.10:
            forms = [f[:1].upper() + f[1:] if len(f) > 3 or i == 0 else f for i, f in enumerate(forms)]
        if rng.random() < 0.5:
            forms = self._quotes(forms)
        return replace(sent, forms=forms)

    def _swap_names(self, sent: Sentence, forms: list[str]) -> None:
        for i, pos in enumerate(sent.upos):
            if pos != "PROPN" or len(forms[i]) < 3 or not forms[i][:1].isupper() or forms[i].isupper() or self.random.random() < 0.3:
                continue
            tag = sent.names[i] if sent.names else "O"
            if tag.endswith("PLACE"):
                forms[i] = self.random.choice(self.places)
            elif tag == "B-PERSON" and i + 1 < len(forms) and sent.upos[i + 1] == "PROPN":
                forms[i] = self.random.choice(self.given)
            elif tag.endswith("PERSON"):
                forms[i] = self.random.choice(self.family)
            elif tag == "O" and sent.names is None and self.random.random() < 0.5:
                forms[i] = self.random.choice(self.random.choice((self.places, self.given, self.family)))

    def _quotes(self, forms: list[str]) -> list[str]:
        style = self.random.choice((("“", "”"), ("“", "”"), ('"', '"'), ("‘", "’"), ("``", "''"), ("«", "»")))
        out, inside = [], False
        for form in forms:
            if form in ('"', "“", "”", "``", "''"):
                form, inside = style[1 if inside else 0], not inside
            elif "'" in form and style[0] == "“":
                form = form.replace("'", "’")
            elif form in ("-", "--") and self.random.random() < 0.3:
                form = self.random.choice(("–", "—", "-"))
            out.append(form)
        return out
