"""The objectives, over D's judgements of real examples and fakes, [examples, 1] each.

What D aims at for real examples is `label`, where a loss has labels. D's are given in two terms, of the real examples and of the fakes: how far they cancel decides what rounding does.
"""

from dataclasses import dataclass
from typing import Callable

import jax.numpy as jnp
from jax.nn import softplus


@dataclass(frozen=True)
class Loss:
    of_d: Callable
    of_g: Callable


def _logistic(real, fake, label):
    return jnp.mean(label * softplus(-real) + (1 - label) * softplus(real)), jnp.mean(softplus(fake))


def _hinge(real, fake, _label):
    return jnp.mean(jnp.where(real < 1, 1 - real, 0.0)), jnp.mean(jnp.where(fake > -1, 1 + fake, 0.0))


def _half_squares(x):
    return 0.5 * jnp.mean(x**2)


LOSSES = {
    # Goodfellow et al. 2014, equation 1, and section 3.
    "minimax": Loss(_logistic, lambda fake: -jnp.mean(softplus(fake))),
    "nonSaturating": Loss(_logistic, lambda fake: jnp.mean(softplus(-fake))),
    # Mao et al. 2017, equation 9.
    "leastSquares": Loss(
        lambda real, fake, label: (_half_squares(real - label), _half_squares(fake)), lambda fake: _half_squares(fake - 1)
    ),
    # Lim and Ye 2017.
    "hinge": Loss(_hinge, lambda fake: -jnp.mean(fake)),
    # Arjovsky et al. 2017, algorithm 1.
    "wasserstein": Loss(lambda real, fake, _label: (-jnp.mean(real), jnp.mean(fake)), lambda fake: -jnp.mean(fake)),
}


def threshold(kind: str, real, fake) -> float:
    """The judgement above which D calls an example real."""
    if kind == "leastSquares":
        return 0.5
    # A critic's scores have no zero of their own: halfway between its two means.
    return float((real.mean() + fake.mean()) / 2) if kind == "wasserstein" else 0.0
