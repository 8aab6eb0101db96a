"""Which parts of a recipe this check knows, so that nothing a recipe asks for is passed over."""

from .activations import ACTIVATIONS
from .families import FAMILIES
from .layers import LAYERS, layer_kind
from .losses import LOSSES
from .optimizers import OPTIMIZERS
from .penalties import PENALTIES
from .problem import Problem, known
from .stabilizers import STABILIZER_KEYS

_RECIPE = """version name family data latent generator discriminator initialization loss regularizers stabilizers optimizers
schedule seed""".split()
_SCHEDULE = "steps batch discriminatorSteps fakeBatch snapshots".split()
_ACTIVATED = ["activation", "slope"]
_WINDOWED = ["kernel", "stride", "padding", "bias", *_ACTIVATED]
_LAYER_KEYS = {
    "dense": ["bias", *_ACTIVATED],
    "conv": _WINDOWED,
    "convTranspose": _WINDOWED,
    "batchNorm": ["momentum", "epsilon", *_ACTIVATED],
    "layerNorm": ["epsilon", *_ACTIVATED],
    "dropout": [],
    "flatten": [],
    "reshape": [],
}
_LOSS_KEYS = {**{kind: [] for kind in LOSSES}, "wasserstein": ["clip"]}
_PENALTY_KEYS = {**{kind: ["weight"] for kind in PENALTIES}, "dragan": ["weight", "sd"]}
_OPTIMIZER_KEYS = {
    "adam": ["learningRate", "beta1", "beta2", "epsilon"],
    "sgd": ["learningRate", "momentum"],
    "rmsprop": ["learningRate", "decay", "epsilon"],
}


def _only(part: dict, keys: list, where: str) -> None:
    for key in part:
        if key not in keys:
            raise Problem(f"“{key}” of {where} is not known to this version of tools/audit.py; nothing was checked")


def _check_kind(part: dict, table: dict, keys: dict, what: str) -> None:
    known(table, part["kind"], what)
    _only(part, ["kind", *keys[part["kind"]]], f"{what} “{part['kind']}”")


def check_recipe(recipe: dict) -> None:
    """Raises Problem, naming it, for the first thing in a recipe that this check does not compute."""
    _only(recipe, _RECIPE, "the recipe")
    known({"gan": None}, recipe["family"], "the family")
    _only(recipe["schedule"], _SCHEDULE, "the schedule")
    _check_kind(recipe["loss"], LOSSES, _LOSS_KEYS, "the loss")
    for regularizer in recipe["regularizers"]:
        _check_kind(regularizer, PENALTIES, _PENALTY_KEYS, "the regulariser")
    for stabilizer in recipe.get("stabilizers", []):
        _check_kind(stabilizer, STABILIZER_KEYS, STABILIZER_KEYS, "the stabiliser")
    for network in ("generator", "discriminator"):
        _check_kind(recipe["optimizers"][network], OPTIMIZERS, _OPTIMIZER_KEYS, "the optimiser")
        for layer in recipe[network]:
            kind = layer_kind(layer)
            known(LAYERS, kind, "the layer")
            known(ACTIVATIONS, layer.get("activation", "linear"), "the activation")
            _only(layer, [kind, *_LAYER_KEYS[kind]], f"the layer “{kind}”")
