"""Compares a step's file with what the step should have given."""

import json
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .families import FAMILIES
from .groups import group_of
from .problem import Problem
from .recipe import check_recipe
from .rounding import UNIT
from .stepfile import StepFile, read_step_file

"""A tensor much smaller than the largest of its group is measured by this share of that one."""
_SMALLEST_SHARE = 1e-3
"""What entered the step: read, not compared."""
_GIVEN = ("before/", "optimizer/before/", "noise/", "batch")
"""Measures that one step does not decide: what they are made of is checked, they are not."""
_NOT_OF_ONE_STEP = ("metrics/epoch.accuracy",)


@dataclass
class Difference:
    name: str
    """Relative, all in all, and beyond what rounding explains."""
    size: float
    beyond: float


@dataclass
class Report:
    file: StepFile
    tolerance: float
    """The largest difference of each group."""
    groups: dict
    """Names of what the step alone does not decide."""
    unchecked: list

    @property
    def agrees(self) -> bool:
        return all(difference.beyond <= self.tolerance for difference in self.groups.values())


@lru_cache(maxsize=4)
def _compiled(family: str, parts: str):
    """What a recipe's networks compute, compiled once for all files of one kind."""
    return FAMILIES[family].compute(json.loads(parts))


def _norm(values) -> float:
    return float(np.linalg.norm(np.ravel(values)))


def _relative(apart: float, allowed: float, scale: float) -> float:
    """How far apart beyond what is allowed, in units of the scale."""
    if not np.isfinite(apart):
        return float("inf")
    beyond = max(0.0, apart - allowed)
    if beyond == 0:
        return 0.0
    return beyond / scale if scale > 0 else float("inf")


def _stored(file: StepFile, name: str, expected):
    """A tensor as the file has it; of a parameter, how far it has moved, and the norm it is rounded at."""
    stored = file.read(name)
    if stored.shape != expected.shape:
        raise Problem(f"the tensor “{name}” has the shape {stored.shape}; the recipe needs {expected.shape}")
    if group_of(name).startswith("updates"):
        return stored - file.read(name.replace("after/", "before/", 1)), _norm(stored)
    return stored, _norm(stored)


def _compare(file: StepFile, exact: dict, allowed: dict) -> list:
    """The tensors of one group, each against the double-precision one."""
    scale = _SMALLEST_SHARE * max(_norm(expected) for expected in exact.values())
    differences = []
    for name, expected in exact.items():
        stored, size = _stored(file, name, expected)
        apart = _norm(stored - expected)
        unit = max(_norm(expected), scale)
        # Every number was rounded once more when it was stored.
        beyond = _relative(apart, allowed[name] + UNIT * size, unit)
        differences.append(Difference(name, _relative(apart, 0.0, unit), beyond))
    return differences


def check_file(name: str, tolerance: float) -> Report:
    """Reads and checks one file. Raises Problem where that can't be done."""
    file = read_step_file(name)
    check_recipe(file.recipe)
    family = FAMILIES[file.recipe["family"]]
    compiled = _compiled(file.recipe["family"], json.dumps({part: file.recipe[part] for part in family.parts}))
    step, low, high = (family.step(file, compiled, lean) for lean in (0, -1, 1))
    exact, least, most = step.run(), low.run(), high.run()
    own = step.rounding.own
    allowed = {one: own.get(one, 0.0) + _norm(most[one] - least[one]) for one in exact}
    told = [one for one in file.tensors if not one.startswith(_GIVEN)]
    unchecked = [one for one in told if one in _NOT_OF_ONE_STEP]
    strange = [one for one in told if one not in exact and one not in unchecked]
    if strange:
        raise Problem(f"the tensor “{strange[0]}” is not known to this version of tools/audit.py; nothing was checked")
    groups: dict = {}
    for one, expected in exact.items():
        groups.setdefault(group_of(one), {})[one] = expected
    largest = {
        group: max(_compare(file, tensors, allowed), key=lambda difference: (difference.beyond, difference.size))
        for group, tensors in groups.items()
    }
    return Report(file=file, tolerance=tolerance, groups=largest, unchecked=unchecked)
