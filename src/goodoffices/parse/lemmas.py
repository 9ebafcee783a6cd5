"""Lemmas from the learned table: forms seen in training first, then the longest known suffix for the tag."""

from __future__ import annotations

#: Verb lemmas that the learned table gets wrong, and the right ones.
MISLEARNT = {"fre": "free", "aveng": "avenge", "reconven": "reconvene", "reshuffl": "reshuffle", "rewrit": "rewrite", "stok": "stoke", "overhaule": "overhaul"}


class Lemmatizer:
    """`forms` maps "tag form" to a lemma, `suffixes` "tag suffix" to "cut+add", `bases` lists known verb (V) and noun (N)
    lemmas (training/export.py)."""

    def __init__(self, forms: dict[str, str], suffixes: dict[str, str], bases: dict[str, list[str]]) -> None:
        self.forms = forms
        self.suffixes = suffixes
        self.verbs = frozenset(bases["V"])
        self.nouns = frozenset(bases["N"])
        self.cache: dict[tuple[str, str], str] = {}

    def __call__(self, form: str, tag: str) -> str:
        """The lemma of a form with its PTB tag; names keep their spelling."""
        found = self.cache.get((form, tag))
        if found is None:
            if len(self.cache) > 100_000:
                self.cache.clear()
            found = self._find(form, tag)
            found = self.cache[form, tag] = MISLEARNT.get(found, found) if tag.startswith("VB") else found
        return found

    def _find(self, form: str, tag: str) -> str:
        if tag in ("NNP", "NNPS"):
            return form
        low = form.lower().replace("’", "'").replace("‘", "'")
        known = self.forms.get(f"{tag} {low}")
        if known is not None:
            return known
        if tag in ("NN", "JJ", "VB", "RB", "IN") or not low[:1].isalpha():
            return low
        bases = self.verbs if tag.startswith("VB") else self.nouns
        for candidate in _candidates(low, tag):
            if candidate in bases:
                return candidate
        for size in range(min(5, len(low) - 1), -1, -1):
            rule = self.suffixes.get(f"{tag} {low[len(low) - size:]}")
            if rule:
                cut, _, add = rule.partition("+")
                if int(cut) < len(low):
                    return low[: len(low) - int(cut)] + add
        return low


def _candidates(form: str, tag: str) -> list[str]:
    """Base forms that regular English inflection could come from, most likely first."""
    if tag in ("VBD", "VBN") and form.endswith("ed") and len(form) > 3:
        stem = form[:-2]
        return [*([stem[:-1] + "y"] if form.endswith("ied") else []), *([stem[:-1]] if stem[-1:] == stem[-2:-1] and stem[-1] not in "ls" else []), form[:-1] if not stem.endswith(("ss", "x")) and _silent_e(stem) else stem,
                stem, form[:-1], stem[:-1] if stem[-1:] == stem[-2:-1] else stem]
    if tag == "VBG" and form.endswith("ing") and len(form) > 4:
        stem = form[:-3]
        return [*([stem[:-1]] if stem[-1:] == stem[-2:-1] and stem[-1] not in "ls" else []), stem + "e" if _silent_e(stem) else stem, stem, stem + "e",
                stem[:-1] if stem[-1:] == stem[-2:-1] else stem]
    if tag in ("VBZ", "NNS") and form.endswith("s") and len(form) > 2:
        return [*([form[:-3] + "y"] if form.endswith("ies") else []), form[:-1], *([form[:-2]] if form.endswith("es") else [])]
    return []


def _silent_e(stem: str) -> bool:
    """Does a stem more likely end in a silent e ("invit-", "clos-", "mov-")?"""
    return len(stem) > 2 and stem[-1] in "cgsuvz" and not stem.endswith(("ss", "ing"))
