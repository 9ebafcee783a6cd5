"""Places and what they are: (sentence, name, country, latitude, longitude), country "" = null, degrees None = null, ... = not checked."""


import pytest

from goodoffices.coding.places import find_places
from goodoffices.model import Article
from goodoffices.ontology import load
from goodoffices.ontology.gazetteer import load_gazetteer, place_key
from goodoffices.parse import parse

CASES = [
    ("Talks were held in Batken on Wednesday.", "Batken", "KGZ", 40.06, 70.82),
    ("They will meet in Vienna on Friday.", "Vienna", "AUT", 48.21, 16.37),
    ("He arrived in Geneva yesterday.", "Geneva", "CHE", 46.2, 6.15),
    ("Shells fell on Kharkiv overnight.", "Kharkiv", "UKR", 49.98, 36.26),
    ("Drones struck Odesa on Sunday.", "Odesa", "UKR", 46.49, 30.74),
    ("Drones struck the port of Odessa in Ukraine.", "Odessa", "UKR", 46.49, 30.74),
    ("Soldiers were killed near Arlit in northern Niger.", "Arlit", "NER", 18.74, 7.38),
    ("Soldiers were killed near Arlit in northern Niger.", "Niger", "NER", None, None),
    ("The envoy flew to Niamey on Sunday.", "Niamey", "NER", ..., ...),
    ("People marched in the northern Greek town of Pella on Sunday.", "Pella", "GRC", None, None),
    ("Shells hit the Lebanese city of Tripoli on Friday.", "Tripoli", "LBN", 34.43, 35.84),
    ("Shells hit the Russian-occupied city of Donetsk on Friday.", "Donetsk", "UKR", ..., ...),
    ("Shells hit the Russian-held town of Melitopol on Friday.", "Melitopol", "UKR", ..., ...),
    ("The delegations gathered in Kasane, Botswana.", "Kasane", "BWA", -17.8, 25.16),
    ("People marched through Katima Mulilo on Saturday.", "Katima Mulilo", "NAM", -17.5, 24.28),
    ("The clinic in El Obeid was hit by shells.", "El Obeid", "SDN", 13.18, 30.22),
    ("Our clinic in the Nakhil quarter of El Obeid was hit.", "Nakhil, El Obeid", "SDN", None, None),
    ("The presidents met in Beijing on Friday.", "Beijing", "CHN", ..., ...),
    ("The ministers met in Abuja on Sunday.", "Abuja", "NGA", ..., ...),
    ("A bomb exploded in Agadez.", "Agadez", "NER", ..., ...),
    ("Fighting went on around Goma and Bukavu.", "Goma", "COD", ..., ...),
    ("Fighting went on around Goma and Bukavu.", "Bukavu", "COD", ..., ...),
    ("Troops withdrew from Kherson in November.", "Kherson", "UKR", ..., ...),
    ("Rebels seized Mariupol after a long siege.", "Mariupol", "UKR", ..., ...),
    # regions, waters, crossings
    ("Fighting in Darfur has driven thousands away.", "Darfur", "SDN", 13.0, 24.5),
    ("Strikes on Gaza went on.", "Gaza", "PSE", 31.4, 34.4),
    ("Aid entered the Gaza Strip on Monday.", "Gaza Strip", "PSE", 31.4, 34.4),
    ("Raids in the West Bank left three dead.", "West Bank", "PSE", 32.0, 35.3),
    ("Rockets hit the Golan Heights.", "Golan Heights", "", 33.0, 35.75),
    ("Clashes in Kashmir killed two.", "Kashmir", "", 34.0, 76.0),
    ("Fighting in Tigray has stopped.", "Tigray", "ETH", 14.0, 38.8),
    ("Peacekeepers left Nagorno-Karabakh last year.", "Nagorno-Karabakh", "", 39.8, 46.75),
    ("Tankers were seized in the Strait of Hormuz.", "Strait of Hormuz", "", 26.6, 56.3),
    ("Ships were attacked in the Red Sea.", "Red Sea", "", 20.0, 38.5),
    ("Ships avoid the Bab al-Mandab Strait.", "Bab al-Mandab Strait", "", 12.6, 43.3),
    ("Aid passed through the Rafah crossing.", "Rafah crossing", "", 31.25, 34.26),
    ("Inspectors visited the Zaporizhzhia nuclear power plant.", "Zaporizhzhia nuclear power plant", "UKR", 47.51, 34.59),
    ("The leaders will meet in Davos in January.", "Davos", "CHE", 46.8, 9.84),
    ("The leaders met at Camp David in Maryland.", "Camp David", "USA", 39.65, -77.47),
    ("A blast was heard outside Villa Somalia in Mogadishu.", "Villa Somalia", "SOM", 2.04, 45.33),
    ("Missiles landed in Crimea.", "Crimea", "UKR", 45.3, 34.4),
    ("Shelling in the Donetsk region killed five.", "Donetsk region", "UKR", None, None),
    ("Drones were downed over the Belgorod region.", "Belgorod region", "RUS", 50.7, 37.5),
    ("Soldiers clashed at Second Thomas Shoal.", "Second Thomas Shoal", "", 9.75, 115.87),
    ("A patrol ship sailed through the Taiwan Strait.", "Taiwan Strait", "", 24.5, 119.5),
    ("Militants attacked a village in Cabo Delgado.", "Cabo Delgado", "MOZ", -12.3, 39.5),
    ("The rebels control much of North Kivu.", "North Kivu", "COD", -0.8, 29.0),
    ("Fighting spread to Rakhine State.", "Rakhine State", "MMR", 19.5, 94.0),
    ("Talks were held at Panmunjom.", "Panmunjom", "", 37.96, 126.68),
    ("Police clashed with worshippers at Al-Aqsa mosque.", "Al-Aqsa mosque", "", 31.78, 35.24),
    ("A meeting was held in Sharm el-Sheikh, Egypt.", "Sharm el-Sheikh", "EGY", 27.91, 34.33),
    ("Protesters gathered in Tahrir Square.", "Tahrir Square", "EGY", 30.04, 31.24),
    # countries: null degrees
    ("The ceremony was held in Poland.", "Poland", "POL", None, None),
    ("The refugees fled to Chad.", "Chad", "TCD", None, None),
    ("Two rockets were fired from Lebanon.", "Lebanon", "LBN", None, None),
    ("The troops arrived in Kosovo.", "Kosovo", "XKX", None, None),
    ("They will meet again in Brazil.", "Brazil", "BRA", None, None),
    # one of several
    ("He flew to Tripoli, Lebanon, on Monday.", "Tripoli", "LBN", 34.43, 35.84),
    ("Militias fought in Tripoli. The Libyan government called for calm.", "Tripoli", "LBY", 32.89, 13.19),
    ("Soldiers fought in Tripoli. The Lebanese army sent tanks. Lebanon wants calm.", "Tripoli", "LBN", 34.43, 35.84),
    ("Students met in Cambridge, Massachusetts.", "Cambridge, Massachusetts", "USA", 42.38, -71.11),
    ("A fire broke out in Moscow, Idaho.", "Moscow, Idaho", "USA", 46.73, -117.0),
    ("He landed in Moscow on Friday.", "Moscow", "RUS", 55.75, 37.62),
    ("The envoy landed in Moscow. The United States welcomed the visit.", "Moscow", "RUS", 55.75, 37.62),
    ("He spoke in Alexandria. Egypt will host the talks.", "Alexandria", "EGY", ..., ...),
    ("He spoke in Hyderabad. Pakistan said the talks went well.", "Hyderabad", "PAK", ..., ...),
    ("He spoke in Hyderabad. India said the talks went well.", "Hyderabad", "IND", ..., ...),
    ("He spoke in San Jose. Costa Rica will host the talks.", "San Jose", "CRI", ..., ...),
    ("Chile said the talks in Santiago went well.", "Santiago", "CHL", ..., ...),
    ("Rockets hit Bethlehem and Hebron in the West Bank, Palestinian medics said.", "Bethlehem", "PSE", ..., ...),
    ("Protesters gathered in Georgia and Armenia.", "Georgia", "GEO", None, None),
    ("Republicans in Georgia and Alabama voted. The United States Senate was split.", "Georgia", "USA", None, None),
    # unknown villages
    ("Fighting in Balat, Famagusta killed three.", "Balat, Famagusta", "CYP", None, None),
    ("Villagers in Qorbanabad, Iran, fled their homes.", "Qorbanabad", "IRN", None, None),
    ("A warden was shot in the village of Kök-Tash on Monday.", "Kök-Tash", "", None, None),
    ("A warden was shot in the village of Kök-Tash in Kyrgyzstan.", "Kök-Tash", "KGZ", None, None),
    ("Two guards died at the Sasoli border post.", "Sasoli", "", None, None),
    ("Rebels stormed the centre of Khwaja Bahawuddin.", "Khwaja Bahawuddin", "", None, None),
    # where the article plays, where one country stands out
    ("A warden was shot in the village of Kök-Tash. Police in Batken and Osh made arrests. Kyrgyzstan is calm.", "Kök-Tash", "KGZ", None, None),
    ("A warden was shot in the village of Kök-Tash. Shells hit Batken. Tajikistan shelled Osh, and Tajikistan denied it.", "Kök-Tash", "", None, None),
    ("A warden was shot in the village of Kök-Tash. Police in Osh and soldiers in Dushanbe made arrests.", "Kök-Tash", "", None, None),
    # a capital that is only described
    ("Rebels struck the Central African capital on Monday.", "Bangui", "CAF", 4.36, 18.55),
    ("Talks were held in Chad's capital.", "N'Djamena", "TCD", ..., ...),
    ("They met in the Omani capital, Muscat.", "Muscat", "OMN", ..., ...),
    ("Armed men burned a post in Port-au-Prince.", "Port-au-Prince", "HTI", ..., ...),
]

