"""What the ledger tells of an offer: each signal with its source, and nothing where the ledger has nothing."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from goodoffices.assess.deeds import DATA
from goodoffices.assess.signals import TextSignal, kinds, literature, offer_sides, text_signals
from goodoffices.model import (
    Date,
    DossierActor,
    DossierState,
    Due,
    MergedAssessment,
    MergedCondition,
    MergedContact,
    MergedDeadline,
    MergedIncident,
    MergedLedger,
    MergedProposal,
    MergedResponse,
    Passage,
    Place,
    Span,
)

WORDS = "Chad invited Sudan to talks in Abeche"


def span(text: str = WORDS, start: int = 0) -> Span:
    return Span(start=start, end=start + len(text), text=text)


def told(text: str = WORDS, article: str = "one", start: int = 0) -> dict[str, Any]:
    """What every entry has."""
    return {"confidence": 0.9, "evidence": (span(text, start),), "sources": (Passage(article=article, published="2031-05-02", publisher="Wire", evidence=(span(text, start),)),)}


def day(text: str) -> Date:
    return Date(start=text, end=text)


OFFER = MergedProposal(id="proposal:1", kind="talks", proposer="government:TCD", addressee="government:SDN", date=day("2031-05-02"), status="open", **told())
ACTORS = (DossierActor(id="person:general", name="E. General", kind="person", country="SDN", code="SDNMIL", role="general"),
          DossierActor(id="person:former", name="F. Former", kind="person", country="SDN", code="SDNGOV", role="former foreign minister"),
          *(DossierActor(id=i, name=n, kind=k, country=c, role=r) for i, n, k, c, r in (
    ("government:TCD", "Government of Chad", "government", "TCD", None), ("government:SDN", "Government of Sudan", "government", "SDN", None),
    ("person:leader", "A. Leader", "person", "TCD", "President of Chad"), ("person:deputy", "B. Deputy", "person", "TCD", "Deputy Foreign Minister of Chad"),
    ("person:minister", "C. Minister", "person", "TCD", "Foreign Minister of Chad"), ("government:EGY", "Government of Egypt", "government", "EGY", None),
    ("person:scholar", "D. Scholar", "person", "TCD", "independent analyst"), ("experts:abeche", "University of Abeche", "experts", "TCD", None), ("media:TCD", "Abeche Post", "media", "TCD", None),
    ("military:SDN", "Sudanese army", "military", "SDN", None), ("military:TCD", "Chadian army", "military", "TCD", None))))


def state(*, offer: MergedProposal = OFFER, proposals: tuple[MergedProposal, ...] = (), **lists: Any) -> DossierState:
    return DossierState(id="dossier:1", name="Chad - Sudan", parties=("government:TCD", "government:SDN"), mediators=(), as_of=None, articles=(), actors=ACTORS,
                        ledger=MergedLedger(proposals=(offer, *proposals), **lists), contradictions=())


def found(told_: DossierState) -> list[str]:
    return [s.kind for s in text_signals(told_, told_.ledger.proposals[0])]


def contact(channel: str, start: int = 0, when: str = "2031-05-02", *participants: str) -> MergedContact:
    return MergedContact(id="contact:1", participants=participants or ("government:TCD", "government:SDN"), channel=channel, date=day(when), status="planned", **told(start=start))  # type: ignore[arg-type]


def incident(doer: str, target: str, when: str = "2031-04-28") -> MergedIncident:
    return MergedIncident(id="incident:1", kind="shelling", actors=(doer,), targets=(target,), date=day(when), alleged_by="government:TCD", **told("shells fell on Abeche", "two"))


def judged(by: str | None, stance: str, subject: str = "proposal:1") -> MergedAssessment:
    return MergedAssessment(id="assessment:1", by=by, subject=subject, claim="it is", stance=stance, **told("it is", "three"))  # type: ignore[arg-type]


def answered(item: MergedProposal, actor: str, answer: str = "rejects") -> MergedProposal:
    return replace(item, responses=(MergedResponse(actor=actor, answer=answer, date=Date(), evidence=(span("no"),), article="one"),))  # type: ignore[arg-type]


EARLIER = replace(OFFER, id="proposal:0", proposer="government:SDN", addressee="government:TCD", date=day("2031-03-01"))
CONDITION = MergedCondition(id="condition:1", holder="government:TCD", of="proposal:1", text="if the shelling stops", **told("if the shelling stops"))
ABECHE, CAIRO = Place(name="Abeche", country="TCD"), Place(name="Cairo", country="EGY")

CASES = [
    pytest.param(state(), [], id="nothing said, nothing read"),
    pytest.param(state(conditions=(CONDITION,)), ["precondition"], id="the proposer's condition"),
    pytest.param(state(conditions=(replace(CONDITION, holder="government:SDN"),)), ["condition_of_other"], id="the other side's condition"),
    pytest.param(state(conditions=(replace(CONDITION, holder="government:EGY"),)), [], id="a third party's condition"),
    pytest.param(state(conditions=(replace(CONDITION, of="proposal:9"),)), [], id="a condition of another offer"),
    pytest.param(state(offer=replace(OFFER, venue=ABECHE)), ["venue_of_proposer"], id="at home"),
    pytest.param(state(offer=replace(OFFER, proposer="government:SDN", addressee="government:TCD", venue=ABECHE)), ["venue_of_other"], id="abroad"),
    pytest.param(state(offer=replace(OFFER, venue=CAIRO)), ["venue_third"], id="third country"),
    pytest.param(state(offer=replace(OFFER, venue=Place(name="the border"))), [], id="a place in no known country"),
    pytest.param(state(offer=replace(OFFER, statement="one#statement:1")), ["public"], id="said in public"),
    pytest.param(state(offer=replace(OFFER, statement="one#statement:1"), contacts=(contact("letter"),)), ["private"], id="by letter"),
    pytest.param(state(contacts=(contact("letter", 900),)), [], id="another letter"),
    pytest.param(state(contacts=(contact("meeting", 0, "2031-05-20"),)), ["date_named"], id="a day named in the same words"),
    pytest.param(state(contacts=(replace(contact("meeting", 0, "2031-06-01"), date=Date(start="2031-06-01", end="2031-06-30")),)), [], id="a month is no day"),
    pytest.param(state(contacts=(contact("meeting", 900, "2031-05-20"),)), [], id="a day named elsewhere"),
    pytest.param(state(contacts=(contact("meeting", 0, "2031-05-01"),)), [], id="a day before the offer"),
    pytest.param(state(deadlines=(MergedDeadline(id="deadline:1", setter="government:TCD", addressee="government:SDN", demand=span("answer"), set=Date(), due=Due(end="2031-05-09"),
                                                 status="pending", overdue=False, **told("by Friday")),)), ["deadline"], id="a deadline"),
    pytest.param(state(offer=replace(OFFER, proposer="person:leader")), ["level_leader"], id="a president"),
    pytest.param(state(offer=replace(OFFER, proposer="person:minister")), ["level_minister"], id="a minister"),
    pytest.param(state(offer=replace(OFFER, proposer="person:deputy")), ["level_delegate"], id="a deputy is none of his chiefs"),
    pytest.param(state(incidents=(incident("military:TCD", "military:SDN"),)), ["attack_by_proposer"], id="attack by the proposer"),
    pytest.param(state(incidents=(incident("military:SDN", "government:TCD"),)), ["attack_by_other"], id="attack by the other side"),
    pytest.param(state(incidents=(incident("military:TCD", "government:EGY"),)), [], id="attack on somebody else"),
    pytest.param(state(incidents=(incident("military:TCD", "military:SDN", "2031-04-01"),)), [], id="attack a month before"),
    pytest.param(state(offer=answered(OFFER, "government:SDN")), ["refused_by_other"], id="refused"),
    pytest.param(state(offer=answered(OFFER, "government:SDN", "evades")), [], id="evaded"),
    pytest.param(state(proposals=(answered(EARLIER, "government:TCD"),)), ["refused_by_proposer"], id="the proposer refused before"),
    pytest.param(state(proposals=(replace(answered(EARLIER, "government:TCD"), date=day("2031-06-01")),)), [], id="a later refusal"),
    pytest.param(state(conditions=(replace(CONDITION, text="if Egypt guarantees it", **told("if Egypt guarantees it")),)), ["precondition", "guarantee"], id="a guarantee"),
    pytest.param(state(assessments=(judged("government:EGY", "genuine"),)), ["outsider_for"], id="an outsider for it"),
    pytest.param(state(assessments=(judged("government:EGY", "ploy"),)), ["outsider_against"], id="an outsider against it"),
    pytest.param(state(assessments=(judged(None, "neutral"),)), ["outsider_neutral"], id="the report itself"),
    pytest.param(state(assessments=(judged("military:SDN", "ploy"),)), ["party_judges"], id="a party"),
    pytest.param(state(assessments=(judged("person:scholar", "genuine"),)), ["countryman"], id="a scholar of the proposer's country is no party"),
    pytest.param(state(assessments=(judged("experts:abeche", "ploy"),)), ["countryman"], id="an institute of that country"),
    pytest.param(state(assessments=(judged("media:TCD", "ploy"),)), ["countryman"], id="a newspaper of that country"),
    pytest.param(state(assessments=(judged("person:general", "ploy"),)), ["party_judges"], id="a general of a party"),
    pytest.param(state(assessments=(judged("person:former", "ploy"),)), ["countryman"], id="a former minister"),
    pytest.param(state(assessments=(judged("government:EGY", "ploy", "government:SDN"),)), [], id="of the other side"),
]


@pytest.mark.parametrize(("told_", "expected"), CASES)
def test_signals(told_: DossierState, expected: list[str]) -> None:
    assert found(told_) == expected


def test_every_signal_has_its_source_and_its_reading() -> None:
    signals: list[TextSignal] = [s for case in CASES for s in text_signals(case.values[0], case.values[0].ledger.proposals[0])]  # type: ignore[attr-defined]
    assert {s.kind for s in signals} == set(kinds())
    for signal in signals:
        assert signal.sources and all(p.evidence for p in signal.sources) and signal.reading in ("strengthens", "weakens", "either")
        assert signal.cites and set(signal.cites) <= set(literature())


def test_no_reading_says_what_anybody_means() -> None:
    assert not any(word in f"{k.words} {k.why}".casefold() for k in kinds().values() for word in ("bluff", "sincere", "lying", "pretend"))


def test_an_unnamed_addressee_is_the_other_of_two_sides() -> None:
    offer = replace(OFFER, addressee=None)
    assert offer_sides(state(offer=offer), offer) == ("TCD", "SDN")
    three = replace(state(offer=offer), parties=("government:TCD", "government:SDN", "government:EGY"))
    assert offer_sides(three, offer) == ("TCD", None)


def test_works_are_cited_and_none_is_claimed_to_have_been_read() -> None:
    assert set(literature()) == {key for kind in kinds().values() for key in kind.cites}
    head = [line for line in (DATA / "literature.tsv").read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert "None is claimed to have been read in full" in " ".join(head)


def test_what_a_work_on_broken_words_says_is_not_said_of_refusals() -> None:
    """A refusal is no word broken; that its author offers the same later costs him before those who backed it."""
    assert (kinds()["refused_by_proposer"].reading, kinds()["refused_by_proposer"].cites) == ("either", ("fearon1994",))
