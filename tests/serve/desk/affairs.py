"""Sixty short reports of five invented affairs, for a desk that has something to show: offers, answers, deadlines, contacts, incidents, an outlet with a long name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple


class Affair(NamedTuple):
    """Who quarrels with whom about what; names stand in the sentences of `STORIES`."""

    key: str
    one: str
    ones: str
    two: str
    twos: str
    host: str
    city: str
    capital: str
    other_capital: str
    object: str
    minister: str
    second: str
    village: str
    start: date


AFFAIRS = (
    Affair("lake", "Peru", "Peruvian", "Bolivia", "Bolivian", "Ecuador", "Quito", "Lima", "La Paz", "fishing rights on Lake Titicaca", "Rosa Quispe", "Luis Mamani", "Puno", date(2026, 8, 3)),
    Affair("gulf", "Greece", "Greek", "Turkey", "Turkish", "Switzerland", "Geneva", "Athens", "Ankara", "drilling in the Aegean Sea", "Nikos Petrou", "Selin Ortak", "Kastellorizo", date(2026, 8, 24)),
    Affair("river", "Ethiopia", "Ethiopian", "Sudan", "Sudanese", "Kenya", "Nairobi", "Addis Ababa", "Khartoum", "the water of the Blue Nile", "Tesfaye Alemu", "Osman Idris", "Gallabat", date(2026, 9, 7)),
    Affair("pass", "Armenia", "Armenian", "Azerbaijan", "Azerbaijani", "Austria", "Vienna", "Yerevan", "Baku", "a road through the mountains", "Anahit Sargsyan", "Rashad Mammadov", "Goris", date(2026, 9, 21)),
    Affair("port", "Cambodia", "Cambodian", "Thailand", "Thai", "Malaysia", "Kuala Lumpur", "Phnom Penh", "Bangkok", "the temple at Preah Vihear", "Sokha Chann", "Anong Srisai", "Samraong", date(2026, 10, 5)),
)
OUTLETS = ("Andes Wire", "Morning Courier", "Continental Post", "The Daily Intelligencer of the Northern Provinces and the Islands")

#: A sentence or two of each affair's own for each of its stories, so that no report repeats one of another affair.
DETAILS = {
    "lake": (
        "Boats from both shores have worked the same waters since the drought drove the trout towards the middle of the lake.",
        "Schools along the western shore stayed shut, and the weekly market at Copacabana was called off for want of buyers.",
        "Residents carried mattresses into the church, the only building there with walls of stone.",
        "The line was poor and had to be set up twice, an official in the room recalled.",
        "Hotel owners near the old town were told to keep two floors free and to say nothing of it.",
        "The noise woke the whole quarter around the fish market shortly after four in the morning.",
        "A map of the lake bed, drawn in 1932, lay on the table between the two delegations.",
        "The paper has four pages and leaves the question of the nets to a later day.",
        "Fishermen on both sides put out before dawn for the first time since July.",
        "The trout season ends in three weeks, and the boatyards have begun to lay off hands.",
        "The visitor brought a book about the herons of the altiplano as a present.",
        "Rooms in the capital were sold out within an hour of the announcement."),
    "gulf": (
        "Survey ships have circled one another off the island since spring, their crews waving at first and then no longer.",
        "Ferry companies took the afternoon crossing out of their timetables and refunded pilgrims.",
        "Windows broke in the lighthouse, and a herd of goats ran into the sea.",
        "Interpreters on both ends had agreed beforehand on a word for the shelf.",
        "The lakeside villa, lent by a watchmaker, was last used for a conference on whales.",
        "Waiters on the roof terrace of a hotel filmed it passing over the temple hill.",
        "Lawyers stayed behind until midnight to compare their charts of the sea floor.",
        "Shipping insurers lowered their premiums within the day, brokers reported.",
        "Church bells rang on the smaller islands when the news came over the radio.",
        "Divers later found three empty cases on the reef, green with weed.",
        "The guest also looked at marbles that had come back from a museum abroad.",
        "Printers were asked for two flags of precisely the same size."),
    "river": (
        "Farmers downstream measure the flood by a notch in a granite step, and this year it stayed dry.",
        "Engineers at the dam were told to count the turbines again and to file their figures by hand.",
        "Camels bolted from the caravan halt and were still being looked for at nightfall.",
        "Rain fell so hard on one roof that the speakers had to shout.",
        "Organisers rented a fleet of white cars and a tent for the drummers.",
        "Shopkeepers on the Churchill road pulled down their shutters for an hour.",
        "Hydrologists laid out three coloured threads for three ways to fill the reservoir.",
        "Wheat prices in the border towns fell by a tenth on the rumour alone.",
        "Bargemen decorated their masts with palm leaves and sold tea to reporters.",
        "Two wells were poisoned with diesel that night, herders complained.",
        "The traveller stopped at the national museum to see the bones of Lucy.",
        "Florists in the host city ordered ten thousand roses from the Rift Valley."),
    "pass": (
        "Snow closes the road from November on, and lorry drivers spend the winter playing backgammon in the tunnel.",
        "Apple growers feared that the harvest would rot in sheds on the wrong side of the barrier.",
        "A shepherd's hut burned, and the monastery's oldest walnut tree was split in two.",
        "Aides passed notes under the door, for neither wished to be heard rustling paper.",
        "Opera tickets were bought for one evening, a detail that made diplomats smile.",
        "Astronomers on the hill mistook the light for a meteor and wrote down the minute.",
        "Coffee ran out before noon, so the waiters fetched more from the café across the square.",
        "Surveyors want to begin with the lower hairpins, where the asphalt has slid into the gorge.",
        "Grandmothers hung carpets from their balconies, as is done for weddings.",
        "Beekeepers moved forty hives away from the ridge under cover of fog.",
        "The caller left a jar of mountain honey with the guard at the gate.",
        "Florid invitations, in three alphabets, went out by courier."),
    "port": (
        "Stone lions on the stairway have lost their noses to collectors, and archaeologists beg both armies to keep their distance.",
        "Rubber tappers slept in the groves rather than walk home past the checkpoints.",
        "Rice stores caught fire and smouldered until the afternoon rain.",
        "A court astrologer, it was whispered, had picked the quarter of the hour.",
        "Cooks were instructed to leave pork, beef and shellfish off the menu altogether.",
        "Tuk-tuk drivers gathered on the riverside promenade to point at the sky.",
        "Conservators handed over a plaster cast of the lintel that both museums claim.",
        "Monks from either side may again sweep the upper terrace on holy days.",
        "Lottery tickets with the number of the border post sold out by breakfast.",
        "Elephants at the sanctuary refused their bananas, keepers noticed.",
        "The emissary rode the last miles in an open boat because the bridge was flooded.",
        "Batik makers have printed napkins with a temple that has no flag on its roof."),
}

#: Day of the affair, title, text.
STORIES = (
    (0, "{one} offers talks", "{one} offered on {day} to hold talks with {two} in {city} over {object}.\n\n{ones} Foreign Minister {minister} said the talks could begin within days. "
        "\"We are ready to sit down,\" {minister} said.\n\n{host} offered to host the meeting."),
    (2, "{two} rejects offer", "{two} rejected {one}'s offer of talks on {day}.\n\n\"There is nothing to discuss,\" {twos} Defence Minister {second} said in {other_capital}.\n\n"
        "{two} gave {one} until {later} to withdraw its patrols from the border."),
    (4, "Shells near {village}", "{twos} forces shelled a village near {village} on {day}, killing two people and wounding five, {one} said.\n\n{two} denied it."),
    (7, "Ministers speak by telephone", "{ones} Foreign Minister {minister} and {twos} Defence Minister {second} spoke by telephone on {day}, {host}'s foreign ministry said.\n\n"
        "\"It was a useful call,\" {second} said."),
    (9, "{host} invites both sides", "The foreign ministers of {one} and {two} will meet in {city} on {later} for talks over {object}, {host}'s Foreign Ministry said on {day}."),
    (14, "Drone over {capital}", "{one} accused {two} on {day} of flying a drone over {capital}.\n\n{one} threatened to close the border if the flights did not stop."),
    (18, "Ministers meet in {city}", "{ones} Foreign Minister {minister} met {twos} Defence Minister {second} in {city} on {day}.\n\nThey discussed {object}, the {host} foreign ministry said."),
    (21, "{one} proposes ceasefire", "{one} proposed a ceasefire to {two} on {day}. {two} said it would accept the ceasefire if {one} withdrew its troops from {village}."),
    (28, "Truce agreed", "{one} and {two} agreed on a truce on {day} after talks in {city}.\n\n\"This is a first step,\" {minister} said."),
    (33, "Clashes again", "{ones} soldiers fired on {twos} border guards near {village} on {day}, killing one, {two} said.\n\n{two} summoned the {ones} ambassador."),
    (40, "Envoy travels", "{host}'s Foreign Minister travelled to {capital} on {day} to meet {minister}.\n\n{host} offered to mediate between {one} and {two}."),
    (52, "Summit planned", "The presidents of {one} and {two} will hold a summit in {city} on {later}, {one}'s Foreign Ministry said on {day}.\n\n"
        "\"Nobody should expect too much,\" {twos} Defence Minister {second} said."),
)


def reports() -> list[dict[str, str]]:
    """The sixty, as `goodoffices add` takes them."""
    out = []
    for number, affair in enumerate(AFFAIRS):
        details = DETAILS[affair.key]
        for place, (after, title, text) in enumerate(STORIES):
            day = affair.start + timedelta(days=after)
            words = {**affair._asdict(), "day": f"{day:%A}", "later": f"{day + timedelta(days=9):%B} {(day + timedelta(days=9)).day}"}
            out.append({"id": f"{affair.key}-{place + 1}", "published": day.isoformat(), "publisher": OUTLETS[(number + place) % len(OUTLETS)],
                        "url": f"https://news.example/{affair.key}/{place + 1}", "title": title.format(**words), "text": f"{details[place]} {details[place - 5]}\n\n{text.format(**words)}\n\n{details[place - 2]}"})
    return out
