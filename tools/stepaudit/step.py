"""One training step from its state, batch and noise: k updates of D, then one of G (Goodfellow et al. 2014)."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp
import numpy as np

from .losses import LOSSES, threshold
from .network import mixes_examples, run_network
from .optimizers import OPTIMIZERS
from .penalties import PENALTIES
from .problem import known
from .stepfile import StepFile

jax.config.update("jax_enable_x64", True)

NETWORKS = ("generator", "discriminator")


@dataclass
class Outcome:
    """What the step should have given, by the names that its file has."""

    tensors: dict = field(default_factory=dict)
    """D's judgements of real examples and fakes before its last update."""
    real: np.ndarray | None = None
    fake: np.ndarray | None = None
    """The judgement above which D calls an example real."""
    limit: float = 0.0


class Step:
    """The step of one file."""

    def __init__(self, file: StepFile):
        recipe = file.recipe
        self.file = file
        self.recipe = recipe
        self.rounds = recipe["schedule"]["discriminatorSteps"]
        self.loss = known(LOSSES, recipe["loss"]["kind"], "the loss")
        self.regularizers = [
            (known(PENALTIES, one["kind"], "the regulariser"), one) for one in recipe.get("regularizers", [])
        ]
        self.rules = {name: recipe["optimizers"][name] for name in NETWORKS}
        for rule in self.rules.values():
            known(OPTIMIZERS, rule["kind"], "the optimiser")
        trained = {name[len("grad/") :] for name in file.tensors if name.startswith("grad/")}
        self.parameters, self.statistics = {}, {}
        for network in NETWORKS:
            tensors = file.under(f"before/{network}.")
            self.parameters[network] = {n: v for n, v in tensors.items() if f"{network}.{n}" in trained}
            self.statistics[network] = {n: v for n, v in tensors.items() if f"{network}.{n}" not in trained}
        self.slots = {network: file.under(f"optimizer/before/{network}.") for network in NETWORKS}

    def _noise(self, name: str):
        return jnp.asarray(self.file.read(f"noise/{name}"))

    def _make(self, name: str, parameters, statistics, latent):
        """What G makes of a latent batch, in training."""
        noise = lambda own: self._noise(f"dropout.{name}.{own}")
        return run_network(self.recipe["generator"], parameters, statistics, latent, noise)

    def _as_one(self, output):
        # Two outputs (fake, real) under softmax have the same cross-entropy as one logit, their difference.
        return output[:, 1:] - output[:, :1] if output.shape[1] == 2 else output

    def _judge(self, name: str, parameters, statistics, rows):
        """D's judgements in training, one logit or score an example."""
        noise = lambda own: self._noise(f"dropout.{name}.{own}")
        output, statistics = run_network(self.recipe["discriminator"], parameters, statistics, rows, noise)
        return self._as_one(output), statistics

    def _judge_both(self, name: str, parameters, statistics, real, fake):
        """Of real examples and fakes: each half normalised by itself where D normalises over the batch."""
        if mixes_examples(self.recipe["discriminator"]):
            of_real, statistics = self._judge(f"{name}.real", parameters, statistics, real)
            of_fake, statistics = self._judge(f"{name}.fake", parameters, statistics, fake)
        else:
            both, statistics = self._judge(name, parameters, statistics, jnp.concatenate([real, fake]))
            of_real, of_fake = both[: len(real)], both[len(real) :]
        return of_real, of_fake, statistics

    def _judge_steadily(self, parameters, rows):
        """As outside training: without dropout. Regularisers that need it allow no layer with statistics."""
        layers = [{"dropout": 0} if "dropout" in layer else layer for layer in self.recipe["discriminator"]]
        output, _ = run_network(layers, parameters, {}, rows, None)
        return self._as_one(output)

    def _update(self, network: str, gradients: dict, number: int, clip: float | None):
        rule = self.rules[network]
        apply = OPTIMIZERS[rule["kind"]]
        for name, gradient in gradients.items():
            prefix = f"{name}."
            own = {n[len(prefix) :]: v for n, v in self.slots[network].items() if n.startswith(prefix)}
            parameter, kept = apply(rule, self.parameters[network][name], np.asarray(gradient), own, number)
            self.parameters[network][name] = parameter if clip is None else np.clip(parameter, -clip, clip)
            self.slots[network].update({prefix + slot: value for slot, value in kept.items()})

    def _round_of_d(self, index: int, outcome: Outcome):
        real = jnp.asarray(self.file.read("batch")[index])
        latent = self._noise(f"latent.{index}")
        fake, self.statistics["generator"] = self._make(
            f"made.{index}", self.parameters["generator"], self.statistics["generator"], latent
        )

        def lower(parameters):
            of_real, of_fake, statistics = self._judge_both(
                f"judged.{index}", parameters, self.statistics["discriminator"], real, fake
            )
            loss = self.loss.of_d(of_real, of_fake)
            penalties = {
                penalty.series: penalty.value(
                    one,
                    lambda rows: self._judge_steadily(parameters, rows),
                    real,
                    fake,
                    lambda stream: self._noise(f"{stream}.{index}"),
                )
                for penalty, one in self.regularizers
            }
            return loss + sum(penalties.values()), (loss, penalties, of_real, of_fake, statistics)

        (total, told), gradients = jax.value_and_grad(lower, has_aux=True)(self.parameters["discriminator"])
        loss, penalties, outcome.real, outcome.fake, self.statistics["discriminator"] = told
        number = (self.file.step - 1) * self.rounds + index + 1
        self._update("discriminator", gradients, number, self.recipe["loss"].get("clip"))
        self._tell(outcome, "discriminator", gradients, {"loss.discriminator": total, "value": -loss, **penalties})

    def _update_of_g(self, outcome: Outcome):
        same = self.recipe["schedule"]["fakeBatch"] == "same"
        latent = self._noise(f"latent.{self.rounds - 1}" if same else "latent.generator")

        def lower(parameters):
            fake, of_g = self._make("made.generator", parameters, self.statistics["generator"], latent)
            judged, of_d = self._judge(
                "judged.generator", self.parameters["discriminator"], self.statistics["discriminator"], fake
            )
            return self.loss.of_g(judged), {"generator": of_g, "discriminator": of_d}

        (loss, self.statistics), gradients = jax.value_and_grad(lower, has_aux=True)(self.parameters["generator"])
        self._update("generator", gradients, self.file.step, None)
        self._tell(outcome, "generator", gradients, {"loss.generator": loss})

    def _tell(self, outcome: Outcome, network: str, gradients: dict, losses: dict):
        norm = np.sqrt(sum(np.sum(np.square(gradient)) for gradient in gradients.values()))
        metrics = {**losses, f"gradient.{network}": norm}
        outcome.tensors |= {f"metrics/{name}": np.asarray(value) for name, value in metrics.items()}
        outcome.tensors |= {f"grad/{network}.{name}": np.asarray(value) for name, value in gradients.items()}

    def run(self) -> Outcome:
        outcome = Outcome()
        for index in range(self.rounds):
            self._round_of_d(index, outcome)
        self._update_of_g(outcome)
        for network in NETWORKS:
            for name, values in {**self.parameters[network], **self.statistics[network]}.items():
                outcome.tensors[f"after/{network}.{name}"] = np.asarray(values)
            for name, values in self.slots[network].items():
                outcome.tensors[f"optimizer/after/{network}.{name}"] = np.asarray(values)
        outcome.tensors |= self._accuracies(outcome)
        return outcome

    def _accuracies(self, outcome: Outcome) -> dict:
        real, fake = np.asarray(outcome.real), np.asarray(outcome.fake)
        outcome.limit = threshold(self.recipe["loss"]["kind"], real, fake)
        right = {"real": np.mean(real > outcome.limit), "fake": np.mean(fake <= outcome.limit)}
        shares = {**{f"accuracy.{name}": share for name, share in right.items()}, "accuracy": sum(right.values()) / 2}
        return {f"metrics/{name}": np.asarray(share) for name, share in shares.items()}