#: No place here: actors, demonyms, names of other things.
NOTHING = [
    ("Washington said on Monday that it was ready.", "Washington"),
    ("Moscow rejected the plan.", "Moscow"),
    ("Jordan said it would host the talks.", "Jordan"),
    ("Michael Jordan spoke to reporters.", "Jordan"),
    ("The Oslo Accords were signed.", "Oslo"),
    ("The Paris Agreement was signed.", "Paris"),
    ("The Washington Post reported the deal.", "Washington"),
    ("French troops left.", "French"),
    ("Russian forces attacked.", "Russia"),
    ("The United States welcomed the deal.", "United States"),
    ("A spokesman for Iran welcomed the deal.", "Iran"),
    ("The sanctions on Russia will stay.", "Russia"),
    ("Man arrested after a theft.", "Man"),
    ("On Monday they met.", "Monday"),
    ("Talks with Israel failed.", "Israel"),
    ("Chad's capital has a new mayor.", "N'Djamena"),
    ("Foreign capital fled the Egyptian market.", "Cairo"),
]


def find(sentence: str):
    return find_places(parse(Article(id="x", text=sentence, name="x")), load().know)


@pytest.mark.parametrize(("sentence", "name", "country", "latitude", "longitude"), CASES, ids=[f"{n}-{c[1]}" for n, c in enumerate(CASES)])
def test_place(sentence, name, country, latitude, longitude):
    found = {m.place.name: m.place for m in find(sentence)}
    assert name in found
    place = found[name]
    assert (place.country or "") == country
    if latitude is not ...:
        assert (place.latitude, place.longitude) == (latitude, longitude)
    else:
        assert place.latitude is not None
    assert (place.latitude, place.longitude) != (0, 0)


