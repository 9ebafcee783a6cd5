"""Bodies no table knows, told by the shape of their names: "Radio Sughd", "Vilnius Security Forum", "Riverfront Front"."""

from __future__ import annotations

from goodoffices.coding.actor_names import CALENDAR, HYPHENS, OPENERS, REFERENCE, Scan, capital, only_country
from goodoffices.coding.actor_register import Draft, Register
from goodoffices.model import ActorKind
from goodoffices.ontology.knowledge import slug

MEDIA = frozenset("""
radio tv television news times post herald gazette courier tribune wire daily press broadcasting chronicle journal telegraph telegram
newspaper observer examiner messenger bulletin dispatch digest weekly mail sentinel newswire
""".split())
_MEDIA_FIRST = frozenset({"radio", "tv", "televisión", "télé", "canal", "diario", "agence", "agencia", "televiziunea", "rádio", "la", "el"})
EXPERTS = frozenset("""
institute university observatory college academy institut universität université instituto center centre faculty monitor
""".split())
NGOS = frozenset(["foundation", "forum", "charity", "federation", "initiative", "network", "society", "trust", "watch"])
ARMED = frozenset(["brigade", "brigades", "militia", "insurgency", "jihad", "front", "guard", "army", "resistance", "legion"])
COMPANIES = frozenset("""
corp corporation inc ltd plc airlines airways shipping petroleum holding holdings gmbh llc telecom shipyard
""".split())
_LINK = frozenset({"for", "of", "on", "and", "the", "&", "in"})
_LINKING = frozenset("""
institute centre center university observatory council committee foundation academy college forum society college monitor
""".split())
_OTHER = frozenset("""
party movement ministry council committee commission court league union bank group company office department agency bureau authority service
house senate assembly congress parliament treaty agreement accord accords convention protocol act charter declaration summit conference war
wars games cup street road avenue square bridge river lake sea ocean gulf bay strait straits island islands mountain mountains valley
province region district county state states city town village airport port harbour harbor base station hospital school church mosque
cathedral temple prison hotel palace tower castle park stadium canal dam crossing corridor pass peninsula desert plateau channel peace nobel
prize plan initiative pact day week month year festival line belt operation battle revolution intifada camp museum fund army navy force
forces corps command division regiment battalion squad police guards guard front coalition alliance association organisation organization
confederation cooperation bloc club fc united republic kingdom federation empire administration cathedral article chapter resolution
amendment constitution security defence defense foreign affairs north south east west northern southern eastern western central upper lower
saint new greater market square memorial project process talks dialogue dynasty era shoal reef islet atoll
""".split())
#: Words before a medium's name that say what it is.
_SAY_MEDIUM = frozenset("""
newspaper daily weekly broadcaster agency station channel website magazine outlet tabloid paper newswire portal radio
""".split())
_SAY_ARMED = frozenset(["group", "rebels", "militia", "faction", "guerrillas", "insurgents", "rebel"])


def is_body_name(words: list[str]) -> bool:
    """Do the words name a body, place, treaty or event rather than a person?"""
    low = [w.lower() for w in words]
    return low[-1] in MEDIA | EXPERTS | NGOS | ARMED | COMPANIES | _OTHER or low[0] in _MEDIA_FIRST - {"la", "el"} or low[0] in EXPERTS | {"operation", "lake", "mount", "cape", "fort", "camp", "port", "saint",
                                                                                                                                            "new", "north", "south", "university", "bank", "gulf", "sea"} \
        or any(w in _OTHER - {"saint", "new", "west", "north", "south", "day", "church", "house", "park", "guard", "street", "lake", "castle", "hall"} for w in low[1:])


