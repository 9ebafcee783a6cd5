"""Questions to a UD tree that all coders ask: who is the subject, what is the object, is it negated.

Every function takes the parsed article and token indices and returns token indices; nothing is resolved to actors here.
Relations are UD v2 (universaldependencies.org/u/dep), with the English subtypes obl:agent, nsubj:pass, acl:relcl, compound:prt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goodoffices.model import Parsed, Span

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer", "csubj:outer")
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "advcl:relcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass", "root"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
#: Verbs whose to-infinitive is done by their object ("urged Tunis to withdraw").
OBJECT_CONTROL = frozenset("""urge ask tell order force compel invite press pressure persuade encourage allow permit let help call push
instruct direct advise warn require request beg implore convince oblige enable authorize authorise task mandate expect want like
cause lead prompt drive challenge remind summon coerce get have make see hear catch find leave send appeal forbid""".split())
NEGATIONS = frozenset({"not", "n't", "never", "nt", "neither", "nor", "hardly", "barely", "no-one"})
UNWILLING = frozenset({"will", "wo", "'ll", "’ll", "would", "can", "ca", "could", "do", "shall", "sha"})
#: What its owner puts on others: whose it is, is not whom it hits ("reimpose U.N. sanctions").
IMPOSED = frozenset({"sanction", "tariff", "embargo", "restriction", "curb", "countermeasure", "levy"})
NEGATIVE_DETERMINERS = frozenset({"no", "neither", "none", "nobody", "nothing"})


def pairs_between(p: Parsed) -> Iterator[tuple[int, int]]:
    """The two heads behind each "between" ("talks between Togo and Benin")."""
    for i in range(len(p.text)):
        if p.lower[i] == "between" and p.dep[i] == "case" and p.head[i] > i:
            first = p.head[i]
            conj = [c for c in p.children[first] if p.dep[c] == "conj"]
            others = [c for c in conj if c - 1 not in conj]  # the parts of one name may hang side by side
            if len(others) == 1:
                yield first, others[0]


def deps(p: Parsed, i: int, *names: str) -> list[int]:
    """Dependents of i with one of these relations, in order."""
    return [c for c in p.children[i] if p.dep[c] in names]


def dep(p: Parsed, i: int, *names: str) -> int | None:
    """The first dependent of i with one of these relations."""
    for c in p.children[i]:
        if p.dep[c] in names:
            return c
    return None


def subtree(p: Parsed, i: int) -> list[int]:
    """All tokens of the subtree of i, in order."""
    out, stack = [], [i]
    while stack:
        node = stack.pop()
        out.append(node)
        stack.extend(p.children[node])
    out.sort()
    return out


def extent(p: Parsed, i: int, skip: Iterable[str] = ()) -> tuple[int, int]:
    """First and last token of the subtree of i, leaving out dependents of i with a relation in `skip`, and outer punctuation."""
    skipped = frozenset(skip)
    low = high = i
    stack = [c for c in p.children[i] if p.dep[c] not in skipped]
    while stack:
        node = stack.pop()
        low, high = min(low, node), max(high, node)
        stack.extend(p.children[node])
    while low < i and p.pos[low] == "PUNCT":
        low += 1
    while high > i and p.pos[high] == "PUNCT":
        high -= 1
    return low, high


def span(p: Parsed, first: int, last: int) -> Span:
    """The characters of tokens first..last (inclusive)."""
    begin, end = p.start[first], p.end[last]
    return Span(start=begin, end=end, text=p.article.text[begin:end])


def conjuncts(p: Parsed, i: int) -> list[int]:
    """i and what is coordinated with it ("Oslo, Lima and Rome")."""
    out = [i]
    for c in p.children[i]:
        if p.dep[c] == "conj":
            out.extend(conjuncts(p, c))
    return out


def case(p: Parsed, i: int) -> str:
    """The preposition of a noun, multiword ones joined ("according to", "because of"), "" if none."""
    for c in p.children[i]:
        if p.dep[c] == "case" and p.lower[c] not in ("'s", "'", "s"):
            parts = [c, *[g for g in p.children[c] if p.dep[g] == "fixed"]]
            return " ".join(p.lower[k] for k in parts)
    return ""


def marker(p: Parsed, i: int) -> str:
    """The subordinator of a clause ("if", "that", "to"), multiword ones joined, "" if none."""
    for c in p.children[i]:
        if p.dep[c] == "mark":
            parts = [c, *[g for g in p.children[c] if p.dep[g] == "fixed"]]
            return " ".join(p.lower[k] for k in parts)
    return ""


def is_passive(p: Parsed, i: int) -> bool:
    """Passive predicate, or a bare past participle behind a noun ("a plan proposed by Oslo")."""
    if any(p.dep[c] in ("nsubj:pass", "aux:pass", "csubj:pass") for c in p.children[i]):
        return True
    if p.dep[i] in ("acl", "advcl") and p.tag[i] == "VBN" and not any(p.dep[c] in ("obj", "aux") for c in p.children[i]):
        return True
    return p.dep[i] == "conj" and p.tag[i] == "VBN" and dep(p, i, *SUBJECTS) is None and dep(p, i, "obj", "aux") is None and is_passive(p, p.head[i])


def antecedent(p: Parsed, i: int) -> int:
    """The noun a relative pronoun stands for; i itself where it is none."""
    if p.lower[i] in RELATIVE and p.pos[i] in ("PRON", "SCONJ"):
        node = p.head[i]
        for _ in range(4):
            if p.dep[node] == "acl:relcl":
                return p.head[node]
            if p.head[node] == node:
                break
            node = p.head[node]
    return i


def surface_subject(p: Parsed, verb: int) -> int | None:
    """The grammatical subject of the clause headed by `verb`, own or shared through coordination."""
    found = dep(p, verb, *SUBJECTS)
    if found is not None:
        if p.dep[found].endswith("outer"):
            found = dep(p, verb, "nsubj", "nsubj:pass") or found
        return antecedent(p, found)
    if p.dep[verb] == "conj" and p.head[verb] != verb:
        return surface_subject(p, p.head[verb])
    return p.leads.get(verb)


def logical_subject(p: Parsed, verb: int, depth: int = 0) -> int | None:
    """Who does what `verb` says: the agent of a passive, the controller of an infinitive, the subject of a participle's clause."""
    if depth > 6:
        return None
    if is_passive(p, verb):
        return agent(p, verb)
    found = surface_subject(p, verb)
    if found is not None:
        return found
    relation, head = p.dep[verb], p.head[verb]
    if head == verb:
        return None
    if relation == "conj":
        return logical_subject(p, head, depth + 1)
    if relation == "xcomp":
        if p.lemma[head] in OBJECT_CONTROL:
            target = logical_object(p, head)
            if target is not None:
                return target
        if is_passive(p, head):
            return surface_subject(p, head)
        return logical_subject(p, head, depth + 1)
    if relation == "acl:relcl":
        return head if dep(p, verb, "obj") is not None or not _has_relative(p, verb) else None
    if relation == "acl":
        if p.tag[verb] == "VBG":
            return head
        return _owner(p, head)
    if relation in ("advcl", "ccomp") or (relation == "parataxis" and p.tag[verb] in ("VBG",)):
        if relation == "ccomp" and marker(p, verb):
            return None
        if relation == "advcl" and case_mark(p, verb) in ("of", "for", "from", "against", "into"):
            target = logical_object(p, head)
            if target is not None:
                return target
        if is_passive(p, head):
            return agent(p, head) or surface_subject(p, head)
        return logical_subject(p, head, depth + 1)
    return None


