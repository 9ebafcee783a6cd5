"""Corrections of the network's trees where a rule knows better: constructions that are frequent in news and rare in the treebanks.

Each repair looks for one configuration that is wrong in nearly every case and rewrites it; `eval/repairs.py` counts on the treebanks how
many heads each of them makes right and wrong. All of them change the annotation in place, before it is frozen.
"""

from __future__ import annotations

from collections.abc import Callable

from goodoffices.parse.lemmas import IRREGULAR
from goodoffices.parse.names import lexicon
from goodoffices.parse.nlp import Annotation
from goodoffices.parse.repairs_clauses import (
    first_of_several_verbs,
    gerund_as_object,
    goes_on_blaming,
    it_said_that,
    participle_at_start,
    plural_taken_for_verb,
    saying_of_the_subject,
    shelling_of,
    subject_behind_after,
    subject_of_what_is_said,
    time_before_subject,
    title_before_name,
    verb_taken_for_participle,
)
from goodoffices.parse.repairs_days import day_alone, day_of_the_saying
from goodoffices.parse.repairs_participles import (
    acts_without_auxiliary,
    asked_at_start,
    has_of_another,
    named_between_dashes,
    noun_without_verb,
    passed_but_said,
    past_beside_infinitive,
    past_taken_for_noun,
    plural_that_acts,
    shelling_goes_on,
    to_hand_over,
    verb_before_its_object,
    whom_they_named,
)
from goodoffices.parse.repairs_speech import (
    clause_behind_report,
    in_what_would_be,
    on_condition_that,
    report_behind_comma,
    report_between,
    said_in_a_statement,
    said_of_a_thing,
    says_it_did,
    told_them_that,
    verb_behind_quotation,
)
from goodoffices.parse.repairs_tree import children, ringed, subtree
from goodoffices.parse.repairs_words import (
    be_to,
    due_somewhere,
    due_to_come,
    have_of_a_name,
    may_of_a_name,
    name_behind_offices,
    noun_behind_infinitive,
    object_behind_particle,
    particle_before_object,
    plural_at_start,
)

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
ATTITUDES = frozenset("ready willing prepared unwilling determined committed keen eager reluctant unable able due set poised glad happy bound".split())
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "expl"})
SPANS = frozenset("second seconds minute minutes hour hours day days week weeks month months year years".split())
NATIONAL = ("ian", "ean", "ish", "ese")
WHEN = SPANS | {"last", "this"}
PLANS = frozenset({"plans", "hopes", "vows", "pledges", "threatens", "offers", "promises", "wishes", "intends", "expects"})


def name_after_to(a: Annotation) -> None:
    """ "to" before a name is a preposition."""
    for i in range(1, len(a.words)):
        named = a.pos[i] in ("PROPN", "PRON") or (a.words[i][:1].isupper() and a.words[i - 1] == "to" and i > 1 and a.words[i - 2].islower() and bool(lexicon().sorts(a.words[i])))
        if a.dep[i] == "xcomp" and named and a.words[i - 1].lower() == "to" and a.head[i - 1] == i:
            a.dep[i], a.dep[i - 1], a.pos[i - 1] = "obl", "case", "ADP"
            if a.pos[i] not in ("PROPN", "PRON"):
                a.pos[i], a.tag[i], a.lemma[i] = "PROPN", "NNP", a.words[i]


#: Between "to" and a noun these are verbs, also where the net takes them for nouns ("offered to host talks"); "agreed to peace talks" is another matter.
HOSTING = frozenset({"host", "chair", "stage"})


def plural_after_to(a: Annotation) -> None:
    """ "invited them to talks": what ends in the -s of the plural is no infinitive."""
    for i in range(1, len(a.words)):
        word = a.words[i]
        plural = word.islower() and len(word) > 4 and word.endswith("s") and word[-2] not in "sui"
        if a.tag[i] == "VB" and plural and a.words[i - 1].lower() == "to" and a.head[i - 1] == i and a.dep[i] in ("xcomp", "advcl", "acl"):
            a.dep[i] = "nmod" if a.dep[i] == "acl" else "obl"
            a.pos[i], a.tag[i], a.lemma[i] = "NOUN", "NNS", word[:-1]
            a.dep[i - 1], a.pos[i - 1], a.tag[i - 1] = "case", "ADP", "IN"


