"""Conditions, threats and deadlines (coding guide, sections 9 and 10)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from goodoffices.ledger.desk import Desk
from goodoffices.ledger.proposals import Draft
from goodoffices.model import Condition, Date, Deadline, Due, EventDraft, Span, Threat, TimeMention

CONNECTIVES = frozenset({"if", "unless", "provided", "providing", "as long as", "so long as", "until", "once", "before", "after", "only if", "when"})
FIRM = frozenset({"if", "unless", "provided", "providing", "as long as", "so long as", "once"})
PHRASES = ("on condition", "on the condition", "subject to", "in return for", "in exchange for", "conditional on", "contingent on")
INSISTING = frozenset(["insist", "demand", "stress", "maintain", "stipulate", "require", "underline", "emphasise", "emphasize", "reiterate", "say", "add"])
NEGOTIABLE = frozenset(["meeting", "talk", "talks", "deal", "agreement", "settlement", "summit", "negotiation", "negotiations", "ceasefire", "truce", "accord", "treaty", "peace", "solution", "plan", "encounter", "dialogue", "exchange", "swap"])


def find_conditions(desk: Desk, drafts: list[Draft]) -> tuple[tuple[Condition, ...], dict[int, list[str]]]:
    """Conditions with the proposals they are tied to: ids by number of the proposal."""
    out: list[Condition] = []
    tied: dict[int, list[str]] = {}
    taken: list[Span] = []

    def add(holder: str | None, of: int | None, span: Span, event: EventDraft | None, statement: str | None, value: float, rule: str) -> None:
        if any(s.start < span.end and span.start < s.end for s in taken):
            return
        taken.append(span)
        ident = f"condition:{len(out) + 1}"
        out.append(Condition(id=ident, holder=holder, of=f"proposal:{of + 1}" if of is not None else None, text=span.text, confidence=value,
                             event=event.event.id if event else None, statement=statement, evidence=(span,)))
        if of is not None:
            tied.setdefault(of, []).append(ident)
        desk.note(ident, "ledger.conditions", rule)

    for event in desk.events("AGREE", "REJECT", "CONCEDE", "SUPPORT"):
        if event.event.modality in ("historical", "negated", "hypothetical") or not event.event.actors:
            continue
        for span, word in _clauses(desk, event):
            add(event.event.actors[0], _tie(desk, drafts, event), span, event, event.event.statement, 0.75, f"{word!r} at an {event.event.type}")
    for said in desk.coding.statements:
        found = _insisted(desk, said.cue_token, said.statement.content)
        if found is not None and said.statement.speaker:
            holder = _government(desk, said.statement.speaker)
            of = next((k for k, d in enumerate(drafts) if desk.same_party(d.proposer, holder)), None)
            if of is None:
                of = next((k for k, d in enumerate(drafts) if desk.same_party(d.addressee, holder)), None)
            add(holder, of, found, None, said.statement.id, 0.65, "insisting on what a deal must be")
    return tuple(out), tied


def _clauses(desk: Desk, event: EventDraft) -> list[tuple[Span, str]]:
    """Conditional clauses and phrases that hang on the event's clause or its complement."""
    p = desk.p
    heads = [event.trigger, event.clause, *([event.complement] if event.complement is not None else [])]
    out = []
    for head in dict.fromkeys(heads):
        for c in p.children[head]:
            tokens = desk.subtree(c)
            if p.lower[c] in ("provided", "providing") and c + 1 < len(p.text) and p.lower[c + 1] == "that":
                out.append((desk.span(c, tokens[-1]), "provided that"))
            elif p.dep[c] == "advcl":
                word = _mark(desk, c)
                negated = any(p.lower[x] in ("not", "n't", "never") for x in p.children[head])
                if word in FIRM or (word in ("until", "before", "when") and negated) or _only(desk, c, tokens):
                    out.append((desk.span(*_with_only(desk, tokens)), word or "only"))
            elif p.dep[c] in ("obl", "nmod", "advmod"):
                text = " ".join(p.lower[t] for t in tokens[:4])
                if any(text.startswith(x) for x in PHRASES):
                    last = tokens[-1]
                    if last + 1 < len(p.text) and p.lower[last + 1] == "that":
                        verb = p.head[last + 1] if p.dep[last + 1] == "mark" else last + 1
                        last = max(desk.subtree(verb)) if p.sent[verb] == p.sent[last] else last
                    out.append((desk.span(tokens[0], last), text))
    return out


