"""The network in NumPy: words of one article in, scores out. Weights come from training/export.py.

An article is always computed by itself and in one piece, so a record does not depend on what else is in the batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.parse.features import normalise, shape_row, subwords
from goodoffices.parse.tree import heads_of

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]

CACHE_WORDS = 40_000


class Net:
    """`weights` as written by training/export.py; `words` the vocabulary in row order (row 0 is the unknown word)."""

    def __init__(self, weights: dict[str, Floats], words: Sequence[str], layers: int) -> None:
        self.weights = weights
        self.rows = {word: i + 1 for i, word in enumerate(words)}
        self.layers = layers
        self.cache: dict[str, Floats] = {}

    def vector(self, form: str) -> Floats:
        """Input vector of a word form: own row + mean of subword rows + shape row, already mixed."""
        found = self.cache.get(form)
        if found is None:
            norm = normalise(form)
            subs = self.weights["sub"][subwords(norm)].astype(np.float32)
            found = (self.weights["word"][self.rows.get(norm, 0)].astype(np.float32)
                     + subs.sum(0) / np.float32(len(subs)) + self.weights["shape"][shape_row(form)].astype(np.float32))
            if len(self.cache) >= CACHE_WORDS:
                self.cache.clear()
            self.cache[form] = found
        return found

    def run(self, forms: Sequence[str], sentences: Sequence[tuple[int, int]]) -> dict[str, Any]:
        """Scores for the words of an article; `sentences` are (first, last + 1) ranges that cover them in order.

        Returns `head` (index in the article, own index for a root), `deprel`, `upos`, `xpos`, `feats` (label rows) and
        `ner` (scores, words x labels).
        """
        weights = self.weights
        x = np.stack([self.vector(form) for form in forms])
        order = sorted(range(len(sentences)), key=lambda k: sentences[k][0] - sentences[k][1])
        forward, backward, sizes = _packing([sentences[k] for k in order])
        for layer in range(self.layers):
            x = _lstm(x, weights[f"ih{layer}"], weights[f"hh{layer}"], weights[f"bias{layer}"], forward, backward, sizes)
        out: dict[str, Any] = {}
        for name in ("upos", "xpos", "feats"):
            out[name] = (x @ weights[name] + weights[name + "_bias"]).argmax(1)
        out["ner"] = x @ weights["ner"] + weights["ner_bias"]
        full = np.concatenate([weights["root"][None], x])
        arc, rel = (_leaky(full @ weights[k] + weights[k + "_bias"]) for k in ("arc", "rel"))
        dep, head = np.split(arc, 2, axis=1)
        left = (dep @ weights["arc_bi"][:-1] + weights["arc_bi"][-1])
        heads = np.empty(len(forms), dtype=np.intp)
        for first, end in sentences:
            pool = np.concatenate([head[:1], head[first + 1 : end + 1]])
            local = heads_of(left[first + 1 : end + 1] @ pool.T)
            heads[first:end] = np.where(local == 0, -1, local - 1 + first)
        out["deprel"] = self._relations(rel, heads)
        out["head"] = np.where(heads < 0, np.arange(len(forms)), heads)
        return out

    def _relations(self, rel: Floats, heads: Ints) -> Ints:
        dep, head = np.split(rel, 2, axis=1)
        bilinear = self.weights["rel_bi"]  # (D + 1) x (L * (D + 1))
        count = bilinear.shape[1] // (head.shape[1] + 1)
        left = (dep[1:] @ bilinear[:-1] + bilinear[-1]).reshape(len(heads), count, -1)
        chosen = head[heads + 1]
        scores = np.matmul(left[:, :, :-1], chosen[:, :, None])[:, :, 0] + left[:, :, -1]
        best: Ints = scores.argmax(1)
        return best


def _leaky(x: Floats) -> Floats:
    out: Floats = np.maximum(x, x * np.float32(0.1))
    return out


def _packing(ordered: list[tuple[int, int]]) -> tuple[Ints, Ints, list[int]]:
    """Time-major order of the words of sentences sorted by falling length, for both directions, and rows per step."""
    forward: list[int] = []
    backward: list[int] = []
    sizes: list[int] = []
    longest = ordered[0][1] - ordered[0][0]
    for step in range(longest):
        active = [s for s in ordered if s[1] - s[0] > step]
        forward.extend(first + step for first, _ in active)
        backward.extend(end - 1 - step for _, end in active)
        sizes.append(len(active))
    return np.array(forward), np.array(backward), sizes


def _lstm(x: Floats, ih: Floats, hh: Floats, bias: Floats, forward: Ints, backward: Ints, sizes: list[int]) -> Floats:
    """One bidirectional LSTM layer. The weights of the input, forget and output gates are halved at export, so that one
    tanh serves all gates: sigmoid(z) = (tanh(z / 2) + 1) / 2."""
    width = hh.shape[1]
    gates = np.empty((2, len(x), 4 * width), dtype=np.float32)
    gates[0] = (x @ ih[0] + bias[0])[forward]
    gates[1] = (x @ ih[1] + bias[1])[backward]
    hidden = np.empty((2, len(x), width), dtype=np.float32)
    state = np.zeros((2, sizes[0], width), dtype=np.float32)
    cell = np.zeros((2, sizes[0], width), dtype=np.float32)
    half = np.float32(0.5)
    offset = 0
    for size in sizes:
        z = gates[:, offset : offset + size]
        if offset:
            z += np.matmul(state[:, :size], hh)
        np.tanh(z, out=z)
        gate = z[..., : 3 * width] * half + half
        cell = gate[..., width : 2 * width] * cell[:, :size] + gate[..., :width] * z[..., 3 * width :]
        state = gate[..., 2 * width :] * np.tanh(cell)
        hidden[:, offset : offset + size] = state
        offset += size
    out = np.empty((len(x), 2 * width), dtype=np.float32)
    out[forward, :width] = hidden[0]
    out[backward, width:] = hidden[1]
    return out
