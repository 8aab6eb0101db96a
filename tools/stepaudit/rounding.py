"""What single precision may have changed: a step is computed three times, once as it is and twice leaning.

A sum is off by some roundings of its terms, however small it is itself; what is computed from it is off by more where,
say, an optimiser divides by it. So the leaning steps take every number of the networks, and every gradient, as it
might have been rounded, once this way and once the other, and what lies between the two is left to rounding.
"""

import numpy as np

"""Largest error of a number rounded to single precision, as a share of it."""
UNIT = 2.0**-24
"""How many roundings a sum of an engine is taken to have, for the size of its terms."""
_ROUNDINGS = 8


class Rounding:
    """How far one computation leans: 0 for the step as it is, 1 and -1 for the two that bound it."""

    def __init__(self, lean: int):
        self.lean = lean
        self._signs = np.random.default_rng(0)
        """By the file's names: the error that a sum's own terms leave to it."""
        self.own: dict = {}

    def shaken(self, values):
        """Numbers that entered the step, each a rounding larger or smaller."""
        return values * (1 + self.lean * UNIT * self._signs.choice([-1.0, 1.0], size=values.shape))

    def summed(self, name: str, terms):
        """The sum over the first axis; its error is counted once here, as the norm over all of it."""
        total = terms.sum(axis=0)
        self.own[name] = _ROUNDINGS * UNIT * sum(float(np.linalg.norm(np.ravel(term))) for term in terms)
        return total + self.lean * self.own[name] / np.sqrt(np.size(total))

    def series(self, terms: dict) -> dict:
        """Series of the step, each the sum of its terms, by the names in its file."""
        named = {f"metrics/{series}": np.asarray(each) for series, each in terms.items()}
        return {name: self.summed(name, each) for name, each in named.items()}

    def norm(self, name: str, values) -> np.ndarray:
        """‖values‖₂; squares added up one after the other are off by about the root of their number."""
        length = float(np.linalg.norm(values))
        self.own[name] = _ROUNDINGS * UNIT * np.sqrt(np.size(values)) * length
        return np.asarray(length)

    def leaning(self, limit: float, compared) -> float:
        """A limit that numbers are compared with, moved by what rounding may have moved the largest of them."""
        return limit + self.lean * _ROUNDINGS * UNIT * float(np.max(np.abs(compared)))
