"""Words that decide whether a deed was done: denial, failure, wish, plan, condition, going on."""

from __future__ import annotations

DENY = frozenset("""deny denies refute disavow dispute dismiss disclaim debunk repudiate rule""".split())
UNDONE = frozenset("""neglect fail decline omit forget cease refrain stop avoid abandon cancel scrap scupper forgo postpone""".split())
WISH = frozenset("""want hope wish seek try attempt aim consider mull ponder contemplate weigh discuss explore examine study propose suggest desire long
struggle strive bid debate expect anticipate fear worry dream imagine suppose speculate wonder doubt argue prefer risk need require
call urge demand ask""".split())
PLAN = frozenset("""plan intend prepare schedule set arrange agree expect slate due poise decide vow promise pledge undertake resolve ready gear""".split())
MULLING = frozenset("consider mull ponder contemplate weigh discuss explore examine study debate".split())
GO_ON = frozenset("""continue keep go persist remain rage drag carry press proceed grind last""".split())
UNREAL_NOUNS = frozenset("""prospect possibility risk threat fear danger likelihood chance idea notion scenario talk rumour rumor warning plan hope speculation
option question attempt bid effort pretext claim spectre specter condition proviso case event""".split())
UNREAL_ADJECTIVES = frozenset("""possible potential hypothetical alleged future eventual imminent prospective feared would-be rumoured rumored so-called""".split())
PAST_ADJECTIVES = frozenset("""previous past former earlier historic""".split())
#: Openings of a condition; "provided that" counts as "provided".
CONDITIONS = frozenset({"if", "unless", "provided", "providing", "as long as", "so long as", "only if", "on condition", "in case", "should"})
#: With a negation these assert what is below them ("would not hesitate to send").
TWICE = frozenset("hesitate fail refrain cease stop shy tire".split())
#: Verbs that ask rather than lay down a condition when "if" follows.
ASKING = frozenset("ask wonder know see decide determine doubt question learn check find unclear clear discuss".split())
#: Predicates that declare a report about a deed untrue.
UNTRUE = frozenset("false untrue unfounded baseless groundless wrong incorrect fabricate fabricated invent invented fake lie fabrication fiction invention nonsense".split())
#: What is told as untrue or unsure.
REPORTS = frozenset("report claim allegation rumour rumor suggestion assertion accusation charge notion talk".split())
#: Wars and times of unrest that a sentence of background names with their year.
TURMOIL = frozenset("""war conflict genocide uprising insurgency revolt rebellion revolution era crisis fighting campaign invasion occupation intervention
massacre clash battle unrest crackdown coup""".split())
#: Before an infinitive, with "had been" or "was": it was fixed and did not come about.
FIXED = frozenset("due set scheduled expected supposed slated meant planned".split())
#: Adverbs and adjectives that make "would" an offer.
WILLING = frozenset("gladly happily readily willingly love like welcome glad happy ready willing prepared pleased".split())
ABANDONED_NOUN = frozenset("""cancel call scrap postpone abandon avert avoid prevent boycott skip shelve abort suspend delay""".split())
