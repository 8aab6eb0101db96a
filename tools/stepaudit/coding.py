"""What an encoder and a decoder compute, as functions of their parameters: the loss in terms, and each term's gradients.

A VAE's encoder gives means and log-variances; its decoder is fed z = mean + exp(log-variance / 2) · epsilon (Kingma and
Welling 2014).
"""

from typing import NamedTuple

import jax
import jax.numpy as jnp

from .network import run_network

"""The parts of a recipe that decide what both networks compute, in every family of them."""
CODING = ("family", "encoder", "decoder")


class Terms(NamedTuple):
    """Scalars by series, each as terms that add up to it; the loss's gradients by network, [terms, …]; statistics."""

    scalars: dict
    gradients: dict
    statistics: dict


def _kl(mean, log_variance):
    """KL(N(mean, variance) ‖ N(0, I)) a row, on average: its terms, which all but cancel where it is small."""
    count = mean.shape[0]
    parts = (mean**2, jnp.exp(log_variance), -jnp.ones_like(mean), -log_variance)
    return jnp.stack([jnp.sum(part) / (2 * count) for part in parts])


class CodingNetworks:
    def __init__(self, recipe: dict):
        self.recipe = recipe
        self.terms = jax.jit(self._terms)

    def _pass(self, role: str, parameters: dict, statistics: dict, rows, noise: dict):
        drawn = lambda own: noise[f"dropout.{role}.{own}"]
        return run_network(self.recipe[role], parameters[role], statistics[role], rows, drawn)

    def _forward(self, parameters: dict, statistics: dict, real, noise: dict):
        encoded, of_encoder = self._pass("encoder", parameters, statistics, real, noise)
        vae = self.recipe["family"] == "vae"
        mean, log_variance = jnp.split(encoded, 2, axis=1) if vae else (encoded, None)
        code = mean + jnp.exp(log_variance / 2) * noise["code.epsilon"] if vae else encoded
        back, of_decoder = self._pass("decoder", parameters, statistics, code, noise)
        squares = (back - real) ** 2
        error = jnp.mean(squares)
        scalars = {"error.reconstruction": error[None]}
        lowered = scalars["error.reconstruction"]
        if vae:
            term = jnp.sum(squares) / (2 * self.recipe["likelihood"]["sd"] ** 2) / len(real)
            kl = _kl(mean, log_variance)
            lowered = jnp.concatenate([term[None], self.recipe["klWeight"] * kl])
            scalars |= {"loss.reconstruction": term[None], "loss.kl": kl, "loss.total": lowered}
        return lowered, (scalars, {"encoder": of_encoder, "decoder": of_decoder})

    def _terms(self, parameters: dict, statistics: dict, real, noise: dict) -> Terms:
        forward = lambda values: self._forward(values, statistics, real, noise)
        gradients, told = jax.jacrev(forward, has_aux=True)(parameters)
        return Terms(told[0], gradients, told[1])
