"""One training step from its state, batch and noise: k updates of D, then one of G (Goodfellow et al. 2014)."""

import jax
import jax.numpy as jnp
import numpy as np

from .judging import Judging
from .losses import LOSSES, threshold
from .network import run_network
from .penalties import PENALTIES
from .rounding import Rounding
from .stepfile import StepFile
from .trained import TrainedNetwork

jax.config.update("jax_enable_x64", True)


def _terms_and_gradients(lower, parameters: dict):
    """The loss's terms, each parameter's gradient of each of them, [terms, …], and what else `lower` returns."""

    def stacked(values):
        terms, told = lower(values)
        terms = jnp.stack(terms)
        return terms, (terms, told)

    gradients, (terms, told) = jax.jacrev(stacked, has_aux=True)(parameters)
    return np.asarray(terms), gradients, told


class Step:
    """The step of one file."""

    def __init__(self, file: StepFile, lean: int = 0):
        recipe = file.recipe
        self.file = file
        self.recipe = recipe
        self.rounds = recipe["schedule"]["discriminatorSteps"]
        self.loss = LOSSES[recipe["loss"]["kind"]]
        self.regularizers = [(PENALTIES[one["kind"]], one) for one in recipe["regularizers"]]
        self.rounding = Rounding(lean)
        self.g = TrainedNetwork("generator", file, self.rounding)
        self.d = TrainedNetwork("discriminator", file, self.rounding)
        self.judging = Judging(recipe["discriminator"], self._noise)
        self.told: dict = {}

    def run(self) -> dict:
        """What the step should have given, by the names in its file; of parameters, how far they have moved."""
        for index in range(self.rounds):
            self._round_of_d(index)
        self._update_of_g()
        return {**self.told, **self.g.tensors(), **self.d.tensors()}

    def _noise(self, name: str):
        return jnp.asarray(self.file.read(f"noise/{name}"))

    def _make(self, name: str, parameters, latent):
        """What G makes of a latent batch in training, and its statistics after that."""
        noise = lambda own: self._noise(f"dropout.{name}.{own}")
        return run_network(self.g.layers, parameters, self.g.statistics, latent, noise)

    def _penalties(self, index: int, parameters, real, fake) -> dict:
        judge = lambda rows: self.judging.steadily(parameters, rows)
        noise = lambda stream: self._noise(f"{stream}.{index}")
        return {penalty.series: penalty.value(one, judge, real, fake, noise) for penalty, one in self.regularizers}

    def _round_of_d(self, index: int) -> None:
        real = jnp.asarray(self.file.read("batch")[index])
        fake, self.g.statistics = self._make(f"made.{index}", self.g.parameters, self._noise(f"latent.{index}"))

        def lower(parameters):
            judged = self.judging.both(f"judged.{index}", parameters, self.d.statistics, real, fake)
            penalties = self._penalties(index, parameters, real, fake)
            return [*self.loss.of_d(judged.real, judged.fake), *penalties.values()], (judged, penalties)

        terms, gradients, (judged, penalties) = _terms_and_gradients(lower, self.d.parameters)
        self.d.statistics = judged.statistics
        self.d.update(gradients, (self.file.step - 1) * self.rounds + index + 1, self.recipe["loss"].get("clip"))
        alone = {series: np.asarray([value]) for series, value in penalties.items()}
        self._tell(self.d, {"loss.discriminator": terms, "value": -terms[:2], **alone})
        self._tell_accuracies(np.asarray(judged.real), np.asarray(judged.fake))

    def _update_of_g(self) -> None:
        same = self.recipe["schedule"]["fakeBatch"] == "same"
        latent = self._noise(f"latent.{self.rounds - 1}" if same else "latent.generator")

        def lower(parameters):
            fake, of_g = self._make("made.generator", parameters, latent)
            judged, of_d = self.judging.one("judged.generator", self.d.parameters, self.d.statistics, fake)
            return [self.loss.of_g(judged)], (of_g, of_d)

        terms, gradients, (self.g.statistics, self.d.statistics) = _terms_and_gradients(lower, self.g.parameters)
        self.g.update(gradients, self.file.step, None)
        self._tell(self.g, {"loss.generator": terms})

    def _tell(self, network: TrainedNetwork, losses: dict) -> None:
        """Losses, each the sum of its terms, and the norm of the network's gradient."""
        for name, terms in losses.items():
            self.told[f"metrics/{name}"] = self.rounding.summed(f"metrics/{name}", terms)
        squares = [np.sum(np.square(gradient)) for gradient in network.gradients.values()]
        self.told[f"metrics/gradient.{network.role}"] = np.sqrt(sum(squares))

    def _tell_accuracies(self, real, fake) -> None:
        """Shares of right judgements; leaning, those close to the threshold all fall to one side."""
        limit = self.rounding.leaning(threshold(self.recipe["loss"]["kind"], real, fake), np.concatenate([real, fake]))
        right = {"accuracy.real": real > limit, "accuracy.fake": fake <= limit}
        right["accuracy"] = np.concatenate(list(right.values()))
        self.told |= {f"metrics/{name}": np.mean(which) for name, which in right.items()}