def _mark(desk: Desk, i: int) -> str:
    p = desk.p
    for c in p.children[i]:
        if p.dep[c] == "mark":
            return " ".join(p.lower[k] for k in [c, *[g for g in p.children[c] if p.dep[g] == "fixed"]])
    return p.lower[i] if p.lower[i] in ("provided", "providing") else ""


def _only(desk: Desk, head: int, tokens: list[int]) -> bool:
    p = desk.p
    return p.lower[tokens[0]] == "only" and len(tokens) > 1 and p.lower[tokens[1]] in ("if", "after", "when", "once")


def _with_only(desk: Desk, tokens: list[int]) -> tuple[int, int]:
    first = tokens[0]
    if first > 0 and desk.p.lower[first - 1] in ("only", "but"):
        first -= 1 if desk.p.lower[first - 1] == "only" else 0
    return first, tokens[-1]


def _tie(desk: Desk, drafts: list[Draft], event: EventDraft) -> int | None:
    """The proposal whose offer or answer this event is."""
    for k, d in enumerate(drafts):
        if d.event == event.event.id or any(r.evidence and r.evidence[0] == event.event.evidence[0] for r in d.responses):
            return k
        if any(e.start < event.event.evidence[0].end and event.event.evidence[0].start < e.end for e in d.evidence):
            return k
    mine = [k for k, d in enumerate(drafts) if desk.same_party(d.proposer, event.event.actors[0]) or desk.same_party(d.addressee, event.event.actors[0])]
    return mine[-1] if len(mine) == 1 else None


def _insisted(desk: Desk, cue: int | None, content: Span) -> Span | None:
    """"insisted any meeting must be ...": what a deal must be, said by a party."""
    p = desk.p
    if cue is None or p.lemma[cue] not in INSISTING:
        return None
    for i in desk.tokens_in(content):
        if p.lower[i] in ("must", "should", "needs", "need", "has") and p.dep[i] in ("aux", "root", "ccomp"):
            head = p.head[i] if p.dep[i] == "aux" else i
            if p.lower[i] in ("should",) and p.lemma[cue] not in ("insist", "demand", "stipulate", "require"):
                continue
            subject = next((c for c in p.children[head] if p.dep[c] in ("nsubj", "nsubj:pass")), None)
            if subject is not None and p.lemma[subject] in NEGOTIABLE:
                tokens = desk.subtree(head)
                low = next((t for t in tokens if p.pos[t] != "PUNCT" and p.lower[t] != "that"), tokens[0])
                return desk.span(low, tokens[-1])
    return None


def _government(desk: Desk, ident: str) -> str:
    actor = desk.actor(ident)
    if actor and actor.kind == "person" and (actor.code or "").endswith("GOV") and f"government:{actor.country}" in desk.coding.cast.actors:
        return f"government:{actor.country}"
    return ident


# -- threats --------------------------------------------------------------------------------------------------------------


def find_threats(desk: Desk) -> tuple[Threat, ...]:
    """Announced harm by the one who would do it, with the text's words for harm and condition."""
    out: list[Threat] = []
    for draft in desk.events("THREATEN"):
        event = draft.event
        if event.modality in ("negated", "historical", "hypothetical") or not event.actors:
            continue
        issuer = event.actors[0]
        actor = desk.actor(issuer)
        if actor is None or actor.kind in ("experts", "media", "civilians"):
            continue
        action, condition = _threat_words(desk, draft)
        if action is None or any(t.action == action.text for t in out):
            continue
        target = event.recipients[0] if event.recipients else None
        ident = f"threat:{len(out) + 1}"
        out.append(Threat(id=ident, issuer=issuer, target=target, action=action.text, condition=condition.text if condition else None, date=event.date,
                          confidence=event.confidence, event=event.id, statement=event.statement, evidence=event.evidence))
        desk.note(ident, "ledger.threats", draft.rule)
    return tuple(out)


