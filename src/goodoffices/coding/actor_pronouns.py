"""Pronouns, resolved only where one candidate is left: he, she, it, they ("I" and "we" belong to the statements)."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.coding import syntax
from goodoffices.coding.actor_register import Register
from goodoffices.coding.actor_titles import MEN, WOMEN, personal, plural_title
from goodoffices.model import Mention

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_BODIES = frozenset({"government", "military", "police", "legislature", "judiciary", "igo", "ngo", "party", "armed_group", "company", "country", "media", "experts"})
SPEECH = frozenset("""
say tell add warn note argue write announce declare deny confirm claim report state insist stress believe think expect doubt explain point
caution predict describe reply answer ask urge continue quote comment respond remark conclude recall acknowledge admit vow promise pledge
accuse demand call reject agree offer propose threaten refuse want plan hope seek decide consider
""".split())
_QUOTES_OPEN = frozenset({'"', "“", "«", "„"})


@dataclass(frozen=True, slots=True)
class Candidate:
    at: int
    actor: str
    kind: str
    gender: str
    plural: bool
    subject: bool
    root: bool = False


def find_pronouns(r: Register) -> None:
    """Resolves pronouns from the beginning to the end, each resolved one being a candidate for the next."""
    p = r.p
    quoted = r.scan.quoted
    candidates = [*(_candidate(r, m) for m in sorted(r.mentions, key=lambda m: m.first)), *_strangers(r)]
    found: list[Candidate] = []
    queue = sorted(candidates, key=lambda c: c.at)
    k = 0
    for i, word in enumerate(p.lower):
        while k < len(queue) and queue[k].at < i:
            found.append(queue[k])
            k += 1
        if i in r.taken and (p.pos[i] != "PRON" or word not in ("its", "his", "her", "their")):
            continue
        actor = None
        inner = quoted.get(i)
        if word in ("it", "he", "she", "they") and (teller := _teller(r, i)) is not None:
            actor = teller
        elif word == "its" and (owner := _whose_office(r, i)) is not None:
            actor = owner
        elif word in HE or word in SHE:
            actor = _person(r, found, i, "m" if word in HE else "f", inner)
        elif word in IT:
            actor = _body(r, found, i)
        elif word in THEY:
            actor = _plural(r, found, i)
        if not actor:
            continue
        if r.drafts[actor].kind == "person" and not r.drafts[actor].gender and word in HE | SHE:
            r.drafts[actor].gender = "m" if word in HE else "f"
        _note(r, i, actor)
        found.append(Candidate(i, actor, r.drafts[actor].kind, r.drafts[actor].gender, word in THEY, p.dep[i].startswith("nsubj")))


def _teller(r: Register, i: int) -> str | None:
    """ "Baku repeated that Yerevan must change its constitution, which it says makes claims": who says so in an aside is who is telling the whole."""
    p = r.p
    verb = p.head[i]
    if not p.dep[i].startswith("nsubj") or p.lemma[verb] not in ("say", "claim", "argue", "insist", "maintain", "contend", "call") or p.dep[verb] != "acl:relcl" or p.tag[verb] not in ("VBZ", "VBP", "VBD"):
        return None
    node = p.head[verb]
    for _ in range(8):
        above = p.head[node]
        if above == node:
            return None
        if p.dep[node] == "ccomp" and p.lemma[above] in SPEECH | {"repeat"}:
            subject = syntax.surface_subject(p, above)
            told = r.by_head.get(subject) if subject is not None else None
            if told is None or (r.drafts[told].kind == "person") != (p.lower[i] in ("he", "she")):
                return None
            return told
        node = above
    return None


def _whose_office(r: Register, i: int) -> str | None:
    """ "China hoped that both would show restraint, its foreign ministry said": the office is that of the subject of what it says."""
    subject = syntax.subject_of_content(r.p, i)
    told = r.by_head.get(subject) if subject is not None else None
    return told if told is not None and r.drafts[told].kind in _BODIES else None


def _note(r: Register, i: int, actor: str) -> None:
    r.by_head.setdefault(i, actor)
    r.taken.setdefault(i, actor)
    if r.p.dep[i] == "nmod:poss" or r.p.lower[i] in ("its", "his", "their", "our", "my"):
        r.modifier[i] = actor
    r.mentions.append(Mention(actor=actor, first=i, last=i, head=i, kind="pronoun"))


def _candidate(r: Register, m: Mention) -> Candidate:
    p = r.p
    draft = r.drafts[m.actor]
    subject = any(p.dep[i].startswith("nsubj") for i in range(m.first, m.last + 1) if not m.first <= p.head[i] <= m.last)
    gender = draft.gender
    if m.kind == "description" and draft.kind != "person":
        word = p.lower[m.head]
        gender = "f" if word in WOMEN else "m" if word in MEN else "?" if m.first not in r.plural and word in _SINGLE else "-"
    root = any(p.dep[i].startswith("nsubj") and p.dep[p.head[i]] == "root" for i in range(m.first, m.last + 1))
    return Candidate(m.last, m.actor, draft.kind, gender, m.first in r.plural or m.kind == "group", subject, root)


def _strangers(r: Register) -> list[Candidate]:
    """Subjects that are people and no actor of the record ("the driver", a name no title explains): a pronoun behind them may mean them, so nobody else."""
    p = r.p
    names = {i for n in p.names if n.kind == "PERSON" for i in range(n.first, n.last + 1)}
    out = []
    for i, word in enumerate(p.lower):
        if i in r.taken or not p.dep[i].startswith("nsubj") or p.tag[i] not in ("NN", "NNP"):
            continue
        title = r.scan.title_at.get(i)
        if i in names or word in MEN or word in WOMEN or word in _HUMANS or (title is not None and title.last == i and personal(title) and not plural_title(title)):
            gender = "f" if word in WOMEN else "m" if word in MEN else ""
            out.append(Candidate(i, "", "person", gender, False, True))
    return out


_HUMANS = frozenset("""
person suspect victim driver teenager student teacher doctor nurse passenger resident neighbour neighbor witness employee worker owner
manager player coach singer actor director author writer founder owner farmer fisherman pilot captain attacker gunman bomber assailant shooter
defendant patient child baby toddler friend colleague relative cousin uncle aunt parent partner husband wife lawyer attorney engineer
candidate nominee contender challenger
""".split())
_SINGLE = frozenset("""
official diplomat minister president leader envoy ambassador negotiator commander officer officer aide adviser advisor source general
colonel lawmaker mayor governor analyst expert premier judge prosecutor soldier
""".split())


def _person(r: Register, found: list[Candidate], i: int, gender: str, inner: int | None) -> str | None:
    """The one person of fitting gender in this sentence before the pronoun, else in the one before, subjects first."""
    p = r.p
    fit = [c for c in found if (c.kind == "person" and c.gender in ("", gender)) or c.gender in (gender, "?")]
    here = [c for c in fit if p.sent[c.at] == p.sent[i] and not _beside(r, c.at, i)]
    if here:
        only = {c.actor for c in here}
        if len(only) == 1:
            return here[0].actor
        subjects = list(dict.fromkeys(c.actor for c in here if c.subject))
        if len(subjects) == 1:
            return subjects[0]
        owner = _clause_subject(r, here, i)
        return owner
    if inner is not None:
        return None
    back = p.sent[i] - 1
    for step in range(3):
        sentence = back - step
        if sentence < 0:
            return None
        there = [c for c in fit if p.sent[c.at] == sentence]
        if not there:
            if step and not _inside_quote(r, sentence, inner):
                return None
            if not _inside_quote(r, sentence, inner) and step == 0 and not _opens_quote(r, p.sent[i]):
                continue
            continue
        only = {c.actor for c in there}
        if len(only) == 1:
            return there[0].actor
        subjects = list(dict.fromkeys(c.actor for c in there if c.subject))
        if len(subjects) == 1:
            return subjects[0]
        if len(subjects) > 1 and p.dep[i].startswith("nsubj"):
            told = [x for x in subjects if x not in _reporters(r, there)]
            if len(told) == 1 and p.lemma[p.head[i]] not in SPEECH:
                return told[0]
            root = [c.actor for c in there if c.root]
            if len(set(root)) == 1:
                return root[0]
        return None
    return None


def _reporters(r: Register, there: list[Candidate]) -> set[str]:
    """Who only reports the sentence at its end ("X proposed a meeting, spokesman Y said. He telephoned Z"): what is done next, X does."""
    p = r.p
    out = set()
    for c in there:
        verb = p.head[_head(r, c.at)]
        if c.subject and p.lemma[verb] in SPEECH and (p.dep[verb] == "parataxis" or any(p.dep[k] in ("ccomp", "parataxis") and k < c.at for k in p.children[verb])):
            out.add(c.actor)
    return out


def _head(r: Register, at: int) -> int:
    """The head of the name or phrase whose last word stands at `at`."""
    p = r.p
    while p.dep[at] in ("flat", "compound", "nmod:desc", "nmod:unmarked") and p.head[at] != at:
        at = p.head[at]
    return at


def _beside(r: Register, at: int, i: int) -> bool:
    """Is somebody named in a phrase of the very verb whose subject the pronoun is ("In a letter to Borrell, he proposed ...", "speaking after talks with Lavrov, she said")?"""
    p = r.p
    verb = p.head[i]
    if not p.dep[i].startswith("nsubj") or at > i:
        return False
    node = at
    for _ in range(8):
        if p.head[node] == node or p.dep[node] in ("conj", "parataxis", "ccomp", "acl:relcl", "appos") or p.dep[node].startswith("nsubj"):
            return False
        node = p.head[node]
        if node == verb:
            return True
    return False


def _opens_quote(r: Register, sentence: int) -> bool:
    begin, _ = r.p.sentences[sentence]
    return r.p.text[begin] in _QUOTES_OPEN


def _inside_quote(r: Register, sentence: int, inner: int | None) -> bool:
    begin, end = r.p.sentences[sentence]
    return r.p.text[begin] in _QUOTES_OPEN or any(r.p.text[k] in _QUOTES_OPEN for k in range(begin, end))


def _clause_subject(r: Register, here: list[Candidate], i: int) -> str | None:
    """The subject of the nearest verb above the pronoun that has one among the candidates."""
    p = r.p
    node = i
    for _ in range(8):
        head = p.head[node]
        if head == node:
            return None
        if (told := _told(r, here, node)) is not None:
            return told
        subjects = {c.actor for c in here if c.subject and _under(r, c.at, head)}
        if len(subjects) == 1:
            return subjects.pop()
        node = head
    return None


def _told(r: Register, here: list[Candidate], node: int) -> str | None:
    """Who is to do what an infinitive says, where its verb has an object that is ("urged Chad to withdraw its troops")."""
    at = syntax.told(r.p, node)
    found = {c.actor for c in here if _head(r, c.at) == at}
    return found.pop() if len(found) == 1 else None


def _under(r: Register, token: int, head: int) -> bool:
    p = r.p
    node = token
    for _ in range(4):
        if p.head[node] == head and p.dep[node].startswith("nsubj"):
            return True
        if p.head[node] == node:
            return False
        node = p.head[node]
    return False


def _body(r: Register, found: list[Candidate], i: int) -> str | None:
    """ "it", "its": the state or body that is subject of the clause above, or of the sentence before when it speaks or acts."""
    p = r.p
    word = p.lower[i]
    if word == "it" and (p.dep[i] == "expl" or p.pos[i] != "PRON"):
        return None
    fit = [c for c in found if c.kind in _BODIES and c.gender not in ("m", "f", "?") and not (c.plural and word != "its")]
    here = [c for c in fit if p.sent[c.at] == p.sent[i]]
    verb = p.head[i]
    if here:
        nearest = _clause_subject(r, here, i)
        if nearest is not None and (word == "its" or p.dep[i].startswith("nsubj")):
            return nearest
        subjects = list(dict.fromkeys(c.actor for c in here if c.subject))
        if word == "its" and len(subjects) == 1:
            return subjects[0]
        if word == "its" and not subjects and len({c.actor for c in here}) == 1:
            return here[0].actor
        return None
    if (p.dep[i].startswith("nsubj") and p.lemma[verb] in SPEECH) or (word == "its" and _opens(r, i)):
        there = [c for c in fit if p.sent[c.at] == p.sent[i] - 1]
        subjects = list(dict.fromkeys(c.actor for c in there if c.subject))
        if len(subjects) == 1:
            return subjects[0]
        if len({c.actor for c in there}) == 1:
            return there[0].actor
    return None


def _opens(r: Register, i: int) -> bool:
    return i - r.p.sentences[r.p.sent[i]][0] < 2


def _plural(r: Register, found: list[Candidate], i: int) -> str | None:
    """ "they": the one plural party of this sentence or the one before, subjects first."""
    p = r.p
    fit = [c for c in found if c.plural and c.kind != "media"]
    for sentence in (p.sent[i], p.sent[i] - 1):
        there = [c for c in fit if p.sent[c.at] == sentence]
        listed = _listed(r, sentence, i)
        if len(listed) == 1 and not any(c.subject and c.actor not in listed[0] for c in there):
            return r.group("", listed[0], len(listed[0]), 0)
        if not there:
            if any(p.tag[k] == "NNS" and p.dep[k].startswith("nsubj") and k not in r.taken and k < i for k in range(*p.sentences[sentence])) if sentence >= 0 else False:
                return None
            continue
        if len({c.actor for c in there}) == 1:
            return there[0].actor
        subjects = list(dict.fromkeys(c.actor for c in there if c.subject))
        return subjects[0] if len(subjects) == 1 else None
    return None


def _listed(r: Register, sentence: int, before: int) -> list[tuple[str, ...]]:
    """The parties of each subject that is a list ("Britain, France and Germany have said they ..."), before a token."""
    p = r.p
    out: list[tuple[str, ...]] = []
    for j in range(*p.sentences[sentence]) if sentence >= 0 else ():
        if j >= before or not p.dep[j].startswith("nsubj"):
            continue
        heads = [j, *(c for c in p.children[j] if p.dep[c] == "conj" and c < before)]
        actors = tuple(dict.fromkeys(r.by_head[h] for h in heads if h in r.by_head))
        if len(heads) > 1 and len(actors) == len(heads) and all(r.drafts[a].kind in _BODIES or r.drafts[a].kind == "person" for a in actors):
            out.append(actors)
    return out


__all__ = ["find_pronouns"]
