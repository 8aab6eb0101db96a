"""Which parts of a recipe this check knows, so that nothing a recipe asks for is passed over."""

from .activations import ACTIVATIONS
from .layers import LAYERS, layer_kind
from .losses import LOSSES
from .optimizers import OPTIMIZERS
from .penalties import PENALTIES
from .problem import Problem, known
from .stabilizers import STABILIZER_KEYS

_COMMON = "version name family data latent initialization schedule seed".split()
_SCHEDULE = "steps batch snapshots".split()
_GAN = "generator discriminator loss regularizers stabilizers optimizers".split()
_GAN_SCHEDULE = [*_SCHEDULE, "discriminatorSteps", "fakeBatch"]
_DENSITY = "version name family data model start objective optimizer schedule seed".split()
_MODEL_KEYS = {"gaussian": [], "mixture": ["components"]}
_OBJECTIVES = {"likelihood", "reverseKl", "jsd"}
_CODING = "encoder decoder optimizer".split()
_LIKELIHOOD_KEYS = {"gaussian": ["sd"]}
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


def _check_layers(layers: list) -> None:
    for layer in layers:
        kind = layer_kind(layer)
        known(LAYERS, kind, "the layer")
        known(ACTIVATIONS, layer.get("activation", "linear"), "the activation")
        _only(layer, [kind, *_LAYER_KEYS[kind]], f"the layer “{kind}”")


def _check_gan(recipe: dict) -> None:
    _only(recipe, [*_COMMON, *_GAN], "the recipe")
    _only(recipe["schedule"], _GAN_SCHEDULE, "the schedule")
    _check_kind(recipe["loss"], LOSSES, _LOSS_KEYS, "the loss")
    for regularizer in recipe["regularizers"]:
        _check_kind(regularizer, PENALTIES, _PENALTY_KEYS, "the regulariser")
    for stabilizer in recipe.get("stabilizers", []):
        _check_kind(stabilizer, STABILIZER_KEYS, STABILIZER_KEYS, "the stabiliser")
    for network in ("generator", "discriminator"):
        _check_kind(recipe["optimizers"][network], OPTIMIZERS, _OPTIMIZER_KEYS, "the optimiser")
        _check_layers(recipe[network])


def _check_coding(recipe: dict) -> None:
    vae = recipe["family"] == "vae"
    _only(recipe, [*_COMMON, *_CODING, *(["klWeight", "likelihood"] if vae else [])], "the recipe")
    _only(recipe["schedule"], _SCHEDULE, "the schedule")
    if vae:
        _check_kind(recipe["likelihood"], _LIKELIHOOD_KEYS, _LIKELIHOOD_KEYS, "the likelihood")
    _check_kind(recipe["optimizer"], OPTIMIZERS, _OPTIMIZER_KEYS, "the optimiser")
    for network in ("encoder", "decoder"):
        _check_layers(recipe[network])


def _check_density(recipe: dict) -> None:
    _only(recipe, _DENSITY, "the recipe")
    _only(recipe["schedule"], _SCHEDULE, "the schedule")
    _check_kind(recipe["model"], _MODEL_KEYS, _MODEL_KEYS, "the model")
    known({name: name for name in _OBJECTIVES}, recipe["objective"], "the objective")
    _check_kind(recipe["optimizer"], OPTIMIZERS, _OPTIMIZER_KEYS, "the optimiser")


_CHECKS = {"gan": _check_gan, "autoencoder": _check_coding, "vae": _check_coding, "density": _check_density}


def check_recipe(recipe: dict) -> None:
    """Raises Problem, naming it, for the first thing in a recipe that this check does not compute."""
    known(_CHECKS, recipe["family"], "the family")(recipe)
