"""Words that tell a place from an actor: prepositions, place nouns, verbs of motion and of attack."""

from __future__ import annotations

LOCATIVE = frozenset("""in at near to from on outside around across over into inside off through toward towards between along beyond within via above below
beneath opposite onto throughout past up down amid around beside""".split())
DIRECTIONS = frozenset("north south east west northeast northwest southeast southwest north-east north-west south-east south-west centre center heart edge".split())
#: "the village of X", "X district": a name beside one of these is a place.
SETTLEMENTS = frozenset("""village town city hamlet settlement district quarter neighbourhood neighborhood suburb borough municipality commune township county
province region state oblast island port camp crossing checkpoint outpost base airbase airfield airport valley river lake strait gulf bay cape sea mountain hill
pass bridge dam refinery square mosque prison barracks garrison capital kibbutz shoal reef enclave exclave governorate prefecture territory peninsula archipelago
oasis junction highway harbour harbor terminal monastery islet atoll post frontline area sector site house""".split())
#: Parts that only a place has: "the centre of X".
CENTRES = frozenset("centre center outskirts suburbs".split())
QUARTERS = frozenset("quarter neighbourhood neighborhood suburb district borough area ward".split())
#: Nouns before "of" that make what follows a place even where it is a country or capital.
AREAS = SETTLEMENTS | DIRECTIONS | frozenset("""coast shore shores border borders outskirts streets skies airspace waters territory part parts area areas soil side
interior frontier limits gates ruins people south-west map miles kilometres kilometers km metres meters suburbs edge embassy consulate
diocese archdiocese parish resident residents inhabitants mayor siege battle fall capture shelling bombing bombardment recapture invasion occupation liberation""".split())
#: Nouns that a town's name may stand before ("the Geneva talks", "Odesa airport").
PLACED = SETTLEMENTS | frozenset("""talk talks meeting summit conference negotiation round attack raid strike bombing blast explosion shooting massacre siege battle front war
offensive assault fire protest rally demonstration hospital clinic school university church court station hotel office bureau factory plant warehouse depot
market stadium road street suburbs outskirts skyline coast shore border line crash riverfront process forum session vote visit stop customs house""".split())
MOTION = frozenset("""reach leave visit enter cross flee evacuate tour depart approach traverse exit quit""".split())
STRIKE = frozenset("""attack shell strike bomb hit pound rock target seize capture take retake recapture hold control occupy besiege encircle liberate storm raid
invade overrun bombard batter surround blockade defend lose annex rattle shake shatter devastate level raze hammer blast""".split())
SAYING = frozenset("""say tell warn reject accuse deny demand urge announce condemn call ask reply insist claim declare vow threaten offer propose agree refuse accept
welcome want hope fear believe think add respond protest criticise criticize blame order decide sign recognise recognize summon expel impose confirm
send invite back support""".split())
#: After these "to" and "on" name whom an act is aimed at, not where it happens.
GIVING = frozenset("""give offer send supply sell provide deliver say tell respond reply appeal belong refer speak write apologise apologize hand propose threat
threaten ambassador envoy message letter aid weapon support loyalty committed commit answer call similar according demand concession gift""".split())
AIMING = frozenset("""sanction sanctions pressure call tariff tariffs ban impose accuse demand urge focus depend embargo position policy stance talk expert report
resolution information view opinion rely count decision statement agree insist comment blame impose imposed restriction restrictions war""".split())
NOT_NAMES = frozenset("""monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
december president prime minister foreign general colonel mr mrs ms dr king prince the""".split())
TITLES = frozenset("""president premier minister general colonel lieutenant major captain admiral commander sergeant mr mrs ms dr prof king queen prince princess
sheikh ayatollah imam bishop archbishop father sister ambassador senator governor judge sir lord lady monsignor rabbi pope chancellor secretary spokesman
spokeswoman""".split())
#: Last words of names of bodies, not places.
BODIES = frozenset("""university bank hall college institute school hospital church council court committee union party group network fund agency company news
times post radio television act treaty accord agreement plan initiative award prize cup league games hotel museum theatre fc united""".split())
#: Towns called like words; they need a preposition of place before them.
COMMON = frozenset("""man van nice reading bath split mobile most bar sur hit same derby police enterprise salt hope orange both best moss battle deal rugby
sandy rye ware wells stone sale bury hull cork trim grays leek lund union male asker many date central march imam hamilton lincoln jackson madison nelson darwin
florence charlotte ali mary""".split())
#: Nouns that a name follows without "of" ("the village Kök-Tash").
CALLED = frozenset("village town city hamlet settlement port island camp kibbutz outpost base district".split())
#: "to X", "from X" is a place behind these.
GOING = frozenset("""go fly travel move flee return drive march come arrive head send sail withdraw retreat advance lead walk escape deport evacuate transfer run
stretch road way flight visit trip route border journey access path bus train convoy retreat march bring take move relocate expand spread""".split())

#: Lands and waters called after a place or like one: "the Sofia valley" is not the city.
FEATURES = frozenset("valley valleys river plain basin gorge canyon hills mountains mountain range forest woods desert steppe delta highlands lowlands lagoon reservoir glacier creek fjord".split())
