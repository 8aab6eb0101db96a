"""Activations, number by number, as the papers define them."""

import jax
import jax.numpy as jnp

_DEFAULT_SLOPE = 0.2


def _leaky_relu(slope: float):
    return lambda x: jnp.where(x > 0, x, slope * x)


ACTIVATIONS = {
    "linear": lambda layer: lambda x: x,
    # The derivative at 0 is 0, by convention; that of jnp.maximum is ½.
    "relu": lambda layer: lambda x: jnp.where(x > 0, x, 0.0),
    "leakyRelu": lambda layer: _leaky_relu(layer.get("slope", _DEFAULT_SLOPE)),
    "tanh": lambda layer: jnp.tanh,
    "sigmoid": lambda layer: jax.nn.sigmoid,
    "elu": lambda layer: lambda x: jnp.where(x > 0, x, jnp.expm1(jnp.minimum(x, 0.0))),
    "gelu": lambda layer: lambda x: 0.5 * x * (1 + jax.scipy.special.erf(x / jnp.sqrt(2.0))),
    "softplus": lambda layer: jax.nn.softplus,
}


def activation(layer: dict):
    """The layer's activation; x itself where it names none."""
    return ACTIVATIONS[layer.get("activation", "linear")](layer)