def names_before_nouns(a: Annotation) -> None:
    """ "the Xa Pho temple": the name of a building has no adjective; "Ostravian artillery": what ends like a nationality and is in no table is one."""
    for i in range(len(a.words) - 1):
        noun = a.head[i]
        if noun <= i or a.pos[noun] != "NOUN" or a.tag[i] != "NNP":
            continue
        if a.dep[i] == "amod" and a.pos[i + 1] == "PROPN" and a.head[i + 1] == noun and a.words[noun] in lexicon().words["place"] and not a.words[i].endswith(NATIONAL):
            a.dep[i], a.pos[i] = "compound", "PROPN"
        elif a.dep[i] == "compound" and noun == i + 1 and a.words[i].endswith(NATIONAL) and len(a.words[i]) > 5 and not lexicon().sorts(a.words[i]):
            a.dep[i], a.pos[i], a.tag[i], a.lemma[i] = "amod", "ADJ", "JJ", a.words[i]


def past_after_noun(a: Annotation) -> None:
    """ "the group blamed for the raid fled": what follows its noun without a subject of its own is a participle."""
    kids = children(a)
    for i in range(1, len(a.words)):
        if a.dep[i] == "acl" and a.tag[i] == "VBD" and a.head[i] < i and not any(a.dep[k] in SUBJECTS or a.dep[k] in ("mark", "aux") for k in kids[i]):
            a.tag[i] = "VBN"


def verb_after_to(a: Annotation) -> None:
    """ "offered to host talks" is not "to [host talks]": a base verb between "to" and its noun is the infinitive."""
    head, dep = a.head, a.dep
    for i in range(1, len(a.words) - 1):
        noun = head[i]
        if a.tag[i] not in ("VB", "NN", "VBP") or (a.pos[i] != "VERB" and a.words[i].lower() not in HOSTING) or dep[i] not in ("amod", "compound") or noun <= i or a.words[i - 1].lower() != "to":
            continue
        governor = head[noun]
        if head[i - 1] not in (noun, i) or governor in (noun, i) or governor > i:
            continue
        head[i], dep[i], a.pos[i], a.tag[i] = governor, "xcomp", "VERB", "VB"
        head[i - 1], dep[i - 1] = i, "mark"
        head[noun], dep[noun] = i, "obj"


def subject_without_that(a: Annotation) -> None:
    """ "insisted any meeting must be ..." : what the net takes for the object of "insisted" is the subject of the clause."""
    kids = children(a)
    for clause in range(len(a.words)):
        if a.dep[clause] != "ccomp" or a.head[clause] >= clause:
            continue
        verb = a.head[clause]
        own = [k for k in kids[clause] if k < clause]
        if any(a.dep[k] in SUBJECTS or a.dep[k] == "mark" for k in own) or any(a.tag[k].startswith("W") for k in own):
            continue
        finite = next((k for k in own if a.tag[k] in FINITE and a.dep[k].startswith(("aux", "cop"))), None)
        objects = [k for k in kids[verb] if a.dep[k] == "obj" and verb < k < clause]
        if finite is None or len(objects) != 1 or objects[0] > finite:
            continue
        noun = objects[0]
        if a.tag[noun].startswith("W") or _last(kids, noun) + 1 != finite:
            continue
        a.head[noun] = clause
        a.dep[noun] = "nsubj:pass" if any(a.dep[k] == "aux:pass" for k in own) else "nsubj"


def verb_taken_for_noun(a: Annotation) -> None:
    """ "will speak with her and plans to visit": "plans" after "and" and before an infinitive is the second verb."""
    for i in range(2, len(a.words) - 2):
        if a.pos[i] != "NOUN" or a.words[i].lower() not in PLANS or a.words[i - 1].lower() not in ("and", "but") or a.words[i + 1].lower() != "to":
            continue
        base = i + 2
        while base < len(a.words) - 1 and a.pos[base] == "ADV":
            base += 1
        if a.tag[base] != "VB":
            continue
        first = _clause_before(a, i)
        if first is None:
            continue
        a.pos[i], a.tag[i], a.dep[i], a.head[i] = "VERB", "VBZ", "conj", first
        a.lemma[i] = {"wishes": "wish", "promises": "promise"}.get(a.words[i].lower(), a.words[i].lower()[:-1])
        a.head[base], a.dep[base] = i, "xcomp"
        a.head[i + 1], a.dep[i + 1] = base, "mark"
        a.head[i - 1], a.dep[i - 1] = i, "cc"


