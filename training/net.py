"""The network in PyTorch, for training only; goodoffices.parse.net computes the same with NumPy.

Word vector (own row + mean of hashed subwords + shape) -> linear -> three bidirectional LSTM layers -> biaffine arcs and
labels (Dozat and Manning 2017), and softmax heads for UPOS, XPOS, features and names.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from goodoffices.parse.features import SHAPE_ROWS, SUBWORD_ROWS

HEADS = ("upos", "xpos", "feats", "ner")


class Net(nn.Module):
    def __init__(self, words: int, labels: dict[str, int], sizes: dict[str, int], dropout: float = 0.33) -> None:
        super().__init__()
        self.word = nn.Embedding(words, sizes["word"])
        self.sub = nn.EmbeddingBag(SUBWORD_ROWS, sizes["sub"], mode="mean")
        self.shape = nn.Embedding(SHAPE_ROWS, sizes["shape"])
        nn.init.normal_(self.word.weight, std=0.1)
        nn.init.normal_(self.sub.weight, std=0.2)
        nn.init.normal_(self.shape.weight, std=0.1)
        self.mix = nn.Linear(sizes["word"] + sizes["sub"] + sizes["shape"], sizes["mix"])
        hidden = sizes["hidden"]
        self.lstm = nn.ModuleList(nn.LSTM(sizes["mix"] if k == 0 else 2 * hidden, hidden, bidirectional=True, batch_first=True)
                                  for k in range(sizes["layers"]))
        self.arc = nn.Linear(2 * hidden, 2 * sizes["arc"])
        self.rel = nn.Linear(2 * hidden, 2 * sizes["rel"])
        self.root = nn.Parameter(torch.zeros(2 * hidden))
        self.arc_bi = nn.Parameter(torch.empty(sizes["arc"] + 1, sizes["arc"]))
        self.rel_bi = nn.Parameter(torch.zeros(labels["deprel"], sizes["rel"] + 1, sizes["rel"] + 1))
        nn.init.orthogonal_(self.arc_bi)
        self.heads = nn.ModuleDict({name: nn.Linear(2 * hidden, labels[name]) for name in HEADS})
        self.dropout = dropout

    def mask(self, x: Tensor, p: float) -> Tensor:
        """Dropout with one mask per sentence (the same for all its words)."""
        if not self.training or p == 0:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= p
        return x * keep / (1 - p)

    def forward(self, types: dict[str, Tensor], ids: Tensor, lengths: Tensor) -> dict[str, Tensor]:
        """types: word rows [U], sub rows (flat) and offsets [U], shape rows [U]; ids [B, T] index types."""
        table = torch.cat([self.word(types["word"]), self.sub(types["sub"], types["offsets"]), self.shape(types["shape"])], 1)
        table = self.mix(table)
        x = self.mask(table[ids], self.dropout * 0.6)
        for layer in self.lstm:
            packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
            x, _ = pad_packed_sequence(layer(packed)[0], batch_first=True)
            x = self.mask(x, self.dropout)
        out = {name: head(x) for name, head in self.heads.items()}
        full = torch.cat([self.root.expand(x.shape[0], 1, -1), x], 1)
        arc = nn.functional.leaky_relu(self.arc(full), 0.1)
        rel = nn.functional.leaky_relu(self.rel(full), 0.1)
        arc, rel = self.mask(arc, self.dropout), self.mask(rel, self.dropout)
        dep, head = arc.chunk(2, -1)
        ones = torch.ones_like(dep[..., :1])
        out["arc"] = (torch.cat([dep, ones], -1) @ self.arc_bi @ head.transpose(1, 2))[:, 1:]
        rel_dep, rel_head = rel.chunk(2, -1)
        out["rel_dep"] = torch.cat([rel_dep, ones], -1)[:, 1:]
        out["rel_head"] = torch.cat([rel_head, ones], -1)
        return out

    def rel_scores(self, out: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Label scores [B, T, L] for the given heads [B, T]."""
        chosen = out["rel_head"].gather(1, heads.unsqueeze(-1).expand(-1, -1, out["rel_head"].shape[-1]))
        left = torch.einsum("btd,lde->btle", out["rel_dep"], self.rel_bi)
        return torch.einsum("btle,bte->btl", left, chosen)
