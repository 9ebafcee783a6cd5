"""What was learned about acts: their category and who stands on which side (multinomial logistic regression over sparse features).

Fitted by training/event_types.py on the project's own corpus and the training part of PLV; plain NumPy here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from goodoffices.coding.event_features import Features
from goodoffices.errors import ModelError

DATA = files("goodoffices.coding") / "data"
#: The class of words that tell no act.
NONE = "NONE"


@dataclass(frozen=True, slots=True)
class LinearModel:
    """`rows` maps a feature to its row of `weights` (features x classes)."""

    rows: dict[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    classes: tuple[str, ...]
    means: list[float] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "means", self.weights.mean(1, dtype=np.float64).tolist())

    def chances(self, features: Features) -> dict[str, float]:
        """Probability of each class; they sum to 1."""
        known = [(row, value) for name, value in features.items() if (row := self.rows.get(name)) is not None]
        z = self.bias.astype(np.float64)
        if known:
            index, values = zip(*known, strict=True)
            z = z + np.asarray(values) @ self.weights.take(index, axis=0).astype(np.float64)
        odds = np.exp(z - z.max())
        odds /= odds.sum()
        return dict(zip(self.classes, odds.tolist(), strict=True))

    def reasons(self, features: Features, kind: str, most: int = 4) -> list[tuple[str, float]]:
        """The features that speak most for a class against the average of all, with their weight."""
        column = self.classes.index(kind)
        weights, means = self.weights, self.means
        found = [(name, value * (float(weights[row, column]) - means[row])) for name, value in features.items() if (row := self.rows.get(name)) is not None]
        return sorted((x for x in found if x[1] > 0), key=lambda x: -x[1])[:most]


@dataclass(frozen=True, slots=True)
class Learned:
    """`types`: the category of an act, or NONE; `roles`: whether an actor of the sentence is its actor, its recipient, or neither."""

    types: LinearModel
    roles: LinearModel


@lru_cache(maxsize=1)
def shipped() -> Learned:
    """The models of the package. Raises ModelError when a file is missing."""
    return Learned(_read("event_types.npz"), _read("event_roles.npz"))


def _read(name: str) -> LinearModel:
    try:
        with (DATA / name).open("rb") as handle:
            stored = np.load(handle, allow_pickle=False)
            names = bytes(stored["features"]).decode("utf-8").split("\n")
            return LinearModel({feature: k for k, feature in enumerate(names)}, stored["weights"], stored["bias"], tuple(bytes(stored["classes"]).decode("utf-8").split("\n")))
    except FileNotFoundError as err:
        raise ModelError(f"the event coder lacks {name}; reinstall the package or run training/event_types.py") from err
