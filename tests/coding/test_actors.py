"""Who is who: whole sentences through the shipped model; people and small places are invented unless they are in the tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goodoffices import code_text
from goodoffices.coding.actors import find_actors
from goodoffices.model import Actor, Article, Cast, Parsed
from goodoffices.ontology.knowledge import Knowledge, load_knowledge
from goodoffices.parse import parse

DAY = date(2031, 5, 7)
PEOPLE = """id\tname\taliases\tgender\tcountry
person:orla-vint\tOrla Vint\t\tf\tKGZ
person:tomas-brek\tTomas Brek\t\tm\tLVA
person:hanne-lorr\tHanne Lorr\t\tf\t
"""
OFFICES = """person\toffice\tcountry\torganisation\trole\tcode\tfrom\tuntil
person:orla-vint\tforeign_minister\tKGZ\t\tforeign minister\tGOV\t2029\t..
person:tomas-brek\thead_of_state\tLVA\t\tpresident\tGOV\t2020\t2028
person:hanne-lorr\torg_head\t\tigo:nato\tsecretary-general\tIGO\t2030\t..
"""


@pytest.fixture(scope="module")
def know(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder: Path = tmp_path_factory.mktemp("tables")
    (folder / "people_test.tsv").write_text(PEOPLE, encoding="utf-8")
    (folder / "offices_test.tsv").write_text(OFFICES, encoding="utf-8")
    return load_knowledge(folder)


def cast_of(text: str, know: Knowledge) -> tuple[Parsed, Cast]:
    p = parse(Article(id="t", text=text, name="t"))
    return p, find_actors(p, know, DAY)


def mentions(cast: Cast, actor: str) -> list[str]:
    return [m.text for m in cast.actors[actor].mentions] if actor in cast.actors else []


def person(cast: Cast, identity: str) -> Actor:
    return cast.actors[identity]


@pytest.mark.parametrize(("text", "actor", "words"), [
    pytest.param("Nouakchott rejected the plan on Monday.", "government:MRT", "Nouakchott", id="capital-acts"),
    pytest.param("The Élysée said on Monday that it would wait.", "government:FRA", "The Élysée", id="seat-acts"),
    pytest.param("Peru accused Chile of spying.", "government:PER", "Peru", id="country-acts"),
    pytest.param("Peru accused Chile of spying.", "government:CHL", "Chile", id="country-is-accused"),
    pytest.param("Fighting went on across Sudan.", "country:SDN", "Sudan", id="land"),
    pytest.param("A Kuwaiti diplomat said that talks would go on.", "government:KWT", "A Kuwaiti diplomat", id="unnamed-diplomat"),
    pytest.param("The Greek defence ministry denied the report.", "government:GRC", "The Greek defence ministry", id="ministry"),
    pytest.param("Tajik soldiers crossed the border on Monday.", "military:TJK", "Tajik soldiers", id="soldiers"),
    pytest.param("Chadian border guards left the post on Monday.", "military:TCD", "Chadian border guards", id="border-guards"),
    pytest.param("The Turkish parliament approved the treaty.", "legislature:TUR", "The Turkish parliament", id="parliament"),
    pytest.param("Kenyan police arrested two men.", "police:KEN", "Kenyan police", id="police"),
    pytest.param("A Bolivian court sentenced the general.", "judiciary:BOL", "A Bolivian court", id="court"),
    pytest.param("The Pentagon said that the ships would leave.", "government:USA", "The Pentagon", id="institution"),
    pytest.param("The United Nations called for a truce.", "igo:united-nations", "The United Nations", id="organisation"),
    pytest.param("NATO officials met the Finnish minister.", "igo:nato", "NATO officials", id="organisation-officials"),
    pytest.param("Hezbollah fighters attacked the post.", "armed_group:hezbollah", "Hezbollah fighters", id="fighters-of-group"),
    pytest.param("He told Reuters that he would stay.", "media:reuters", "Reuters", id="outlet"),
    pytest.param("He told Radio Tamale that he would stay.", "media:radio-tamale", "Radio Tamale", id="unknown-outlet-by-shape"),
    pytest.param("The minister told the daily Maravane that he would stay.", "media:maravane", "Maravane", id="unknown-outlet-by-word"),
    pytest.param("Moroccan villagers blocked the road on Monday.", "civilians:MAR", "Moroccan villagers", id="civilians"),
    pytest.param("The French embassy in Niamey closed its doors.", "government:FRA", "The French embassy", id="embassy-is-not-its-host"),
])
def test_bodies(text: str, actor: str, words: str, know: Knowledge) -> None:
    _, cast = cast_of(text, know)
    assert words in mentions(cast, actor), [(a, mentions(cast, a)) for a in cast.actors]


@pytest.mark.parametrize(("text", "identity", "country", "code", "role"), [
    pytest.param("Nepal's foreign minister, Bimal Thapaliya, said on Monday that talks would start.", "person:bimal-thapaliya", "NPL", "NPLGOV", "foreign minister",
                 id="title-before-comma"),
    pytest.param("Norwegian Prime Minister Sigrun Halle met the rebels on Monday.", "person:sigrun-halle", "NOR", "NORGOV", "prime minister", id="title-before"),
    pytest.param("Colonel Idris Manga, the Gambian army spokesman, denied the report.", "person:idris-manga", "GMB", "GMBMIL", "army spokesman", id="title-after"),
    pytest.param("Former Chilean ambassador Rosa Quiroga called it a trick.", "person:rosa-quiroga", "CHL", None, "former ambassador", id="former"),
    pytest.param("Malta rejected the plan through its foreign ministry spokeswoman, Carmela Zerafa.", "person:carmela-zerafa", "MLT", "MLTGOV",
                 "foreign ministry spokeswoman", id="possessive-pronoun"),
    pytest.param("NATO spokesman Piet Verhaert said on Monday that the ships would stay.", "person:piet-verhaert", None, "IGONAT", "spokesman", id="organisation"),
    pytest.param("Foreign Minister Orla Vint said on Monday that she would come.", "person:orla-vint", "KGZ", "KGZGOV", "foreign minister", id="tables"),
    pytest.param("Tomas Brek said on Monday that he would come.", "person:tomas-brek", "LVA", None, None, id="tables-no-longer-in-office"),
    pytest.param("Hanne Lorr said on Monday that she would come.", "person:hanne-lorr", None, "IGONAT", "secretary-general", id="tables-organisation"),
])
def test_persons(text: str, identity: str, country: str | None, code: str | None, role: str | None, know: Knowledge) -> None:
    _, cast = cast_of(text, know)
    assert identity in cast.actors, list(cast.actors)
    found = person(cast, identity)
    assert (found.country, found.code, found.role) == (country, code, role)


@pytest.mark.parametrize(("text", "identity", "words"), [
    pytest.param("Foreign Minister Daniyar Asanbekov spoke on Monday. Asanbekov said that Kyrgyzstan would wait.", "person:daniyar-asanbekov",
                 ["Foreign Minister Daniyar Asanbekov", "Asanbekov"], id="surname"),
    pytest.param("Peruvian President Ana Quispe flew home. The president said that she was tired.", "person:ana-quispe",
                 ["Peruvian President Ana Quispe", "The president", "she"], id="title-and-pronoun"),
    pytest.param("Latvia's president, Oskars Dzenis, arrived on Monday. The Latvian leader said that he would stay.", "person:oskars-dzenis",
                 ["Latvia's president, Oskars Dzenis", "The Latvian leader", "he"], id="leader-of-country"),
])
def test_one_person_many_words(text: str, identity: str, words: list[str], know: Knowledge) -> None:
    _, cast = cast_of(text, know)
    assert mentions(cast, identity) == words


@pytest.mark.parametrize(("text", "words", "members", "count", "unnamed"), [
    pytest.param("Seven nations, including Malta, Cyprus, Chile and four African states, offered to host the talks.", "Seven nations",
                 ("government:CHL", "government:CYP", "government:MLT"), 7, 4, id="including"),
    pytest.param("Finland and Turkmenistan are among three governments that would host the talks.", "three governments",
                 ("government:FIN", "government:TKM"), 3, 1, id="among"),
    pytest.param("Ethiopia and Eritrea signed the treaty. Both sides will withdraw.", "Both sides", ("government:ERI", "government:ETH"), 2, 0, id="both-sides"),
    pytest.param("Peru and Chile fought a war. The two countries signed a treaty.", "The two countries", ("government:CHL", "government:PER"), 2, 0, id="two-countries"),
    pytest.param("Greek and Turkish ministers met on Monday.", "Greek and Turkish ministers", ("government:GRC", "government:TUR"), 2, 0, id="two-nationalities"),
    pytest.param("European leaders welcomed the plan.", "European leaders", (), None, None, id="region"),
    pytest.param("Three Gulf states offered to host the talks.", "Three Gulf states", (), 3, 3, id="region-and-number"),
])
def test_groups(text: str, words: str, members: tuple[str, ...], count: int | None, unnamed: int | None, know: Knowledge) -> None:
    _, cast = cast_of(text, know)
    found = [a for a in cast.actors.values() if a.kind == "group" and words in [m.text for m in a.mentions]]
    assert len(found) == 1, [(a.id, mentions(cast, a.id)) for a in cast.actors.values()]
    assert (found[0].members, found[0].count, found[0].unnamed) == (members, count, unnamed)
    assert set(members) <= set(cast.actors)


@pytest.mark.parametrize(("text", "allowed"), [
    pytest.param("On Monday it rained in the valley. Easter was cold.", set(), id="days-and-feasts"),
    pytest.param("The ministers met in Kyiv on Tuesday.", {"government"}, id="capital-as-place"),
    pytest.param("She ate turkey and drank port on Sunday.", set(), id="bird"),
    pytest.param("Nevertheless, the rain stopped. Perhaps the harvest will be good.", set(), id="openers"),
    pytest.param("The World Cup begins in June. The Treaty of Lisbon is long.", set(), id="events-and-treaties"),
])
def test_nothing_invented(text: str, allowed: set[str], know: Knowledge) -> None:
    _, cast = cast_of(text, know)
    assert {a.kind for a in cast.actors.values() if a.kind not in ("group",)} <= allowed, list(cast.actors)
    assert not any(a.id.startswith(("government:UKR", "government:PRT")) for a in cast.actors.values())


def test_nationality_is_a_modifier(know: Knowledge) -> None:
    p, cast = cast_of("Russian strikes continued this week.", know)
    assert cast.modifier[0] == "government:RUS"
    assert p.text[0] == "Russian"
    assert not cast.mentions


def test_possessor_is_a_modifier_and_a_mention(know: Knowledge) -> None:
    _, cast = cast_of("Moscow's offer surprised the ministers.", know)
    assert cast.modifier[0] == "government:RUS"
    assert mentions(cast, "government:RUS") == ["Moscow"]


def test_head_of_a_titled_name(know: Knowledge) -> None:
    p, cast = cast_of("Foreign Minister Orla Vint said on Monday that she would come.", know)
    subject = next(i for i in range(len(p.text)) if p.dep[i] == "nsubj" and p.text[p.head[i]] == "said")
    assert cast.by_head[subject] == "person:orla-vint"


def test_spans_are_the_words_of_the_text(know: Knowledge) -> None:
    p, cast = cast_of("Peruvian President Ana Quispe met Hezbollah fighters. She told Radio Tamale that both sides had agreed.", know)
    for actor in cast.actors.values():
        for m in actor.mentions:
            assert p.article.text[m.start:m.end] == m.text


def test_unnamed_groups_differ_between_documents(know: Knowledge) -> None:
    text = "Three Gulf states offered to host the talks."
    ids = []
    for name in ("one", "two"):
        cast = find_actors(parse(Article(id=name, text=text, name=name)), know, DAY)
        ids.append([a for a in cast.actors if a.startswith("group:")])
    assert ids[0] != ids[1]


def test_empty_text(know: Knowledge) -> None:
    _, cast = cast_of("", know)
    assert cast.actors == {}


@pytest.mark.parametrize(("text", "actor", "words"), [
    pytest.param("Two civilians were killed when shells fell on the town of Kherson on Monday.", "civilians:UKR", "Two civilians", id="town-of-the-clause"),
    pytest.param("Israeli aircraft bombed a school in Khan Younis, killing at least twelve people.", "civilians:PSE", "at least twelve people", id="place-not-attacker"),
    pytest.param("Pakistani shelling killed a woman and her two children in Poonch district, the Indian army said.", "civilians:IND", "her two children",
                 id="coordinated-victims"),
    pytest.param("Armenian rockets wounded three people, Azerbaijan's defence ministry said.", "civilians:AZE", "three people", id="the-side-that-is-hit"),
    pytest.param("Fighting went on in Sudan. Nine dredgers were killed.", "civilians:SDN", "Nine dredgers", id="place-of-the-sentence-before"),
    pytest.param("Thai marine police arrested nine Lao sand dredgers.", "civilians:LAO", "nine Lao sand dredgers", id="nationality"),
    pytest.param("Israeli aircraft bombed a school on Tuesday.", "military:ISR", "Israeli aircraft", id="aircraft-act-for-their-army"),
])
def test_victims_and_weapons(text: str, actor: str, words: str, know: Knowledge) -> None:
    _, cast = cast_of(text, know)
    assert words in mentions(cast, actor), [(a, mentions(cast, a)) for a in cast.actors]


def test_victims_of_an_unknown_country_have_none(know: Knowledge) -> None:
    _, cast = cast_of("Two fishermen were killed at sea.", know)
    found = [a for a in cast.actors.values() if a.kind == "civilians"]
    assert [(a.name, a.country, a.code) for a in found] == [("Two fishermen", None, "CVL")]
    assert "unknown" not in found[0].id


@pytest.mark.parametrize(("text", "identity", "country", "code"), [
    pytest.param("The deputy head of the Georgian government's press office, Nino Kvaratia, denied the report.", "person:nino-kvaratia", "GEO", "GEOGOV", id="lesser-official"),
    pytest.param("The US ambassador to the UN, Ada Holm, said that talks would start.", "person:ada-holm", "USA", "USAGOV", id="ambassador-to"),
    pytest.param("Ethiopian Minister of Water, Irrigation and Energy Tadele Bekele said that talks would start.", "person:tadele-bekele", "ETH", "ETHGOV", id="portfolio"),
    pytest.param("Marit Haugen, an analyst at the Bergen Conflict Institute in Norway, said that talks would start.", "person:marit-haugen", "NOR", "NOREDU", id="scholar"),
    pytest.param("The M23 would not come, Bosco Mbona, the group's executive secretary, said.", "person:bosco-mbona", "COD", "CODREB", id="officer-of-the-group"),
    pytest.param("There was no such boat, the regional governor in Katima Mulilo, Lawrence Mwala, said.", "person:lawrence-mwala", "NAM", "NAMGOV", id="town-behind-title"),
])
def test_whom_a_person_acts_for(text: str, identity: str, country: str, code: str, know: Knowledge) -> None:
    _, cast = cast_of(text, know)
    assert identity in cast.actors, list(cast.actors)
    assert (cast.actors[identity].country, cast.actors[identity].code) == (country, code)


COLLECTIVE = (
    ("their ministers are those of the two", "Iran and Saudi Arabia agreed to resume ties. Their foreign ministers are to meet.", "Their foreign ministers",
     {"government:IRN", "government:SAU"}),
    ("as many as were named before", "Norway, Iceland and the European Union disagree on mackerel. The three parties will meet in London.", "The three parties",
     {"government:NOR", "government:ISL", "igo:european-union"}),
    ("nobody telephones himself", "Kenyan President Uhuru Kenyatta telephoned both sides on Sunday. Kenya is neutral. Norway watches.", "both sides", set()),
)


@pytest.mark.parametrize(("text", "words", "members"), [c[1:] for c in COLLECTIVE], ids=[c[0] for c in COLLECTIVE])
def test_collective_parties(text: str, words: str, members: set[str]) -> None:
    record = code_text(text, published="2015-05-07")
    found = next((a for a in record.actors if any(m.text == words for m in a.mentions)), None)
    assert set(found.members if found is not None else ()) == members


def test_country_behind_a_name_wins() -> None:
    record = code_text("Energy Minister Teresa Ugarte of Peru will visit Bolivia on Friday. Bolivia said it was glad.", published="2024-05-07")
    assert next(a for a in record.actors if a.kind == "person").country == "PER"


def test_company_set_off_by_commas_is_no_person() -> None:
    record = code_text("The company, Minera Altamayo, on Monday gave the authorities of Peru ten days to restore access to the mine.", published="2024-05-07")
    assert {a.id for a in record.actors} == {"company:minera-altamayo", "government:PER"}


def test_island_named_after_a_saint_is_no_country() -> None:
    record = code_text("Myanmar navy sailors opened fire on trawlers off Saint Martin's Island on Monday.", published="2024-05-07")
    assert not [a.id for a in record.actors if a.country == "MAF"]


def test_people_in_arms_who_are_hurt_are_no_civilians() -> None:
    """Also where no country can be told; bare officers are of the force named nearest."""
    kinds = {m.text: a.kind for text in ("An explosion wounded four soldiers near the camp.", "Police fired tear gas at the crowd. Two officers were injured.")
             for a in code_text(text, published="2024-05-07").actors for m in a.mentions}
    assert kinds["four soldiers"] == "military"
    assert kinds["Two officers"] == "police"


def test_sailors_of_a_ferry_are_civilians() -> None:
    record = code_text("Turkish coast guards boarded a Greek ferry and arrested five sailors, the Greek coast guard said.", published="2024-05-07")
    assert [a.kind for a in record.actors for m in a.mentions if "five sailors" in m.text] == ["civilians"]


def test_a_person_speaks_for_the_country_of_whom_he_speaks_for() -> None:
    text = "Latvian President Edgars Rinkēvičs went to Oslo. Norway's prime minister received him. A spokeswoman for Rinkēvičs, Tessa Ozola, said the visit went well."
    record = code_text(text, published="2024-05-07")
    assert next(a for a in record.actors if "Ozola" in a.name).country == "LVA"


def test_a_land_that_no_table_knows_is_not_taken_for_another() -> None:
    text = "Ostravian artillery shelled the village of Old Tamar on Sunday, officials in the breakaway region of Kell said. A truce was signed in Geneva last year."
    assert {a.country for a in code_text(text, published="2024-06-18").actors} == {None}


def test_gunmen_of_a_nationality_are_not_their_government() -> None:
    record = code_text("A Malaysian fish breeder was seized by Filipino gunmen from his farm in June.", published="2014-07-14")
    assert not [e for e in record.events if "government:PHL" in e.actors]


@pytest.mark.parametrize(("text", "known"), [
    pytest.param("Lebanon rejected an offer by Cyprus on Monday. Haddad said there was nothing to explain.", False, id="another-land"),
    pytest.param("Brazil cut its spending on Monday. Haddad said there was nothing to explain.", True, id="his-land"),
    pytest.param("Brasilia cut its spending on Monday. Haddad said there was nothing to explain.", True, id="his-capital"),
    pytest.param("Mozambique agreed to a truce. President Chume has called off the offensive.", False, id="a-title-he-never-had"),
    pytest.param("Mozambique agreed to a truce. Defence Minister Chume has called off the offensive.", True, id="his-title"),
    pytest.param("The talks with Chad are over, Lavrov said on Monday in N'Djamena.", True, id="a-leader-anywhere"),
])
def test_a_surname_alone_means_a_person_of_the_tables_only_where_his_country_is_told(text: str, known: bool) -> None:
    people = {a.id for a in code_text(text, published="2024-05-07").actors if a.kind == "person"}
    assert bool(people & {"person:fernando-haddad", "person:cristovao-chume", "person:sergei-lavrov"}) == known
