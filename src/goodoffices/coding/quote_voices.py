"""Who uttered the words, and through which medium."""

from __future__ import annotations

from dataclasses import replace

from goodoffices.coding import syntax
from goodoffices.coding.quote_scope import Found, Piece, Scope
from goodoffices.model import Cast, Parsed

#: Subjects that are nobody: "it is said that", "there are reports that".
NOBODY = frozenset({"there", "that", "this", "which", "what"})


def subject_of(s: Scope, cue: int) -> int | None:
    """The token of the source of a verb."""
    p = s.p
    head = p.head[cue]
    if p.lemma[head] in ("quote", "cite") and p.dep[cue] in ("advcl", "xcomp", "ccomp", "obl"):
        return syntax.surface_subject(p, head) if syntax.is_passive(p, head) else syntax.dep(p, head, "obj")
    if p.dep[cue] == "acl" and p.tag[cue] == "VBN" and p.text[cue - 1] == "," and syntax.agent(p, cue) is None:
        return head
    found = _told_through(s, cue) if p.dep[cue] == "conj" else _commenting(s, cue) if p.tag[cue] == "VBG" and p.text[cue - 1] == "," else None
    found = _nearest_subject(s, cue) or syntax.logical_subject(p, cue) if found is None else found
    return _past_dateline(s, _who(s, found, cue), cue) if found is not None else None


def _who(s: Scope, subject: int, cue: int) -> int:
    """"Jan Novak of the Harbour Club in Riga, who thinks": "who" is a person, not the body or town that the parser hangs it on."""
    p, at = s.p, subject
    if p.dep[cue] != "acl:relcl" or p.head[cue] != subject or not any(p.lower[c] == "who" for c in p.children[cue]):
        return subject
    while p.dep[at] == "nmod" and p.head[at] < at:
        at = p.head[at]
        if s.cast.by_head.get(at, "").startswith("person:"):
            return at
    return subject


def _nearest_subject(s: Scope, cue: int) -> int | None:
    """Of two subjects that the parser gives to one verb, that of a report is the nearer one ("Voicing doubt ..., Sergei Lavrov told")."""
    p = s.p
    subjects = [c for c in p.children[cue] if c < cue and p.dep[c] == "nsubj"]
    return subjects[-1] if len(subjects) > 1 else None


def _commenting(s: Scope, cue: int) -> int | None:
    """"rejected accusations that his country had massed troops, saying ...": a participle behind a comma is said of the sentence's subject,
    though the parser hangs it on the noun before it or on that noun's clause."""
    p = s.p
    at = p.head[cue]
    if p.dep[cue] == "advcl" and p.tag[at] == "VBG" and p.dep[at] in ("advcl", "xcomp", "acl") and p.pos[p.head[at]] == "VERB" and syntax.case_mark(p, at) in ("against", "of", "for", "from", "about", "with"):
        return syntax.logical_subject(p, p.head[at])
    if p.dep[cue] == "acl" and not p.dep[at].startswith("nsubj"):
        at = p.head[at]
    elif p.dep[cue] != "advcl":
        return None
    while p.head[at] != at and at < cue and p.pos[at] != "VERB":
        at = p.head[at]
    noun = p.head[at]
    if p.dep[at] in ("acl", "acl:relcl") and p.pos[noun] == "NOUN" and p.dep[noun] in ("obj", "obl") and syntax.marker(p, at) == "that":
        at = p.head[noun]
    return syntax.logical_subject(p, at) if at != p.head[cue] and p.pos[at] == "VERB" and at < cue else None


def _told_through(s: Scope, cue: int) -> int | None:
    """"A said X, M reported, and warned that Y": the medium's clause interrupts; the second verb goes with the first."""
    p = s.p
    report = p.head[cue]
    own = syntax.dep(p, report, "nsubj")
    if syntax.dep(p, cue, "nsubj") is not None or own is None or p.text[report + 1 : report + 2] != (",",) or p.text[min(syntax.subtree(p, own)) - 1] != ",":
        return None
    first = next((t for t in range(s.begin(cue), own) if p.pos[t] == "VERB" and s.finite(t) and p.lemma[t] in s.words("told") and syntax.dep(p, t, "nsubj") is not None), None)
    return syntax.dep(p, first, "nsubj") if first is not None else None