@pytest.mark.parametrize(("sentence", "name"), NOTHING, ids=[c[0] for c in NOTHING])
def test_no_place(sentence, name):
    assert name not in [m.place.name for m in find(sentence)]


def test_tokens_and_order():
    text = "He flew from Tripoli, Lebanon, to Batken. Shells hit the Nakhil quarter of El Obeid and the village of Kök-Tash."
    parsed = parse(Article(id="x", text=text, name="x"))
    last = -1
    for mention in find_places(parsed, load().know):
        assert mention.first > last
        assert mention.first <= mention.head <= mention.last
        last = mention.last


def test_empty_text():
    assert find("") == ()


def test_gazetteer_is_large_and_sorted():
    gazetteer = load_gazetteer()
    assert len(gazetteer.lines) > 25_000
    assert len(gazetteer.regions) > 500
    assert list(gazetteer.lines) == sorted(gazetteer.lines)


def test_region_countries_are_known():
    known = load().know.countries
    assert not [s.name for s in load_gazetteer().regions.values() if s.country and s.country not in known]


def test_regions_lie_on_the_globe():
    for spot in load_gazetteer().regions.values():
        if spot.latitude is not None and spot.longitude is not None:
            assert -90 <= spot.latitude <= 90
            assert -180 <= spot.longitude <= 180


@pytest.mark.parametrize(("name", "key"), [("Kök-Tash", "kok tash"), ("Ma'rib", "marib"), ("St. Petersburg", "st petersburg"), ("Malmö", "malmo"), ("Łódź", "lodz")])
def test_key(name, key):
    assert place_key(name) == key
