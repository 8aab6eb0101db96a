"""Families of recipes that a step can be checked of."""

from typing import Callable, NamedTuple

from .coding import CODING, CodingNetworks
from .codingstep import CodingStep
from .density import DENSITY, Density
from .densitystep import DensityStep
from .game import GAME, Game
from .step import Step


class Family(NamedTuple):
    """The parts of a recipe that decide what its networks compute; that computation; one step of it."""

    parts: tuple
    compute: Callable
    step: Callable


FAMILIES = {
    "gan": Family(GAME, Game, Step),
    "autoencoder": Family(CODING, CodingNetworks, CodingStep),
    "vae": Family((*CODING, "klWeight", "likelihood"), CodingNetworks, CodingStep),
    "density": Family(DENSITY, Density, DensityStep),
}