def _past_dateline(s: Scope, subject: int, cue: int) -> int:
    """The place before a dash at the head of a report is nobody ("KYIV (Reuters) - Ukraine said"): the subject stands behind the dash."""
    p = s.p
    if not (p.text[subject].isupper() and len(p.text[subject]) > 3 and subject - s.begin(subject) < 6 and subject < cue):
        return subject
    dash = next((t for t in range(subject + 1, min(subject + 12, cue)) if p.text[t] in ("-", "--", "–", "—") and p.start[t] > p.end[t - 1]), None)
    if dash is None:
        return subject
    inner = [t for t in range(dash + 1, cue) if p.pos[t] in ("NOUN", "PROPN", "PRON") and not dash < p.head[t] < cue]
    return inner[0] if inner else subject


def actor_of(s: Scope, token: int | None) -> str | None:
    """The actor that a token names; the author of a paper that speaks ("a statement by the ministry")."""
    if token is None:
        return None
    found = s.cast.by_head.get(token) if not misnamed(s.p, s.cast, token) else None
    if found is not None:
        return _named_beside(s, token) or found
    if s.p.lemma[token] in s.words("voices"):
        return owner_of(s, token)
    carrier = s.cast.would_be.get(s.cast.latent.get(token, ""))
    if carrier is not None and carrier.kind == "media":
        return carrier.id
    return _office(s, token) if s.p.lemma[token] == "office" else _apposed(s, token)


def misnamed(p: Parsed, cast: Cast, token: int) -> bool:
    """"Merkel telephoned Putin, her spokesman said": a person of another land whom the text calls a spokesman elsewhere is not hers."""
    owner = next((c for c in p.children[token] if p.dep[c] == "nmod:poss" and p.pos[c] == "PRON"), None)
    found, whose = cast.actors.get(cast.by_head.get(token, "")), cast.actors.get(cast.modifier.get(owner) or cast.by_head.get(owner) or "") if owner is not None else None
    if found is None or found.kind != "person" or owner is None or p.pos[token] != "NOUN" or any(p.dep[c] in ("appos", "flat") and c > token for c in p.children[token]):
        return False
    return p.lemma[token].startswith("spokes") and (whose is None or whose.country is None or whose.country != found.country)


def _apposed(s: Scope, token: int) -> str | None:
    """"one of them, Lahcen Oubella,", "a member of the council, Fayza Ba Surra,", "our colleague Rana Ferwati": the person named beside a noun that names nobody."""
    p = s.p
    if p.lower[token] == "one":
        comma = next((t for t in range(token + 1, min(token + 4, s.end(token))) if p.text[t] == ","), None)
        return next((s.cast.by_head[t] for t in range(comma + 1, min(comma + 4, s.end(token))) if t in s.cast.by_head and p.pos[t] == "PROPN"), None) if comma is not None else None
    for t in syntax.subtree(p, token):
        if t <= token or t not in s.cast.by_head or not s.cast.by_head[t].startswith("person:"):
            continue
        if p.dep[t] == "appos" and p.pos[t] == "PROPN" and p.head[t] >= token and (p.head[t] == token or p.text[t - 1] == ",") and not _other_human(s, token, t):
            return s.cast.by_head[t]
        if t == token + 1 and p.head[t] == token and p.pos[t] == "PROPN" and p.dep[t] in ("flat", "nmod:desc"):
            return s.cast.by_head[t]
    return None


def _other_human(s: Scope, token: int, name: int) -> bool:
    """"A friend of the victim, Jan Novak,": two people before the name; whose it is, is open."""
    return any(s.p.dep[t] == "nmod" and s.p.lemma[t] in s.words("human") for t in range(token + 1, name))


def _named_beside(s: Scope, token: int) -> str | None:
    """"His Pakistani counterpart, Ishaq Dar,": the person named beside an official known by country only."""
    if s.p.pos[token] != "NOUN" or s.cast.actors[s.cast.by_head[token]].kind != "government":
        return None
    named = (s.cast.by_head.get(c) for c in s.p.children[token] if s.p.dep[c] == "appos" and s.p.pos[c] == "PROPN")
    return next((a for a in named if a is not None and a.startswith("person:")), None)


def _office(s: Scope, token: int) -> str | None:
    """"The president's office": the government its holder acts for."""
    owner = next((c for c in s.p.children[token] if s.p.dep[c] == "nmod:poss" and (c in s.cast.by_head or c in s.cast.modifier)), None)
    ident = (s.cast.by_head.get(owner) or s.cast.modifier.get(owner)) if owner is not None else None
    actor = s.cast.actors.get(ident) if ident is not None else None
    if actor is None or actor.kind not in ("person", "government"):
        return None
    return f"government:{actor.country}" if actor.country and (actor.code or "").endswith("GOV") else None


