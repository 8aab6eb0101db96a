"""What G and D play, as functions of their parameters: losses in terms, each term's gradients, and what passes leave.

`noise` is all that was drawn for one update, by name. Every pass of a network in training takes its batch into the
network's statistics, in the order in which the passes are made.
"""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp

from .losses import LOSSES
from .network import mixes_examples, run_network
from .penalties import PENALTIES
from .stabilizers import normalized, pack_size, packed, real_label, turned

"""The parts of a recipe that decide what G and D compute."""
GAME = ("generator", "discriminator", "loss", "regularizers", "stabilizers")


class TermsOfD(NamedTuple):
    """D's loss: terms of the objective, penalties by their series, each parameter's gradients [terms, …]."""

    terms: Any
    penalties: dict
    gradients: dict
    real: Any
    fake: Any
    statistics: dict


class TermsOfG(NamedTuple):
    terms: Any
    gradients: dict
    statistics_of_g: dict
    statistics_of_d: dict


def _of_pass(noise: dict, name: str):
    return lambda own: noise[f"dropout.{name}.{own}"]


def _as_one(output):
    # Two outputs (fake, real) under softmax have the same cross-entropy as one logit, their difference.
    return output[:, 1:] - output[:, :1] if output.shape[1] == 2 else output


def _with_gradients(lower, parameters: dict):
    """The stacked terms, each parameter's gradient of each of them, and what else `lower` returns."""

    def stacked(values):
        terms, told = lower(values)
        terms = jnp.stack(terms)
        return terms, (terms, told)

    gradients, (terms, told) = jax.jacrev(stacked, has_aux=True)(parameters)
    return terms, gradients, told


class Game:
    def __init__(self, recipe: dict):
        self.generator = recipe["generator"]
        self.discriminator = recipe["discriminator"]
        self.loss = LOSSES[recipe["loss"]["kind"]]
        self.label = real_label(recipe)
        self.pack = pack_size(recipe)
        self.regularizers = [(PENALTIES[one["kind"]], one) for one in recipe["regularizers"]]
        # Compiled as wholes: one by one, the operations of a step would take JAX several times as long.
        self.make = jax.jit(self._make)
        self.terms_of_d = jax.jit(self._terms_of_d)
        self.terms_of_g = jax.jit(self._terms_of_g)

    def _make(self, parameters: dict, statistics: dict, latent, noise: dict):
        """What G makes of a latent batch in training, and its statistics after that."""
        return run_network(self.generator, parameters, statistics, latent, _of_pass(noise, "made"))

    def _judge(self, name: str, parameters: dict, statistics: dict, rows, noise: dict):
        """D's judgements in training, one logit or score an example, and its statistics after that."""
        statistics = turned(parameters, statistics)
        weights = normalized(parameters, statistics)
        output, statistics = run_network(self.discriminator, weights, statistics, rows, _of_pass(noise, name))
        return _as_one(output), statistics

    def _judge_both(self, parameters: dict, statistics: dict, real, fake, noise: dict):
        """Of real examples and fakes: each by itself where D normalises over the batch."""
        if mixes_examples(self.discriminator):
            of_real, statistics = self._judge("judged.real", parameters, statistics, real, noise)
            of_fake, statistics = self._judge("judged.fake", parameters, statistics, fake, noise)
            return of_real, of_fake, statistics
        both, statistics = self._judge("judged", parameters, statistics, jnp.concatenate([real, fake]), noise)
        return both[: len(real)], both[len(real) :], statistics

    def _judge_steadily(self, parameters: dict, statistics: dict, rows):
        """As outside training, without dropout. What asks for it allows no layer with statistics."""
        layers = [{"dropout": 0} if "dropout" in layer else layer for layer in self.discriminator]
        output, _ = run_network(layers, normalized(parameters, statistics), {}, rows, None)
        return _as_one(output)

    def _terms_of_d(self, parameters: dict, statistics: dict, real, fake, noise: dict) -> TermsOfD:
        real, fake = packed(real, self.pack), packed(fake, self.pack)

        def lower(values):
            of_real, of_fake, after = self._judge_both(values, statistics, real, fake, noise)
            judge = lambda rows: self._judge_steadily(values, after, rows)
            penalties = {p.series: p.value(one, judge, real, fake, noise.__getitem__) for p, one in self.regularizers}
            terms = self.loss.of_d(of_real, of_fake, self.label)
            return [*terms, *penalties.values()], (jnp.stack(terms), penalties, of_real, of_fake, after)

        _, gradients, (terms, penalties, of_real, of_fake, after) = _with_gradients(lower, parameters)
        return TermsOfD(terms, penalties, gradients, of_real, of_fake, after)

    def _terms_of_g(
        self, of_g: dict, statistics_of_g: dict, of_d: dict, statistics_of_d: dict, latent, noise: dict, blur
    ):
        """`blur` is added to the fakes as D sees them."""

        def lower(values):
            fake, after_g = self._make(values, statistics_of_g, latent, noise)
            judged, after_d = self._judge("judged", of_d, statistics_of_d, packed(fake + blur, self.pack), noise)
            return [self.loss.of_g(judged)], (after_g, after_d)

        terms, gradients, after = _with_gradients(lower, of_g)
        return TermsOfG(terms, gradients, *after)
