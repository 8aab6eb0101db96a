"""What changes what D sees, aims at or is, or what is drawn from, by the recipe's kinds."""

import jax
import jax.numpy as jnp

STABILIZER_KEYS = {
    "labelSmoothing": ["real"],
    "instanceNoise": ["sd", "until"],
    "averagedGenerator": ["decay"],
    "spectralNorm": [],
    "packing": ["size"],
}


_DIRECTION = ".direction"


def _unit(x):
    return x / jnp.sqrt(jnp.sum(x**2) + 1e-12)


def _matrix(weight):
    return weight.reshape(-1, weight.shape[-1])


def turned(parameters: dict, statistics: dict) -> dict:
    """Statistics after one step of each weight's power iteration (Miyato et al. 2018, algorithm 1)."""
    after = dict(statistics)
    for name, direction in statistics.items():
        if name.endswith(_DIRECTION):
            matrix = _matrix(parameters[name.removesuffix(_DIRECTION)])
            after[name] = jax.lax.stop_gradient(_unit(matrix.T @ _unit(matrix @ direction)))
    return after


def normalized(parameters: dict, statistics: dict) -> dict:
    """Each weight that has a direction over its largest singular value."""
    divided = dict(parameters)
    for name, direction in statistics.items():
        if name.endswith(_DIRECTION):
            own = name.removesuffix(_DIRECTION)
            across = _matrix(parameters[own]) @ direction
            divided[own] = parameters[own] / jnp.sum(jax.lax.stop_gradient(_unit(across)) * across)
    return divided


def find_stabilizer(recipe: dict, kind: str) -> dict | None:
    return next((one for one in recipe.get("stabilizers", []) if one["kind"] == kind), None)


def real_label(recipe: dict) -> float:
    """What D aims at for real examples: 1, or less (Salimans et al. 2016, section 3.4)."""
    smoothing = find_stabilizer(recipe, "labelSmoothing")
    return smoothing["real"] if smoothing else 1.0


def pack_size(recipe: dict) -> int:
    """How many examples D judges at once (Lin et al. 2018)."""
    packing = find_stabilizer(recipe, "packing")
    return packing["size"] if packing else 1


def packed(rows, size: int):
    """Every `size` rows as one: their first numbers, then their second ones, and so on."""
    members = [rows[index::size] for index in range(size)]
    return jnp.stack(members, axis=2).reshape(len(members[0]), -1)


def blur_at(recipe: dict, done: int) -> float | None:
    """The instance noise's standard deviation after so many steps (Sønderby et al. 2017); None without."""
    noise = find_stabilizer(recipe, "instanceNoise")
    if noise is None:
        return None
    return noise["sd"] * max(0.0, 1 - done / (noise["until"] * recipe["schedule"]["steps"]))
