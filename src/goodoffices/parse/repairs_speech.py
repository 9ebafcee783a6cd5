"""Corrections of the network's trees around verbs of speech: where a report ends, and whose clause is what was said. See goodoffices.parse.repairs."""

from __future__ import annotations

from goodoffices.parse.nlp import Annotation
from goodoffices.parse.repairs_tree import children

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "expl"})
#: Verbs whose object is the hearer, so that a clause with "that" behind it is what the hearer is told.
TELLING = frozenset("tell assure inform warn remind notify convince persuade".split())
#: What can be told itself; a clause behind it says what it is.
TOLD = frozenset("news story lie lies tale truth fact secret rumour rumor joke".split())
CLAIMING = frozenset("say claim insist think believe maintain".split())
REPORTING = TELLING | CLAIMING | frozenset("announce add state declare write report explain argue note complain confirm recall admit stress".split())
SUBORDINATORS = frozenset("as while after when because since although though before until".split())
PAPERS = frozenset("statement interview speech post tweet letter message briefing report note comment communique".split())
CLOSING = frozenset({'"', "”", "''", "’"})
PROVISOS = frozenset("condition proviso understanding grounds premise basis".split())


def on_condition_that(a: Annotation) -> None:
    """ "he told supporters, on condition that they leave", "agreed, provided that ...": the clause is the condition, and not what was said or agreed to."""
    head, dep = a.head, a.dep
    for that in _marks(a, "that"):
        clause, before = head[that], that - 1
        behind_on = a.words[before - 1].lower() == "on" or (before > 1 and a.words[before - 1] == "the" and a.words[before - 2].lower() == "on")
        if a.words[before] in PROVISOS and behind_on and head[clause] not in (before, clause):
            head[clause], dep[clause] = before, "acl"
        elif a.words[before] == "provided" and a.tag[before] == "VBN" and a.words[before - 1] == "," and head[clause] == before and dep[before] == "conj" and head[before] < before:
            dep[before] = "advcl"
        elif a.words[before] == "provided" and head[clause] == before and dep[before] == "advcl" and head[before] < before and a.lemma[head[before]] in REPORTING:
            promise = next((k for k in range(head[before] + 1, before) if head[k] == head[before] and dep[k] == "ccomp"), None)
            head[before] = promise if promise is not None else head[before]


def told_them_that(a: Annotation) -> None:
    """ "told local radio that nothing happened": what the radio was told, not what radio it was."""
    head, dep = a.head, a.dep
    for that in _marks(a, "that"):
        clause = head[that]
        noun = head[clause]
        verb = head[noun]
        if dep[clause] not in ("acl", "acl:relcl") or noun >= that or dep[noun] not in ("obj", "iobj") or verb >= noun or a.lemma[verb] not in TELLING or a.words[noun].lower() in TOLD:
            continue
        if a.tag[that] == "IN" and any(head[k] == clause and dep[k] in SUBJECTS for k in range(that + 1, clause)):
            head[clause], dep[clause] = verb, "ccomp"


def says_it_did(a: Annotation) -> None:
    """ "Moscow says it struck only depots": the pronoun is the subject of the clause, the participle its past tense."""
    for i in range(1, len(a.words) - 1):
        verb = i - 1
        if a.tag[i] != "PRP" or a.words[i].lower() not in ("he", "she", "it", "they", "we") or a.head[i] != verb or a.dep[i] not in ("expl", "obj") or a.lemma[verb] not in CLAIMING:
            continue
        did = next((k for k in range(i + 1, len(a.words)) if a.pos[k] not in ("ADV", "PART")), i)
        if a.head[did] == verb and a.dep[did] == "xcomp" and a.tag[did] in ("VBN", "VBD"):
            a.head[i], a.dep[i] = did, "nsubj"
            a.dep[did], a.tag[did] = "ccomp", "VBD"


def said_of_a_thing(a: Annotation) -> None:
    """ "said any plane that landed would be shot at", "said "retaliation" would follow": nobody is told, so the noun is the subject of the clause that has none."""
    kids = children(a)
    for said in range(len(a.words)):
        if a.lemma[said] != "say" or a.pos[said] != "VERB":
            continue
        noun = next((k for k in kids[said] if k > said and a.pos[k] in ("NOUN", "PROPN") and (
            a.dep[k] in ("iobj", "obj") or (a.dep[k] == "ccomp" and not any(a.dep[c] in SUBJECTS or a.dep[c] in ("cop", "aux") for c in kids[k])))), None)
        clause = next((k for k in kids[said] if noun is not None and k > noun and a.dep[k] == "ccomp"), None)
        if noun is None or clause is None or any(a.dep[k] in SUBJECTS or a.dep[k] == "mark" for k in kids[clause]) or not any(a.dep[k] in ("aux", "cop") and k > noun for k in kids[clause]):
            continue
        a.head[noun], a.dep[noun] = clause, "nsubj:pass" if any(a.dep[k] == "aux:pass" for k in kids[clause]) else "nsubj"
        kids = children(a)


def clause_behind_report(a: Annotation) -> None:
    """ "They will meet on Friday, the ministry said, as fighting went on": the report has said what was said; the clause behind it tells when or why, and one behind a semicolon stands by itself."""
    head, dep = a.head, a.dep
    for clause in range(3, len(a.words)):
        verb = head[clause]
        if dep[clause] != "ccomp" or verb >= clause or dep[verb] != "parataxis" or head[verb] >= verb:
            continue
        if any(a.words[k] == ";" for k in range(verb + 1, clause)):
            head[clause], dep[clause] = head[verb], "parataxis"
            continue
        comma = next((k for k in range(verb + 1, clause) if a.words[k] == ","), clause)
        if comma + 1 < clause and a.words[comma + 1].lower() in SUBORDINATORS and not any(head[k] == clause and a.words[k].lower() == "that" for k in range(comma, clause)):
            dep[clause] = "advcl"
            head[comma + 1], dep[comma + 1], a.pos[comma + 1] = clause, "mark", "SCONJ"