def _threat_words(desk: Desk, draft: EventDraft) -> tuple[Span | None, Span | None]:
    p = desk.p
    condition: Span | None = None
    heads = [draft.trigger, draft.clause, *([draft.complement] if draft.complement is not None else [])]
    drop: set[int] = set()
    for head in dict.fromkeys(heads):
        for c in p.children[head]:
            if p.dep[c] == "advcl" and _mark(desk, c) in ("if", "unless", "until", "should", "once", "when", "as long as", "in case"):
                tokens = desk.subtree(c)
                condition = desk.span(tokens[0], tokens[-1])
                drop.update(tokens)
    body = draft.complement
    if body is None:
        below = [c for c in p.children[draft.trigger] if p.dep[c] in ("obj", "obl", "nmod", "acl", "xcomp", "ccomp")]
        if draft.pattern == "THREATEN" and below:
            of = [c for c in below if any(p.dep[g] == "case" and p.lower[g] in ("of", "with", "at", "to") for g in p.children[c]) or p.dep[c] in ("acl", "xcomp", "ccomp")]
            body = (of or below)[0]
        else:
            body = draft.clause
    tokens = [t for t in desk.subtree(body) if t not in drop]
    if body == draft.clause:
        tokens = [t for t in tokens if t >= body and p.dep[t] not in ("mark",)]
    while tokens and (p.pos[tokens[0]] in ("PUNCT", "SCONJ") or (p.dep[tokens[0]] in ("mark", "case", "nsubj", "aux") and tokens[0] < body)):
        tokens = tokens[1:]
    if not tokens:
        return None, condition
    return desk.span(tokens[0], _unbroken(tokens)), condition


def _unbroken(tokens: list[int]) -> int:
    last = tokens[0]
    for t in tokens[1:]:
        if t > last + 2:
            break
        last = t
    return last


# -- deadlines --------------------------------------------------------------------------------------------------------------

_LENGTH = re.compile(r"^P(?:T(\d+)H|(\d+)([DWMY]))$")


def find_deadlines(desk: Desk) -> tuple[Deadline, ...]:
    """Spans and dates by which someone demands that someone act."""
    out: list[Deadline] = []
    seen: set[tuple[str | None, str | None]] = set()
    for made in (*_from_demands(desk), *_from_nouns(desk)):
        key = (made.setter, made.length or made.due.end)
        rival = next((k for k, d in enumerate(out) if (d.setter, d.length or d.due.end) == key or (
            d.setter == made.setter and (d.due.end == made.due.end or not made.due.end or not d.due.end) and (not made.length or not d.length or d.length == made.length))), None)
        if rival is not None:
            old = out[rival]
            better = made.status if made.status != "pending" else old.status
            out[rival] = _merged(old, made, better)
            continue
        seen.add(key)
        out.append(made)
    numbered = []
    for k, d in enumerate(out, 1):
        overdue = d.status == "pending" and bool(desk.published and d.due.end and d.due.end < desk.published.isoformat())
        numbered.append(_copy(d, id=f"deadline:{k}", overdue=overdue))
        desk.note(f"deadline:{k}", "ledger.deadlines", d.demand.text)
    return tuple(numbered)


def _copy(d: Deadline, **changes: object) -> Deadline:
    fields = {name: getattr(d, name) for name in Deadline.__struct_fields__} | changes
    return Deadline(**fields)


def _merged(old: Deadline, new: Deadline, status: str) -> Deadline:
    due = old.due if old.due.end else new.due
    return _copy(old, status=status, length=old.length or new.length, due=due, addressee=old.addressee or new.addressee, setter=old.setter or new.setter,
                 set=old.set if old.set.start else new.set, evidence=tuple(dict.fromkeys((*old.evidence, *new.evidence)))[:3])