def with_subject_participle(a: Annotation) -> None:
    """ "with critics warning the leader is using ...": the noun after "with" is the subject of the participle, the clause its complement."""
    kids = children(a)
    for clause in range(3, len(a.words)):
        subjects = [k for k in kids[clause] if a.dep[k] == "nsubj" and k < clause]
        for noun in subjects:
            said = _last(kids, noun) + 1
            if said >= clause or a.tag[said] != "VBG" or a.head[said] != clause or a.dep[said] not in ("advcl", "acl"):
                continue
            objects = [k for k in kids[said] if a.dep[k] == "obj" and said < k < clause]
            first = min([noun, *subtree(kids, noun)])
            marks = [k for k in range(max(0, first - 1), noun) if a.words[k].lower() == "with"]
            if len(objects) != 1 or not marks or a.head[clause] == clause:
                continue
            outer, relation = a.head[clause], "advcl"
            a.head[said], a.dep[said] = outer, relation
            a.head[noun], a.dep[noun] = said, "nsubj"
            a.head[marks[0]], a.dep[marks[0]] = said, "mark"
            a.head[clause], a.dep[clause] = said, "ccomp"
            a.head[objects[0]], a.dep[objects[0]] = clause, "nsubj"
            break


#: Past forms that are base forms of other verbs too.
BASES = frozenset({"found", "ground", "bound", "fell", "saw", "lay", "rose", "dove", "bore", "left"})


def past_taken_for_present(a: Annotation) -> None:
    """ "Gunmen shot a mayor": an irregular past form tagged as a present is the past."""
    for i, word in enumerate(a.words):
        base = IRREGULAR.get(word.lower()) if a.tag[i] in ("VBP", "VB") and a.pos[i] == "VERB" else None
        if base is None or base == word.lower() or word.lower() in BASES:
            continue
        if not any(a.head[k] == i and (a.dep[k] in ("aux", "aux:pass") or a.words[k].lower() == "to") for k in range(max(0, i - 4), i)):
            a.tag[i], a.lemma[i] = "VBD", base


def shot_dead(a: Annotation) -> None:
    """ "marksmen shot dead a warden": "shot" before "dead" is the verb, the noun before it the subject, the one behind "dead" the object."""
    kids = children(a)
    for i in range(len(a.words) - 1):
        if a.words[i].lower() != "shot" or a.words[i + 1].lower() != "dead" or a.tag[i] in ("VBD", "VBN"):
            continue
        a.pos[i], a.tag[i], a.lemma[i] = "VERB", "VBD", "shoot"
        before = [k for k in kids[i] if k < i and a.pos[k] in ("NOUN", "PROPN") and a.dep[k] in ("compound", "nmod", "nmod:unmarked", "appos", "flat", "obl")]
        if before and not any(a.dep[k].startswith("nsubj") for k in kids[i]):
            a.dep[before[-1]] = "nsubj"
            a.pos[before[-1]] = "NOUN" if a.tag[before[-1]].startswith("NNP") and a.words[before[-1]].islower() else a.pos[before[-1]]
        behind = [k for k in kids[i + 1] if k > i + 1 and a.dep[k] in ("obj", "nmod", "obl:unmarked", "appos", "nsubj")]
        if behind and not any(a.dep[k] == "obj" for k in kids[i]):
            a.head[behind[0]], a.dep[behind[0]] = i, "obj"
        a.head[i + 1], a.dep[i + 1] = i, "xcomp"


def participle_after_comma(a: Annotation) -> None:
    """ "told reporters, hinting at ...": a participle after a comma goes with the verb, not with the noun before the comma."""
    for i in range(2, len(a.words)):
        noun = a.head[i]
        if a.tag[i] != "VBG" or a.dep[i] != "acl" or noun >= i - 1 or a.words[i - 1] not in (",", ",”", ",\""):
            continue
        verb = a.head[noun]
        if a.dep[noun] in ("obj", "iobj", "obl") and verb < noun and a.pos[verb] == "VERB" and a.tag[verb] in ("VBD", "VBZ", "VBP", "VB") and a.pos[noun] in ("NOUN", "PRON"):
            a.head[i], a.dep[i] = verb, "advcl"


def meanwhile_of_the_report(a: Annotation) -> None:
    """ "said he was ready to talk, even as forces continued ...": what follows ", even as" goes with the main verb."""
    for i in range(3, len(a.words)):
        if a.dep[i] != "advcl" or a.head[i] >= i:
            continue
        marks = [k for k in range(a.head[i], i) if a.head[k] == i and a.dep[k] == "mark"]
        if not marks or a.words[marks[0]].lower() != "as" or a.words[marks[0] - 1].lower() != "even" or a.words[marks[0] - 2] != ",":
            continue
        verb = a.head[i]
        while a.dep[verb] in ("xcomp", "ccomp", "conj", "advcl") and a.head[verb] < verb:
            verb = a.head[verb]
        a.head[i] = verb


