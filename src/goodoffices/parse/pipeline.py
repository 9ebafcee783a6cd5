"""The shipped model as a spaCy pipeline, for those who work with spaCy; the program itself does without.

Docs carry sentence starts, tags, morphology, lemmas, UD heads and relations, and entities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy
from spacy.lang.en import English
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab, create_vocab

from goodoffices.parse.nlp import reader

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Prefixes that the treebanks keep on their word ("anti-aircraft", "co-founder").
KEPT_PREFIXES = ("co", "non", "anti", "re", "pre", "inter", "counter", "mini", "e", "pro", "semi", "un", "de", "pan", "trans", "cross", "socio", "intra", "post")


def make_tokenizer(vocab: Vocab | None = None) -> Tokenizer:
    """spaCy's English tokenizer, cut as the UD treebanks cut: hyphens between words are words of their own, but not those
    behind a prefix."""
    defaults = English.Defaults
    keep = "".join(rf"(?<!\b{prefix})(?<!\b{prefix.capitalize()})" for prefix in KEPT_PREFIXES)
    infixes = [rule for rule in (defaults.infixes or []) if "(?:-|" not in rule]
    infixes += [rf"(?<=[^\W_]){keep}(?:---|--|[-–—~/])(?=[^\W_])", r"(?<=[A-Z]\.)[-–](?=[a-z])", r"(?<=[a-z0-9][.?!])(?=[\"”’»])", r"—", r"(?<=[A-Za-z])[()\[\]](?=[A-Za-z])",
                r"(?<=[a-z])\.(?=[\"”’»])"]
    prefixes = [*(defaults.prefixes or []), r"(?:--+|[-–—](?=[A-Za-z]))"]
    suffixes = [*(defaults.suffixes or []), r"(?:--+|[-–—])", r"(?<=[a-z])['’]s?"]
    rules = dict(defaults.tokenizer_exceptions or {})
    for form in ("Nos.", "Mlle.", "Mme.", "div.", "etc.", "al.", "Ed.", "Sgt.", "Capt.", "Cmdr.", "Brig.", "Maj.", "Amb.", "Lt.", "Col.", "Cpl.", "Pvt.", "Pte.", "Gens.", "Cols.", "Msgr.", "Supt.", "Insp.", "Lts.", "[...]", "[…]"):
        rules[form] = [{"ORTH": form}]
    return Tokenizer(vocab or create_vocab("en", defaults), rules=rules, prefix_search=compile_prefix_regex(prefixes).search,
                     suffix_search=compile_suffix_regex(suffixes).search, infix_finditer=compile_infix_regex(infixes).finditer,
                     token_match=defaults.token_match, url_match=defaults.url_match)


def spacy_pipeline() -> Language:
    """The shipped model as a spaCy pipeline with one component, "goodoffices"."""
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp.vocab)

    @spacy.Language.component("goodoffices")  # type: ignore[untyped-decorator]
    def annotate(doc: Doc) -> Doc:
        model = reader()
        index = [t.i for t in doc if not t.is_space]
        result = model.annotate(doc.text, [doc[i].text for i in index], [doc[i].idx for i in index], [doc[i].idx + len(doc[i]) for i in index])
        count = len(doc)
        heads, deps, tags, pos = list(range(count)), ["dep"] * count, ["_SP"] * count, ["SPACE"] * count
        lemmas, morphs, begin = [t.text for t in doc], [""] * count, [False] * count
        for k, i in enumerate(index):
            heads[i], deps[i], tags[i], pos[i] = index[result.head[k]], result.dep[k], result.tag[k], result.pos[k]
            lemmas[i], morphs[i], begin[i] = result.lemma[k], result.feats[k].replace("_", "") if result.feats[k] == "_" else result.feats[k], result.starts[k]
        deps = ["ROOT" if heads[i] == i and d == "root" else d for i, d in enumerate(deps)]
        for i in range(count):
            if pos[i] == "SPACE":
                heads[i] = i - 1 if i else min(1, count - 1)
        spaces = [bool(t.whitespace_) for t in doc]
        made = spacy.tokens.Doc(doc.vocab, [t.text for t in doc], spaces, tags=tags, pos=pos, morphs=morphs, lemmas=lemmas, heads=heads, deps=deps)
        made.ents = [spacy.tokens.Span(made, index[a], index[b] + 1, label=kind) for a, b, kind in result.names]
        return made

    nlp.add_pipe("goodoffices")
    return nlp
