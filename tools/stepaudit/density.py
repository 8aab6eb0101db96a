"""What a fitted density computes, as a function of its parameters: objectives in terms, and each term's gradients.

The model is a mixture of Gaussians with means μ, covariances LLᵀ and weights softmax(weight): `mean` [k, d]; `scale`
[k, d], the logarithms of L's diagonal; for the plane `corner` [k, 1], what is below it.
"""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax.nn import log_softmax, softplus
from jax.scipy.linalg import solve_triangular
from jax.scipy.special import logsumexp

from .truth import true_mixture

"""The parts of a recipe that decide what is computed."""
DENSITY = ("data", "model", "objective")


class Terms(NamedTuple):
    """Terms that add up to the objective, to −E log q, and each parameter's gradients of the objective's, [terms, …]."""

    objective: Any
    likelihood: Any
    gradients: dict


def _log_density(means, factors, log_weights, x):
    """log of a mixture's density at one point [d]."""
    within = solve_triangular(factors, (x - means)[..., None], lower=True)[..., 0]
    log_volumes = jnp.sum(jnp.log(jnp.diagonal(factors, axis1=1, axis2=2)), axis=1)
    logs = -0.5 * jnp.sum(within**2, axis=1) - log_volumes - 0.5 * means.shape[1] * jnp.log(2 * jnp.pi)
    return logsumexp(logs + log_weights)


def _gaussians(parameters: dict):
    """Means, factors and log-weights of the model."""
    means = parameters["mean"]
    diagonals = jnp.exp(parameters["scale"])
    factors = jax.vmap(jnp.diag)(diagonals)
    if "corner" in parameters:
        factors = factors.at[:, 1, 0].set(parameters["corner"][:, 0])
    weights = parameters["weight"][:, 0] if "weight" in parameters else jnp.zeros(1)
    return means, factors, log_softmax(weights)


def _each(terms, parameters: dict, rows, share: float):
    """Of every row its terms and their gradients, [rows · terms, …], times a share."""
    told = jax.vmap(lambda row: terms(parameters, row))(rows)
    gradients = jax.vmap(lambda row: jax.jacrev(terms)(parameters, row))(rows)
    flat = lambda values, kept: share * values.reshape(-1, *values.shape[kept:])
    return flat(told, 2), {name: flat(values, 2) for name, values in gradients.items()}


class Density:
    def __init__(self, recipe: dict):
        self.objective = recipe["objective"]
        if self.objective != "likelihood":
            means, factors, weights = true_mixture(recipe["data"])
            self.truth = (jnp.asarray(means), jnp.asarray(factors), jnp.log(jnp.asarray(weights)))
        self.terms = jax.jit(self._terms)

    def _of_point(self, parameters: dict, x):
        """log q and log p at one point."""
        return _log_density(*_gaussians(parameters), x), _log_density(*self.truth, x)

    def _of_example(self, parameters: dict, x):
        if self.objective == "likelihood":
            return jnp.stack([-_log_density(*_gaussians(parameters), x)])
        q, p = self._of_point(parameters, x)
        return jnp.stack([-0.5 * softplus(q - p)])

    def _of_draw(self, parameters: dict, normal):
        """One draw from each of the model's Gaussians, [k, d] normal numbers, weighed by their weights."""
        means, factors, log_weights = _gaussians(parameters)
        points = means + jnp.einsum("kij,kj->ki", factors, normal)
        q, p = jax.vmap(lambda x: self._of_point(parameters, x))(points)
        weights = jnp.exp(log_weights)
        if self.objective == "reverseKl":
            return jnp.concatenate([weights * q, -weights * p])
        return -0.5 * weights * softplus(p - q)

    def _terms(self, parameters: dict, real, normal) -> Terms:
        """`real` [batch, d]; `normal` [draws, k, d], None for the likelihood."""
        likelihood = jax.vmap(lambda x: -_log_density(*_gaussians(parameters), x))(real) / len(real)
        parts = []
        if self.objective != "reverseKl":
            parts.append(_each(self._of_example, parameters, real, 1 / len(real)))
        if self.objective != "likelihood":
            parts.append(_each(self._of_draw, parameters, normal, 1 / len(normal)))
        terms = jnp.concatenate([told for told, _ in parts])
        gradients = {name: jnp.concatenate([each[name] for _, each in parts]) for name in parameters}
        if self.objective == "jsd":
            terms = jnp.append(terms, jnp.log(2.0))
        return Terms(terms, likelihood, gradients)
