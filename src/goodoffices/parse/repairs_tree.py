"""Questions to a tree that is being repaired. See goodoffices.parse.repairs."""

from __future__ import annotations

from goodoffices.parse.nlp import Annotation


def children(a: Annotation) -> list[list[int]]:
    """The dependents of each word."""
    kids: list[list[int]] = [[] for _ in a.words]
    for i, head in enumerate(a.head):
        if head != i:
            kids[head].append(i)
    return kids


def subtree(kids: list[list[int]], top: int) -> list[int]:
    """A word and all that hangs below it."""
    out, agenda = [], [top]
    while agenda:
        i = agenda.pop()
        out.append(i)
        agenda.extend(kids[i])
    return out


def ringed(head: list[int]) -> bool:
    """Does following the heads from some word never reach a root?"""
    state = bytearray(len(head))  # 0 not seen, 1 on the way, 2 leads to a root
    for i in range(len(head)):
        way = []
        while not state[i]:
            state[i] = 1
            way.append(i)
            if head[i] == i:
                break
            i = head[i]
        else:
            if state[i] == 1:
                return True
        for k in way:
            state[k] = 2
    return False
