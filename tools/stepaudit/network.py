"""A network of the recipe as a function of its parameters."""

from .layers import LAYERS, layer_kind


def _of_layer(tensors: dict, index: int) -> dict:
    prefix = f"{index}."
    return {name[len(prefix) :]: values for name, values in tensors.items() if name.startswith(prefix)}


def run_network(layers: list, parameters: dict, statistics: dict, rows, noise):
    """A pass in training over rows [examples, width]: rows again, and the statistics with this batch taken in.

    Parameters and statistics are named "0.weight", "1.runningMean" and so on; `noise("3.mask")` gives what was drawn.
    """
    x = rows
    taken = {}
    for index, layer in enumerate(layers):
        own = _of_layer(parameters, index)
        kept = _of_layer(statistics, index)
        x, kept = LAYERS[layer_kind(layer)](layer, own, kept, x, lambda name, index=index: noise(f"{index}.{name}"))
        taken |= {f"{index}.{name}": values for name, values in kept.items()}
    return x.reshape(x.shape[0], -1), taken


def mixes_examples(layers: list) -> bool:
    """Whether an example's output depends on the others of its batch."""
    return any(layer_kind(layer) == "batchNorm" for layer in layers)
