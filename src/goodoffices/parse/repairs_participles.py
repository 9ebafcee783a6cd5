"""Corrections of the network's trees where a finite verb in -ed is taken for a participle or for another verb's partner, or who acts for who is named beside. See goodoffices.parse.repairs."""

from __future__ import annotations

from goodoffices.parse.nlp import Annotation
from goodoffices.parse.repairs_tree import children, subtree

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl"})
DASHES = frozenset({"—", "–", "-", "--"})
CALLS = frozenset({"on", "for", "upon"})


def acts_without_auxiliary(a: Annotation) -> None:
    """ "Chad's minister, Ali Bey, called on both to ...": the verb of a sentence in -ed with a subject and no auxiliary is no passive where it has an object or "calls on"."""
    kids = children(a)
    for i, own in enumerate(kids):
        if a.head[i] != i or a.tag[i] != "VBN" or any(a.dep[k] in ("aux", "aux:pass", "cop", "obl:agent") for k in own):
            continue
        subject = next((k for k in own if a.dep[k] in ("nsubj", "nsubj:pass") and k < i), None)
        if subject is None or not (any(a.dep[k] == "obj" and k > i for k in own) or (a.words[i] == "called" and a.words[i + 1 : i + 2] and a.words[i + 1] in CALLS)):
            continue
        a.tag[i], a.dep[subject] = "VBD", "nsubj"


#: What fighters do, said without an object: "The rebels fired on army positions".
FIGHTING = frozenset({"fired", "advanced", "marched", "retreated", "shelled", "attacked", "raided", "opened", "moved", "crossed", "surrendered", "fled", "agreed", "signed", "rejected", "threatened", "vowed", "demanded", "voted"})


def plural_that_acts(a: Annotation) -> None:
    """ "The rebels fired on army positions near Goma.": a sentence that is a noun with a participle has a verb, if the participle is one of what fighters do or has an object."""
    kids = children(a)
    for i, own in enumerate(kids):
        if a.head[i] != i or a.pos[i] not in ("NOUN", "PROPN") or a.tag[i] not in ("NNS", "NNPS") or i + 1 >= len(a.words) or any(a.dep[k] in ("case", "cop", "parataxis") for k in own):
            continue
        verb = next((k for k in own if a.dep[k] == "acl" and a.tag[k] in ("VBN", "VBD") and k == i + 1), None)
        if verb is None or any(a.dep[k] == "obl:agent" for k in kids[verb]) or not (a.words[verb].lower() in FIGHTING or any(a.dep[k] in ("obj", "ccomp") for k in kids[verb])):
            continue
        a.head[verb], a.dep[verb], a.tag[verb] = verb, "root", "VBD"
        a.head[i], a.dep[i] = verb, "nsubj"
        for k in own:
            if k > verb:
                a.head[k] = verb
        kids = children(a)


#: Forms of the past that are no nouns.
PASTS = {"tore": "tear", "struck": "strike", "swept": "sweep", "broke": "break", "shook": "shake", "fell": "fall", "fled": "flee", "sank": "sink", "froze": "freeze", "drew": "draw", "threw": "throw", "blew": "blow",
         "drove": "drive", "flew": "fly", "spoke": "speak", "began": "begin", "rang": "ring", "ripped": "rip", "hurled": "hurl", "stormed": "storm", "stole": "steal", "seized": "seize"}


def past_taken_for_noun(a: Annotation) -> None:
    """ "An explosion tore through a mosque": a form of the past behind a noun is what the noun did."""
    kids = children(a)
    for i in range(1, len(a.words)):
        lemma = PASTS.get(a.words[i].lower())
        noun = i - 1
        if lemma is None or a.pos[i] not in ("NOUN", "ADJ", "PROPN") or a.head[noun] != i or a.dep[noun] not in ("amod", "compound", "nmod:desc", "nmod") or a.pos[noun] not in ("NOUN", "PROPN", "ADJ"):
            continue
        a.pos[i], a.tag[i], a.lemma[i] = "VERB", "VBD", lemma
        a.dep[noun], a.pos[noun], a.tag[noun] = "nsubj", "NOUN" if a.pos[noun] == "ADJ" else a.pos[noun], "NN" if a.pos[noun] == "ADJ" else a.tag[noun]
        for k in kids[i]:
            if k < noun and a.dep[k] in ("det", "amod", "compound", "nmod:poss", "nummod"):
                a.head[k] = noun
            elif k > i and a.dep[k] == "nmod":
                a.dep[k] = "obl"
            elif k > i and a.dep[k] == "acl":
                a.dep[k] = "advcl"
        kids = children(a)


