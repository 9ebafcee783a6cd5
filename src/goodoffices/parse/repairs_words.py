"""Corrections of the network's trees around single words that it takes for another part of speech. See goodoffices.parse.repairs."""

from __future__ import annotations

from goodoffices.parse.names import lexicon
from goodoffices.parse.nlp import Annotation, reader
from goodoffices.parse.repairs_tree import children

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
WILLING = frozenset("ready willing prepared unwilling determined keen eager reluctant unable able glad".split())
EXPECTED = frozenset({"due", "set", "poised", "bound"})


def due_to_come(a: Annotation) -> None:
    """ "is due to visit", "it was willing to attend": the infinitive right behind is what is due or willed, no adverbial and no subject."""
    for i in range(2, len(a.words)):
        word, adjective = a.words[i - 2].lower(), i - 2
        if a.tag[i] != "VB" or a.words[i - 1].lower() != "to" or word not in EXPECTED | WILLING:
            continue
        if a.head[i] == adjective:
            if (a.dep[i] == "advcl" and word in EXPECTED) or (a.dep[i] == "csubj" and word in WILLING):
                a.dep[i] = "xcomp"
        elif word in EXPECTED and any(a.head[k] == adjective and a.dep[k] == "cop" for k in range(max(0, i - 6), adjective)):
            _due_above(a, adjective, i)


def _due_above(a: Annotation, adjective: int, verb: int) -> None:
    """ "to Munich, where they are due to meet": what is due does not hang on what came before, nor "due" on it."""
    if a.head[adjective] == verb:
        a.head[adjective], a.dep[adjective] = (adjective if a.head[verb] == verb else a.head[verb]), a.dep[verb]
        for k in range(adjective):
            if a.head[k] == verb:
                a.head[k] = adjective
    elif a.dep[verb] not in ("advcl", "acl:relcl", "acl") or a.head[verb] > adjective:
        return
    a.head[verb], a.dep[verb] = adjective, "xcomp"


def have_of_a_name(a: Annotation) -> None:
    """ "had Abiy Ahmed on the line": before a noun without a copula "have" is the verb, and the noun its object."""
    head, dep = a.head, a.dep
    for i in range(len(a.words)):
        noun = head[i]
        if dep[i] != "aux" or a.words[i].lower() not in ("has", "have", "had") or noun <= i or a.pos[noun] not in NOMINAL or any(head[k] == noun and dep[k] in ("cop", "aux") and k != i for k in range(noun)):
            continue
        head[i], dep[i], a.pos[i] = (i if head[noun] == noun else head[noun]), dep[noun], "VERB"
        for k in range(len(a.words)):
            if k not in (i, noun) and head[k] == noun and (k < i or (k > noun and dep[k] in ("nmod", "punct", "advcl", "advmod", "obl"))):
                head[k] = i
                dep[k] = "obl" if dep[k] == "nmod" and k > noun else dep[k]
        head[noun], dep[noun] = i, "obj"


def noun_behind_infinitive(a: Annotation) -> None:
    """ "would dump gravel on the ramp": a word that is known as a noun only, right behind an infinitive, is its object."""
    head, dep, book = a.head, a.dep, reader().lemmatize
    for i in range(2, len(a.words)):
        verb = i - 1
        if a.tag[i] != "VB" or a.tag[verb] != "VB" or a.words[i] not in book.nouns or a.words[i] in book.verbs or dep[i] not in ("ccomp", "xcomp", "advcl", "parataxis") or any(head[k] == i and k < i for k in range(i)):
            continue
        if head[verb] == i or any(head[k] == verb and dep[k] == "obj" for k in range(len(a.words))):
            continue
        head[i], dep[i], a.pos[i], a.tag[i] = verb, "obj", "NOUN", "NN"
        for k in range(i + 1, len(a.words)):
            if head[k] == i:
                head[k] = verb


def plural_at_start(a: Annotation) -> None:
    """ "Jets struck Homs": the plural of a known noun that begins a sentence is a name only where a table has it."""
    for i in range(len(a.words) - 1):
        word = a.words[i]
        if not a.starts[i] or a.tag[i] != "NNPS" or a.dep[i] not in ("nsubj", "nsubj:pass") or any(h == i and a.pos[k] == "PROPN" for k, h in enumerate(a.head)):
            continue
        if word[:-1].lower() in reader().lemmatize.nouns and not lexicon().sorts(word):
            a.tag[i], a.pos[i], a.lemma[i] = "NNS", "NOUN", word[:-1].lower()


def may_of_a_name(a: Annotation) -> None:
    """ "Theresa May telephoned Dublin": behind a given name and before a verb in the past "May" is no auxiliary."""
    for i in range(1, len(a.words) - 1):
        if a.words[i] in ("May", "Will") and a.dep[i] == "aux" and a.pos[i - 1] == "PROPN" and not a.starts[i] and (a.tag[a.head[i]] in ("VBD", "VBZ") or a.words[a.head[i]].endswith("ed")):
            first = i - 1 if a.dep[i - 1] != "flat" else a.head[i - 1]
            verb = a.head[i]
            a.head[i], a.dep[i], a.pos[i], a.tag[i], a.lemma[i] = first, "flat", "PROPN", "NNP", a.words[i]
            if a.tag[verb] == "VB":
                a.tag[verb], a.lemma[verb] = "VBD", reader().lemmatize(a.words[verb], "VBD")


