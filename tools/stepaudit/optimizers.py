"""Update rules of one tensor: (recipe, parameter, gradient, slots, number of the update from 1) to both afterwards."""

import numpy as np


def _adam(rule, parameter, gradient, slots, update):
    # Kingma and Ba 2015, algorithm 1.
    m = rule["beta1"] * slots["m"] + (1 - rule["beta1"]) * gradient
    v = rule["beta2"] * slots["v"] + (1 - rule["beta2"]) * gradient**2
    unbiased_m = m / (1 - rule["beta1"] ** update)
    unbiased_v = v / (1 - rule["beta2"] ** update)
    step = rule["learningRate"] * unbiased_m / (np.sqrt(unbiased_v) + rule["epsilon"])
    return parameter - step, {"m": m, "v": v}


def _sgd(rule, parameter, gradient, slots, update):
    # Sutskever et al. 2013; without momentum nothing is kept.
    if rule["momentum"] == 0:
        return parameter - rule["learningRate"] * gradient, {}
    velocity = rule["momentum"] * slots["velocity"] + gradient
    return parameter - rule["learningRate"] * velocity, {"velocity": velocity}


def _rmsprop(rule, parameter, gradient, slots, update):
    # Tieleman and Hinton 2012, lecture 6.5.
    square = rule["decay"] * slots["square"] + (1 - rule["decay"]) * gradient**2
    step = rule["learningRate"] * gradient / (np.sqrt(square) + rule["epsilon"])
    return parameter - step, {"square": square}


OPTIMIZERS = {"adam": _adam, "sgd": _sgd, "rmsprop": _rmsprop}