def _from_demands(desk: Desk) -> list[Deadline]:
    """Demands whose content or clause carries "by Friday", "within 48 hours", "one week to ..."."""
    p, out = desk.p, []
    for draft in desk.events("REQUEST"):
        event = draft.event
        if event.modality in ("negated", "historical", "hypothetical") or not event.actors:
            continue
        if p.pos[draft.trigger] == "NOUN" and p.lemma[draft.trigger] in desk.words("l_deadline_noun"):
            continue
        body = draft.complement if draft.complement is not None else draft.trigger
        inside = set(desk.subtree(draft.clause))
        limits = [t for t in desk.times_near(draft.trigger) if t.head in inside and (t.kind in ("deadline", "length") or _within(desk, t))]
        giving = p.lemma[draft.trigger] in ("give", "set", "issue", "impose", "grant", "allow", "leave", "have", "deadline", "ultimatum")
        for t in limits:
            if t.kind == "length" and not giving and not _within(desk, t):
                continue
            tokens = [x for x in desk.subtree(body) if not t.first <= x <= t.last] if body != draft.trigger else []
            demand = desk.span(tokens[0], tokens[-1]) if tokens else event.evidence[0]
            out.append(_deadline(desk, event.actors[0], event.recipients[0] if event.recipients else None, demand, t, event.date, draft, event.evidence))
            break
    return out


def _within(desk: Desk, t: TimeMention) -> bool:
    return desk.p.lower[t.first] in ("within", "by", "until", "before", "till") or (t.date.text or "").lower().startswith(("within", "by ", "no later", "before", "until"))


def _from_nouns(desk: Desk) -> list[Deadline]:
    """"Oslo's two-week deadline for Lima to answer expired", "a midnight ultimatum"."""
    p, out = desk.p, []
    for i in range(len(p.text)):
        if p.lemma[i] not in desk.words("l_deadline_noun") or p.pos[i] != "NOUN":
            continue
        around = list(desk.subtree(i))
        owner = next((a for c in p.children[i] if p.dep[c] in ("nmod:poss", "amod", "compound", "nmod") and (
            a := desk.coding.cast.by_head.get(c) or desk.coding.cast.modifier.get(c))), None)
        verb = p.head[i] if p.dep[i] in ("nsubj", "obj", "nsubj:pass", "obl") else None
        if owner is None and verb is not None and p.dep[i] in ("obj", "obl") and p.lemma[verb] in ("issue", "set", "give", "impose", "deliver", "present", "lay", "announce", "fix"):
            subject = next((c for c in p.children[verb] if p.dep[c] == "nsubj"), None)
            owner = desk.coding.cast.by_head.get(subject) if subject is not None else None
        status = _noun_status(desk, i, verb)
        if status == "pending" and (verb is None or p.dep[i] == "obl") and _ran_out(desk, i):
            status = "expired"
        length = next((t for t in desk.times_near(i) if t.kind == "length" and (t.head in around or p.head[t.head] == i)), None)
        limit = next((t for t in desk.times_near(i) if t.kind in ("point", "deadline", "span") and t.head in around), None)
        if length is None and limit is None and (owner is None or status == "pending"):
            continue
        if owner is not None:
            owner = _government(desk, owner)
        clause = next((c for c in p.children[i] if p.dep[c] in ("acl", "nmod") and (p.dep[c] == "acl" or any(p.lower[g] == "for" for g in p.children[c]))), None)
        addressee = None
        demand = desk.span(min(around), max(around))
        if clause is not None:
            tokens = [t for c in p.children[i] if p.dep[c] in ("acl", "nmod", "advcl") and c > i and not any(p.dep[g] == "case" and p.lower[g] in ("of", "on", "in") for g in p.children[c])
                      for t in desk.subtree(c)]
            tokens = [t for t in sorted(tokens) if p.lemma[t] not in ("expire", "pass", "elapse")] or desk.subtree(clause)
            stop = next((t for t in range(tokens[0], desk.sentence(i).stop) if p.lemma[t] in ("expire", "pass", "elapse", "lapse", "loom", "run") and p.pos[t] == "VERB"), None)
            last = min(tokens[-1], stop - 1) if stop is not None else tokens[-1]
            if stop is not None and any(p.lower[t] == "to" for t in range(last, stop)):
                last = stop - 1
            demand = desk.span(tokens[0], max(last, tokens[0]))
            addressee = next((a for t in tokens if (a := desk.coding.cast.by_head.get(t)) and a != owner), None)
            if addressee is not None:
                addressee = _government(desk, addressee)
        elif verb is not None:
            addressee = next((a for c in p.children[verb] if p.dep[c] in ("iobj", "obl", "obj") and c != i and (a := desk.coding.cast.by_head.get(c))), None)
        event = next((d for d in desk.coding.events if p.sent[d.trigger] == p.sent[i]), None)
        out.append(_deadline(desk, owner, addressee, demand, length or limit, Date(), event, (desk.sentence_span(i),), status))
    return out


