"""The benchmark's step in JAX: compiled for one step (jit), and for many in one scan."""

import jax
import jax.numpy as jnp
from jax import lax

AS_IMAGES = ("NHWC", "HWIO", "NHWC")


def loss(output, label: int):
    """Logistic; with two outputs, softmax cross-entropy."""
    if output.shape[1] == 2:
        return -jnp.mean(jax.nn.log_softmax(output)[:, label])
    return jnp.mean(jax.nn.softplus(-output if label else output))


def drawn(key, shape: tuple, fan_in: int) -> dict:
    return {"w": jax.random.normal(key, shape) / fan_in**0.5, "b": jnp.zeros(shape[-1])}


class Dense:
    """A chain of dense layers."""

    def __init__(self, width: int, sizes: list, activation: str):
        self.widths = [width, *sizes]
        self.act = jnp.tanh if activation == "tanh" else lambda values: jax.nn.leaky_relu(values, 0.2)

    def init(self, key) -> list:
        keys = jax.random.split(key, len(self.widths))
        return [drawn(keys[i], (a, b), a) for i, (a, b) in enumerate(zip(self.widths, self.widths[1:]))]

    def apply(self, layers: list, values):
        for index, layer in enumerate(layers):
            values = values @ layer["w"] + layer["b"]
            if index < len(layers) - 1:
                values = self.act(values)
        return values


def normalized(layer: dict, values):
    """Batch normalisation by the batch's own moments; running ones are for use after training, and left out."""
    axes = tuple(range(values.ndim - 1))
    mean, variance = jnp.mean(values, axes), jnp.var(values, axes)
    return (values - mean) * lax.rsqrt(variance + 1e-5) * layer["scale"] + layer["shift"]


def norm(channels: int) -> dict:
    return {"scale": jnp.ones(channels), "shift": jnp.zeros(channels)}


class ImageGenerator:
    def __init__(self, latent: int):
        self.latent = latent

    def init(self, key) -> list:
        keys = jax.random.split(key, 3)
        return [
            drawn(keys[0], (self.latent, 6272), self.latent),
            norm(128),
            drawn(keys[1], (4, 4, 128, 64), 512),
            norm(64),
            drawn(keys[2], (4, 4, 64, 1), 256),
        ]

    def apply(self, layers: list, latents):
        first, norm_1, second, norm_2, third = layers
        values = (latents @ first["w"] + first["b"]).reshape(-1, 7, 7, 128)
        values = jax.nn.relu(normalized(norm_1, values))
        values = lax.conv_transpose(values, second["w"], (2, 2), "SAME", dimension_numbers=AS_IMAGES) + second["b"]
        values = jax.nn.relu(normalized(norm_2, values))
        return jnp.tanh(lax.conv_transpose(values, third["w"], (2, 2), "SAME", dimension_numbers=AS_IMAGES) + third["b"])


class ImageDiscriminator:
    def init(self, key) -> list:
        keys = jax.random.split(key, 3)
        return [
            drawn(keys[0], (4, 4, 1, 64), 16),
            drawn(keys[1], (4, 4, 64, 128), 1024),
            norm(128),
            drawn(keys[2], (6272, 1), 6272),
        ]

    def apply(self, layers: list, images):
        first, second, norm_1, last = layers
        values = images.reshape(-1, 28, 28, 1)
        values = lax.conv_general_dilated(values, first["w"], (2, 2), "SAME", dimension_numbers=AS_IMAGES) + first["b"]
        values = jax.nn.leaky_relu(values, 0.2)
        values = lax.conv_general_dilated(values, second["w"], (2, 2), "SAME", dimension_numbers=AS_IMAGES) + second["b"]
        values = jax.nn.leaky_relu(normalized(norm_1, values), 0.2)
        return values.reshape(values.shape[0], -1) @ last["w"] + last["b"]


class Peer:
    """Both networks, their optimisers, and the step as a pure function of them."""

    def __init__(self, case: dict, threads: int, framework: str):
        self.version = jax.__version__
        self.case = case
        self.steps_per_call = case["stepsPerCall"]
        if case["generator"] is None:
            self.generator, self.discriminator = ImageGenerator(case["latent"]), ImageDiscriminator()
        else:
            self.generator = Dense(case["latent"], case["generator"], case["activation"])
            self.discriminator = Dense(case["width"], case["discriminator"], case["activation"])
        g, d = self.generator.init(jax.random.key(0)), self.discriminator.init(jax.random.key(1))
        zeros = lambda tree: jax.tree.map(jnp.zeros_like, tree)
        self.state = (d, g, zeros(d), zeros(d), zeros(g), zeros(g), jnp.float32(0))
        self.key = jax.random.key(2)
        self.step_once = jax.jit(self.step, donate_argnums=0)
        self.step_often = jax.jit(
            lambda state, key: lax.scan(self.step, state, jax.random.split(key, self.steps_per_call)),
            donate_argnums=0,
        )
        self.prepared = False

    def adam(self, parameters, gradient, m, v, t):
        rate = self.case["learningRate"]
        m = jax.tree.map(lambda a, b: 0.5 * a + 0.5 * b, m, gradient)
        v = jax.tree.map(lambda a, b: 0.999 * a + 0.001 * b * b, v, gradient)
        scale = rate / (1 - 0.5**t)
        correction = 1 / (1 - 0.999**t)
        next_ = jax.tree.map(lambda a, b, c: a - scale * b / (jnp.sqrt(c * correction) + 1e-8), parameters, m, v)
        return next_, m, v

    def step(self, state, key):
        d, g, m_d, v_d, m_g, v_g, t = state
        t = t + 1
        of_real, of_noise = jax.random.split(key)
        batch = self.case["batch"]
        real = jax.random.normal(of_real, (batch, self.case["width"]))
        noise = jax.random.normal(of_noise, (batch, self.case["latent"]))
        judge, make = self.discriminator.apply, self.generator.apply
        fake = make(g, noise)
        loss_d, grad_d = jax.value_and_grad(lambda p: loss(judge(p, real), 1) + loss(judge(p, fake), 0))(d)
        d, m_d, v_d = self.adam(d, grad_d, m_d, v_d, t)
        loss_g, grad_g = jax.value_and_grad(lambda p: loss(judge(d, make(p, noise)), 1))(g)
        g, m_g, v_g = self.adam(g, grad_g, m_g, v_g, t)
        return (d, g, m_d, v_d, m_g, v_g, t), jnp.stack([loss_d, loss_g])

    def next_key(self):
        self.key, key = jax.random.split(self.key)
        return key

    def one(self) -> float:
        self.state, losses = self.step_once(self.state, self.next_key())
        return float(losses.sum())

    def many(self) -> float:
        self.state, losses = self.step_often(self.state, self.next_key())
        return float(losses.sum())

    def prepare_many(self) -> None:
        if not self.prepared:
            self.many()
            self.prepared = True
