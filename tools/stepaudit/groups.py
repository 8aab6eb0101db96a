"""Which tensors are told together."""

_NAMES = {"generator": "G", "discriminator": "D", "encoder": "the encoder", "decoder": "the decoder", "model": "the model"}
_STATISTICS = ("runningMean", "runningVariance", "direction")


def group_of(name: str) -> str:
    """The group of a tensor that left the step: "gradients of G" and so on."""
    kind, rest = name.split("/", 1)
    if kind == "metrics":
        if rest.startswith("accuracy"):
            return "accuracies"
        return "gradient norms" if rest.startswith("gradient.") else "losses"
    if rest.startswith("average."):
        return "updates of G's average"
    network = _NAMES[rest.split("/")[-1].split(".")[0]]
    if kind == "grad":
        return f"gradients of {network}"
    if kind == "optimizer":
        return f"optimiser state of {network}"
    return f"statistics of {network}" if rest.endswith(_STATISTICS) else f"updates of {network}"
