"""A network that an optimiser trains: its state in double precision."""

import numpy as np

from .optimizers import OPTIMIZERS
from .rounding import Rounding
from .stepfile import StepFile


def _under(tensors: dict, name: str) -> dict:
    prefix = f"{name}."
    return {rest[len(prefix) :]: values for rest, values in tensors.items() if rest.startswith(prefix)}


class TrainedNetwork:
    """A network between two updates."""

    def __init__(self, role: str, file: StepFile, rounding: Rounding, rule: dict):
        self.role = role
        self.rule = rule
        self.apply = OPTIMIZERS[self.rule["kind"]]
        tensors = file.under(f"before/{role}.")
        trained = file.under(f"grad/{role}.").keys()
        self.before = {name: rounding.shaken(values) for name, values in tensors.items() if name in trained}
        self.parameters = dict(self.before)
        self.statistics = {name: values for name, values in tensors.items() if name not in trained}
        self.slots = file.under(f"optimizer/before/{role}.")
        self.gradients: dict = {}
        self.rounding = rounding

    def update(self, terms: dict, number: int, clip: float | None) -> None:
        """Update `number`, from 1; `terms` are each parameter's gradients of the loss's terms, [terms, …]."""
        for name, each in terms.items():
            gradient = self.rounding.summed(f"grad/{self.role}.{name}", np.asarray(each))
            parameter, kept = self.apply(self.rule, self.parameters[name], gradient, _under(self.slots, name), number)
            self.gradients[name] = gradient
            self.parameters[name] = parameter if clip is None else np.clip(parameter, -clip, clip)
            self.slots.update({f"{name}.{slot}": values for slot, values in kept.items()})

    def gradient_norm(self) -> dict:
        """The norm of the last update's whole gradient, by its name in the step's file."""
        name = f"metrics/gradient.{self.role}"
        whole = np.concatenate([np.ravel(gradient) for gradient in self.gradients.values()])
        return {name: self.rounding.norm(name, whole)}

    def tensors(self) -> dict:
        """What the network is left with, by the names in the step's file; of a parameter, how far it has moved."""
        moved = {name: values - self.before[name] for name, values in self.parameters.items()}
        named = {"grad": self.gradients, "after": {**moved, **self.statistics}, "optimizer/after": self.slots}
        return {
            f"{kind}/{self.role}.{name}": np.asarray(values)
            for kind, tensors in named.items()
            for name, values in tensors.items()
        }
