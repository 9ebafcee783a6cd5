"""Lemmas from the learned table: forms seen in training first, then the longest known suffix for the tag."""

from __future__ import annotations

#: Past forms of irregular verbs, "form:lemma"; the learned table has only those seen in training.
IRREGULAR = dict(pair.split(":") for pair in """froze:freeze frozen:freeze shot:shoot fought:fight sought:seek brought:bring bought:buy caught:catch taught:teach fled:flee flew:fly
flown:fly withdrew:withdraw withdrawn:withdraw withheld:withhold held:hold struck:strike broke:break broken:break spoke:speak
spoken:speak chose:choose stole:steal stolen:steal swore:swear sworn:swear tore:tear torn:tear threw:throw thrown:throw
overthrew:overthrow overthrown:overthrow drew:draw drawn:draw shook:shake took:take taken:take overtook:overtake undertook:undertake
forbade:forbid forbidden:forbid forgave:forgive gave:give given:give wrote:write written:write rode:ride drove:drive driven:drive
rose:rise risen:rise arose:arise sank:sink sunk:sink sprang:spring began:begin begun:begin rang:ring met:meet sat:sit led:lead fed:feed
sped:speed bled:bleed left:leave kept:keep slept:sleep swept:sweep wept:weep crept:creep dealt:deal lent:lend sent:send spent:spend
built:build rebuilt:rebuild lost:lose told:tell sold:sell said:say paid:pay repaid:repay laid:lay heard:hear made:make stood:stand
withstood:withstand understood:understand became:become overcame:overcome came:come ran:run overran:overrun won:win hung:hang dug:dig
stuck:stick stung:sting flung:fling slung:sling swung:swing wrung:wring clung:cling bound:bind found:find ground:grind blew:blow
blown:blow grew:grow knew:know foresaw:foresee saw:see seen:see ate:eat beat:beat beaten:beat bit:bite hid:hide hidden:hide slid:slide
lit:light split:split shut:shut cut:cut hit:hit put:put let:let set:set upset:upset beset:beset quit:quit burst:burst cast:cast
broadcast:broadcast cost:cost hurt:hurt thrust:thrust shed:shed spread:spread rid:rid bid:bid outbid:outbid strode:stride strove:strive
wore:wear bore:bear borne:bear awoke:awake woke:wake dove:dive shrank:shrink drank:drink swam:swim slew:slay slain:slay smote:smite
trod:tread fell:fall fallen:fall befell:befall upheld:uphold beheld:behold pled:plead knelt:kneel burnt:burn leapt:leap dreamt:dream
spelt:spell spilt:spill learnt:learn went:go gone:go did:do done:do undid:undo redid:redo mistook:mistake partook:partake
forsook:forsake foreswore:forswear resold:resell reset:reset retook:retake retaken:retake""".split())
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
        if tag in ("VBD", "VBN") and low in IRREGULAR:
            return IRREGULAR[low]
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