def have_before_participle(a: Annotation) -> None:
    """ "have hit positions", "had last month agreed": "have" with a participle right behind it, at most adverbs or a time between, is its auxiliary."""
    kids = children(a)
    for i in range(len(a.words) - 1):
        if a.pos[i] != "VERB" or a.words[i].lower() not in ("has", "have", "had"):
            continue
        verb = next((k for k in kids[i] if k > i and a.tag[k] == "VBN" and a.dep[k] in ("xcomp", "ccomp", "obj", "dep", "advcl")), None)
        if verb is None or not all(a.pos[k] in ("ADV", "PART") or a.words[k].lower() in WHEN for k in range(i + 1, verb)) or any(a.dep[k] in ("aux", "aux:pass", "mark") for k in kids[verb]):
            continue
        a.head[verb], a.dep[verb] = (verb if a.head[i] == i else a.head[i]), a.dep[i]
        for k in kids[i]:
            if k != verb:
                a.head[k] = verb
            if i < k < verb and a.dep[k] == "obj":
                a.dep[k] = "obl:unmarked"
        a.head[i], a.dep[i], a.pos[i] = verb, "aux", "AUX"
        kids = children(a)


def it_is_ready(a: Annotation) -> None:
    """ "said it was ready to host": who is ready, willing or bound to do something is no empty "it"."""
    for i in range(len(a.words) - 2):
        verb = a.head[i]
        if a.dep[i] == "expl" and a.words[i].lower() == "it" and verb > i and a.words[verb].lower() in ATTITUDES and any(a.head[k] == verb and a.dep[k] in (
                "xcomp", "ccomp", "advcl", "csubj") for k in range(verb + 1, min(len(a.words), verb + 12))):
            a.dep[i] = "nsubj"


def letters_taken_for_verb(a: Annotation) -> None:
    """ "CNARED, a coalition ..., accepted": a word all in capitals that is subject or object of something is a name, where the words beside it are not in capitals."""
    for i, word in enumerate(a.words):
        if a.pos[i] in ("PROPN", "NUM", "SYM", "PRON") or len(word) < 3 or not word.isalpha() or not word.isupper():
            continue
        if a.dep[i] in ("nsubj", "nsubj:pass", "obj", "iobj", "nmod:poss") and any(w.islower() for w in a.words[max(0, i - 3) : i] + a.words[i + 1 : i + 4]):
            a.pos[i], a.tag[i], a.lemma[i] = "PROPN", "NNP", word


DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today".split())


def day_before_subject(a: Annotation) -> None:
    """ "On Monday Ethiopian artillery shelled ...": the day after a first "on" is no part of the noun before the verb, which is its subject."""
    kids = children(a)
    for i in range(len(a.words) - 3):
        if a.words[i].lower() not in ("on", "late", "early") or a.words[i + 1].lower() not in DAYS or not a.starts[i]:
            continue
        day, noun = i + 1, a.head[i + 1]
        verb = a.head[noun]
        if a.dep[day] not in ("compound", "nmod", "nmod:unmarked", "amod", "nmod:desc") or a.dep[noun] != "obl" or not day < noun < verb or a.pos[noun] not in ("NOUN", "PROPN"):
            continue
        if a.pos[verb] != "VERB" or a.tag[verb] not in ("VBD", "VBZ", "VBP") or any(a.dep[k] in SUBJECTS for k in kids[verb]) or any(a.words[k] == "," for k in range(day, verb)):
            continue
        a.head[noun], a.dep[noun] = verb, "nsubj"
        a.head[day], a.dep[day] = verb, "obl"
        a.head[i], a.dep[i] = day, "case"


#: Verbs that say what a thing is.
NAMING = frozenset("call describe dismiss denounce condemn brand label deem consider declare find describe term dub judge think believe render pronounce".split())
#: Endings of words that tell what a thing is like and are seldom names of things.
LIKE = ("less", "able", "ible", "ful", "ous", "ish", "ive", "istic", "ical")