def _ran_out(desk: Desk, i: int) -> bool:
    """Whether a past "expired" without a subject of its own follows, which the tree has lost from its deadline."""
    p = desk.p
    for t in range(i + 1, min(i + 14, desk.sentence(i).stop)):
        if p.lemma[t] in ("expire", "elapse", "lapse") and p.tag[t] in ("VBD", "VBN"):
            below = p.children[t]
            return not any(p.dep[c].startswith("nsubj") or p.lower[c] in ("not", "n't", "will", "would", "to") for c in below)
    return False


def _noun_status(desk: Desk, i: int, verb: int | None) -> str:
    p = desk.p
    if verb is None:
        return "pending"
    negated = any(p.lower[c] in ("not", "n't", "never") for c in p.children[verb])
    future = any(p.lower[c] in ("will", "'ll", "would", "could", "may") for c in p.children[verb])
    if p.lemma[verb] in desk.words("l_expire") and p.dep[i] == "nsubj":
        return "pending" if future or negated else "expired"
    if p.lemma[verb] in desk.words("l_extend") and not future and not negated:
        return "extended"
    if p.lemma[verb] in desk.words("l_lift") and not future and not negated:
        return "lifted"
    if p.lemma[verb] in desk.words("l_meet_deadline") and p.dep[i] in ("obj", "obl") and not future:
        return "expired" if negated else "met"
    if p.lemma[verb] in ("miss", "ignore", "let", "defy"):
        return "expired"
    return "pending"


def _deadline(desk: Desk, setter: str | None, addressee: str | None, demand: Span, t: TimeMention | None, when: Date, draft: EventDraft | None,
              evidence: tuple[Span, ...], status: str = "pending") -> Deadline:
    length = t.length if t is not None and t.length else None
    due = Due()
    if t is not None and length is None:
        due = Due(start=t.date.end or t.date.start, end=t.date.end or t.date.start)
    elif length and when.end:
        end = _add(date.fromisoformat(when.end), length)
        due = Due(start=end.isoformat(), end=end.isoformat()) if end else Due()
    return Deadline(id="", setter=setter, addressee=addressee, demand=demand, length=length, set=when, due=due, status=status, overdue=False,  # type: ignore[arg-type]
                    confidence=0.75 if setter and addressee else 0.6, event=draft.event.id if draft else None,
                    statement=draft.event.statement if draft else None, evidence=evidence)


def _add(day: date, length: str) -> date | None:
    """Due day of a length: hours are turned into days (48 hours from Monday end on Wednesday)."""
    found = _LENGTH.match(length)
    if not found:
        return None
    if found[1]:
        return day + timedelta(days=max(1, round(int(found[1]) / 24)))
    number, unit = int(found[2]), found[3]
    if unit in "DW":
        return day + timedelta(days=number * (7 if unit == "W" else 1))
    months = day.month - 1 + number * (12 if unit == "Y" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return None