#: What is done with another's offer or request before it is answered.
WEIGHING = frozenset({"consider", "mull", "weigh", "study", "examine", "review", "discuss", "receive", "debate", "ponder", "assess"})


def weighing(p: Parsed, noun: int) -> int | None:
    """The verb of which somebody else's offer or request is the object ("the Houthis are considering a United Nations request")."""
    verb = p.head[noun]
    owned = any((p.dep[c] in ("nmod:poss", "compound", "amod") and p.pos[c] == "PROPN") or (p.dep[c] == "nmod" and case(p, c) in ("by", "from", "of") and p.pos[c] == "PROPN") for c in p.children[noun])
    return verb if p.pos[noun] == "NOUN" and p.dep[noun] == "obj" and p.lemma[verb] in WEIGHING and owned and not is_negated(p, verb) else None


#: Who is given time to do something is to do it ("gave Chad until May to ...", "set Chad a deadline to ...").
GIVING = frozenset({"give", "grant", "allow", "hand", "set", "urge", "order", "press", "invite", "warn", "ask", "tell", "force", "call"})
TERMS = frozenset({"deadline", "ultimatum", "hour", "day", "week", "month", "warning", "order", "time", "chance"})


def told(p: Parsed, verb: int) -> int | None:
    """The object of the clause above that is to do what the infinitive `verb` says."""
    head = p.head[verb]
    if marker(p, verb) != "to" or p.dep[verb] not in ("xcomp", "advcl", "acl", "ccomp"):
        return None
    if p.dep[verb] == "acl" and p.pos[head] == "NOUN" and p.lemma[head] in TERMS:
        head = p.head[head]
    if p.lemma[head] not in (OBJECT_CONTROL if p.dep[verb] == "xcomp" else GIVING):
        return None
    objects = [c for role in ("iobj", "obj") for c in p.children[head] if p.dep[c] == role and c < verb]
    return objects[0] if objects else None


