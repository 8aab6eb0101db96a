"""What a recipe's data were drawn from, as a mixture of Gaussians: means [m, d], factors L [m, d, d], weights [m]."""

import numpy as np

from .problem import known


def _round(centres, sd: float):
    centres = np.asarray(centres, dtype=float)
    count = len(centres)
    return centres, np.broadcast_to(sd * np.eye(2), (count, 2, 2)), np.full(count, 1 / count)


def _gaussian(data: dict):
    matrix = np.asarray(data["matrix"], dtype=float)
    return np.asarray([data["mean"]], dtype=float), np.linalg.cholesky(matrix.T @ matrix)[None], np.ones(1)


def _ring(data: dict):
    angles = 2 * np.pi * np.arange(data["modes"]) / data["modes"]
    return _round(data["radius"] * np.stack([np.cos(angles), np.sin(angles)], axis=1), data["sd"])


def _grid(data: dict):
    side = data["side"]
    places = (np.arange(side) - (side - 1) / 2) * data["spacing"]
    return _round([(x, y) for y in places for x in places], data["sd"])


def _two(data: dict):
    half = data["distance"] / 2
    return _round([(-half, 0), (half, 0)], data["sd"])


def _swiss_roll(place, data):
    turns = 0.5 + 1.5 * place
    return turns * np.cos(2 * np.pi * turns), turns * np.sin(2 * np.pi * turns)


def _moons(place, data):
    upper = place < 0.5
    angle = 2 * np.pi * np.where(upper, place, place - 0.5)
    x, y = np.cos(angle), np.sin(angle)
    return np.where(upper, x - 0.5, 0.5 - x), np.where(upper, y - 0.25, 0.25 - y)


def _spirals(place, data):
    arms = data["arms"]
    arm = np.floor(place * arms)
    out = np.sqrt(place * arms - arm)
    angle = 2 * np.pi * (data["turns"] * out + arm / arms)
    return 2 * out * np.cos(angle), 2 * out * np.sin(angle)


def _length(points, branches: int, data: dict) -> float:
    """Of a curve, jumps between its branches left out."""
    steps = 400
    along = (np.arange(steps + 1) + 0.5) / (steps + 1)
    places = (np.arange(branches)[:, None] + along) / branches
    x, y = points(places, data)
    return float(np.sum(np.hypot(np.diff(x), np.diff(y))))


def _curve(points, branches, data: dict):
    """A curve with noise is defined as that many Gaussians along it, two and more in a width of the noise."""
    count = max(512, int(np.ceil(_length(points, branches(data), data) * 4 / data["noise"])))
    places = (np.arange(count) + 0.5) / count
    return _round(np.stack(points(places, data), axis=1), data["noise"])


def _line(data: dict):
    each = data["gaussians"]
    weights = np.asarray([one["weight"] for one in each], dtype=float)
    factors = np.asarray([[[one["sd"]]] for one in each], dtype=float)
    return np.asarray([[one["at"]] for one in each], dtype=float), factors, weights / weights.sum()


_TRUTHS = {
    "linearGaussian": _gaussian,
    "ring": _ring,
    "grid": _grid,
    "twoGaussians": _two,
    "swissRoll": lambda data: _curve(_swiss_roll, lambda data: 1, data),
    "moons": lambda data: _curve(_moons, lambda data: 2, data),
    "spirals": lambda data: _curve(_spirals, lambda data: data["arms"], data),
    "line": _line,
    "drawn": lambda data: _round(data["at"], data["noise"]),
}


def true_mixture(data: dict):
    """Raises Problem for data whose density is not known here."""
    return known(_TRUTHS, data["kind"], "the density of data of the kind")(data)
