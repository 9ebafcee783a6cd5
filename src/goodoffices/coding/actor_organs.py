"""Organs that speak for their organisation in its own papers: "The Authority condemns", "The Council decides", "The Heads of State express"."""

from __future__ import annotations

from goodoffices.coding.actor_register import Register

#: Words, written with a capital, for what an organisation decides by.
ORGANS = frozenset("authority council assembly conference summit commission committee community union bureau board secretariat bloc alliance organisation organization league group forum".split())
#: Between an organ and the "of" of its organisation.
RULERS = frozenset("heads head of state states and government governments ministers foreign affairs the peace security ministerial permanent executive extraordinary ordinary".split())
#: How far behind an organ its organisation may be named.
REACH = 18


def find_organs(r: Register) -> None:
    """Resolves the capitalised organ to the organisation that the text gives it, or that has the word in its name; runs before descriptions are read."""
    p, s = r.p, r.scan
    known: dict[str, str] = {}
    for i, word in enumerate(p.lower):
        if word in ORGANS and p.text[i][:1].isupper() and (owner := _told(r, i)) is not None:
            known.setdefault(word, owner)
    owners = set(known.values())
    for i, word in enumerate(p.lower):
        if not p.text[i][:1].isupper() or i in s.at or not r.free(i, i):
            continue
        start = i - 1 if s.word(i - 1) == "the" else i
        if word in ORGANS and _speaks(r, i, start):
            owner = known.get(word) or _named_so(r, i, word)
            if owner is not None:
                r.mention(r.organisation(owner), start, i, "description")
        elif word == "heads" and s.word(i + 1) == "of" and s.word(i + 2) in ("state", "government") and len(owners) == 1 and s.word(i - 1) in ("the", "their"):
            last = i + 2
            while s.word(last + 1) in RULERS and s.same_sentence(last + 1, i) and p.pos[last + 1] in ("NOUN", "PROPN", "CCONJ", "ADP"):
                last += 1
            if s.word(last + 1) != "of" and r.free(start, last):
                r.mention(r.organisation(next(iter(owners))), start, last, "description", True)


def _speaks(r: Register, i: int, start: int) -> bool:
    """Is the organ meant by itself: with an article, as a subject, or alone at the head of a resolution ("Council,")?"""
    p, s = r.p, r.scan
    if s.word(i + 1) in ("of", "for") or i + 1 == len(p.text) or p.text[i + 1][:1].isupper():
        return False
    return start < i or p.dep[i] == "nsubj" or (i == p.sentences[p.sent[i]][0] and p.text[i + 1] == ",")


def _told(r: Register, i: int) -> str | None:
    """The organisation named right before an organ ("the ECOWAS Authority") or behind its "of" ("the Authority of Heads of State of the ECOWAS")."""
    s = r.scan
    before = s.at.get(i - 1)
    if before is not None and before.last == i - 1 and before.meaning.sort == "igo" and s.same_sentence(i - 1, i):
        return before.meaning.ref
    if s.word(i + 1) == "(":
        close = next((k for k in range(i + 2, min(i + 5, len(r.p.text))) if r.p.text[k] == ")"), i)
    else:
        close = i
    if s.word(close + 1) != "of":
        return None
    for k in range(close + 1, min(close + REACH, len(r.p.text))):
        if not s.same_sentence(k, i):
            return None
        hit = s.at.get(k)
        if hit is not None and hit.first == k and hit.meaning.sort == "igo":
            return hit.meaning.ref
        if s.word(k) not in RULERS and (hit is None or hit.meaning.sort != "igo"):
            return None
    return None


def _named_so(r: Register, i: int, word: str) -> str | None:
    """The one organisation named before, or in the title, whose name has the word in it ("The Council" of the Security Council)."""
    found = {h.meaning.ref for h in r.scan.hits if h.meaning.sort == "igo" and h.first < i and h.meaning.ref in r.know.organisations}
    fit = {x for x in found if word in r.know.organisations[x].name.lower().split()}
    return fit.pop() if len(fit) == 1 else None


__all__ = ["find_organs"]