def _has_relative(p: Parsed, verb: int) -> bool:
    return any(p.lower[c] in RELATIVE for c in p.children[verb])


def _owner(p: Parsed, noun: int) -> int | None:
    """Who does the infinitive behind a noun ("Oslo's offer to mediate", "Oslo made an offer to mediate")."""
    owner = dep(p, noun, "nmod:poss")
    if owner is not None:
        return owner
    if p.dep[noun] in ("obj", "obl") and p.pos[p.head[noun]] == "VERB":
        return logical_subject(p, p.head[noun], 3)
    return None


def agent(p: Parsed, verb: int) -> int | None:
    """The by-phrase of a passive."""
    found = dep(p, verb, "obl:agent")
    if found is not None:
        return found
    for c in deps(p, verb, "obl", "nmod"):
        if case(p, c) == "by":
            return c
    return None


def logical_object(p: Parsed, verb: int) -> int | None:
    """What is acted on: the object, or the subject of a passive."""
    if is_passive(p, verb):
        found = dep(p, verb, "nsubj:pass")
        if found is not None:
            return antecedent(p, found)
        if p.dep[verb] in ("acl", "acl:relcl"):
            return p.head[verb]
        return surface_subject(p, verb)
    found = dep(p, verb, "obj")
    if found is None:
        found = dep(p, verb, "iobj")
    if found is not None:
        return antecedent(p, found)
    if p.dep[verb] == "acl:relcl" and dep(p, verb, *SUBJECTS) is not None and _gap_is_object(p, verb):
        return p.head[verb]
    return None


def _gap_is_object(p: Parsed, verb: int) -> bool:
    subject = dep(p, verb, "nsubj")
    aside = any(p.lower[c] in RELATIVE | {"where", "when"} and p.dep[c] in ("obl", "advmod") for c in p.children[verb])  # "during which both would pull back"
    return subject is not None and p.lower[subject] not in RELATIVE and not aside


def obliques(p: Parsed, i: int) -> Iterator[tuple[str, int]]:
    """(preposition, noun) for the obliques and noun modifiers of i."""
    for c in p.children[i]:
        if p.dep[c] in ("obl", "nmod", "obl:agent", "obl:unmarked", "nmod:unmarked"):
            word = case(p, c)
            if word and not (word == "with" and absolute(p, c)):
                yield word, c


def absolute(p: Parsed, i: int) -> bool:
    """ ", with X and Y leading the teams": a noun behind such a "with" is the subject of the participle, and nobody's companion."""
    mark = next((c for c in p.children[i] if p.dep[c] == "case" and p.lower[c] == "with"), None)
    if mark is None or mark == 0 or p.text[mark - 1] != ",":
        return False
    for k in range(mark + 1, p.sentences[p.sent[i]][1]):
        if p.tag[k] == "VBG" and k > i:
            return True
        if p.pos[k] not in ("NOUN", "PROPN", "ADJ", "DET", "CCONJ", "PART", "ADP"):
            return False
    return False


def complements(p: Parsed, i: int) -> list[int]:
    """Heads of clausal complements of i: to-infinitives, that-clauses, gerunds, and infinitives behind a noun or adjective."""
    out = [c for c in p.children[i] if p.dep[c] in ("xcomp", "ccomp")]
    if p.pos[i] in ("NOUN", "PROPN"):
        out += [c for c in p.children[i] if p.dep[c] == "acl" and (marker(p, c) in ("to", "that") or any(p.lower[g] == "to" for g in p.children[c]))]
    if p.pos[i] == "VERB" and p.lemma[i] in OBJECT_CONTROL:
        for c in p.children[i]:
            if p.dep[c] in ("obj", "iobj"):
                out += [g for g in p.children[c] if p.dep[g] == "acl" and marker(p, g) == "to"]
    if p.pos[i] in ("ADJ", "VERB"):
        out += [c for c in p.children[i] if p.dep[c] == "advcl" and (marker(p, c) == "to" or case_mark(p, c) in ("for", "of", "to", "against", "on", "from", "about", "with"))]
    return out + [g for c in out if p.lemma[c] in ("have", "get") for g in p.children[c] if p.dep[g] in ("xcomp", "ccomp") and p.tag[g] == "VBN"]  # "promised to have him arrested"


