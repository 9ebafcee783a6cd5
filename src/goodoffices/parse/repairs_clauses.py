"""Corrections of the network's trees where it takes the wrong verb for that of the clause. See goodoffices.parse.repairs."""

from __future__ import annotations

from goodoffices.parse.nlp import Annotation
from goodoffices.parse.repairs_tree import children, subtree

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl"})
#: What goes with the verb of a sentence when it stands before its subject or behind it.
LOOSE = frozenset({"obl", "obl:unmarked", "advmod", "advcl", "parataxis", "punct", "discourse", "cc"})
#: Days and parts of days that stand before a subject ("On the same evening soldiers fired ...").
TIMES = frozenset("day morning afternoon evening night week weekend month monday tuesday wednesday thursday friday saturday sunday".split())


def verb_taken_for_participle(a: Annotation) -> None:
    """ "Peter Hall, the leader of the party, called on Mr Cole on Friday to resign": a sentence without a verb of its own whose subject carries a past participle has its verb there."""
    kids = children(a)
    for noun in range(len(a.words)):
        if a.head[noun] != noun or a.pos[noun] not in NOMINAL or any(a.dep[k] in SUBJECTS or a.dep[k] == "cop" for k in kids[noun]):
            continue
        verb = next((k for k in kids[noun] if k > noun and a.dep[k] == "acl" and a.tag[k] in ("VBN", "VBD") and a.words[k].islower()), None)
        if verb is None or any(a.dep[k] in ("aux", "aux:pass", "obl:agent") or a.dep[k] in SUBJECTS for k in kids[verb]) or not any(k > verb and a.dep[k] in ("obj", "iobj", "obl", "xcomp", "ccomp", "advcl") for k in kids[verb]):
            continue
        if a.words[verb - 1] != "," and a.tag[verb] != "VBD" and a.pos[verb - 1] != "ADV":
            continue
        begin, end = _sentence(a, noun)
        inside = set(subtree(kids, verb))
        if any(a.tag[k] in FINITE and k not in inside and not _under(a, k, noun, ("acl:relcl", "parataxis")) for k in range(begin, end)):
            continue
        for k in kids[noun]:
            if k != verb and (k > verb or (k < noun and a.dep[k] in LOOSE)):
                a.head[k] = verb
        a.head[verb], a.dep[verb], a.tag[verb] = verb, "root", "VBD"
        a.head[noun], a.dep[noun] = verb, "nsubj"
        kids = children(a)


def first_of_several_verbs(a: Annotation) -> None:
    """ "the council also called on carriers to fly elsewhere, demanded an inquiry and asked ...": what the subject did first is no participle of it."""
    kids = children(a)
    for first in range(1, len(a.words)):
        noun = a.head[first]
        last = a.head[noun]
        if a.dep[first] != "acl" or a.tag[first] not in ("VBN", "VBD") or not noun < first < last or a.dep[noun] not in ("nsubj", "nsubj:pass") or a.tag[last] != "VBD":
            continue
        if not all(a.pos[k] == "ADV" for k in range(noun + 1, first)) or a.words[last - 1] != "," or not any(a.dep[k] == "conj" and k > last for k in kids[last]):
            continue
        if any(a.dep[k] in ("aux", "aux:pass", "obl:agent") or a.dep[k] in SUBJECTS for k in kids[first]) or any(a.dep[k] in ("aux", "cop") for k in kids[last]):
            continue
        a.head[first], a.dep[first] = (first if a.head[last] == last else a.head[last]), a.dep[last]
        for k in kids[last]:
            if k < first or a.dep[k] == "conj":
                a.head[k] = first
        a.dep[noun], a.tag[first] = "nsubj", "VBD"
        a.head[last], a.dep[last] = first, "conj"
        a.head[last - 1] = last
        kids = children(a)


def subject_behind_after(a: Annotation) -> None:
    """ "spoke a day after Britain and France had demanded a truce": before a finite verb without a subject, what stands behind "after" is its subject."""
    kids = children(a)
    for noun in range(1, len(a.words)):
        upper = a.head[noun]
        if a.dep[noun] not in ("obl", "nmod") or a.pos[noun] not in NOMINAL or upper >= noun:
            continue
        word = next((k for k in kids[noun] if a.dep[k] == "case" and a.words[k].lower() in ("after", "before", "since", "until", "as")), None)
        if word is None or word > noun:
            continue
        end = max(subtree(kids, noun))
        verb = next((k for k in range(end + 1, min(len(a.words), end + 4)) if a.pos[k] == "VERB"), None)
        if verb is None or a.head[verb] >= noun or a.dep[verb] not in ("parataxis", "ccomp", "dep", "advcl", "conj") or any(a.dep[k] in SUBJECTS or a.dep[k] in ("cc", "mark") for k in kids[verb]):
            continue
        helped = [k for k in kids[verb] if a.dep[k] in ("aux", "aux:pass") and k < verb]
        if (a.tag[verb] not in FINITE and not any(a.tag[k] in FINITE for k in helped)) or not all(k in helped or a.pos[k] == "ADV" for k in range(end + 1, verb)):
            continue
        passive = any(a.dep[k] == "aux:pass" for k in helped)
        a.head[verb], a.dep[verb] = (a.head[verb] if upper in subtree(kids, verb) else upper), "advcl"
        a.head[noun], a.dep[noun] = verb, "nsubj:pass" if passive else "nsubj"
        a.head[word], a.dep[word], a.pos[word] = verb, "mark", "SCONJ"
        kids = children(a)


