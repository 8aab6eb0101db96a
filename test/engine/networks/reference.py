"""Writes reference.json: what layers must give, in plain NumPy loops that share nothing with the engine.

python3 reference.py > reference.json
"""

import json
import math

import numpy as np

random = np.random.default_rng(7)


def draw(*shape):
    return np.round(random.normal(size=shape), 3)


def conv(x, w, stride, padding):
    """x [n, h, w, in], w [k, k, in, out]: every output is a sum over its window."""
    n, height, width, _ = x.shape
    k, _, _, outputs = w.shape
    if padding == "same":
        tall, wide = math.ceil(height / stride), math.ceil(width / stride)
        down = max(0, (tall - 1) * stride + k - height)
        across = max(0, (wide - 1) * stride + k - width)
        x = np.pad(x, [(0, 0), (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)])
    else:
        tall, wide = (height - k) // stride + 1, (width - k) // stride + 1
    y = np.zeros((n, tall, wide, outputs))
    for i in range(tall):
        for j in range(wide):
            window = x[:, i * stride : i * stride + k, j * stride : j * stride + k, :]
            y[:, i, j, :] = np.einsum("nabc,abco->no", window, w)
    return y


def conv_transpose(x, w, stride, padding):
    """x [n, h, w, in], w [k, k, out, in]: every input adds its window to the output, as PyTorch describes it."""
    n, height, width, _ = x.shape
    k, _, outputs, _ = w.shape
    y = np.zeros((n, (height - 1) * stride + k, (width - 1) * stride + k, outputs))
    for i in range(height):
        for j in range(width):
            y[:, i * stride : i * stride + k, j * stride : j * stride + k, :] += np.einsum("ni,aboi->nabo", x[:, i, j, :], w)
    if padding == "same":
        extra = max(0, k - stride)
        y = np.pad(y, [(0, 0), (0, max(0, stride - k)), (0, max(0, stride - k)), (0, 0)])
        first = extra // 2
        y = y[:, first : first + height * stride, first : first + width * stride, :]
    return y


def normalize(x, axes, scale, shift, epsilon):
    mean = x.mean(axis=axes, keepdims=True)
    variance = ((x - mean) ** 2).mean(axis=axes, keepdims=True)
    return (x - mean) / np.sqrt(variance + epsilon) * scale + shift


def case(name, layers, x, parameters, output):
    return {
        "name": name,
        "layers": layers,
        "x": x.reshape(len(x), -1).tolist(),
        "parameters": [one.ravel().tolist() for one in parameters],
        "output": output.reshape(len(x), -1).tolist(),
    }


cases = []
for kernel, stride, padding in [(4, 2, "same"), (3, 1, "same"), (3, 2, "valid"), (5, 3, "same")]:
    x, bias = draw(2, 5, 5, 1), draw(2)
    given = {"kernel": kernel, "stride": stride, "padding": padding}
    w = draw(kernel, kernel, 1, 2)
    layers = [{"reshape": [5, 5, 1]}, {"conv": 2, **given}]
    cases.append(case(f"conv {kernel} {stride} {padding}", layers, x, [w, bias], conv(x, w, stride, padding) + bias))
    x, w = draw(2, 2, 2, 2), draw(kernel, kernel, 2, 2)
    layers = [{"reshape": [2, 2, 2]}, {"convTranspose": 2, **given}]
    expected = conv_transpose(x, w, stride, padding) + bias
    cases.append(case(f"convTranspose {kernel} {stride} {padding}", layers, x, [w, bias], expected))

x, scale, shift = draw(3, 2, 2, 3), draw(3), draw(3)
layers = [{"reshape": [2, 2, 3]}, {"batchNorm": True, "epsilon": 1e-3}]
cases.append(case("batchNorm of images", layers, x, [scale, shift], normalize(x, (0, 1, 2), scale, shift, 1e-3)))
layers = [{"reshape": [2, 2, 3]}, {"layerNorm": True, "epsilon": 1e-3}]
cases.append(case("layerNorm of images", layers, x, [scale, shift], normalize(x, (1, 2, 3), scale, shift, 1e-3)))
x = draw(4, 3)
cases.append(case("batchNorm of rows", [{"batchNorm": True}], x, [scale, shift], normalize(x, 0, scale, shift, 1e-5)))
cases.append(case("layerNorm of rows", [{"layerNorm": True}], x, [scale, shift], normalize(x, 1, scale, shift, 1e-5)))

x = draw(1, 9)
activations = {
    "elu": np.where(x > 0, x, np.exp(x) - 1),
    "gelu": x * np.vectorize(lambda value: (1 + math.erf(value / math.sqrt(2))) / 2)(x),
    "softplus": np.log(1 + np.exp(x)),
}
for name, output in activations.items():
    identity = np.eye(9)
    cases.append(case(name, [{"dense": 9, "bias": False, "activation": name}], x, [identity], output))


def rounded(value):
    return [rounded(one) for one in value] if isinstance(value, list) else round(value, 6)


for one in cases:
    for key in ("x", "parameters", "output"):
        one[key] = rounded(one[key])
print("[")
print(",\n".join(json.dumps(one, separators=(",", ":")) for one in cases))
print("]")
