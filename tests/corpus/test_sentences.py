"""The single sentences: they are well formed, and a line that is not is named with file, line and reason."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_sentences", ROOT / "corpus" / "sentences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["corpus_sentences"] = module
    spec.loader.exec_module(module)
    return module


def test_every_category_is_taught_and_every_tenth_sentence_kept_aside() -> None:
    sentences = _module().read()
    kinds = {act.kind for s in sentences for act in s.acts}
    assert len(kinds) == 16
    assert len({s.text for s in sentences}) == len(sentences)
    assert 0.09 < sum(s.held_out for s in sentences) / len(sentences) < 0.11


def test_extents_are_those_of_the_words() -> None:
    for s in _module().read()[:200]:
        for act in s.acts:
            assert " " not in s.text[slice(*act.trigger)]


@pytest.mark.parametrize(("line", "reason"), [
    ("AGREE\tactual\tsaid\tPeru", "five fields"),
    ("GREET\tactual\tmet\tPeru\t-", "no such category"),
    ("CONSULT\tmaybe\tmet\tPeru\t-", "no such category or modality"),
    ("CONSULT\tactual\tcalled\tPeru\t-", "does not stand"),
    ("CONSULT\tactual\tmet#2\tPeru\t-", "does not stand"),
], ids=["fields", "category", "modality", "word", "second occurrence"])
def test_a_bad_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    module = _module()
    (tmp_path / "x.txt").write_text(f"Peru and Chile met.\n\t{line}\n", encoding="utf-8")
    with pytest.raises(module.FormatError, match=rf"x\.txt:2: .*{reason}"):
        module.read(tmp_path)