def due_somewhere(a: Annotation) -> None:
    """ "was due in Oslo on Monday": who is due somewhere is due; the place is where."""
    head, dep = a.head, a.dep
    for i in range(len(a.words) - 2):
        place = head[i]
        if a.words[i].lower() != "due" or dep[i] != "case" or a.words[i + 1].lower() not in ("in", "at") or head[i + 1] != place or place <= i + 1 or not any(head[k] == place and dep[k] == "cop" for k in range(i)):
            continue
        head[i], dep[i], a.pos[i], a.tag[i] = (i if head[place] == place else head[place]), dep[place], "ADJ", "JJ"
        for k in range(len(a.words)):
            if head[k] == place and k not in (i, i + 1, place) and (k < i or dep[k] in ("obl", "advcl", "punct", "advmod", "obl:unmarked")):
                head[k] = i
        head[place], dep[place] = i, "obl"


#: Verbs whose particle, right behind them, is never the preposition of the noun behind it.
PARTICLES = {
    "over": frozenset({"hand", "take", "turn"}), "out": frozenset({"carry", "rule", "spell", "point"}), "off": frozenset({"call", "shrug", "wave", "write"}),
    "down": frozenset({"turn", "shoot", "lay", "shut", "gun"}), "up": frozenset({"draw", "set", "take", "step", "blow", "give"}), "aside": frozenset({"set", "put", "brush"}),
    "back": frozenset({"hand", "send", "hold", "roll"}),
}


def particle_before_object(a: Annotation) -> None:
    """ "handed over a memorandum": behind such a verb the small word is its particle, and the noun its object."""
    for i in range(len(a.words) - 2):
        word = a.words[i + 1].lower()
        noun = a.head[i + 1]
        if a.lemma[i] not in PARTICLES.get(word, ()) or a.pos[i] != "VERB" or a.dep[i + 1] != "case" or noun <= i + 1 or a.head[noun] != i or a.dep[noun] != "obl" or a.starts[i + 1]:
            continue
        if a.words[i + 2].lower() in ("of", "to", "in", "on", "from", "at", "by") or any(a.head[k] == i and a.dep[k] in ("obj", "nsubj:pass") for k in range(max(0, i - 15), min(len(a.words), i + 15))):
            continue
        a.head[i + 1], a.dep[i + 1], a.pos[i + 1], a.tag[i + 1] = i, "compound:prt", "ADP", "RP"
        a.dep[noun] = "obj"


def object_behind_particle(a: Annotation) -> None:
    """ "called off his visit": a noun without a preposition right behind a verb and its particle is the object."""
    kids = children(a)
    for i in range(len(a.words)):
        verb = a.head[i]
        if a.dep[i] != "obl" or a.pos[i] != "NOUN" or a.pos[verb] != "VERB" or verb >= i or any(a.dep[k] in ("case", "mark") for k in kids[i]) or any(a.dep[k] in ("obj", "nsubj:pass") for k in kids[verb]):
            continue
        if a.dep[verb + 1] == "compound:prt" and a.head[verb + 1] == verb and all(a.head[k] == i for k in range(verb + 2, i)):
            a.dep[i] = "obj"


#: "The aim is to win" says what the aim is; "the talks are to begin" tells what is planned.
OCCASIONS = frozenset("""talk talks negotiation negotiations meeting summit round conference consultation visit session hearing trial vote election ceremony signing exchange call mediation
withdrawal evacuation truce ceasefire cease-fire pause handover swap release inspection mission deployment exercise convoy delegation team envoy group force""".split())


def be_to(a: Annotation) -> None:
    """ "Negotiations are to begin by June": behind what takes place "be to" is an auxiliary."""
    for i in range(len(a.words) - 2):
        verb = a.head[i]
        if a.lemma[i] != "be" or a.dep[i] != "cop" or a.words[i + 1].lower() != "to" or a.head[i + 1] != verb or a.tag[verb] != "VB" or verb <= i + 1:
            continue
        subject = next((k for k in range(i - 1, max(-1, i - 30), -1) if a.head[k] == verb and a.dep[k] in ("nsubj:outer", "nsubj")), None)
        if subject is None or a.lemma[subject] not in OCCASIONS:
            continue
        a.dep[subject], a.dep[i], a.pos[i] = "nsubj", "aux", "AUX"


OFFICES = frozenset("presidents ministers leaders premiers chancellors generals ambassadors secretaries kings senators governors envoys negotiators commanders mr messrs".split())


def name_behind_offices(a: Annotation) -> None:
    """ "Presidents Sadyr Japarov and Emomali Rahmon ordered": a capitalised word behind such a plural is a name, whatever it looks like."""
    for i in range(len(a.words) - 3):
        name = i + 1
        if a.words[i].lower() not in OFFICES or not a.words[name][:1].isupper() or not a.tag[name].startswith("VB") or not a.words[name + 1][:1].isupper() or a.head[i] != name:
            continue
        a.pos[name], a.tag[name], a.lemma[name] = "PROPN", "NNP", a.words[name]
        a.dep[i] = "nmod:desc"
        for k in range(name + 1, len(a.words)):
            if a.starts[k]:
                break
            if a.head[k] == name and a.pos[k] == "PROPN":
                a.dep[k] = "flat" if k == name + 1 else a.dep[k]
            elif a.head[k] == name and a.dep[k] in ("advcl", "obl"):
                a.head[k], a.dep[k] = (a.head[name] if a.head[name] != name else name), a.dep[k]
        last = name + 1
        for k in range(name + 2, min(name + 8, len(a.words))):
            if a.head[k] == last and a.dep[k] == "conj":
                a.head[k] = name