def case_mark(p: Parsed, i: int) -> str:
    """The preposition before a gerund ("accused of shelling")."""
    for c in p.children[i]:
        if p.dep[c] in ("mark", "case"):
            return p.lower[c]
    return ""


def auxiliaries(p: Parsed, i: int) -> list[str]:
    """Lemmas (modals as written) of the auxiliaries and the copula of a clause head."""
    return [p.lower[c] if p.tag[c] == "MD" else p.lemma[c] for c in p.children[i] if p.dep[c] in ("aux", "aux:pass", "cop") and not _is_surname(p, c)]


def _is_surname(p: Parsed, i: int) -> bool:
    """ "Theresa May has held talks": a modal with a capital behind another capitalised word is a name."""
    return p.tag[i] == "MD" and p.text[i].istitle() and i > p.sentences[p.sent[i]][0] and p.text[i - 1].istitle()


def is_negated(p: Parsed, i: int) -> bool:
    """Negated by its own adverb or determiner ("did not", "no talks")."""
    for c in p.children[i]:
        if p.dep[c] in ("advmod", "aux", "cc", "cc:preconj") and p.lower[c] in NEGATIONS:
            return True
        if p.dep[c] == "det" and p.lower[c] in NEGATIVE_DETERMINERS:
            return True
        if p.dep[c] in ("nsubj", "nsubj:pass", "obj") and (
                p.lower[c] in ("nobody", "nothing", "none", "neither") or any(p.lower[g] in ("no", "neither") and p.dep[g] == "det" for g in p.children[c])):
            return True
    return False


def is_unwilling(p: Parsed, i: int) -> bool:
    """"will not", "would never", "does not want to": the verb is denied for now or the future, not told as something that did not happen."""
    if not any(w in UNWILLING for w in auxiliaries(p, i)):
        return False
    return not any(p.dep[c] == "aux" and (p.tag[c] == "VBD" or p.lower[c] == "have") for c in p.children[i])


def clause_of(p: Parsed, i: int) -> int:
    """The head of the clause that token i belongs to."""
    node = i
    while p.dep[node] not in CLAUSAL and not (p.dep[node] == "conj" and p.pos[node] in ("VERB", "AUX")) and p.head[node] != node:
        node = p.head[node]
    return node


def dominates(p: Parsed, upper: int, lower: int) -> bool:
    """Is `lower` in the subtree of `upper`?"""
    node = lower
    while True:
        if node == upper:
            return True
        if p.head[node] == node:
            return False
        node = p.head[node]


def segment(p: Parsed, i: int) -> tuple[int, int]:
    """The part of its sentence between semicolons that a token stands in: what is beyond them is told of something else."""
    begin, end = p.sentences[p.sent[i]]
    return next((t + 1 for t in range(i, begin - 1, -1) if p.text[t] == ";"), begin), next((t for t in range(i, end) if p.text[t] == ";"), end)


SAYING = frozenset({"say", "announce", "add", "report", "confirm", "declare", "state", "warn", "note", "tell"})


def subject_of_content(p: Parsed, i: int) -> int | None:
    """For the "its" of "China hoped for restraint, its foreign ministry said" the subject of what is said before it."""
    noun = p.head[i]
    verb = p.head[noun]
    if p.dep[i] != "nmod:poss" or not p.dep[noun].startswith("nsubj") or p.lemma[verb] not in SAYING or p.sent[verb] != p.sent[i]:
        return None
    content = next((c for c in p.children[verb] if p.dep[c] in ("ccomp", "parataxis") and c < noun), p.head[verb] if p.dep[verb] == "parataxis" and p.head[verb] < noun else None)
    subject = surface_subject(p, content) if content is not None else None
    return subject if subject is not None and subject < i else None


#: What a medium says of itself that it had wrong.
VERSIONS = frozenset({"version", "story", "report", "article", "headline", "caption", "dispatch", "item", "item's"})
EARLIER = frozenset({"earlier", "previous", "original", "initial", "prior"})
MISSAID = frozenset({"say", "state", "report", "write", "give", "misstate", "misidentify", "misspell", "quote", "describe", "name", "suggest", "refer", "misreport"})


#: So many words of sport, and so many different ones of them, in a text of which they are at least so large a part.
SPORT, KINDS_OF_SPORT, SHARE_OF_SPORT = 9, 7, 0.02