def find_bodies(r: Register) -> None:
    """Enters bodies known by shape; a later "the Front", "the Observatory" or an abbreviation means the same."""
    s, p = r.scan, r.p
    short: dict[str, str] = {}
    whole: dict[str, str] = {}
    ranges = sorted((_trim(s, first, last) for first, last in s.runs), key=lambda x: (x[0] - x[1], x[0]))
    for begin, end in ranges:
        if begin > end or not r.free(begin, end):
            continue
        if begin == end:
            found = short.get(p.text[begin])
            if found is not None and begin not in s.at and r.free(begin, end) and (p.text[begin].isupper() or s.word(begin - 1) in ("the", "this", "that")):
                r.mention(found, begin - 1 if s.word(begin - 1) == "the" else begin, end, "name")
                continue
        tail = s.text(begin, end).lower()
        longer = next((x for name, x in whole.items() if name.endswith(" " + tail) or name == tail), None)
        if longer is not None and begin < end:
            r.mention(longer, begin - 1 if s.word(begin - 1) == "the" else begin, end, "name")
            continue
        kind = _kind(r, begin, end)
        if kind is None:
            continue
        while end + 2 < len(p.text) and kind in ("experts", "ngo") and s.word(end + 1) in _LINK and any(p.lower[k] in _LINKING for k in range(begin, end + 1)):
            ahead = end + 2 if s.word(end + 1) != "of" or s.word(end + 2) != "the" else end + 3
            if s.word(end + 1) == "in" or not capital(s, ahead):
                break
            end = max(ahead, max((b for a, b in s.runs if a <= ahead <= b), default=ahead))
        identity = _enter(r, kind, begin, end)
        whole[s.text(begin, end).lower()] = identity
        front = begin - 1 if s.word(begin - 1) == "the" else begin
        if set_off(r, begin) is not None:
            front = next(k for k in range(begin - 3, -1, -1) if p.lower[k] in DETERMINERS)
        r.mention(identity, front if kind not in ("media",) else begin, end, "name")
        if end > begin and p.text[end] not in HYPHENS and kind != "media":
            short[p.text[end]] = identity
        if s.word(end + 1) == "(" and end + 3 < len(p.text) and p.text[end + 3] == ")" and p.text[end + 2].isupper():
            short[p.text[end + 2]] = identity


def _trim(s: Scan, first: int, last: int) -> tuple[int, int]:
    """The run without nationality, titles and openers at its beginning."""
    p = s.p
    while first <= last:
        hit = s.at.get(first)
        if hit is not None and hit.last < last and hit.meaning.sort == "demonym":
            first = hit.last + 1
        elif first < last and p.lower[first] in OPENERS and s.opens(first):
            first += 1
        else:
            break
    return first, last


def _kind(r: Register, first: int, last: int) -> ActorKind | None:
    s, p = r.scan, r.p
    low = [p.lower[i] for i in range(first, last + 1)]
    if any(s.at[i].meaning.sort not in REFERENCE for i in range(first, last + 1) if i in s.at) or any(w in CALENDAR for w in low):
        return None
    said = _said(r, first)
    if said in _SAY_MEDIUM and p.text[first][:1].isupper() and not (first == last and first in s.at):
        return "media"
    if (told_before := set_off(r, first)) is not None and not any(i in s.at for i in range(first, last + 1)):
        return told_before
    told_behind = _told_behind(r, last) if not any(i in s.at for i in range(first, last + 1)) else None
    if told_behind is not None:
        return told_behind
    if first == last:
        return None
    if s.word(last + 1) == "," and s.word(last + 2) in ("the", "a", "an"):
        told = next((p.lower[k] for k in range(last + 3, min(last + 7, len(p.text))) if p.pos[k] == "NOUN"), "")
        if told in ("company", "firm", "operator", "airline"):
            return "company"
        if told in ("newspaper", "daily", "broadcaster", "weekly"):
            return "media"
    if (low[-1] in MEDIA or low[0] in _MEDIA_FIRST - {"la", "el", "canal"}) and not (low[-1] in ("news", "press", "mail", "post", "wire", "daily") and p.pos[last] != "PROPN"):
        return "media"
    if low[-1] in EXPERTS or low[0] in ("institute", "university", "centre", "center", "observatory"):
        return "experts"
    if low[-1] in NGOS and low[0] not in ("world", "peace", "economic"):
        return "ngo"
    if (low[-1] in ARMED and p.pos[last] == "PROPN" and low[-1] not in ("army", "guard")) or low[-2:] in (["liberation", "army"], ["home", "guard"], ["resistance", "army"]):
        return "armed_group"
    if low[-1] in COMPANIES:
        return "company"
    if said in _SAY_ARMED:
        return "armed_group"
    return None


