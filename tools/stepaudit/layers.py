"""One function a kind of layer, over batches [examples, …]. Images are [examples, height, width, channels]."""

import jax
import jax.numpy as jnp
import numpy as np

from .activations import activation
from .problem import Problem


def _with_bias(layer: dict, parameters: dict, product):
    total = product + parameters["bias"] if "bias" in parameters else product
    return activation(layer)(total)


def _dense(layer, parameters, statistics, x, noise):
    return _with_bias(layer, parameters, x @ parameters["weight"]), statistics


def _windows(layer: dict, side: int):
    """[places, kernel, side]: 1 where a number of the window, at a place of it, lies on a row of the image."""
    kernel, stride = layer["kernel"], layer["stride"]
    if layer["padding"] == "valid":
        count, before = (side - kernel) // stride + 1, 0
    else:
        # Zeros around the image, as TensorFlow has them: an odd one comes last.
        count = -(-side // stride)
        before = max(0, (count - 1) * stride + kernel - side) // 2
    rows = stride * np.arange(count)[:, None] + np.arange(kernel) - before
    return (rows[..., None] == np.arange(side)).astype(float)


def _convolve(layer: dict, images, weight):
    # As the sum that it is. XLA's own convolutions crawl in double precision.
    down, along = _windows(layer, images.shape[1]), _windows(layer, images.shape[2])
    patches = jnp.einsum("bhwc,pih,qjw->bpiqjc", images, down, along)
    return jnp.einsum("bpiqjc,ijco->bpqo", patches, weight)


def _conv(layer, parameters, statistics, x, noise):
    return _with_bias(layer, parameters, _convolve(layer, x, parameters["weight"])), statistics


def _side_before(layer: dict, side: int) -> int:
    """Side of the image that a convolution of this layer's kind would make into one with `side`."""
    stride = layer["stride"]
    return side * stride if layer["padding"] == "same" else (side - 1) * stride + layer["kernel"]


def _conv_transpose(layer, parameters, statistics, x, noise):
    # By its definition: the transpose of the linear map that a convolution with this weight is.
    weight = parameters["weight"]
    sides = [_side_before(layer, side) for side in x.shape[1:3]]
    larger = jax.ShapeDtypeStruct((x.shape[0], *sides, layer["convTranspose"]), x.dtype)
    (images,) = jax.linear_transpose(lambda images: _convolve(layer, images, weight), larger)(x)
    return _with_bias(layer, parameters, images), statistics


def _normalize(layer: dict, parameters: dict, x, mean, variance):
    normal = (x - mean) / jnp.sqrt(variance + layer["epsilon"])
    return activation(layer)(normal * parameters["scale"] + parameters["shift"])


def _batch_norm(layer, parameters, statistics, x, noise):
    axes = tuple(range(x.ndim - 1))
    mean, variance = jnp.mean(x, axes), jnp.var(x, axes)
    count = x.size // x.shape[-1]
    taken = {"runningMean": mean, "runningVariance": variance * count / (count - 1)}
    momentum = layer["momentum"]
    running = {name: (1 - momentum) * statistics[name] + momentum * value for name, value in taken.items()}
    return _normalize(layer, parameters, x, mean, variance), running


def _layer_norm(layer, parameters, statistics, x, noise):
    axes = tuple(range(1, x.ndim))
    mean, variance = jnp.mean(x, axes, keepdims=True), jnp.var(x, axes, keepdims=True)
    return _normalize(layer, parameters, x, mean, variance), statistics


def _dropout(layer, parameters, statistics, x, noise):
    rate = layer["dropout"]
    if rate == 0:
        return x, statistics
    return jnp.where(noise("mask") > rate, x / (1 - rate), 0.0), statistics


def _flatten(layer, parameters, statistics, x, noise):
    return x.reshape(x.shape[0], -1), statistics


def _reshape(layer, parameters, statistics, x, noise):
    return x.reshape(x.shape[0], *layer["reshape"]), statistics


LAYERS = {
    "dense": _dense,
    "conv": _conv,
    "convTranspose": _conv_transpose,
    "batchNorm": _batch_norm,
    "layerNorm": _layer_norm,
    "dropout": _dropout,
    "flatten": _flatten,
    "reshape": _reshape,
}


def layer_kind(layer: dict) -> str:
    """The key that names the layer's kind. Raises Problem where there is none that is known here."""
    for key in layer:
        if key in LAYERS:
            return key
    keys = ", ".join(layer)
    raise Problem(f"a layer with the keys {keys} is not known to this version of tools/audit.py; nothing was checked")
