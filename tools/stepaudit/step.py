"""One training step from its state, batch and noise: k updates of D, then one of G (Goodfellow et al. 2014)."""

import numpy as np

from .game import Game
from .losses import threshold
from .rounding import Rounding
from .stabilizers import blur_at, find_stabilizer
from .stepfile import StepFile
from .trained import TrainedNetwork


class Step:
    """The step of one file."""

    def __init__(self, file: StepFile, game: Game, lean: int = 0):
        self.file = file
        self.game = game
        self.recipe = file.recipe
        self.rounds = file.recipe["schedule"]["discriminatorSteps"]
        self.rounding = Rounding(lean)
        self.g = TrainedNetwork("generator", file, self.rounding, self.recipe["optimizers"]["generator"])
        self.d = TrainedNetwork("discriminator", file, self.rounding, self.recipe["optimizers"]["discriminator"])
        self.told: dict = {}

    def run(self) -> dict:
        """What the step should have given, by the names in its file; of parameters, how far they have moved."""
        for index in range(self.rounds):
            self._round_of_d(index)
        self._update_of_g()
        return {**self.told, **self.g.tensors(), **self.d.tensors(), **self._average()}

    def _average(self) -> dict:
        """The running average of G's parameters, where one is kept: how far it has moved (Yazıcı et al. 2019)."""
        averaging = find_stabilizer(self.recipe, "averagedGenerator")
        if averaging is None:
            return {}
        decay = averaging["decay"]
        moved = {}
        for name, parameter in self.g.parameters.items():
            before = self.file.read(f"before/average.generator.{name}")
            own = f"after/average.generator.{name}"
            after = self.rounding.summed(own, np.stack([decay * before, (1 - decay) * np.asarray(parameter)]))
            moved[own] = after - before
        return moved

    def _latent(self, which: str):
        return self.file.read(f"noise/latent.{which}")

    def _drawn(self, which: str) -> dict:
        """What was drawn for one update besides its latents and its blur, by names without the update's."""
        drawn = {}
        for name, values in self.file.under("noise/").items():
            stream, _, rest = name.partition(".")
            if stream == "dropout":
                role, update, layer = rest.split(".", 2)
                if update == which:
                    drawn[f"dropout.{role}.{layer}"] = values
            elif stream not in ("latent", "instance") and rest == which:
                drawn[stream] = values
        return drawn

    def _blur(self, which: str):
        """What is added to a batch as D sees it."""
        sd = blur_at(self.recipe, self.file.steps_since("instanceNoise") - 1)
        return 0.0 if sd is None else sd * self.file.read(f"noise/instance.{which}")

    def _round_of_d(self, index: int) -> None:
        real = self.file.read("batch")[index] + self._blur(f"{index}.real")
        latent, noise = self._latent(str(index)), self._drawn(str(index))
        fake, self.g.statistics = self.game.make(self.g.parameters, self.g.statistics, latent, noise)
        fake = fake + self._blur(f"{index}.fake")
        played = self.game.terms_of_d(self.d.parameters, self.d.statistics, real, fake, noise)
        self.d.statistics = played.statistics
        number = (self.file.steps_since("optimizer.discriminator") - 1) * self.rounds + index + 1
        self.d.update(played.gradients, number, self.recipe["loss"].get("clip"))
        terms = np.asarray(played.terms)
        penalties = {series: np.asarray([value]) for series, value in played.penalties.items()}
        whole = np.concatenate([terms, *penalties.values()])
        self._tell(self.d, {"loss.discriminator": whole, "value": -terms, **penalties})
        self._tell_accuracies(np.asarray(played.real), np.asarray(played.fake))

    def _update_of_g(self) -> None:
        same = self.recipe["schedule"]["fakeBatch"] == "same"
        latent = self._latent(str(self.rounds - 1) if same else "generator")
        state = (self.g.parameters, self.g.statistics, self.d.parameters, self.d.statistics)
        played = self.game.terms_of_g(*state, latent, self._drawn("generator"), self._blur("generator"))
        self.g.statistics, self.d.statistics = played.statistics_of_g, played.statistics_of_d
        self.g.update(played.gradients, self.file.steps_since("optimizer.generator"), None)
        self._tell(self.g, {"loss.generator": np.asarray(played.terms)})

    def _tell(self, network: TrainedNetwork, losses: dict) -> None:
        """Losses, each the sum of its terms, and the norm of the network's gradient."""
        self.told |= self.rounding.series(losses) | network.gradient_norm()

    def _tell_accuracies(self, real, fake) -> None:
        """Shares of right judgements; leaning, those close to the threshold all fall to one side."""
        limit = self.rounding.leaning(threshold(self.recipe["loss"]["kind"], real, fake), np.concatenate([real, fake]))
        right = {"accuracy.real": real > limit, "accuracy.fake": fake <= limit}
        right["accuracy"] = np.concatenate(list(right.values()))
        self.told |= {f"metrics/{name}": np.mean(which) for name, which in right.items()}