def of_sport(p: Parsed, words: frozenset[str]) -> bool:
    """Is the report one of a game? Then teams named like states strike and are beaten, and nothing of it is diplomacy or force."""
    found = [w for w in p.lower if w in words]
    return len(found) >= SPORT and len(set(found)) >= KINDS_OF_SPORT and len(found) >= SHARE_OF_SPORT * len(p.lower)


def said_of(p: Parsed, verb: int) -> bool:
    """Is somebody attacked or hit only in words: "attacked the minister in parliament", "hit out at the plan, saying ...", "attacked the government over prices"?"""
    for c in p.children[verb]:
        if p.dep[c] == "advcl" and p.lemma[c] in ("say", "accuse", "call", "claim", "argue", "describe", "brand", "criticise", "criticize") and p.tag[c] == "VBG":
            return True
        if p.dep[c] == "obl" and (p.lemma[c] in ("parliament", "congress", "speech", "interview", "statement", "editorial", "column", "debate", "post", "tweet", "letter", "address")
                                  and case(p, c) in ("in", "during", "on")):
            return True
    return False


def retracted(p: Parsed, i: int) -> bool:
    """Does the sentence of a token tell what a medium had wrong ("An earlier version of this story said ...", "In a report on Monday we said ...")? It tells of nothing that happened."""
    begin, end = p.sentences[p.sent[i]]
    for k in range(begin, end):
        if p.lower[k] not in VERSIONS:
            continue
        old = any(p.lower[c] in EARLIER for c in p.children[k])
        own = any(p.lower[t] in ("we", "this", "our") for t in range(max(begin, k - 3), min(end, k + 4))) or "correction" in p.lower[max(0, begin - 2) : k]
        wrong = any(p.lower[t] in ("incorrectly", "wrongly", "mistakenly", "erroneously") for t in range(begin, end))
        we = any(p.lower[t] == "we" and p.dep[t].startswith("nsubj") and p.lemma[p.head[t]] in MISSAID for t in range(begin, end))
        said = any(p.lemma[t] in MISSAID for t in range(begin, end))
        if said and ((old and own) or (wrong and (old or own)) or we):
            return True
    return False


#: "whenever he wants", "any time, anywhere", "at any place": an offer, for nothing is fixed.
OPEN_ENDED = frozenset({"wherever", "whenever", "anywhere", "anytime"})
OPEN_NOUNS = frozenset({"time", "day", "hour", "moment", "place", "date", "minute", "spot"})


def at_any_time(p: Parsed, verb: int) -> bool:
    """Does the clause of a verb leave time or place to the other side?"""
    for t in range(verb + 1, p.sentences[p.sent[verb]][1]):
        if p.text[t] == ";" or (p.pos[t] == "VERB" and p.dep[t] in ("conj", "parataxis", "root")):
            return False
        if p.lower[t] in OPEN_ENDED or (p.lower[t] == "any" and p.lower[t + 1 : t + 2] and p.lower[t + 1] in OPEN_NOUNS):
            return dominates(p, verb, t) or p.dep[verb] == "xcomp"
    return False


def is_root(p: Parsed, i: int) -> bool:
    return p.head[i] == i


#: A meeting that is being arranged lies ahead.
ARRANGING = frozenset({"prepare", "arrange", "organise", "organize", "discuss", "finalise", "finalize", "consider"})
#: Who does so has not sat at the table.
OCCASIONS = frozenset("meeting encounter talk talks summit visit call round session conference dialogue negotiation discussion".split())
ARRANGERS = frozenset({"arrange", "organise", "organize", "broker", "mediate", "facilitate", "prepare", "propose", "suggest", "request", "sponsor"})


def helpers(p: Parsed, verb: int) -> list[int]:
    """Those together with whom somebody did something ("brokered the talks together with Lima", "jointly with Lima", "alongside Lima")."""
    out: list[int] = []
    for word, n in obliques(p, verb):
        first = min((c for c in p.children[n] if p.dep[c] == "case"), default=n)
        if word in ("alongside", "together with", "along with", "jointly with") or (word == "with" and first > 0 and p.lower[first - 1] in ("together", "jointly", "along")):
            out += conjuncts(p, n)
    return out


def arranged_by(p: Parsed, i: int) -> bool:
    """ "The encounter had been arranged by Gonsalves": who arranged it has not met anybody by that."""
    verb = i if p.pos[i] == "VERB" else p.head[i]
    if not any(p.dep[c] == "nsubj:pass" and p.lemma[c] in OCCASIONS for c in p.children[verb]):
        return False
    return p.lemma[verb] in ARRANGERS and any(p.dep[c] == "obl:agent" or (p.dep[c] == "obl" and case(p, c) == "by") for c in p.children[verb])
