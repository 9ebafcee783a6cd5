"""From arc scores to a tree: greedy heads, and Chu-Liu-Edmonds where these do not form a tree with one root."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def heads_of(scores: NDArray[np.float32]) -> NDArray[np.intp]:
    """Heads (0 = root, else 1-based) for n words from n x (n + 1) scores, as a tree with exactly one root."""
    count = len(scores)
    scores = scores.copy()
    scores[np.arange(count), np.arange(1, count + 1)] = -np.inf
    greedy: NDArray[np.intp] = scores.argmax(1)
    roots = np.flatnonzero(greedy == 0)
    if len(roots) == 1 and not _has_cycle(greedy):
        return greedy
    gain = scores[:, 0] - scores[:, 1:].max(1, initial=-np.inf) if count > 1 else scores[:, 0]
    best = int(gain.argmax()) if len(roots) != 1 else int(roots[0])
    keep = scores[best, 0]
    scores[:, 0] = -np.inf
    scores[best, :] = -np.inf
    scores[best, 0] = keep
    square = np.full((count + 1, count + 1), -np.inf)
    square[1:] = scores
    return np.array(_edmonds(square)[1:], dtype=np.intp)


def _has_cycle(heads: NDArray[np.intp]) -> bool:
    state = [0] * (len(heads) + 1)
    state[0] = 2
    for start in range(1, len(heads) + 1):
        node, path = start, []
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node - 1])
        if state[node] == 1:
            return True
        for seen in path:
            state[seen] = 2
    return False


def _find_cycle(heads: list[int]) -> list[int]:
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        node, path = start, []
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return []


def _edmonds(scores: NDArray[np.float64]) -> list[int]:
    """Maximum spanning arborescence rooted in 0; scores[d, h] is the score of head h for dependent d."""
    size = len(scores)
    heads = [0] + [int(scores[d].argmax()) for d in range(1, size)]
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    outside = [i for i in range(size) if i not in inside]
    weight = sum(scores[d, heads[d]] for d in cycle)
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    merged = len(outside)
    enter: dict[int, int] = {}
    leave: dict[int, int] = {}
    for a, node in enumerate(outside):
        for b, other in enumerate(outside):
            small[a, b] = scores[node, other]
        leave[a] = max(cycle, key=lambda c, node=node: scores[node, c])  # type: ignore[misc]
        small[a, merged] = scores[node, leave[a]]
        enter[a] = max(cycle, key=lambda c, node=node: scores[c, node] - scores[c, heads[c]])  # type: ignore[misc]
        small[merged, a] = weight + scores[enter[a], node] - scores[enter[a], heads[enter[a]]]
    np.fill_diagonal(small, -np.inf)
    solved = _edmonds(small)
    result = [0] * size
    for a, node in enumerate(outside):
        if node:
            result[node] = leave[a] if solved[a] == merged else outside[solved[a]]
    for d in cycle:
        result[d] = heads[d]
    entry = solved[merged]
    result[enter[entry]] = outside[entry]
    return result
