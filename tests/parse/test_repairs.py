"""What the repairs make of trees: relation and head of one word of a sentence."""

from __future__ import annotations

import pytest

from goodoffices.parse import repairs
from goodoffices.parse.nlp import Annotation, reader
from goodoffices.parse.repairs import called_baseless, have_before_participle, names_before_nouns, past_after_noun, plural_after_to
from goodoffices.parse.repairs_clauses import (
    first_of_several_verbs,
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
from goodoffices.parse.repairs_speech import (
    clause_behind_report,
    in_what_would_be,
    on_condition_that,
    report_behind_comma,
    report_between,
    says_it_did,
    told_them_that,
)
from goodoffices.parse.repairs_words import due_somewhere, due_to_come, have_of_a_name, may_of_a_name, noun_behind_infinitive, plural_at_start

CASES = {
    "condition behind a hearer": ("He will resign, he told supporters, on condition that the crowds leave the yard.", "leave", "acl", "condition"),
    "understanding": ("Oslo offered the hall on the understanding that both sides come alone.", "come", "acl", "understanding"),
    "provided": ("He confirmed that Baghdad accepted the invitation in principle, provided that the committee met first.", "provided", "advcl", "accepted"),
    "what is said stays so": ("The minister said in Rome that the deal was off.", "off", "ccomp", "said"),
}


def tree(words: str, tags: str, heads: list[int], deps: str) -> Annotation:
    forms = words.split()
    count = len(forms)
    pos = [{"VBN": "VERB", "VBD": "VERB", "VBP": "VERB", "IN": "ADP", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "JJ": "ADJ"}.get(t, "X") for t in tags.split()]
    lemmas = [{"told": "tell", "said": "say", "says": "say", "announced": "announce", "called": "call"}.get(form, form) for form in forms]
    return Annotation(forms, [0] * count, [0] * count, [True] + [False] * (count - 1), tags.split(), pos, ["_"] * count, lemmas, heads, deps.split(), [])


@pytest.mark.parametrize(("text", "word", "dep", "head"), CASES.values(), ids=CASES)
def test_conditions(text: str, word: str, dep: str, head: str) -> None:
    made = reader()(text)
    on_condition_that(made)
    i = made.words.index(word)
    assert (made.dep[i], made.words[made.head[i]]) == (dep, head)


def test_clause_of_the_speech_verb_moves_to_its_condition() -> None:
    made = tree("He told them on condition that they leave", "PRP VBD PRP IN NN IN PRP VBP", [1, 1, 1, 4, 1, 7, 7, 1], "nsubj root obj case obl mark nsubj ccomp")
    on_condition_that(made)
    assert (made.dep[7], made.head[7]) == ("acl", 4)


def test_that_condition_is_no_condition_that_follows() -> None:
    made = tree("They said on that condition that they leave", "PRP VBD IN DT NN IN PRP VBP", [1, 1, 4, 4, 1, 7, 7, 1], "nsubj root case det obl mark nsubj ccomp")
    on_condition_that(made)
    assert (made.dep[7], made.head[7]) == ("ccomp", 1)


def test_a_time_between_have_and_participle() -> None:
    made = tree("They had last month agreed", "PRP VBD JJ NN VBN", [1, 1, 3, 1, 1], "nsubj root amod obj xcomp")
    have_before_participle(made)
    assert made.dep == ["nsubj", "aux", "amod", "obl:unmarked", "root"] and made.head == [4, 4, 3, 4, 4]


def test_a_thing_between_have_and_participle() -> None:
    made = tree("They had the barn burned", "PRP VBD DT NN VBN", [1, 1, 3, 1, 1], "nsubj root det obj xcomp")
    have_before_participle(made)
    assert made.dep[1] == "root"


def test_the_proviso_is_of_the_promise() -> None:
    made = tree("Oslo said it was ready , provided that they came", "NNP VBD PRP VBD JJ , VBN IN PRP VBD", [1, 1, 4, 4, 1, 6, 1, 9, 9, 6], "nsubj root nsubj cop ccomp punct advcl mark nsubj ccomp")
    on_condition_that(made)
    assert made.head[6] == 4


def test_what_the_hearer_is_told() -> None:
    made = tree("He told local radio that nothing happened", "PRP VBD JJ NN IN NN VBD", [1, 1, 3, 1, 6, 6, 3], "nsubj root amod iobj mark nsubj acl")
    told_them_that(made)
    assert (made.dep[6], made.head[6]) == ("ccomp", 1)


def test_a_story_that_is_told_keeps_its_clause() -> None:
    made = tree("He told the story that nothing happened", "PRP VBD DT NN IN NN VBD", [1, 1, 3, 1, 6, 6, 3], "nsubj root det obj mark nsubj acl")
    told_them_that(made)
    assert (made.dep[6], made.head[6]) == ("acl", 3)


def test_subject_of_the_clause_behind_says() -> None:
    made = tree("Moscow says it struck depots", "NNP VBZ PRP VBN NNS", [1, 1, 1, 1, 3], "nsubj root expl xcomp obj")
    says_it_did(made)
    assert made.dep == ["nsubj", "root", "nsubj", "ccomp", "obj"] and made.head[2] == 3


def test_clause_behind_a_report_tells_when() -> None:
    tags, deps = "PRP MD VB , PRP VBD , IN NN VBD RP", "nsubj aux root punct nsubj parataxis punct mark nsubj ccomp advmod"
    made = tree("They will meet , he said , as fighting went on", tags, [2, 2, 2, 5, 5, 2, 9, 9, 9, 5, 9], deps)
    clause_behind_report(made)
    assert made.dep[9] == "advcl"
    other = tree("They will meet , he said , that fighting went on", tags, [2, 2, 2, 5, 5, 2, 9, 9, 9, 5, 9], deps)
    clause_behind_report(other)
    assert other.dep[9] == "ccomp"


def test_report_behind_a_comma() -> None:
    words, tags = "They stay if Oslo pays , she announced", "PRP VBP IN NNP VBZ , PRP VBD"
    made = tree(words, tags, [1, 1, 7, 4, 1, 7, 7, 1], "nsubj root mark nsubj advcl punct nsubj advcl")
    report_behind_comma(made)
    assert (made.dep[7], made.head[2], made.head[4]) == ("parataxis", 4, 1)
    other = tree("They stay , because she announced it", "PRP VBP , IN PRP VBD PRP", [1, 1, 5, 5, 5, 1, 5], "nsubj root punct mark nsubj advcl obj")
    report_behind_comma(other)
    assert other.dep[5] == "advcl"


def test_no_infinitive_in_the_plural() -> None:
    made = tree("They invited Chile to talks", "PRP VBD NNP TO VB", [1, 1, 1, 4, 1], "nsubj root obj mark xcomp")
    plural_after_to(made)
    assert (made.dep[3:], made.tag[4], made.lemma[4]) == (["case", "obl"], "NNS", "talk")
    other = tree("They wanted Chile to discuss it", "PRP VBD NNP TO VB PRP", [1, 1, 1, 4, 1, 4], "nsubj root obj mark xcomp obj")
    plural_after_to(other)
    assert other.dep[4] == "xcomp"


def test_participle_behind_its_noun() -> None:
    made = tree("The group blamed for the raid fled", "DT NN VBD IN DT NN VBD", [1, 6, 1, 5, 5, 2, 6], "det nsubj acl case det obl root")
    past_after_noun(made)
    assert (made.tag[2], made.tag[6]) == ("VBN", "VBD")


def test_names_before_nouns() -> None:
    made = tree("the Xa Pho temple", "DT NNP NNP NN", [3, 3, 3, 3], "det amod compound root")
    names_before_nouns(made)
    assert made.dep[1] == "compound"
    made = tree("Ostravian artillery", "NNP NN", [1, 1], "compound root")
    names_before_nouns(made)
    assert (made.dep[0], made.tag[0]) == ("amod", "JJ")
    made = tree("Hanoi artillery", "NNP NN", [1, 1], "compound root")
    names_before_nouns(made)
    assert made.dep[0] == "compound"


def test_what_a_demand_is_called() -> None:
    made = tree("Oslo called the demand of Lima groundless", "NNP VBD DT NN IN NNP JJ", [1, 1, 3, 1, 5, 3, 3], "nsubj root det obj case nmod nmod")
    called_baseless(made)
    assert (made.dep[6], made.head[6]) == ("xcomp", 1)


def test_report_between_subject_and_verb() -> None:
    made = tree("Rebels , he said , have fled", "NNS , PRP VBD , VBP VBN", [3, 0, 3, 3, 6, 6, 3], "nsubj punct nsubj root punct aux ccomp")
    report_between(made)
    assert (made.head[0], made.dep[3], made.head[3], made.dep[6]) == (6, "parataxis", 6, "root")


def test_what_is_due() -> None:
    made = tree("He is due to visit Oslo", "PRP VBZ JJ TO VB NNP", [2, 2, 2, 4, 2, 4], "nsubj cop root mark advcl obj")
    due_to_come(made)
    assert made.dep[4] == "xcomp"
    willed = tree("It is willing to visit Oslo", "PRP VBZ JJ TO VB NNP", [2, 2, 2, 4, 2, 4], "nsubj cop root mark csubj obj")
    due_to_come(willed)
    assert willed.dep[4] == "xcomp"
    other = tree("He is happy to visit Oslo", "PRP VBZ JJ TO VB NNP", [2, 2, 2, 4, 2, 4], "nsubj cop root mark advcl obj")
    due_to_come(other)
    assert other.dep[4] == "advcl"


def test_what_is_due_in_a_clause_with_where() -> None:
    made = tree("He flew to Oslo , where he is due to meet Lima", "PRP VBD IN NNP , WRB PRP VBZ JJ TO VB NNP", [1, 1, 3, 1, 10, 10, 8, 8, 10, 10, 1, 10],
                "nsubj root case obl punct advmod nsubj cop mark mark advcl obj")
    due_to_come(made)
    assert (made.head[8], made.dep[8], made.head[10], made.dep[10], made.head[5]) == (1, "advcl", 8, "xcomp", 8)


def test_having_somebody_on_the_line() -> None:
    made = tree("Ruto had Abiy on the line", "NNP VBD NNP IN DT NN", [2, 2, 2, 5, 5, 2], "nsubj aux root case det nmod")
    have_of_a_name(made)
    assert made.dep == ["nsubj", "root", "obj", "case", "det", "obl"] and made.head == [1, 1, 1, 5, 5, 1]
    other = tree("Ruto had been president", "NNP VBD VBN NN", [3, 3, 3, 3], "nsubj aux cop root")
    have_of_a_name(other)
    assert other.dep[3] == "root"


def test_an_object_taken_for_a_verb() -> None:
    made = tree("It would dump gravel there", "PRP MD VB VB RB", [2, 2, 2, 2, 3], "nsubj aux root ccomp advmod")
    noun_behind_infinitive(made)
    assert (made.dep[3], made.head[3], made.tag[3], made.head[4]) == ("obj", 2, "NN", 2)
    other = tree("It would dump waste there", "PRP MD VB VB RB", [2, 2, 2, 2, 3], "nsubj aux root xcomp advmod")
    noun_behind_infinitive(other)
    assert other.tag[3] == "VB"


def test_plural_at_the_start_of_a_sentence() -> None:
    made = tree("Jets struck Homs", "NNPS VBD NNP", [1, 1, 1], "nsubj root obj")
    plural_at_start(made)
    assert (made.tag[0], made.lemma[0]) == ("NNS", "jet")
    other = tree("Maldives struck back", "NNPS VBD RB", [1, 1, 1], "nsubj root advmod")
    plural_at_start(other)
    assert other.tag[0] == "NNPS"


def relations(made: Annotation, *words: str) -> list[tuple[str, str]]:
    return [(made.dep[made.words.index(w)], made.words[made.head[made.words.index(w)]]) for w in words]


def test_a_sentence_without_a_verb_has_it_in_the_participle() -> None:
    made = tree("Hall , leader here , called on Cole", "NNP , NN RB , VBN IN NNP", [0, 2, 0, 2, 5, 0, 7, 5], "root punct appos advmod punct acl case obl")
    verb_taken_for_participle(made)
    assert relations(made, "called", "Hall", "leader", "Cole") == [("root", "called"), ("nsubj", "called"), ("appos", "Hall"), ("obl", "called")]


@pytest.mark.parametrize(("words", "tags", "heads", "deps"), [
    ("Hall , led by Cole", "NNP , VBN IN NNP", [0, 2, 0, 4, 2], "root punct acl case obl:agent"),
    ("Men held in Lima said so", "NNS VBN IN NNP VBD RB", [4, 0, 3, 1, 4, 4], "nsubj acl case obl root advmod"),
], ids=["passive", "verb there"])
def test_a_participle_stays_one(words: str, tags: str, heads: list[int], deps: str) -> None:
    made = tree(words, tags, heads, deps)
    verb_taken_for_participle(made)
    assert made.dep == deps.split() and made.head == heads


def test_the_first_of_several_verbs_is_no_participle() -> None:
    made = tree("Oslo also called on carriers , demanded talks and asked Lima", "NNP RB VBN IN NNS , VBD NNS CC VBD NNP", [6, 2, 0, 4, 2, 0, 6, 6, 9, 6, 9],
                "nsubj advmod acl case obl punct root obj cc conj obj")
    made.pos[1] = "ADV"
    first_of_several_verbs(made)
    assert relations(made, "called", "Oslo", "demanded", "asked") == [("root", "called"), ("nsubj", "called"), ("conj", "called"), ("conj", "called")]


def test_troops_stationed_somewhere_stay_so() -> None:
    made = tree("Troops stationed there killed two and left", "NNS VBN RB VBD CD CC VBD", [3, 0, 1, 3, 3, 6, 3], "nsubj acl advmod root obj cc conj")
    first_of_several_verbs(made)
    assert relations(made, "stationed", "Troops") == [("acl", "Troops"), ("nsubj", "killed")]


def test_subject_of_the_clause_behind_after() -> None:
    made = tree("He spoke after Oslo had demanded talks", "PRP VBD IN NNP VBD VBN NNS", [1, 1, 3, 1, 5, 1, 5], "nsubj root case obl aux parataxis obj")
    made.pos[4] = "AUX"
    subject_behind_after(made)
    assert relations(made, "after", "Oslo", "demanded") == [("mark", "demanded"), ("nsubj", "demanded"), ("advcl", "spoke")]


def test_a_noun_behind_after_that_has_no_verb() -> None:
    made = tree("He spoke after talks and left", "PRP VBD IN NNS CC VBD", [1, 1, 3, 1, 5, 1], "nsubj root case obl cc conj")
    subject_behind_after(made)
    assert relations(made, "talks", "left") == [("obl", "spoke"), ("conj", "spoke")]


def test_the_time_before_a_subject_is_no_part_of_it() -> None:
    made = tree("On the same day crews blocked it", "IN DT JJ NN NNS VBN PRP", [4, 4, 3, 4, 5, 5, 5], "case det amod compound obl root obj")
    time_before_subject(made)
    assert relations(made, "On", "day", "crews") == [("case", "day"), ("obl", "blocked"), ("nsubj", "blocked")]


def test_demands_are_no_verb_before_a_finite_one() -> None:
    made = tree("Lima demands that Quito stop were odd", "NNP VBZ IN NNP VB VBD JJ", [1, 1, 6, 4, 6, 6, 1], "nsubj root mark nsubj ccomp cop ccomp")
    plural_taken_for_verb(made)
    assert relations(made, "Lima", "demands", "that", "stop", "odd") == [("compound", "demands"), ("nsubj", "odd"), ("mark", "stop"), ("acl", "demands"), ("root", "odd")]


def test_demands_with_a_clause_stay_a_verb() -> None:
    made = tree("Lima demands that Quito stop", "NNP VBZ IN NNP VB", [1, 1, 4, 4, 1], "nsubj root mark nsubj ccomp")
    plural_taken_for_verb(made)
    assert relations(made, "Lima", "demands") == [("nsubj", "demands"), ("root", "demands")]


def test_saying_is_of_the_subject_of_the_main_clause() -> None:
    made = tree("Lima rejected charges that troops left , saying so", "NNP VBD NNS IN NNS VBD , VBG RB", [1, 1, 1, 5, 5, 2, 7, 5, 7], "nsubj root obj mark nsubj acl punct advcl advmod")
    made.pos[7] = "VERB"
    saying_of_the_subject(made)
    assert relations(made, "saying") == [("advcl", "rejected")]


def test_an_office_before_a_name_is_no_subject_of_its_own() -> None:
    made = tree("Chancellor Friedrich Merz and Macron said", "NN NNP NNP CC NNP VBD", [5, 2, 5, 4, 2, 5], "nsubj amod nsubj cc conj root")
    title_before_name(made)
    assert relations(made, "Chancellor", "Friedrich", "Merz", "Macron") == [("nmod:desc", "Friedrich"), ("nsubj", "said"), ("flat", "Friedrich"), ("conj", "Friedrich")]


def test_two_names_as_objects_stay_two() -> None:
    made = tree("Minister met Cole", "NN VBD NNP", [1, 1, 1], "nsubj root obj")
    title_before_name(made)
    assert relations(made, "Minister", "Cole") == [("nsubj", "met"), ("obj", "met")]


def test_a_participle_before_the_subject() -> None:
    made = tree("Voicing doubt , Cole told Hall", "NN NN , NNP VBD NNP", [1, 4, 1, 4, 4, 4], "compound nsubj punct nsubj root obj")
    participle_at_start(made)
    assert relations(made, "Voicing", "doubt") == [("advcl", "told"), ("obj", "Voicing")]


def test_a_noun_in_ing_before_a_noun_stays_one() -> None:
    made = tree("Housing prices , Cole said , fell", "NN NNS , NNP VBD , VBD", [1, 6, 4, 4, 6, 4, 6], "compound nsubj punct nsubj parataxis punct root")
    participle_at_start(made)
    assert relations(made, "Housing", "prices") == [("compound", "prices"), ("nsubj", "fell")]


def test_a_clause_behind_a_day_after_its_own_day() -> None:
    made = tree("It rose , a day after Oslo had left", "PRP VBD , DT NN IN NNP VBD VBN", [1, 1, 1, 4, 8, 6, 4, 8, 1], "nsubj root punct det obl:unmarked case nmod aux parataxis")
    made.pos[7] = "AUX"
    subject_behind_after(made)
    assert relations(made, "Oslo", "left", "day") == [("nsubj", "left"), ("advcl", "rose"), ("obl:unmarked", "left")]


def test_a_repair_that_makes_a_ring_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def ring(a: Annotation) -> None:
        a.head[0], a.head[1], a.tag[0] = 1, 0, "X"

    made = tree("It rose", "PRP VBD", [1, 1], "nsubj root")
    monkeypatch.setattr(repairs, "REPAIRS", (ring,))
    repairs.repair(made)
    assert (made.head, made.tag) == ([1, 1], ["PRP", "VBD"])


def test_it_that_says_something_is_somebody() -> None:
    made = tree("It said that troops left", "PRP VBD IN NNS VBD", [1, 1, 4, 4, 1], "expl root mark nsubj csubj")
    made.lemma[1] = "say"
    it_said_that(made)
    assert relations(made, "It", "left") == [("nsubj", "said"), ("ccomp", "said")]


def test_it_was_said_keeps_its_empty_it() -> None:
    made = tree("It was said that troops left", "PRP VBD VBN IN NNS VBD", [2, 2, 2, 5, 5, 2], "expl aux:pass root mark nsubj csubj")
    it_said_that(made)
    assert relations(made, "It", "left") == [("expl", "said"), ("csubj", "said")]


def test_who_blames_is_who_said() -> None:
    made = tree("Cole said steps were mild and blamed Lima", "NNP VBD NNS VBD JJ CC VBD NNP", [1, 1, 4, 4, 1, 6, 4, 6], "nsubj root nsubj cop ccomp cc conj obj")
    made.lemma[6] = "blame"
    goes_on_blaming(made)
    assert relations(made, "blamed", "mild") == [("conj", "said"), ("ccomp", "said")]


def test_shelling_of_a_town_is_a_noun() -> None:
    made = tree("Shelling of towns killed two", "VBG IN NNS VBD CD", [3, 2, 0, 3, 3], "advcl case obl root obj")
    shelling_of(made)
    assert relations(made, "Shelling", "towns") == [("nsubj", "killed"), ("nmod", "Shelling")]
    assert made.tag[0] == "NN"


def test_two_subjects_of_a_verb_of_speech() -> None:
    made = tree("Hall , head there , signed papers , Cole told reporters", "NNP , NN RB , VBD NNS , NNP VBD NNS", [9, 2, 0, 2, 0, 0, 5, 9, 9, 9, 9], "nsubj punct appos advmod punct acl obj punct nsubj root obj")
    made.lemma[9] = "tell"
    subject_of_what_is_said(made)
    assert relations(made, "Hall", "signed", "Cole") == [("nsubj", "signed"), ("ccomp", "told"), ("nsubj", "told")]


def test_may_behind_a_given_name() -> None:
    made = tree("Theresa May telephoned Dublin", "NNP MD VBD NNP", [2, 2, 2, 2], "nsubj aux root obj")
    may_of_a_name(made)
    assert relations(made, "May", "Theresa") == [("flat", "Theresa"), ("nsubj", "telephoned")]


def test_may_before_an_infinitive_stays() -> None:
    made = tree("Theresa May telephone Dublin", "NNP MD VB NNP", [2, 2, 2, 2], "nsubj aux root obj")
    may_of_a_name(made)
    assert relations(made, "May") == [("aux", "telephone")]


def test_who_is_due_somewhere() -> None:
    made = tree("Kiir was due in Oslo", "NNP VBD JJ IN NNP", [4, 4, 4, 4, 4], "nsubj cop case case root")
    due_somewhere(made)
    assert relations(made, "Kiir", "was", "due", "Oslo") == [("nsubj", "due"), ("cop", "due"), ("root", "due"), ("obl", "due")]


def test_what_is_told_behind_a_report_is_of_the_first_clause() -> None:
    made = tree("They meet , Cole said , in what matters", "PRP VBP , NNP VBD , IN WP VBZ", [1, 1, 4, 4, 1, 7, 7, 4, 7], "nsubj root punct nsubj parataxis punct case obl acl:relcl")
    in_what_would_be(made)
    assert relations(made, "what") == [("obl", "meet")]
