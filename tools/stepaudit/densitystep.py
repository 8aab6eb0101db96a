"""One training step of a fitted density from its state, batch and draws."""

import numpy as np

from .density import Density
from .rounding import Rounding
from .stepfile import StepFile
from .trained import TrainedNetwork


class DensityStep:
    """The step of one file."""

    def __init__(self, file: StepFile, density: Density, lean: int = 0):
        self.file = file
        self.density = density
        self.rounding = Rounding(lean)
        self.model = TrainedNetwork("model", file, self.rounding, file.recipe["optimizer"])

    def run(self) -> dict:
        """What the step should have given, by the names in its file; of parameters, how far they have moved."""
        drawn = self.file.recipe["objective"] != "likelihood"
        # [axis, draw, Gaussian] in the file.
        normal = np.transpose(self.file.read("noise/model.normal"), (1, 2, 0)) if drawn else None
        terms = self.density.terms(self.model.parameters, self.file.read("batch")[0], normal)
        self.model.update(terms.gradients, self.file.steps_since("optimizer"), None)
        told = self.rounding.series({"loss.density": terms.objective, "likelihood": terms.likelihood})
        return told | self.model.gradient_norm() | self.model.tensors()
