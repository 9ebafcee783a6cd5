"""Every record that passes between the stages or leaves the program. Frozen, typed, without behaviour (records and dossiers open as tables).

The public records follow the project's record contract field by field; `goodoffices schema` prints the JSON Schema made
from them. Offsets are Unicode code points into `Document.text`, half open. An *observation* is what one article says
(these records); entries merged over articles are a type of their own, made by the store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

if TYPE_CHECKING:
    from goodoffices.frames import Frame

ActorKind = Literal["person", "government", "military", "police", "legislature", "judiciary", "party", "igo", "ngo",
                    "armed_group", "company", "media", "civilians", "experts", "country", "group", "unknown"]
EventType = Literal["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
                    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
Quad = Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]
Modality = Literal["actual", "ongoing", "planned", "offered", "conditional", "hypothetical", "negated", "historical"]
PublishedSource = Literal["given", "page", "dateline", "guessed"]
ProposalKind = Literal["meeting", "call", "talks", "ceasefire", "truce", "exchange", "agreement", "mediation", "visit", "other"]
ProposalStatus = Literal["open", "accepted", "rejected", "withdrawn", "lapsed", "held", "superseded"]
Answer = Literal["accepts", "accepts_with_conditions", "rejects", "counter_proposes", "evades"]
VenueStatus = Literal["offered", "accepted", "declined", "withdrawn"]
Channel = Literal["call", "meeting", "visit", "letter", "envoy", "summit", "unknown"]
ContactStatus = Literal["planned", "held", "cancelled", "refused", "unknown"]
DeadlineStatus = Literal["pending", "met", "expired", "extended", "lifted"]
IncidentKind = Literal["airstrike", "shelling", "drone", "missile", "ground", "bombing", "shooting", "seizure", "arrest",
                       "abduction", "riot", "protest", "cyber", "naval", "other"]
Stance = Literal["genuine", "ploy", "doubtful", "unlikely", "likely", "neutral"]
StatementStance = Literal["supports", "opposes", "genuine", "ploy", "doubtful", "unlikely", "likely", "neutral"]
WarningCode = Literal["no_publication_date", "guessed_publication_date", "count_mismatch", "contradiction", "unresolved_actor",
                      "unsupported_language", "retrospective", "opinion", "live_blog", "truncated"]


class Base(msgspec.Struct, frozen=True, kw_only=True):
    """Common base: immutable, keyword-only, every key always written."""


# -- what is read -----------------------------------------------------------------------------------------------------


class Article(Base, frozen=True, kw_only=True):
    """One report as read: cleaned text, frozen from here on. `name` says where it came from, for messages."""

    id: str
    text: str
    name: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_source: PublishedSource | None = None
    dateline: str | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()


# -- what is parsed (inside the program only) ---------------------------------------------------------------------------


class Name(Base, frozen=True, kw_only=True):
    """A run of tokens `first`..`last` (inclusive) that the model takes for a proper name of `kind` PERSON, ORG, PLACE or ""."""

    first: int
    last: int
    kind: str


class Parsed(Base, frozen=True, kw_only=True):
    """An article with its words. Parallel tuples over tokens; indices run over the whole article.

    `head[i]` is the index of the syntactic head, i itself for a root; `dep` are UD v2 relations; `pos` UPOS; `tag` PTB;
    `feats` UD features as text. `sent[i]` is the sentence index; `sentences` are (first, last + 1) token ranges and
    `sentence_spans` the character ranges. `children[i]` are the dependents of i in order. `leads` gives the subject of a clause of a
    list that has none of its own: a word of the sentence that leads the list in.
    """

    article: Article
    text: tuple[str, ...]
    lower: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    lemma: tuple[str, ...]
    pos: tuple[str, ...]
    tag: tuple[str, ...]
    feats: tuple[str, ...]
    head: tuple[int, ...]
    dep: tuple[str, ...]
    sent: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    sentences: tuple[tuple[int, int], ...]
    sentence_spans: tuple[tuple[int, int], ...]
    names: tuple[Name, ...]
    leads: dict[int, int] = {}


# -- the record ---------------------------------------------------------------------------------------------------------


class Span(Base, frozen=True, kw_only=True):
    """`text == document.text[start:end]`."""

    start: int
    end: int
    text: str


class Extent(Base, frozen=True, kw_only=True):
    """A sentence."""

    start: int
    end: int


class Date(Base, frozen=True, kw_only=True):
    """ISO 8601 days, inclusive, both null where unresolved; `text` the words."""

    start: str | None = None
    end: str | None = None
    text: str | None = None


class Due(Base, frozen=True, kw_only=True):
    start: str | None = None
    end: str | None = None


class Place(Base, frozen=True, kw_only=True):
    """`country` ISO 3166-1 alpha-3; WGS 84 degrees, null when unsure."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Range(Base, frozen=True, kw_only=True):
    min: int | None = None
    max: int | None = None