def report_behind_comma(a: Annotation) -> None:
    """ "It paid nothing, the moderator assured us": a verb of speech behind a comma and its own subject reports the sentence before; an "if" before the comma is not its own."""
    head, dep = a.head, a.dep
    for said in range(3, len(a.words)):
        main = head[said]
        if dep[said] != "advcl" or main >= said or a.tag[said] not in ("VBD", "VBZ") or a.lemma[said] not in REPORTING:
            continue
        subject = next((k for k in range(main + 1, said) if head[k] == said and dep[k] == "nsubj"), None)
        if subject is None:
            continue
        first = subject
        while first > main and a.words[first - 1] != "," and _stands_under(a, first - 1, subject):
            first -= 1
        if a.words[first - 1] != "," or any(head[k] == said and (dep[k] == "mark" or a.tag[k].startswith("W")) for k in range(first, said)):
            continue
        marks = [k for k in range(first) if head[k] == said and dep[k] == "mark"]
        inner = next((k for k in range(marks[0] + 1, first) if dep[k] == "advcl" and head[k] in (main, said) and a.tag[k].startswith("V")), None) if marks else None
        if marks and inner is None:
            continue
        for k in marks:
            head[k] = inner if inner is not None else head[k]
        if inner is not None:
            head[inner] = main
        dep[said] = "parataxis"


def report_between(a: Annotation) -> None:
    """ "Both sides, the minister said, have a duty": of two subjects before a verb of speech, the first one, set off by a comma, is the clause's behind it."""
    head, dep = a.head, a.dep
    for said in range(3, len(a.words) - 2):
        if a.lemma[said] not in REPORTING or a.words[said + 1] != ",":
            continue
        subjects = [k for k in range(said) if head[k] == said and dep[k] == "nsubj"]
        clause = next((k for k in range(said + 2, len(a.words)) if head[k] == said and dep[k] == "ccomp"), None)
        if len(subjects) != 2 or clause is None or "," not in a.words[subjects[0] + 1 : subjects[1]] or any(head[k] == clause and dep[k] in (*SUBJECTS, "mark") for k in range(clause)):
            continue
        head[clause], dep[clause] = (clause if head[said] == said else head[said]), dep[said]
        head[said], dep[said], head[subjects[0]] = clause, "parataxis", clause


def verb_behind_quotation(a: Annotation) -> None:
    """ "“It is over,” notes Jan Novak": behind a closed quotation and before a name a word tagged as a finite verb of speech is one, and the name its subject."""
    for i in range(3, len(a.words) - 1):
        if a.words[i - 1] not in CLOSING or a.words[i - 2] not in (",", "?", "!", ".") or a.tag[i] not in ("VBZ", "VBD") or a.lemma[i] not in REPORTING | {"ask", "answer", "reply"}:
            continue
        if a.words[i + 1][:1].isupper() or a.tag[i + 1] in ("PRP", "DT"):
            a.pos[i] = "VERB"
            subject = next((k for k in range(i + 1, min(i + 5, len(a.words))) if a.head[k] == i and a.dep[k] in ("obj", "nsubj", "iobj")), None)
            if subject is not None and a.dep[subject] == "obj" and a.pos[subject] == "PROPN":
                a.dep[subject] = "nsubj"


def said_in_a_statement(a: Annotation) -> None:
    """ "said in a statement the plan was hollow": a whole clause behind the paper is what was said, not what paper it was."""
    head, dep = a.head, a.dep
    for clause in range(5, len(a.words)):
        noun = head[clause]
        if dep[clause] != "acl:relcl" or noun >= clause or a.lemma[noun] not in PAPERS or dep[noun] != "obl":
            continue
        said = head[noun]
        mine = [k for k in range(noun + 1, len(a.words)) if head[k] == clause]
        subject = next((k for k in mine if k < clause and dep[k] in SUBJECTS), None)
        whole = any(dep[k] in ("cop", "obj", "ccomp", "xcomp", "aux:pass") for k in mine)
        if said >= noun or a.lemma[said] not in REPORTING or subject is None or not whole or any(a.tag[k].startswith("W") for k in range(noun + 1, clause)):
            continue
        if not any(head[k] == said and dep[k] == "ccomp" for k in range(len(a.words))):
            head[clause], dep[clause] = said, "ccomp"


def _marks(a: Annotation, word: str) -> list[int]:
    return [i for i in range(2, len(a.words) - 1) if a.dep[i] == "mark" and a.words[i].lower() == word]


def _stands_under(a: Annotation, i: int, top: int) -> bool:
    for _ in a.words:
        if i == top:
            return True
        if a.head[i] == i:
            return False
        i = a.head[i]
    return False


def in_what_would_be(a: Annotation) -> None:
    """ "will meet next week, officials said, in what would be ...": the judgement behind the report is of what will happen."""
    for i in range(2, len(a.words)):
        said = a.head[i]
        if a.words[i].lower() == "what" and a.words[i - 1].lower() == "in" and a.words[i - 2] == "," and a.dep[i] == "obl" and a.dep[said] == "parataxis" and a.head[said] < said < i:
            a.head[i] = a.head[said]
