"""The benchmark's step in PyTorch, eager."""

import torch
from torch import nn
from torch.nn import functional


def dense(width: int, sizes: list, activation: str) -> nn.Sequential:
    layers = []
    for index, size in enumerate(sizes):
        layers.append(nn.Linear(width, size))
        width = size
        if index < len(sizes) - 1:
            layers.append(nn.Tanh() if activation == "tanh" else nn.LeakyReLU(0.2))
    return nn.Sequential(*layers)


def convolutional_generator(latent: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(latent, 7 * 7 * 128),
        nn.Unflatten(1, (128, 7, 7)),
        nn.BatchNorm2d(128),
        nn.ReLU(),
        nn.ConvTranspose2d(128, 64, 4, 2, 1),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        nn.ConvTranspose2d(64, 1, 4, 2, 1),
        nn.Tanh(),
    )


def convolutional_discriminator() -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, 64, 4, 2, 1),
        nn.LeakyReLU(0.2),
        nn.Conv2d(64, 128, 4, 2, 1),
        nn.BatchNorm2d(128),
        nn.LeakyReLU(0.2),
        nn.Flatten(),
        nn.Linear(7 * 7 * 128, 1),
    )


def loss(output: torch.Tensor, label: int) -> torch.Tensor:
    """Logistic; with two outputs, softmax cross-entropy."""
    if output.shape[1] == 2:
        return functional.cross_entropy(output, torch.full((output.shape[0],), label))
    return functional.softplus(-output if label else output).mean()


class Peer:
    """Both networks and their optimisers. Eager PyTorch takes one step at a time: `many` is the same as `one`."""

    def __init__(self, case: dict, threads: int, framework: str):
        torch.set_num_threads(threads)
        torch.manual_seed(1)
        self.version = torch.__version__
        self.steps_per_call = 1
        self.case = case
        self.images = case["generator"] is None
        self.layout = torch.channels_last if framework == "torch-channels-last" else torch.contiguous_format
        if self.images:
            self.generator = convolutional_generator(case["latent"]).to(memory_format=self.layout)
            self.discriminator = convolutional_discriminator().to(memory_format=self.layout)
        else:
            self.generator = dense(case["latent"], case["generator"], case["activation"])
            self.discriminator = dense(case["width"], case["discriminator"], case["activation"])
        adam = {"lr": case["learningRate"], "betas": (0.5, 0.999), "fused": True}
        self.optimizers = [torch.optim.Adam(net.parameters(), **adam) for net in (self.generator, self.discriminator)]

    def real(self) -> torch.Tensor:
        batch = self.case["batch"]
        if not self.images:
            return torch.randn(batch, self.case["width"])
        return torch.randn(batch, 1, 28, 28).to(memory_format=self.layout)

    def one(self) -> float:
        of_generator, of_discriminator = self.optimizers
        real, noise = self.real(), torch.randn(self.case["batch"], self.case["latent"])
        fake = self.generator(noise)
        of_discriminator.zero_grad(set_to_none=True)
        loss_d = loss(self.discriminator(real), 1) + loss(self.discriminator(fake.detach()), 0)
        loss_d.backward()
        of_discriminator.step()
        loss_g = loss(self.discriminator(fake), 1)
        # Not backward(): that would compute the discriminator's gradients too, which nobody needs.
        parameters = list(self.generator.parameters())
        for parameter, gradient in zip(parameters, torch.autograd.grad(loss_g, parameters)):
            parameter.grad = gradient
        of_generator.step()
        return loss_d.item() + loss_g.item()

    many = one

    def prepare_many(self) -> None:
        """There is nothing to prepare."""