class Coder(Base, frozen=True, kw_only=True):
    """Versions that made the record; `model` and `tables` are digests."""

    program: str
    version: str
    model: str
    tables: str


class Document(Base, frozen=True, kw_only=True):
    id: str
    text: str
    sha256: str
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_source: PublishedSource | None = None
    title: str | None = None
    dateline: str | None = None
    language: str | None = None
    duplicate_of: str | None = None


class Actor(Base, frozen=True, kw_only=True):
    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    code: str | None = None
    role: str | None = None
    members: tuple[str, ...] = ()
    count: int | None = None
    unnamed: int | None = None
    mentions: tuple[Span, ...] = ()


class Statement(Base, frozen=True, kw_only=True):
    id: str
    speaker: str | None = None
    outlet: str | None = None
    direct: bool
    cue: Span | None = None
    content: Span
    parts: tuple[Span, ...] = ()
    stance: StatementStance | None = None


class Event(Base, frozen=True, kw_only=True):
    id: str
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: Quad
    score: float
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    modality: Modality
    date: Date
    place: Place | None = None
    statement: str | None = None
    confidence: float
    evidence: tuple[Span, ...]


class Entry(Base, frozen=True, kw_only=True):
    """What every ledger item has."""

    id: str
    confidence: float
    event: str | None = None
    statement: str | None = None
    evidence: tuple[Span, ...]


class Response(Base, frozen=True, kw_only=True):
    actor: str | None = None
    on_behalf_of: str | None = None
    answer: Answer
    date: Date
    evidence: tuple[Span, ...]


class Proposal(Entry, frozen=True, kw_only=True):
    kind: ProposalKind
    proposer: str | None = None
    addressee: str | None = None
    venue: Place | None = None
    date: Date
    conditions: tuple[str, ...] = ()
    status: ProposalStatus
    responses: tuple[Response, ...] = ()


class VenueOffer(Entry, frozen=True, kw_only=True):
    host: str
    place: Place | None = None
    purpose: str | None = None
    status: VenueStatus
    date: Date


class Contact(Entry, frozen=True, kw_only=True):
    participants: tuple[str, ...]
    channel: Channel
    date: Date
    place: Place | None = None
    status: ContactStatus


class Deadline(Entry, frozen=True, kw_only=True):
    setter: str | None = None
    addressee: str | None = None
    demand: Span
    length: str | None = None
    set: Date
    due: Due
    status: DeadlineStatus
    overdue: bool


class Threat(Entry, frozen=True, kw_only=True):
    issuer: str | None = None
    target: str | None = None
    action: str
    condition: str | None = None
    date: Date


class Condition(Entry, frozen=True, kw_only=True):
    holder: str | None = None
    of: str | None = None
    text: str


class Incident(Entry, frozen=True, kw_only=True):
    kind: IncidentKind
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    place: Place | None = None
    date: Date
    killed: Range | None = None
    injured: Range | None = None
    damage: str | None = None
    alleged_by: str | None = None
    denied_by: str | None = None


class Assessment(Entry, frozen=True, kw_only=True):
    by: str | None = None
    subject: str | None = None
    claim: str
    stance: Stance