def verb_before_its_object(a: Annotation) -> None:
    """ "when Pakistani jets bombed villages": a form of the past with a subject is the verb of its clause, not an adjective of its object."""
    kids = children(a)
    for i in range(1, len(a.words) - 1):
        noun = a.head[i]
        if a.tag[i] != "VBD" or a.dep[i] not in ("amod", "compound") or noun <= i or a.pos[noun] not in ("NOUN", "PROPN") or not any(a.dep[k] == "nsubj" and k < i for k in kids[i]):
            continue
        a.pos[i] = "VERB"
        a.head[i], a.dep[i] = (i if a.head[noun] == noun else a.head[noun]), a.dep[noun]
        a.head[noun], a.dep[noun] = i, "obj"
        for k in kids[noun]:
            if k < i and a.dep[k] in ("advmod", "mark", "nsubj", "punct", "cc"):
                a.head[k] = i
        kids = children(a)


#: What nothing can be made to do: as participles behind a noun they are the verb of a sentence that has no other.
HAPPENING = frozenset({"passed", "expired", "lapsed", "elapsed", "collapsed", "arrived", "erupted", "happened", "occurred", "resumed", "ended", "failed", "died", "continued", "emerged", "returned", "stalled", "intensified"})


def noun_without_verb(a: Annotation) -> None:
    """ "A deadline set by Chad for Sudan to leave passed on Sunday": the sentence is about a deadline that passed."""
    kids = children(a)
    for root in range(len(a.words)):
        if a.head[root] != root or a.pos[root] != "NOUN" or any(a.dep[k] in ("cop", "nsubj", "aux") for k in kids[root]):
            continue
        inside = [k for k in subtree(kids, root) if k > root]
        if any(a.tag[k] in ("VBZ", "VBP", "MD") for k in inside):
            continue
        verb = next((k for k in reversed(inside) if a.dep[k] == "acl" and a.tag[k] in ("VBN", "VBD") and a.words[k].lower() in HAPPENING and not any(a.dep[x] in ("aux:pass", "obl:agent") for x in kids[k])), None)
        if verb is None or (a.head[verb] == root and verb == root + 1 and len(inside) < 4):
            continue
        a.head[verb], a.dep[verb], a.tag[verb] = verb, "root", "VBD"
        a.head[root], a.dep[root] = verb, "nsubj"
        for k in kids[root]:
            if k > verb:
                a.head[k] = verb
        kids = children(a)


def passed_but_said(a: Annotation) -> None:
    """ "A deadline set by Chad passed on Sunday, but Sudan said ...": of two subjects of one verb with "but" between, the first has the participle that can only be its verb."""
    kids = children(a)
    for verb in range(2, len(a.words)):
        subjects = [k for k in kids[verb] if a.dep[k] == "nsubj" and k < verb]
        joint = next((k for k in kids[verb] if a.dep[k] == "cc" and k < verb), None)
        if len(subjects) != 2 or joint is None or not subjects[0] < joint < subjects[1]:
            continue
        inside = subtree(kids, subjects[0])
        own = next((k for k in sorted(inside, reverse=True) if a.dep[k] == "acl" and a.tag[k] in ("VBN", "VBD") and a.words[k].lower() in HAPPENING and k < joint), None)
        if own is None or own == subjects[0]:
            continue
        a.head[own], a.dep[own], a.tag[own] = (own if a.head[verb] == verb else a.head[verb]), a.dep[verb], "VBD"
        a.head[subjects[0]] = own
        a.head[verb], a.dep[verb] = own, "conj"
        kids = children(a)