def time_before_subject(a: Annotation) -> None:
    """ "On the same day barge crews blocked the lock": the time at the head of a sentence is no part of the noun behind it, which is the subject."""
    kids = children(a)
    for i in range(len(a.words) - 4):
        if not a.starts[i] or a.words[i].lower() not in ("on", "in", "during", "by", "late", "early"):
            continue
        day = next((k for k in range(i + 2, i + 5) if k < len(a.words) and a.words[k].lower() in TIMES), None)
        if day is None or a.words[i + 1].lower() not in ("the", "that", "this", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"):
            continue
        noun = a.head[day]
        verb = a.head[noun]
        if a.dep[day] not in ("compound", "nmod", "nmod:unmarked", "amod") or a.dep[noun] != "obl" or not day < noun < verb or a.pos[noun] not in ("NOUN", "PROPN"):
            continue
        if a.pos[verb] != "VERB" or a.tag[verb] not in ("VBD", "VBZ", "VBP", "VBN") or any(a.dep[k] in SUBJECTS for k in kids[verb]) or any(a.words[k] == "," for k in range(day, verb)):
            continue
        if a.tag[verb] == "VBN" and any(a.dep[k] in ("aux", "aux:pass") for k in kids[verb]):
            continue
        a.head[noun], a.dep[noun] = verb, "nsubj"
        a.head[day], a.dep[day] = verb, "obl"
        for k in range(i, day):
            if a.head[k] == noun:
                a.head[k] = day
        a.head[i], a.dep[i] = day, "case"
        a.tag[verb] = "VBD" if a.tag[verb] == "VBN" else a.tag[verb]
        kids = children(a)


#: Words that end like verbs and are plurals where a finite verb without a subject follows ("U.S. demands that Tehran yield were excessive").
THINGS_SAID = frozenset({"demands", "claims", "calls", "threats", "reports", "fears", "hopes", "requests", "offers", "signals", "hints", "moves", "plans"})


def plural_taken_for_verb(a: Annotation) -> None:
    """ "U.S. demands that Tehran stop enriching were excessive": the subject of "were" is the demands."""
    kids = children(a)
    for i in range(1, len(a.words)):
        if a.words[i].lower() not in THINGS_SAID or a.tag[i] not in ("VBZ", "VBP") or a.head[i - 1] != i or a.dep[i - 1] != "nsubj":
            continue
        clause = next((k for k in kids[i] if k > i and a.dep[k] == "ccomp" and not any(a.dep[j] in SUBJECTS for j in kids[k])), None)
        if clause is None:
            continue
        finite = clause if a.tag[clause] in ("VBD", "VBP") else next((k for k in kids[clause] if a.dep[k] in ("cop", "aux", "aux:pass") and a.tag[k] in ("VBD", "VBP") and k > i), None)
        below = next((k for k in range(i + 1, finite or i + 1) if a.tag[k] == "VB" and a.head[k] in (i, clause) and any(a.dep[j] in SUBJECTS for j in kids[k])), None)
        if finite is None or below is None:
            continue
        for k in kids[i]:
            if k not in (i - 1, clause, below):
                a.head[k] = clause
        for k in kids[clause]:
            if k < finite and k != below and a.dep[k] == "mark":
                a.head[k] = below
        a.head[clause], a.dep[clause] = (clause if a.head[i] == i else a.head[i]), a.dep[i]
        a.head[i], a.dep[i], a.pos[i], a.tag[i], a.lemma[i] = clause, "nsubj", "NOUN", "NNS", a.words[i][:-1].lower()
        a.head[below], a.dep[below], a.dep[i - 1] = i, "acl", "compound"
        kids = children(a)


#: Verbs of saying whose "it" is somebody ("It said that ..."), and verbs of speech that a speaker goes on with ("said it was so and blamed Lima").
SAYING = frozenset("say add tell report announce claim insist stress warn deny confirm note state argue maintain declare admit acknowledge vow pledge recall disclose caution reiterate assert allege complain concede emphasise emphasize underline".split())
SPEECH_ACTS = frozenset("blame accuse urge demand condemn denounce praise thank invite criticise criticize welcome reject deny vow threaten appeal call ask".split())


def it_said_that(a: Annotation) -> None:
    """ "It said earlier that it had fired": the "it" that says something is somebody, and what it says is said."""
    for i in range(len(a.words) - 2):
        verb = a.head[i]
        if a.dep[i] != "expl" or a.words[i].lower() != "it" or not i < verb <= i + 3 or a.lemma[verb] not in SAYING or a.tag[verb] not in ("VBD", "VBZ"):
            continue
        a.dep[i] = "nsubj"
        for k in range(verb + 1, len(a.words)):
            if a.head[k] == verb and a.dep[k] == "csubj":
                a.dep[k] = "ccomp"


def goes_on_blaming(a: Annotation) -> None:
    """ "said the measures were restrained and blamed Lima": who blames is who said so, not the measures."""
    kids = children(a)
    for i in range(2, len(a.words)):
        first = a.head[i]
        said = a.head[first]
        if a.dep[i] != "conj" or a.tag[i] not in ("VBD", "VBZ") or a.lemma[i] not in SPEECH_ACTS or first > i or a.dep[first] != "ccomp" or a.lemma[said] not in SAYING or said > first:
            continue
        if any(a.dep[k] in SUBJECTS for k in kids[i]) or not any(a.dep[k] == "cop" for k in kids[first]):
            continue
        a.head[i] = said
        kids = children(a)


#: Verbs whose object may be a gerund ("denied firing").
WITH_GERUND = frozenset("deny admit resume halt stop suspend avoid consider suggest recommend propose delay postpone risk oppose favour favor mull".split())


def gerund_as_object(a: Annotation) -> None:
    """ "denies striking civilian targets": the gerund right behind such a verb is its object clause."""
    for i in range(1, len(a.words)):
        verb = i - 1
        if a.tag[i] == "VBG" and a.head[i] == verb and a.dep[i] in ("advcl", "acl", "parataxis") and a.lemma[verb] in WITH_GERUND and a.pos[verb] == "VERB":
            a.dep[i] = "xcomp"


def subject_of_what_is_said(a: Annotation) -> None:
    """ "Hall, head of the council, signed the paper, Cole told reporters": of two subjects of a verb of speech the first has the participle behind it for its verb."""
    kids = children(a)
    for said in range(4, len(a.words)):
        subjects = [k for k in kids[said] if a.dep[k] == "nsubj" and k < said]
        if len(subjects) != 2 or a.lemma[said] not in (SAYING | {"quote"}) or a.pos[said] != "VERB":
            continue
        first, second = subjects
        verb = next((k for k in kids[first] if a.dep[k] in ("acl", "acl:relcl") and a.tag[k] in ("VBN", "VBD") and first < k < second), None)
        if verb is None or any(a.dep[k] in ("aux:pass", "obl:agent", "mark") or a.dep[k] in SUBJECTS for k in kids[verb]) or not any(a.words[k] == "," for k in range(verb, second)):
            continue
        a.head[verb], a.dep[verb], a.tag[verb] = said, "ccomp", "VBD"
        a.head[first], a.dep[first] = verb, "nsubj"
        kids = children(a)


def shelling_of(a: Annotation) -> None:
    """ "where shelling of a hospital killed two": a word in -ing with "of" behind it is a noun, and the subject of the verb that has none."""
    kids = children(a)
    for i in range(len(a.words) - 2):
        verb = a.head[i]
        if a.tag[i] != "VBG" or a.words[i + 1].lower() != "of" or a.dep[i] not in ("advcl", "csubj", "ccomp", "acl") or verb <= i or a.pos[verb] != "VERB" or a.tag[verb] not in ("VBD", "VBZ", "VBP"):
            continue
        if any(a.dep[k] in SUBJECTS for k in (*kids[verb], *kids[i])) or any(a.dep[k] in ("aux", "obj") for k in kids[i]):
            continue
        a.dep[i], a.pos[i], a.tag[i] = "nsubj", "NOUN", "NN"
        for k in kids[i]:
            if a.dep[k] == "advmod" and a.words[k].lower() in ("where", "when"):
                a.head[k] = verb
            elif a.dep[k] == "obl":
                a.dep[k] = "nmod"
        kids = children(a)


#: Participles by which the subject of the main clause goes on speaking.
SPEAKING = frozenset("saying adding warning noting insisting arguing claiming citing stressing accusing urging describing vowing pledging promising calling telling".split())
#: Clauses below a verb that end where ", saying ..." begins.
LOWER = ("acl", "acl:relcl", "ccomp", "advcl", "xcomp")


def saying_of_the_subject(a: Annotation) -> None:
    """ "rejected charges that troops had massed on the border, saying they were false": who says so is the subject of the main clause."""
    kids = children(a)
    for i in range(2, len(a.words)):
        lower = a.head[i]
        if a.words[i] not in SPEAKING or a.tag[i] != "VBG" or a.words[i - 1] not in (",", ",”", ',"') or a.dep[i] not in ("advcl", "acl", "ccomp", "xcomp") or lower >= i:
            continue
        top = lower
        while a.dep[top] in (*LOWER, "nmod", "obj", "obl", "conj", "nsubj", "nsubj:pass") and a.head[top] < i and a.head[top] != top and not (
                a.pos[top] == "VERB" and a.dep[top] in ("ccomp", "advcl") and a.head[top] > top):
            top = a.head[top]
        if top == lower or a.pos[top] != "VERB" or not any(a.dep[k] in SUBJECTS and k < top for k in kids[top]) or top > i:
            continue
        a.head[i], a.dep[i] = top, "advcl"
        kids = children(a)


#: Offices and forms of address that stand right before a name.
OFFICES = frozenset("""president chancellor premier minister secretary chief ambassador envoy commissioner senator governor mayor general colonel major captain admiral brigadier lieutenant marshal commander
king queen prince princess emir sultan sheikh ayatollah imam bishop archbishop cardinal pope patriarch judge justice professor director chairman chairwoman speaker deputy leader spokesman spokeswoman
spokesperson representative coordinator adviser mediator mr mrs ms dr sir""".split())


def title_before_name(a: Annotation) -> None:
    """ "German Chancellor Friedrich Merz said": an office right before a name is no second subject beside it."""
    for i in range(len(a.words) - 2):
        first = i + 1
        if a.pos[i] not in ("NOUN", "PROPN") or a.words[i].lower() not in OFFICES or not a.words[i][:1].isupper() or not a.words[first][:1].isupper() or a.dep[i] not in ("nsubj", "nsubj:pass", "obj", "obl", "conj", "nmod"):
            continue
        last = first
        while a.head[last] != a.head[i] and last + 1 < len(a.words) and last < first + 3 and a.words[last + 1][:1].isupper() and a.pos[last + 1] == "PROPN":
            last += 1
        if a.head[last] != a.head[i] or a.dep[last] != a.dep[i] or a.pos[last] != "PROPN" or any(a.head[k] not in (last, first) for k in range(first, last)):
            continue
        upper = a.head[i]
        for k, head in enumerate(a.head):
            if head == last and not first <= k < last:
                a.head[k] = first
        for k in range(first, last + 1):
            a.head[k], a.dep[k], a.pos[k], a.tag[k] = first, "flat", "PROPN", "NNP"
        a.head[first], a.dep[first] = upper, a.dep[i]
        for k, head in enumerate(a.head):
            if head == i and k > last:
                a.head[k] = first
        a.head[i], a.dep[i] = first, "nmod:desc"


def participle_at_start(a: Annotation) -> None:
    """ "Voicing doubt that ..., the minister told reporters": before a comma and another subject, the word in -ing is a participle and the noun its object."""
    kids = children(a)
    for i in range(len(a.words) - 3):
        noun = a.head[i]
        if not a.starts[i] or not a.words[i].endswith("ing") or len(a.words[i]) < 6 or a.dep[i] not in ("compound", "amod") or not i < noun <= i + 4 or a.pos[noun] != "NOUN":
            continue
        verb = a.head[noun]
        if a.dep[noun] not in ("nsubj", "nsubj:pass") or verb < noun or not any(a.dep[k] in ("nsubj", "nsubj:pass") and noun < k < verb and any(a.words[j] == "," for j in range(noun, k)) for k in kids[verb]):
            continue
        a.head[i], a.dep[i], a.pos[i], a.tag[i] = verb, "advcl", "VERB", "VBG"
        a.head[noun], a.dep[noun] = i, "obj"
        kids = children(a)


def _sentence(a: Annotation, i: int) -> tuple[int, int]:
    begin = next(k for k in range(i, -1, -1) if a.starts[k] or k == 0)
    return begin, next((k for k in range(i + 1, len(a.words)) if a.starts[k]), len(a.words))


def _under(a: Annotation, i: int, top: int, relations: tuple[str, ...]) -> bool:
    """Is a token inside a clause with one of these relations below `top`?"""
    while a.head[i] != i and i != top:
        if a.dep[i] in relations:
            return True
        i = a.head[i]
    return False
