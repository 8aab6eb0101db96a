"""One training step of an encoder and a decoder from its state, batch and noise: both are moved at once."""

from .coding import CodingNetworks
from .rounding import Rounding
from .stepfile import StepFile
from .trained import TrainedNetwork

_ROLES = ("encoder", "decoder")


class CodingStep:
    """The step of one file."""

    def __init__(self, file: StepFile, networks: CodingNetworks, lean: int = 0):
        self.file = file
        self.networks = networks
        self.rounding = Rounding(lean)
        rule = file.recipe["optimizer"]
        self.trained = {role: TrainedNetwork(role, file, self.rounding, rule) for role in _ROLES}

    def run(self) -> dict:
        """What the step should have given, by the names in its file; of parameters, how far they have moved."""
        parameters = {role: network.parameters for role, network in self.trained.items()}
        statistics = {role: network.statistics for role, network in self.trained.items()}
        real = self.file.read("batch")[0]
        noise = self.file.under("noise/")
        if self.file.recipe["family"] == "vae":
            noise["code.epsilon"] = self.file.read("noise/code.epsilon")
        terms = self.networks.terms(parameters, statistics, real, noise)
        told = self.rounding.series(terms.scalars)
        for role, network in self.trained.items():
            network.statistics = terms.statistics[role]
            network.update(terms.gradients[role], self.file.steps_since("optimizer"), None)
            told |= network.gradient_norm() | network.tensors()
        return told