def to_hand_over(a: Annotation) -> None:
    """ "to hand over militants": no hand, and nothing over it."""
    for i in range(len(a.words) - 3):
        if a.words[i].lower() != "to" or a.words[i + 1].lower() not in ("hand", "jail") or a.pos[i + 1] != "NOUN":
            continue
        verb, particle = i + 1, a.words[i + 2].lower() in ("over", "back")
        if not particle and a.words[verb].lower() != "jail":
            continue
        a.pos[verb], a.tag[verb] = "VERB", "VB"
        a.pos[i], a.tag[i], a.dep[i], a.head[i] = "PART", "TO", "mark", verb
        if a.dep[verb] not in ("xcomp", "advcl", "acl", "ccomp", "conj"):
            a.dep[verb] = "acl" if a.pos[a.head[verb]] == "NOUN" else "xcomp"
        first = i + 3 if particle else i + 2
        noun = next((k for k in range(first, min(first + 5, len(a.words))) if a.pos[k] in ("NOUN", "PROPN") and (k + 1 == len(a.words) or a.pos[k + 1] not in ("NOUN", "PROPN"))), None)
        if particle:
            a.head[i + 2], a.dep[i + 2], a.pos[i + 2], a.tag[i + 2] = verb, "compound:prt", "ADP", "RP"
        if noun is not None and all(a.pos[k] in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART") for k in range(first, noun + 1)) and a.head[noun] != verb:
            top = noun
            while first <= a.head[top] <= noun and a.head[top] != top:
                top = a.head[top]
            a.head[top], a.dep[top] = verb, "obj"


def shelling_goes_on(a: Annotation) -> None:
    """ "Shelling in the town went on until dawn, the ministry said": who says so does not shell; the word in -ing is subject of what went on."""
    kids = children(a)
    for i in range(len(a.words) - 4):
        said = a.head[i]
        if not a.starts[i] or a.tag[i] != "VBG" or a.dep[i] != "advcl" or said <= i or a.dep[said] != "root" or any(a.dep[k] in ("obj", "mark", "aux") for k in kids[i]):
            continue
        verb = next((k for k in kids[said] if i < k < said and a.dep[k] in ("ccomp", "parataxis") and a.tag[k] in ("VBD", "VBN", "VBZ", "VBP")), None)
        subject = next((k for k in kids[said] if a.dep[k] == "nsubj" and k < said), None)
        if verb is None or subject is None or subject < verb or any(a.dep[k] in SUBJECTS for k in kids[verb]):
            continue
        a.head[i], a.dep[i], a.pos[i], a.tag[i] = verb, "nsubj", "NOUN", "NN"
        a.tag[verb] = "VBD" if a.tag[verb] == "VBN" else a.tag[verb]
        for k in kids[i]:
            if a.dep[k] == "obl":
                a.dep[k] = "nmod"
        kids = children(a)


def asked_at_start(a: Annotation) -> None:
    """ "Asked about the plan, the minister, Ali Bey, declined to comment": the sentence is about who declined, not about who asked."""
    kids = children(a)
    for i in range(len(a.words) - 4):
        if not a.starts[i] or a.tag[i] not in ("VBN", "VBD") or any(a.dep[k] in SUBJECTS or a.dep[k] == "conj" for k in kids[i]):
            continue
        around = kids[i] if a.head[i] == i else [a.head[i]] if a.dep[i] == "ccomp" and a.head[a.head[i]] == a.head[i] else []
        verb = next((k for k in around if k > i and a.dep[k] in ("parataxis", "ccomp", "advcl", "root") and a.tag[k] in ("VBD", "VBZ", "VBP") and not any(a.dep[j] in SUBJECTS or a.dep[j] == "mark" for j in kids[k])), None)
        if verb is None:
            continue
        comma = next((k for k in range(i + 1, verb) if a.words[k] == ","), verb)
        noun = next((k for k in range(comma + 1, verb) if a.head[k] < comma and a.pos[k] in NOMINAL and not any(a.dep[j] == "case" for j in kids[k])), None)
        if noun is None or any(a.pos[k] == "VERB" and a.head[k] < comma for k in range(comma + 1, verb)):
            continue
        a.head[verb], a.dep[verb] = verb, "root"
        a.head[i], a.dep[i], a.tag[i] = verb, "advcl", "VBN"
        a.head[noun], a.dep[noun] = verb, "nsubj"
        for k in kids[i]:
            if k > verb:
                a.head[k] = verb
        kids = children(a)


def whom_they_named(a: Annotation) -> None:
    """ "gunmen whom the army identified as fighters ambushed a convoy": "whom" belongs to the first verb behind it, and who is so named does the second deed."""
    kids = children(a)
    for whom in range(1, len(a.words)):
        deed = a.head[whom]
        if a.words[whom].lower() not in ("whom", "who", "which", "that") or a.dep[whom] != "obj" or deed < whom or a.tag[deed] not in ("VBD", "VBZ", "VBP") or not any(a.dep[k] == "obj" and k > deed for k in kids[deed]):
            continue
        noun = whom - 1
        subject = next((k for k in kids[deed] if a.dep[k] == "nsubj" and whom < k < deed), None)
        naming = next((k for k in kids[subject] if a.dep[k] == "acl" and a.tag[k] in ("VBN", "VBD") and k > subject), None) if subject is not None else None
        if subject is None or naming is None or a.pos[noun] not in NOMINAL or any(a.dep[k] in ("aux", "aux:pass", "obl:agent") for k in kids[naming]):
            continue
        if a.head[noun] == deed and a.dep[noun].startswith("nsubj"):
            a.head[naming], a.dep[naming], a.tag[naming] = noun, "acl:relcl", "VBD"
            a.head[subject], a.head[whom] = naming, naming
            kids = children(a)
            continue
        if a.head[deed] != noun or a.dep[deed] not in ("acl", "acl:relcl"):
            continue
        later = a.head[noun]
        other = next((k for k in kids[later] if a.dep[k].startswith("nsubj") and k > deed), None) if later != noun else None
        if later != noun and a.dep[noun].startswith("nsubj") and other is None:
            continue
        a.head[naming], a.dep[naming], a.tag[naming] = noun, "acl:relcl", "VBD"
        a.head[subject], a.head[whom] = naming, naming
        if later == noun:
            a.head[deed], a.dep[deed] = deed, "root"
        else:
            a.head[deed], a.dep[deed] = (deed if a.head[later] == later else a.head[later]), a.dep[later]
            a.head[later], a.dep[later] = deed, "conj"
            for k in kids[later]:
                if k < noun and k != noun:
                    a.head[k] = deed
        a.head[noun], a.dep[noun] = deed, "nsubj"
        kids = children(a)


def past_beside_infinitive(a: Annotation) -> None:
    """ "urged Kurti to move the mayors and called on Serbia ...": a past tense goes on from a past tense, not from an infinitive or a form in -ing."""
    kids = children(a)
    for i in range(len(a.words)):
        inner = a.head[i]
        if a.dep[i] != "conj" or a.tag[i] not in ("VBD", "VBN") or a.dep[inner] not in ("xcomp", "advcl", "ccomp", "acl"):
            continue
        if not (a.tag[inner] == "VB" and any(a.dep[k] == "mark" and a.words[k].lower() == "to" for k in kids[inner])) and not (a.tag[inner] == "VBG" and a.tag[i] == "VBD"):
            continue
        outer = a.head[inner]
        for _ in range(3):
            if a.pos[outer] in ("NOUN", "PROPN") or (a.tag[outer] == "VB" and a.dep[outer] in ("xcomp", "advcl", "acl")):
                outer = a.head[outer]
        if a.tag[outer] != "VBD" or not outer < inner < i or any(a.dep[k] in ("aux", "aux:pass", "mark") or a.dep[k] in SUBJECTS for k in kids[i]):
            continue
        a.head[i], a.tag[i] = outer, "VBD"
        kids = children(a)


def named_between_dashes(a: Annotation) -> None:
    """ "France and Italy — the so-called Quad — urged ...": what stands between dashes behind a subject is another name of it, and no second subject."""
    kids = children(a)
    for verb, own in enumerate(kids):
        subjects = [k for k in own if a.dep[k] in ("nsubj", "nsubj:pass") and k < verb]
        if len(subjects) != 2:
            continue
        first, second = subjects
        begin, end = min(subtree(kids, second)), max(subtree(kids, second))
        if a.words[begin] in DASHES:
            begin += 1
        if a.words[end] in DASHES:
            end -= 1
        if begin and a.words[begin - 1] in DASHES and end + 1 < len(a.words) and a.words[end + 1] in DASHES:
            a.head[second], a.dep[second] = first, "appos"
            kids = children(a)


def has_of_another(a: Annotation) -> None:
    """ "Abidjan says they were on a mission and has demanded their release": a singular verb goes on from the singular subject above, not from "they"."""
    kids = children(a)
    for i in range(len(a.words)):
        inner = a.head[i]
        outer = a.head[inner]
        helper = next((k for k in kids[i] if a.dep[k] in ("aux", "cop", "aux:pass") and k < i), i)
        if a.dep[i] != "conj" or a.tag[helper] != "VBZ" or a.dep[inner] != "ccomp" or not outer < inner < i or a.tag[outer] not in ("VBZ", "VBD") or any(a.dep[k] in SUBJECTS for k in kids[i]):
            continue
        many = next((k for k in kids[inner] if a.dep[k] in ("nsubj", "nsubj:pass")), None)
        one = next((k for k in kids[outer] if a.dep[k] in ("nsubj", "nsubj:pass")), None)
        if many is None or one is None or not (a.words[many].lower() in ("they", "we", "you", "these", "those", "both") or a.tag[many] == "NNS"):
            continue
        if a.tag[one] in ("NNS", "NNPS") or any(a.dep[k] == "conj" for k in kids[one]):
            continue
        a.head[i] = outer
        kids = children(a)
