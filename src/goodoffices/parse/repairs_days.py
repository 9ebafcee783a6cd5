"""Corrections of the network's trees around days of the week, which American agencies write without "on". See goodoffices.parse.repairs."""

from __future__ import annotations

from goodoffices.parse.nlp import Annotation

DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
SPEECH = frozenset("say announce add report confirm declare state warn insist claim argue deny note acknowledge repeat reiterate stress vow".split())
#: What a day can be said to be: these take it for an object.
NAMING = frozenset("set name fix choose pick declare call mark propose suggest mention observe celebrate spend await see make have be miss".split())
BEFORE_NAMES = frozenset({"nmod:desc", "compound", "nmod", "nmod:unmarked", "flat"})


def day_alone(a: Annotation) -> None:
    """ "are to meet Thursday at the airport": the day right behind a verb tells when, and is not whom they meet."""
    for i in range(1, len(a.words)):
        if a.dep[i] == "obj" and a.head[i] == i - 1 and _day(a, i) and a.lemma[i - 1] not in NAMING and _ends(a, i):
            a.dep[i] = "obl:unmarked"


def day_of_the_saying(a: Annotation) -> None:
    """ "said Tuesday he would fly", "said on Tuesday Obasanjo would fly": the day between a verb of speech and the clause is that of the saying."""
    for i in range(1, len(a.words)):
        if not _day(a, i) or a.head[i] <= i:
            continue
        on = a.words[i - 1].lower() == "on"
        verb = i - 2 if on else i - 1
        if verb < 0 or a.pos[verb] != "VERB" or a.lemma[verb] not in SPEECH:
            continue
        if (a.dep[i] in BEFORE_NAMES and a.pos[a.head[i]] == "PROPN" and a.pos[i + 1] == "PROPN") or (not on and a.dep[i] == "obl:unmarked" and a.pos[i + 1] in ("PROPN", "PRON", "DET", "ADJ", "SCONJ")):
            a.head[i], a.dep[i] = verb, "obl" if on else "obl:unmarked"
            if on:
                a.head[i - 1], a.dep[i - 1] = i, "case"


def _day(a: Annotation, i: int) -> bool:
    return a.words[i].lower() in DAYS and a.words[i][:1].isupper()


def _ends(a: Annotation, i: int) -> bool:
    """Nothing hangs on the day and no noun follows it ("met Monday's guests", "held Friday prayers")."""
    return not any(a.head[k] == i for k in range(len(a.words))) and (i + 1 == len(a.words) or a.pos[i + 1] not in ("NOUN", "PROPN"))
