"""What regularisers add to D's loss, by the recipe's kinds, with the series that each is stored as."""

from dataclasses import dataclass
from typing import Callable

import jax
import jax.numpy as jnp


@dataclass(frozen=True)
class Penalty:
    series: str
    """(regulariser, judge, real, fakes, noise by the stream's name) to the penalty with its weight."""
    value: Callable


def _gradient_by_example(judge, examples):
    return jax.grad(lambda x: jnp.sum(judge(x)))(examples)


def _gradient_penalty(regularizer, judge, real, fake, noise):
    share = noise("interpolation")
    slopes = _gradient_by_example(judge, share * real + (1 - share) * fake)
    # The root of 0 has no derivative, hence the number under it, which is the workbench's too.
    norms = jnp.sqrt(jnp.sum(slopes**2, axis=1) + 1e-12)
    return regularizer["weight"] * jnp.mean((norms - 1) ** 2)


def _r1(regularizer, judge, real, fake, noise):
    slopes = _gradient_by_example(judge, real)
    return regularizer["weight"] / 2 * jnp.mean(jnp.sum(slopes**2, axis=1))


def _dragan(regularizer, judge, real, fake, noise):
    slopes = _gradient_by_example(judge, real + regularizer["sd"] * noise("perturbation"))
    norms = jnp.sqrt(jnp.sum(slopes**2, axis=1) + 1e-12)
    return regularizer["weight"] * jnp.mean((norms - 1) ** 2)


PENALTIES = {
    # Gulrajani et al. 2017, equation 3.
    "gradientPenalty": Penalty("penalty.gradient", _gradient_penalty),
    # Mescheder et al. 2018, equation 9.
    "r1": Penalty("penalty.r1", _r1),
    # Kodali et al. 2017, section 2.3.
    "dragan": Penalty("penalty.dragan", _dragan),
}
