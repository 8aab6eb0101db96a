"""Compares a step's file with what the step should have given."""

from dataclasses import dataclass

import numpy as np

from .groups import group_of
from .problem import Problem
from .step import Outcome, Step
from .stepfile import StepFile, read_step_file

"""Largest error of a number rounded to single precision, as a share of it."""
_ROUNDING = 2.0**-24
"""A tensor much smaller than the largest of its group is measured by this share of that one."""
_SMALLEST_SHARE = 1e-3
"""Measures that need more than one step, or other samples: what they are made of is checked, they are not."""
_NOT_OF_ONE_STEP = ("metrics/epoch.accuracy",)


@dataclass
class Difference:
    name: str
    size: float


@dataclass
class Report:
    file: StepFile
    tolerance: float
    groups: dict
    """Names of what the step alone does not decide."""
    unchecked: list

    @property
    def agrees(self) -> bool:
        return all(difference.size <= self.tolerance for difference in self.groups.values())


def _norm(values) -> float:
    return float(np.linalg.norm(np.ravel(values)))


def _relative(apart: float, allowed: float, scale: float) -> float:
    """How far apart, beyond what rounding explains, in units of the scale."""
    if not np.isfinite(apart):
        return float("inf")
    beyond = max(0.0, apart - allowed)
    if beyond == 0:
        return 0.0
    return beyond / scale if scale > 0 else float("inf")


def _movement(file: StepFile, name: str, values):
    """A parameter's update rather than the parameter, which hardly changes; others as they are."""
    if name.startswith("after/"):
        return values - file.read("before/" + name[len("after/") :])
    return values


def _accuracy_apart(file: StepFile, outcome: Outcome, name: str, stored: float, expected: float, tolerance: float):
    """How far a share of right judgements is off, beyond those so close to the threshold that rounding decides."""
    judged = np.concatenate([np.ravel(outcome.real), np.ravel(outcome.fake)])
    limit = outcome.limit
    close = np.abs(judged - limit) <= tolerance * np.max(np.abs(judged))
    return max(0.0, abs(stored - expected) - np.sum(close) / (len(judged) / 2) - 4 * _ROUNDING)


def check_file(name: str, tolerance: float) -> Report:
    """Reads and checks one file. Raises Problem where that can't be done."""
    file = read_step_file(name)
    outcome = Step(file).run()
    given = ("before/", "optimizer/before/", "noise/", "batch")
    told = [one for one in file.tensors if not one.startswith(given)]
    unchecked = [one for one in told if one in _NOT_OF_ONE_STEP]
    strange = [one for one in told if one not in outcome.tensors and one not in unchecked]
    if strange:
        raise Problem(f"the tensor “{strange[0]}” is not known to this version of tools/audit.py; nothing was checked")
    pairs: dict = {}
    for one, expected in outcome.tensors.items():
        stored = file.read(one)
        if stored.shape != expected.shape:
            raise Problem(f"the tensor “{one}” has the shape {stored.shape}; the recipe needs {expected.shape}")
        pairs.setdefault(group_of(one), []).append((one, stored, expected))
    groups = {}
    for group, members in pairs.items():
        moved = [(one, _movement(file, one, s), _movement(file, one, e), _norm(s)) for one, s, e in members]
        largest = max(_norm(expected) for _, _, expected, _ in moved)
        differences = []
        for one, stored, expected, size in moved:
            if group == "accuracies":
                apart = _accuracy_apart(file, outcome, one, float(stored), float(expected), tolerance)
                differences.append(Difference(one, apart))
                continue
            # Of an update only what is left after rounding the parameter to single precision can be seen.
            allowed = _ROUNDING * size if one.startswith("after/") else 0.0
            scale = max(_norm(expected), _SMALLEST_SHARE * largest)
            differences.append(Difference(one, _relative(_norm(stored - expected), allowed, scale)))
        groups[group] = max(differences, key=lambda difference: difference.size)
    return Report(file=file, tolerance=tolerance, groups=groups, unchecked=unchecked)