def owner_of(s: Scope, noun: int) -> str | None:
    """The author of a statement, claim or letter."""
    token = owner_token(s, noun)
    return (s.cast.by_head.get(token) or s.cast.modifier.get(token)) if token is not None else None


def owner_token(s: Scope, noun: int) -> int | None:
    """Its possessive, "by", "from", or who issues it."""
    p = s.p
    for c in p.children[noun]:
        if p.dep[c] in ("nmod:poss", "amod", "compound") or (p.dep[c] in ("nmod", "obl") and syntax.case(p, c) in ("by", "of", "from")):
            if c in s.cast.by_head or c in s.cast.modifier:
                return c
        if p.dep[c] == "acl" and p.tag[c] == "VBN":
            agent = syntax.agent(p, c)
            if agent is not None and agent in s.cast.by_head:
                return agent
    verb = p.head[noun]
    if p.dep[noun] in ("obj", "obl") and p.pos[verb] in ("VERB", "AUX") and not syntax.is_negated(p, verb):
        return syntax.logical_subject(p, verb)
    return None


def beside(s: Scope, cue: int, content: Piece) -> int | None:
    """Where the parser found no subject: the actor between the words said and the cue, or right behind the cue."""
    p = s.p
    begin, end = s.begin(cue), s.end(cue)
    if content.hole is None and content.last >= cue:
        return None
    last = content.hole[0] - 1 if content.hole is not None else content.last
    for t in range(cue - 1, max(last, begin - 1), -1):
        if t in s.cast.by_head and p.dep[t] not in ("obj", "obl", "nmod", "nmod:poss"):
            return t
    for t in range(cue + 1, min(cue + 7, end)):
        if p.text[t] in (",", ".", ";"):
            break
        if t in s.cast.by_head and (p.dep[t] not in ("obl", "iobj") or (p.dep[t] == "iobj" and last < cue and p.lemma[cue] != "tell")):
            return t
    return _noun_beside(s, cue, last)


def _noun_beside(s: Scope, cue: int, last: int) -> int | None:
    """The head noun next to the cue where nobody known stands there ("one activist said", "said a trader")."""
    p = s.p
    at = cue - 1
    while at > last and p.pos[at] in ("ADV", "AUX", "PART"):
        at -= 1
    if at > last and p.pos[at] in ("NOUN", "PROPN", "PRON"):
        return at
    if at > last + 1 and p.text[at] == ",":
        opening = next((t for t in range(at - 1, last, -1) if p.text[t] == ","), None)
        if opening is not None and opening > last + 1 and p.pos[opening - 1] in ("NOUN", "PROPN", "PRON"):
            return opening - 1
        if opening is not None and opening == last + 1:
            return at - 1
    if p.lemma[cue] == "tell":
        return None
    if at <= last or p.text[at] in (",", "-", "—") or at in s.quote_of:
        for t in range(cue + 1, min(cue + 5, s.end(cue))):
            if p.pos[t] in ("NOUN", "PROPN", "PRON") and (t + 1 >= len(p.text) or p.pos[t + 1] not in ("NOUN", "PROPN")):
                return t
            if p.pos[t] not in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
                break
    return None


def cited(s: Scope, cue: int, content: Piece) -> str | None:
    """"Lusa, citing the harbour police, reported": the source cited by the medium."""
    p = s.p
    for t in range(s.begin(cue), s.end(cue)):
        if not content.first <= t <= content.last and p.lemma[t] in ("cite", "quote") and p.pos[t] == "VERB":
            target = syntax.dep(p, t, "obj")
            if target is not None:
                return s.cast.by_head.get(target)
    return None