#: Nouns that a name set off by commas is an example of ("The company, Minera Altamayo, said").
SAY_BODY: dict[str, ActorKind] = {**dict.fromkeys(("company", "firm", "operator", "airline", "miner", "carrier", "contractor", "shipowner", "conglomerate", "utility"), "company"),
                                  **dict.fromkeys(("newspaper", "daily", "broadcaster", "weekly", "station", "channel", "portal", "magazine"), "media"),
                                  **dict.fromkeys(("charity", "foundation", "organisation", "organization"), "ngo"),
                                  **dict.fromkeys(("militia", "faction", "guerrillas", "rebels", "insurgents"), "armed_group"),
                                  **dict.fromkeys(("institute", "university", "observatory", "think-tank"), "experts")}


#: What a name is said to be behind it ("FLAM, a coalition of opposition parties, said").
SAID_TO_BE: dict[str, ActorKind] = {**dict.fromkeys(("party", "coalition", "alliance"), "party"), **dict.fromkeys(("militia", "insurgency"), "armed_group"),
                                    **dict.fromkeys(("charity", "union", "association", "federation", "ngo"), "ngo"), **dict.fromkeys(("company", "firm", "operator", "airline"), "company"),
                                    **dict.fromkeys(("newspaper", "daily", "broadcaster", "weekly"), "media")}
_ARMED_WORDS = frozenset({"armed", "rebel", "militant", "insurgent", "separatist", "guerrilla", "jihadist", "islamist", "paramilitary"})


def _told_behind(r: Register, last: int) -> ActorKind | None:
    """What an apposition with an article says a name is; a "group" or "movement" is armed only where the text says so."""
    s, p = r.scan, r.p
    if s.word(last + 1) != "," or s.word(last + 2) not in ("the", "a", "an") or not s.same_sentence(last, last + 3):
        return None
    words: list[str] = []
    for k in range(last + 3, min(last + 9, len(p.text))):
        if p.text[k] == "," or not s.same_sentence(k, last) or p.pos[k] in ("VERB", "AUX", "ADP"):
            break
        words.append(p.lower[k])
        if p.pos[k] == "NOUN" and (k + 1 >= len(p.text) or p.pos[k + 1] not in ("NOUN", "PROPN")):
            if words[-1] in ("group", "movement", "faction", "organisation", "organization", "army", "force"):
                return "armed_group" if _ARMED_WORDS & set(words) else None
            return SAID_TO_BE.get(words[-1])
    return None


DETERMINERS = frozenset({"the", "a", "an", "its", "their"})


def set_off(r: Register, first: int) -> ActorKind | None:
    """What the noun before the comma in front of a name says it is."""
    s, p = r.scan, r.p
    if s.word(first - 1) != "," or first < 3 or not s.same_sentence(first - 2, first) or p.pos[first - 2] != "NOUN":
        return None
    if not any(p.lower[k] in DETERMINERS for k in range(max(0, first - 5), first - 2)) or first in s.title_at:
        return None
    return SAY_BODY.get(p.lower[first - 2])


def _said(r: Register, first: int) -> str:
    """The noun in front of a name that says what it is ("the daily Expansão")."""
    s, p = r.scan, r.p
    i = first - 1
    return p.lower[i] if i >= 0 and s.same_sentence(i, first) and p.pos[i] in ("NOUN", "ADJ", "PROPN") and p.text[i].islower() else ""


def _enter(r: Register, kind: ActorKind, first: int, last: int) -> str:
    s = r.scan
    name = " ".join(s.text(first, last).split())
    country = _home(r, first, last) or (only_country(s) if kind == "armed_group" else None)
    tail = {"media": "MED", "experts": "EDU", "ngo": "NGO", "company": "BUS", "armed_group": "REB", "party": "PTY"}[kind]
    return r.enter(Draft(f"{kind}:{slug(name)}", name, kind, country, (country or "") + tail))


def _home(r: Register, first: int, last: int) -> str | None:
    """The country a body is said to stand in: in its name, before it, or "in X" behind it."""
    s, p = r.scan, r.p
    for i in range(max(first - 5, 0), last + 1):
        hit = s.at.get(i)
        if hit is None or hit.meaning.sort not in REFERENCE or not s.same_sentence(i, first):
            continue
        if i >= first or all(p.pos[k] in ("ADJ", "NOUN", "PART", "DET", "PROPN") or p.text[k] in HYPHENS for k in range(hit.last + 1, first)):
            return hit.meaning.ref
    if s.word(last + 1) in ("in", "of") and last + 2 in s.at and s.at[last + 2].meaning.sort in ("country", "capital"):
        return s.at[last + 2].meaning.ref
    return None
