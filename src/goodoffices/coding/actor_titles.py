"""Titles: whose they are by grammar, men's and women's words among them, and the one that stands before or behind a name."""

from __future__ import annotations

from goodoffices.coding.actor_names import TitleHit, capital
from goodoffices.coding.actor_owners import phrase
from goodoffices.coding.actor_register import Register

WOMEN = frozenset("""
spokeswoman chairwoman congresswoman policewoman businesswoman councilwoman assemblywoman queen princess duchess baroness dame lady mrs ms
mrs. ms. miss madame sister mother daughter wife widow nun stateswoman anchorwoman camerawoman sheikha woman girl actress heroine landlady
empress tsarina grandmother sisters schoolgirl
""".split())
MEN = frozenset("""
spokesman chairman congressman policeman businessman councilman assemblyman king prince duke baron lord sir mr mr. father son husband
widower monk priest bishop archbishop cardinal pope imam ayatollah sheikh emir sultan statesman anchorman cameraman emperor brother man boy
nuncio mullah patriarch gunman fisherman militiaman grandfather pontiff
""".split())
OFFICIALS = frozenset({"leader", "statesman", "stateswoman", "president", "minister", "premier", "chancellor", "tánaiste", "vice-president", "vice-premier"})
CROWDS = frozenset("""
people population crowd electorate clergy family press crew public diaspora staff media television radio opposition mob couple community
""".split())
#: Kinds whose unnamed country is that of the report's subject.
STATE_BODIES = frozenset({"government", "military", "police", "legislature", "judiciary"})
STUDY = frozenset({"study", "teach", "research", "lecture", "edit", "analyse", "analyze", "specialise", "specialize", "head", "lead", "run", "chair", "direct"})
HONORIFICS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lady", "lord", "dame", "hon.", "miss", "monsignor", "msgr.", "fr.", "hajji", "haji", "sayyid", "sayed", "sheikha",
                         "shaikh", "rev."})


def personal(t: TitleHit) -> bool:
    """Does the title belong to one person?"""
    last = t.title.title.split()[-1].lower()
    if t.title.title.lower() in HONORIFICS:
        return True
    if t.title.office:
        return last != "royal" and t.title.kind not in ("group", "country")
    return last in OFFICIALS or (t.title.kind == "civilians" and last not in CROWDS and not last.endswith("s"))


def plural_title(t: TitleHit) -> bool:
    last = t.title.title.split()[-1].lower()
    return (last.endswith("s") and not last.endswith(("ss", "boss"))) or last.endswith(("men", "women", "people", "police"))


def title_before(r: Register, first: int) -> TitleHit | None:
    """The title a name is in apposition to: "its spokeswoman, Nigina Rahmatova"."""
    s = r.scan
    if s.word(first - 1) != "," or not s.same_sentence(first, first - 2):
        return None
    for i in range(first - 2, max(first - 12, -1), -1):
        if not s.same_sentence(i, first) or s.p.pos[i] in ("VERB", "AUX") or s.word(i) in (",", "that"):
            return None
        t = s.title_at.get(i)
        if t is not None and t.last == i and personal(t) and not plural_title(t):
            if named_already(r, t):
                return None
            if phrase(r, t).last == first - 2:
                return t
    return None


def named_already(r: Register, t: TitleHit) -> bool:
    """Is there a name right behind the title or in front of it ("Foreign Minister X, Y")?"""
    return t.last + 1 in r.taken or t.first in r.taken


def title_after(r: Register, last: int) -> TitleHit | None:
    """The title in apposition behind a name: "X, the spokesman of the regional command"."""
    s, p = r.scan, r.p
    i = last + 1
    if s.word(i) != "," or not s.same_sentence(last, i):
        return None
    if i + 2 < len(p.text) and p.pos[i + 1] == "NUM" and p.text[i + 2] == ",":
        i += 2
    for j in range(i + 1, min(i + 9, len(p.text))):
        if not s.same_sentence(j, last) or p.pos[j] in ("VERB", "AUX", "ADP", "CCONJ") or p.text[j] == ",":
            return None
        t = s.title_at.get(j)
        if t is not None and t.first == j and personal(t) and not plural_title(t):
            ph = phrase(r, t)
            ahead = t.last + 1
            if ahead < len(p.text) and s.same_sentence(ahead, j) and (capital(s, ahead) and ahead not in s.at):
                return None
            return t if ph.first <= i + 1 else None
    return None