def outlet_of(s: Scope, cue: int | None, content: Piece, speaker: str | None) -> str | None:
    """A medium inside the reporting clause: "told Radio Tamale", "in an interview with ...", "quoted by ..."."""
    p = s.p
    if cue is None or p.lemma[cue] in ("tweet", "post"):
        return None
    quoting = next((t for t in (p.head[cue], p.head[p.head[cue]]) if t != cue and p.lemma[t] in ("quote", "cite") and p.pos[t] == "VERB"), None)
    if quoting is not None:
        carrier = syntax.agent(p, quoting) if syntax.is_passive(p, quoting) else syntax.surface_subject(p, quoting)
        named = s.cast.by_head.get(carrier) if carrier is not None else None
        if named is not None and is_medium(s, named):
            return named
    for t in syntax.subtree(p, cue):
        if content.first <= t <= content.last and not (content.hole is not None and content.hole[0] <= t <= content.hole[1]):
            continue
        found = s.cast.by_head.get(t)
        if found and found != speaker and is_medium(s, found) and not _of_another(s, t, cue) and p.dep[t] in ("obj", "iobj", "obl", "obl:agent", "nmod", "conj", "appos", "flat", "ccomp"):
            return found
    for t in range(cue + 1, min(cue + 5, s.end(cue))):
        found = s.cast.by_head.get(t)
        if p.lemma[cue] == "tell" and found and found != speaker and is_medium(s, found) and not content.first <= t <= content.last:
            return found
    return None


def _of_another(s: Scope, t: int, cue: int) -> bool:
    """Does a passive "quoted as saying" inside the subtree of the cue own this medium?"""
    p, at = s.p, s.p.head[t]
    while at != cue and p.head[at] != at:
        if p.lemma[at] == "quote" and p.pos[at] == "VERB" and p.head[cue] != at:
            return True
        at = p.head[at]
    return False


def is_medium(s: Scope, ident: str) -> bool:
    actor = s.cast.actors.get(ident) or s.cast.would_be.get(ident)
    return actor is not None and actor.kind == "media" and ident not in s.words("platforms")


def without_carriers(s: Scope, found: list[Found]) -> list[Found]:
    """"A said X, the agency reported": one statement, A's, carried by the agency; a medium named or unnamed adds none of its own."""
    p = s.p
    out = list(found)
    for outer in found:
        if outer.cue is None or outer.cue in s.quote_of or not _carries(s, outer):
            continue
        k = next((k for k, f in enumerate(out) if f is not outer and f.cue is not None and f.cue not in s.quote_of and _fills(p.sent[f.cue], p.sent[outer.cue], f, outer)), None)
        if k is not None:
            medium = outer.speaker if outer.speaker is not None and is_medium(s, outer.speaker) else _medium_before(s, outer, found)
            out[k] = replace(out[k], outlet=out[k].outlet or medium)
            out = [f for f in out if f is not outer]
    return out


def _medium_before(s: Scope, outer: Found, found: list[Found]) -> str | None:
    """"according to the agency": the one that carried what was said before."""
    token = outer.speaker_token
    if token is None or not any(s.p.lower[c] == "the" for c in s.p.children[token]):
        return None
    return next((f.outlet for f in reversed(found) if f.last < outer.first and f.outlet is not None), None)


def _fills(inner_sentence: int, outer_sentence: int, inner: Found, outer: Found) -> bool:
    """Is the inner statement with its reporting clause all that the outer one tells?"""
    if inner_sentence != outer_sentence or inner.cue is None or not outer.first <= inner.cue <= outer.last or inner.speaker_token is None:
        return False
    low, high = min(inner.first, inner.speaker_token, inner.cue), max(inner.last, inner.cue)
    return outer.first <= inner.speaker_token and low - outer.first <= 8 and outer.last - high <= 2 and inner.last - inner.first >= 2


def _carries(s: Scope, f: Found) -> bool:
    if f.cue is not None and s.p.lower[f.cue] == "according" and f.outlet is not None:
        return True
    if f.speaker is not None and is_medium(s, f.speaker):
        return True
    return f.speaker is None and f.speaker_token is not None and s.p.lemma[f.speaker_token] in s.words("media")


def with_carriers(s: Scope, found: list[Found]) -> list[Found]:
    """"The remarks, carried by Tass, ...": the outlet of what was said just before, or in the same sentence."""
    p = s.p
    out = list(found)
    for number, (first, end) in enumerate(p.sentences):
        if not any(p.lemma[t] in s.words("remarks") and p.pos[t] == "NOUN" for t in range(first, end)) or not any(p.lemma[t] in s.words("carriers") for t in range(first, end)):
            continue
        ident = next((s.cast.by_head[t] for t in range(first, end) if t in s.cast.by_head and is_medium(s, s.cast.by_head[t])), None)
        near = [k for k, f in enumerate(out) if f.cue is not None and p.sent[f.cue] in (number, number - 1) and f.outlet is None and f.speaker != ident]
        if ident is not None and near:
            out[near[-1]] = replace(out[near[-1]], outlet=ident)
    return out
