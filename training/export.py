"""Turns a checkpoint into the files the package ships: python training/export.py --data ../shared/data --run training/runs/base

Writes weights.npz (half precision), words.txt, labels.json and lemmas.json into src/goodoffices/parse/data. The mixing
layer is folded into the embedding tables, and the sigmoid gates are halved (see goodoffices.parse.net).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from treebank import load


def fold(state: dict[str, torch.Tensor], sizes: dict[str, int]) -> dict[str, np.ndarray]:
    """NumPy arrays in the layout goodoffices.parse.net expects."""
    get = {k: v.double().numpy() for k, v in state.items()}
    mix, bias = get["mix.weight"], get["mix.bias"]
    a, b = sizes["word"], sizes["word"] + sizes["sub"]
    out = {"word": get["word.weight"] @ mix[:, :a].T + bias, "sub": get["sub.weight"] @ mix[:, a:b].T,
           "shape": get["shape.weight"] @ mix[:, b:].T}
    for k in range(sizes["layers"]):
        parts: dict[str, list[np.ndarray]] = defaultdict(list)
        for suffix in ("", "_reverse"):
            ih, hh = get[f"lstm.{k}.weight_ih_l0{suffix}"], get[f"lstm.{k}.weight_hh_l0{suffix}"]
            bi = get[f"lstm.{k}.bias_ih_l0{suffix}"] + get[f"lstm.{k}.bias_hh_l0{suffix}"]
            order = [0, 1, 3, 2]  # torch: input, forget, cell, output -> input, forget, output, cell
            scale = np.repeat([0.5, 0.5, 0.5, 1.0], len(bi) // 4)[:, None]
            for name, value in (("ih", ih), ("hh", hh), ("bias", bi[:, None])):
                value = np.concatenate([np.split(value, 4)[g] for g in order]) * scale
                parts[name].append(value[:, 0] if name == "bias" else value.T)
        for name, values in parts.items():
            out[f"{name}{k}"] = np.stack(values)
    for name in ("upos", "xpos", "feats", "ner"):
        out[name], out[name + "_bias"] = get[f"heads.{name}.weight"].T, get[f"heads.{name}.bias"]
    for name in ("arc", "rel"):
        out[name], out[name + "_bias"] = get[f"{name}.weight"].T, get[f"{name}.bias"]
    out["root"], out["arc_bi"] = get["root"], get["arc_bi"]
    out["rel_bi"] = get["rel_bi"].transpose(1, 0, 2).reshape(get["rel_bi"].shape[1], -1)
    return {k: np.ascontiguousarray(v.astype(np.float16)) for k, v in out.items()}


def lemma_rules(data: Path) -> dict[str, dict[str, object]]:
    """Lemma table from the training part: full forms seen, and suffix rules by tag ("VBD": "ied" -> "y").

    Keys of `forms` are "tag form"; values the lemma. Keys of `suffixes` are "tag suffix"; values "cut+add".
    """
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sent in load(data, "train"):
        for form, tag, lemma in zip(sent.forms, sent.xpos, sent.lemmas):
            if form.isascii() and any(c.isalpha() for c in form):
                seen[tag, form.lower()][lemma if tag.startswith("NNP") else lemma.lower()] += 1
    suffixes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    forms: dict[str, str] = {}
    for (tag, form), lemmas in seen.items():
        lemma = lemmas.most_common(1)[0][0]
        if tag.startswith("NNP"):
            continue
        forms[f"{tag} {form}"] = lemma
        common = 0
        while common < min(len(form), len(lemma)) and form[common] == lemma[common]:
            common += 1
        rule = f"{len(form) - common}+{lemma[common:]}"
        for size in range(0, min(5, len(form) - 1) + 1):
            suffixes[tag, form[len(form) - size :]][rule] += 1
    rules = {f"{tag} {suffix}": c.most_common(1)[0][0] for (tag, suffix), c in suffixes.items()
             if sum(c.values()) >= (2 if len(suffix) < 4 else 3)}
    plain = {k: v for k, v in forms.items() if not (v == k.split(" ", 1)[1] and k.split(" ")[0] in ("NN", "JJ", "VB", "RB", "IN"))}
    verbs = {lemma for (tag, _), c in seen.items() if tag.startswith("VB") for lemma in [c.most_common(1)[0][0]] if lemma.isalpha()}
    nouns = {lemma for (tag, _), c in seen.items() if tag in ("NN", "NNS") for lemma in [c.most_common(1)[0][0]] if lemma.isalpha()}
    for table in Path("src/goodoffices/ontology/data/patterns").glob("*.tsv"):
        for line in table.read_text(encoding="utf-8").split("\n"):
            cells = line.split("\t")
            if cells[0] in ("v", "n") and len(cells) > 1 and cells[1]:
                (verbs if cells[0] == "v" else nouns).add(cells[1].split()[0].lower())
    return {"forms": plain, "suffixes": rules, "bases": {"V": sorted(verbs), "N": sorted(nouns)}}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--run", type=Path, required=True)
    ap.add_argument("--to", type=Path, default=Path("src/goodoffices/parse/data"))
    args = ap.parse_args()
    codec = json.loads((args.run / "codec.json").read_text(encoding="utf-8"))
    state = torch.load(args.run / "checkpoint.pt", weights_only=True)
    args.to.mkdir(parents=True, exist_ok=True)
    np.savez(args.to / "weights.npz", **fold(state["average"], codec["sizes"]))
    (args.to / "words.txt").write_text("\n".join(codec["words"]) + "\n", encoding="utf-8")
    labels = codec["labels"] | {"layers": codec["sizes"]["layers"], "epoch": state["epoch"]}
    (args.to / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=0), encoding="utf-8")
    (args.to / "lemmas.json").write_text(json.dumps(lemma_rules(args.data), ensure_ascii=False, indent=0, sort_keys=True), encoding="utf-8")
    print(f"exported epoch {state['epoch']} to {args.to}")


if __name__ == "__main__":
    main()
