"""D's judgements: one logit or score an example, [examples, 1]."""

from typing import Any, NamedTuple

import jax.numpy as jnp

from .network import mixes_examples, run_network


class Judged(NamedTuple):
    real: Any
    fake: Any
    statistics: dict


def _as_one(output):
    # Two outputs (fake, real) under softmax have the same cross-entropy as one logit, their difference.
    return output[:, 1:] - output[:, :1] if output.shape[1] == 2 else output


class Judging:
    """D as a function of its parameters; `noise` gives what was drawn, by name."""

    def __init__(self, layers: list, noise):
        self.layers = layers
        self.noise = noise

    def one(self, name: str, parameters: dict, statistics: dict, rows):
        """A pass in training, and D's statistics after it."""
        noise = lambda own: self.noise(f"dropout.{name}.{own}")
        output, statistics = run_network(self.layers, parameters, statistics, rows, noise)
        return _as_one(output), statistics

    def both(self, name: str, parameters: dict, statistics: dict, real, fake) -> Judged:
        """Of real examples and fakes in training: each by itself where D normalises over the batch."""
        if mixes_examples(self.layers):
            of_real, statistics = self.one(f"{name}.real", parameters, statistics, real)
            of_fake, statistics = self.one(f"{name}.fake", parameters, statistics, fake)
            return Judged(of_real, of_fake, statistics)
        both, statistics = self.one(name, parameters, statistics, jnp.concatenate([real, fake]))
        return Judged(both[: len(real)], both[len(real) :], statistics)

    def steadily(self, parameters: dict, rows):
        """As outside training, without dropout. What asks for it allows no layer with statistics."""
        layers = [{"dropout": 0} if "dropout" in layer else layer for layer in self.layers]
        output, _ = run_network(layers, parameters, {}, rows, None)
        return _as_one(output)