def called_baseless(a: Annotation) -> None:
    """ "called the demand (of Oslo) baseless", "described it as baseless": the adjective behind the object of a naming verb is what the object is called, not its head."""
    head, dep = a.head, a.dep
    for i in range(2, len(a.words)):
        word = a.words[i]
        if not word.islower() or not word.endswith(LIKE) or head[i] > i:
            continue
        if a.words[i - 1] == "as" and a.lemma[head[i]] in NAMING and dep[i] == "obl" and a.pos[i] == "ADJ":
            head[i - 1], dep[i - 1], a.pos[i - 1] = i, "case", "ADP"
            continue
        noun = i - 1
        named = head[i]
        if a.pos[i] == "ADJ" and named < i and dep[i] in ("nmod", "amod", "acl") and dep[named] == "obj" and a.lemma[head[named]] in NAMING and head[named] < named:
            head[i], dep[i] = head[named], "xcomp"
            continue
        if head[noun] != i or dep[noun] != "compound" or a.pos[noun] not in ("NOUN", "PROPN"):
            continue
        verb = head[i] if dep[i] == "obj" else head[head[i]]
        if a.lemma[verb] not in NAMING or verb >= noun or (dep[i] != "obj" and (dep[i] != "nmod" or dep[head[i]] != "obj")):
            continue
        for k in range(verb + 1, noun):
            if head[k] == i:
                head[k] = noun
        head[noun], dep[noun] = head[i], dep[i]
        head[i], dep[i], a.pos[i], a.tag[i], a.lemma[i] = verb, "xcomp", "ADJ", "JJ", word


def a_day_after(a: Annotation) -> None:
    """ "... said on Tuesday, a day after a truce collapsed": the clause behind "a day after" tells when, and is not what was said."""
    head, dep = a.head, a.dep
    for clause in range(3, len(a.words)):
        if dep[clause] != "ccomp" or head[clause] >= clause:
            continue
        word = next((k for k in range(head[clause] + 2, clause) if a.words[k].lower() in ("after", "before") and a.words[k - 1].lower() in SPANS), None)
        comma = next((k for k in range(word - 2, max(head[clause], word - 5), -1) if a.words[k] == ","), None) if word is not None else None
        if word is None or comma is None or not all(head[k] == clause or head[head[k]] == clause or k in (word, word - 1) for k in range(comma + 1, word)):
            continue
        dep[clause] = "advcl"
        head[word], dep[word], a.pos[word] = clause, "mark", "SCONJ"


REPAIRS: tuple[Callable[[Annotation], None], ...] = (
    may_of_a_name, due_somewhere, past_taken_for_present, name_after_to, plural_after_to, past_after_noun, names_before_nouns, verb_after_to, subject_without_that, verb_taken_for_noun, with_subject_participle, shot_dead, participle_after_comma,
    meanwhile_of_the_report, have_before_participle, it_is_ready, letters_taken_for_verb,
    day_before_subject, called_baseless, a_day_after, plural_taken_for_verb, participle_at_start,
    on_condition_that, told_them_that, says_it_did, said_of_a_thing, clause_behind_report, report_behind_comma,
    report_between, due_to_come, have_of_a_name, noun_behind_infinitive, plural_at_start,
    verb_taken_for_participle, first_of_several_verbs, subject_behind_after, time_before_subject,
    saying_of_the_subject, title_before_name, it_said_that, goes_on_blaming, shelling_of, subject_of_what_is_said, gerund_as_object,
    verb_behind_quotation, said_in_a_statement, in_what_would_be, acts_without_auxiliary, plural_that_acts, past_taken_for_noun, shelling_goes_on, verb_before_its_object, to_hand_over, noun_without_verb, passed_but_said, asked_at_start, particle_before_object, whom_they_named, past_beside_infinitive, named_between_dashes, be_to, has_of_another, name_behind_offices,
    day_alone, day_of_the_saying, object_behind_particle,
)  # fmt: skip


def repair(a: Annotation) -> None:
    """All repairs, in their order. One that would leave words hanging on each other in a ring is taken back."""
    for change in REPAIRS:
        head, dep, pos, tag, lemma = list(a.head), list(a.dep), list(a.pos), list(a.tag), list(a.lemma)
        change(a)
        if a.head != head and ringed(a.head):
            a.head[:], a.dep[:], a.pos[:], a.tag[:], a.lemma[:] = head, dep, pos, tag, lemma



def _last(kids: list[list[int]], top: int) -> int:
    return max(subtree(kids, top))


def _clause_before(a: Annotation, i: int) -> int | None:
    """The nearest finite verb to the left that has a subject, in the same sentence."""
    for k in range(i - 1, -1, -1):
        if a.starts[k] and k != i and a.pos[k] != "VERB":
            return None
        if a.pos[k] == "VERB" and any(a.head[j] == k and a.dep[j] in SUBJECTS for j in range(max(0, k - 12), k)):
            return k
        if a.starts[k]:
            return None
    return None
