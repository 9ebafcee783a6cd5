"""Lemmas from the learned table: forms seen in training first, then the longest known suffix for the tag."""

from __future__ import annotations


class Lemmatizer:
    """`forms` maps "tag form" to a lemma, `suffixes` "tag suffix" to "cut+add" (training/export.py)."""

    def __init__(self, forms: dict[str, str], suffixes: dict[str, str]) -> None:
        self.forms = forms
        self.suffixes = suffixes
        self.cache: dict[tuple[str, str], str] = {}

    def __call__(self, form: str, tag: str) -> str:
        """The lemma of a form with its PTB tag; names keep their spelling."""
        found = self.cache.get((form, tag))
        if found is None:
            if len(self.cache) > 100_000:
                self.cache.clear()
            found = self.cache[form, tag] = self._find(form, tag)
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
        for size in range(min(5, len(low) - 1), -1, -1):
            rule = self.suffixes.get(f"{tag} {low[len(low) - size:]}")
            if rule:
                cut, _, add = rule.partition("+")
                if int(cut) < len(low):
                    return low[: len(low) - int(cut)] + add
        return low