class Ledger(Base, frozen=True, kw_only=True):
    proposals: tuple[Proposal, ...] = ()
    venue_offers: tuple[VenueOffer, ...] = ()
    contacts: tuple[Contact, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    threats: tuple[Threat, ...] = ()
    conditions: tuple[Condition, ...] = ()
    incidents: tuple[Incident, ...] = ()
    assessments: tuple[Assessment, ...] = ()


class Warning(Base, frozen=True, kw_only=True):
    code: WarningCode
    message: str
    start: int | None = None
    end: int | None = None


class Uncoded(Base, frozen=True, kw_only=True):
    start: int
    end: int
    reason: str


class Reason(Base, frozen=True, kw_only=True):
    """Why an entry is there (`--explain`): the rule that made it and what it saw."""

    entry: str
    rule: str
    detail: str


class Record(Base, frozen=True, kw_only=True):
    """All that one article says, each line with its characters."""

    coder: Coder
    document: Document
    sentences: tuple[Extent, ...]
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    ledger: Ledger
    warnings: tuple[Warning, ...]
    uncoded: tuple[Uncoded, ...]

    def frame(self, name: str) -> Frame:
        """One of its lists as a table: events, statements, actors, or a list of the ledger. Raises UsageError for another name."""
        from goodoffices.frames import record_frame

        return record_frame(name, msgspec.to_builtins(self))


class ExplainedRecord(Record, frozen=True, kw_only=True):
    """A record with the reason of each decision (`--explain`)."""

    reasons: tuple[Reason, ...] = ()


# -- what passes between the coders (inside the program only) -------------------------------------------------------------


class Mention(Base, frozen=True, kw_only=True):
    """Tokens `first`..`last` (inclusive; `head` the syntactic head) that mean the actor with this id.

    `kind`: name | description | demonym | metonym | pronoun | possessive | group. A demonym adjective inside a larger
    phrase ("Russian forces") is not a mention of its own; "Putin's" is.
    """

    actor: str
    first: int
    last: int
    head: int
    kind: str


class Cast(Base, frozen=True, kw_only=True):
    """The actors of an article with their mentions. `at` finds the actor id meant by the phrase headed by a token.

    `former` lists ids of persons described as former officials, `by_head` maps a head token to an actor id, `modifier` maps
    a demonym or possessive token to the actor id it names ("Russian" -> government:RUS). `latent` maps heads of phrases for people
    and bodies whom nothing identifies to ids in `would_be`, who enter the record only where an act needs them. `rows` maps the head of
    each of three or more persons named in a row to the heads of all of them.
    """

    actors: dict[str, Actor]
    mentions: tuple[Mention, ...]
    by_head: dict[int, str]
    modifier: dict[int, str]
    latent: dict[int, str] = {}
    would_be: dict[str, Actor] = {}
    rows: dict[int, tuple[int, ...]] = {}
    warnings: tuple[Warning, ...] = ()


class TimeMention(Base, frozen=True, kw_only=True):
    """A resolved time expression over tokens `first`..`last`; `head` is the token that the syntax hangs on.

    `kind`: point | span | length (a bare duration) | set | deadline. `length` is an ISO 8601 duration for bare durations
    ("two weeks" -> P2W).
    """

    first: int
    last: int
    head: int
    date: Date
    kind: str
    length: str | None = None
    past: bool = False


class PlaceMention(Base, frozen=True, kw_only=True):
    """A place named over tokens `first`..`last`; `kind` as in the gazetteer (city, village, country, region ...), empty if unknown."""

    first: int
    last: int
    head: int
    place: Place
    kind: str = ""


class StatementDraft(Base, frozen=True, kw_only=True):
    """A statement with the tokens it was read from; `cue_token` is None for free-standing quotes."""

    statement: Statement
    cue_token: int | None
    cue_kind: str
    first: int
    last: int
    speaker_token: int | None = None


class EventDraft(Base, frozen=True, kw_only=True):
    """An event with the tokens it was read from: `trigger` head token, `clause` the verb whose clause carries it.

    `who` and `whom` are the actors as the text names them (persons), where the event has their principals. `pattern` is the
    category of the pattern before the modality changed it (a planned CONSULT is an AGREE). `told` is true where a pattern of the tables holds, `chance` the
    typer's of the category. `signs` are what its confidence stands on,
    `reasons` the features that spoke most for its category.
    """

    event: Event
    trigger: int
    clause: int
    rule: str
    pattern: str
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    complement: int | None = None
    signs: dict[str, float] = {}
    reasons: tuple[str, ...] = ()
    told: bool = False
    chance: float = 1.0


class Coding(Base, frozen=True, kw_only=True):
    """Everything the coders found in one article; the ledger is entered from this."""

    parsed: Parsed
    cast: Cast
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    statements: tuple[StatementDraft, ...]
    events: tuple[EventDraft, ...]
    warnings: tuple[Warning, ...] = ()
    uncoded: tuple[Uncoded, ...] = ()


# -- the ledger over articles ---------------------------------------------------------------------------------------------


class Decision(Base, frozen=True, kw_only=True):
    """What a user decided about an entry, a dossier or an article. Decisions are only ever added; `undo` takes one back.

    `target` is the public id of an entry, the id of a dossier, or an article id. `value` holds what the kind needs:

    | kind | target | value |
    |---|---|---|
    | reject | entry, event or statement | - |
    | reassign | entry | field -> new value (an actor id, a status, a list of actor ids) |
    | annotate | entry, event, statement or dossier | note |
    | join | dossier | into: the dossier it is merged into |
    | split | dossier | articles: those that leave it |
    | rename | dossier | name |
    | pin | article | dossier: where it belongs |
    | remove | article | - |
    | undo | decision id | - |
    """

    id: str
    at: str
    who: str
    why: str = ""
    kind: Literal["reject", "reassign", "annotate", "join", "split", "rename", "pin", "remove", "undo"]
    target: str
    value: dict[str, Any] = {}


class Passage(Base, frozen=True, kw_only=True):
    """Where an entry of the merged ledger comes from: an article, and the words in its text."""

    article: str
    published: str | None = None
    publisher: str | None = None
    evidence: tuple[Span, ...]


class Turn(Base, frozen=True, kw_only=True):
    """One step in the history of an entry: from `date` on its status was this, by this article (or by a user's decision)."""

    date: str | None
    status: str
    article: str | None = None
    decision: str | None = None
    why: str = ""


class Note(Base, frozen=True, kw_only=True):
    """A remark that a user tied to an entry."""

    decision: str
    at: str
    who: str
    text: str


class Trail(Base, frozen=True, kw_only=True):
    """Why the sources of a merged entry are taken for one fact, and what users did with it.

    `score` is the lowest score by which a source was joined (1 where there is one source), `reasons` say in words what spoke for it, source by
    source. `independent` counts the sources that are no reprints of another one, all reports of one outlet as one. `observations` are the ids of all that was joined, the
    entry's own first: each of them resolves to the entry. `decisions` are the ids of the users' decisions in force on it.
    """

    score: float = 1.0
    reasons: tuple[str, ...] = ()
    independent: int = 1
    observations: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    decisions: tuple[str, ...] = ()


class MergedResponse(Response, frozen=True, kw_only=True):
    """An answer with the article it was read in first; `evidence` counts in that article's text."""

    article: str


class MergedProposal(Proposal, frozen=True, kw_only=True):
    """A proposal over all articles. `responses` are all answers in order; `event` and `statement` are those of the earliest source."""

    responses: tuple[MergedResponse, ...] = ()
    sources: tuple[Passage, ...]
    history: tuple[Turn, ...] = ()
    trail: Trail = Trail()


class MergedVenueOffer(VenueOffer, frozen=True, kw_only=True):
    sources: tuple[Passage, ...]
    history: tuple[Turn, ...] = ()
    trail: Trail = Trail()


class MergedContact(Contact, frozen=True, kw_only=True):
    sources: tuple[Passage, ...]
    history: tuple[Turn, ...] = ()
    trail: Trail = Trail()


class MergedDeadline(Deadline, frozen=True, kw_only=True):
    sources: tuple[Passage, ...]
    history: tuple[Turn, ...] = ()
    trail: Trail = Trail()


class MergedThreat(Threat, frozen=True, kw_only=True):
    sources: tuple[Passage, ...]
    history: tuple[Turn, ...] = ()
    trail: Trail = Trail()


class MergedCondition(Condition, frozen=True, kw_only=True):
    sources: tuple[Passage, ...]
    history: tuple[Turn, ...] = ()
    trail: Trail = Trail()


class MergedIncident(Incident, frozen=True, kw_only=True):
    sources: tuple[Passage, ...]
    history: tuple[Turn, ...] = ()
    trail: Trail = Trail()


class MergedAssessment(Assessment, frozen=True, kw_only=True):
    sources: tuple[Passage, ...]
    history: tuple[Turn, ...] = ()
    trail: Trail = Trail()


MergedItem = (MergedProposal | MergedVenueOffer | MergedContact | MergedDeadline | MergedThreat | MergedCondition | MergedIncident
              | MergedAssessment)


class MergedLedger(Base, frozen=True, kw_only=True):
    """The eight lists over all articles, each in order of time."""

    proposals: tuple[MergedProposal, ...] = ()
    venue_offers: tuple[MergedVenueOffer, ...] = ()
    contacts: tuple[MergedContact, ...] = ()
    deadlines: tuple[MergedDeadline, ...] = ()
    threats: tuple[MergedThreat, ...] = ()
    conditions: tuple[MergedCondition, ...] = ()
    incidents: tuple[MergedIncident, ...] = ()
    assessments: tuple[MergedAssessment, ...] = ()


class Claim(Base, frozen=True, kw_only=True):
    """One side of a contradiction: what is said in plain English, and where."""

    claim: str
    sources: tuple[Passage, ...]


class Contradiction(Base, frozen=True, kw_only=True):
    """Claims that cannot both hold; never resolved by guessing. `about` is the id of the entry at issue, `score` 0..1 how sure it is that they clash. `also` are
    the ids under which it may have been shown before: what one of the other reports of the entry gave it."""

    id: str
    about: str
    sides: tuple[Claim, ...]
    score: float
    reason: str
    also: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    decisions: tuple[str, ...] = ()


class Outcome(Base, frozen=True, kw_only=True):
    """What parties agreed on, or what one of them freed, gave back or left, as reports tell it; no entry of the ledger. `id` is that of the event of the earliest source, `also` are
    those of the others, `text` are its words. `date` is empty where no report gives a day."""

    id: str
    type: EventType
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: Date
    text: str
    sources: tuple[Passage, ...]
    also: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


class Dossier(Base, frozen=True, kw_only=True):
    """A negotiation or quarrel that articles belong to. `first` and `last` are days of publication, `articles` ids in order of publication."""

    id: str
    name: str
    parties: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    article_count: int = 0
    first: str | None = None
    last: str | None = None
    articles: tuple[str, ...] = ()


class DossierArticle(Base, frozen=True, kw_only=True):
    id: str
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    title: str | None = None
    duplicate_of: str | None = None


class DossierMention(Span, frozen=True, kw_only=True):
    article: str


class DossierActor(Base, frozen=True, kw_only=True):
    """An actor over all articles. `also` are ids under which single articles know him ("Orbeli" before his first name was told)."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    code: str | None = None
    role: str | None = None
    members: tuple[str, ...] = ()
    count: int | None = None
    unnamed: int | None = None
    also: tuple[str, ...] = ()
    mentions: tuple[DossierMention, ...] = ()


class DossierState(Base, frozen=True, kw_only=True):
    """What `dossier --json` prints. `as_of` is the day whose state it is; `rejected` and `rejected_contradictions` hold what users took out of view."""

    id: str
    name: str
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    as_of: str | None
    articles: tuple[DossierArticle, ...]
    actors: tuple[DossierActor, ...]
    ledger: MergedLedger
    contradictions: tuple[Contradiction, ...]
    rejected: MergedLedger = MergedLedger()
    rejected_contradictions: tuple[Contradiction, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    def frame(self, name: str) -> Frame:
        """One of its lists as a table: a list of the ledger, articles, contradictions. Raises UsageError for another name."""
        from goodoffices.frames import state_frame

        return state_frame(name, msgspec.to_builtins(self))


class Moment(Base, frozen=True, kw_only=True):
    """A line of the timeline. `kind`: proposal | answer | venue | contact | deadline | threat | incident | outcome | statement | status.
    `reported`: the day is that of the report, which gives the act no day of its own; statements always stand on the day of their report."""

    date: str | None
    end: str | None = None
    kind: Literal["proposal", "answer", "venue", "contact", "deadline", "threat", "incident", "outcome", "statement", "status"]
    entry: str
    text: str
    sources: tuple[Passage, ...]
    reported: bool = False


class Explanation(Base, frozen=True, kw_only=True):
    """Why an entry is there: its words in every source, why they are one, what changed its state, what users decided."""

    entry: str
    summary: str
    sources: tuple[Passage, ...]
    score: float
    reasons: tuple[str, ...]
    actors: tuple[str, ...]
    history: tuple[Turn, ...]
    contradictions: tuple[Contradiction, ...] = ()
    notes: tuple[Note, ...] = ()
    decisions: tuple[str, ...] = ()
