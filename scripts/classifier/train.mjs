// Trains the small classifier of digits whose last hidden layer is what Fréchet distances between images are measured
// on, and writes it to resources/classifier/digits.safetensors. Run it again with:
//   npm run train:classifier
import * as tf from '@tensorflow/tfjs-core'
import { mkdir, writeFile } from 'node:fs/promises'
import { encodeSafetensors } from '../../src/contract/safetensors.ts'
import { engineInfos } from '../../src/engine/backends/availability.ts'
import { loadBackend } from '../../src/engine/backends/index.ts'
import { makeClassifier } from '../../src/engine/metrics/classifier.ts'
import { adam } from '../../src/engine/optimizers/adam.ts'
import { RandomStream } from '../../src/engine/random/stream.ts'
import { readDigits } from '../../src/workbench/digits.ts'

const widths = [784, 128, 64, 10]
const seed = 1
const batch = 128
const epochs = 14
const rates = { first: 1e-3, last: 5e-5 }
const leastAccuracy = 0.98
const file = new URL('../../resources/classifier/digits.safetensors', import.meta.url)

const side = 28
const pixels = side * side
/** Bytes to 0 … 1, moved by up to one pixel in each direction so that a stroke's place matters less. */
function shifted(images, index, right, down, out, start) {
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [fromX, fromY] = [x - right, y - down]
      const inside = fromX >= 0 && fromX < side && fromY >= 0 && fromY < side
      out[start + y * side + x] = inside ? images[index * pixels + fromY * side + fromX] / 255 : 0
    }
  }
}

function initialTensors() {
  const stream = new RandomStream(seed, 'init.classifier')
  return widths.slice(1).flatMap((outputs, layer) => {
    const inputs = widths[layer]
    const weights = stream.normal(new Float32Array(inputs * outputs)).map((value) => value * Math.sqrt(2 / inputs))
    return [tf.tensor2d(weights, [inputs, outputs]), tf.zeros([outputs])]
  })
}

/** Mean cross-entropy of the softmax, [batch, 10] against one-hot rows. */
function lossOf(parameters, images, labels) {
  let x = images
  for (let layer = 0; layer < widths.length - 1; layer++) {
    x = tf.add(tf.matMul(x, parameters[2 * layer]), parameters[2 * layer + 1])
    if (layer < widths.length - 2) x = tf.relu(x)
  }
  // log Σ exp as the log-sum-exp around a constant: scores of this network stay far from where exp overflows.
  const total = tf.log(tf.sum(tf.exp(x), 1, true))
  return tf.mean(tf.sum(tf.mul(labels, tf.sub(total, x)), 1))
}

const named = (parameters) =>
  parameters.map((tensor, index) => ({
    name: `${index >> 1}.${index % 2 === 0 ? 'weight' : 'bias'}`,
    shape: [...tensor.shape],
    values: tensor.dataSync().slice(),
  }))

function accuracyOf(parameters, test) {
  const { classes } = makeClassifier(named(parameters)).read(Float32Array.from(test.images, (byte) => byte / 255))
  return classes.filter((found, index) => found === test.labels[index]).length / test.labels.length
}

const tensorflow = engineInfos().find(({ id }) => id === 'tensorflow')
const { id } = await loadBackend(tensorflow?.available ? 'tensorflow' : 'wasm', 1)
const [training, test] = [await readDigits(60_000), await readDigits(10_000, 'test')]
const steps = Math.floor(60_000 / batch)
const optimizer = adam({ learningRate: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 })
const shuffle = new RandomStream(seed, 'shuffle.classifier')
let parameters = initialTensors()
let slots = parameters.map((tensor) => [tf.zerosLike(tensor), tf.zerosLike(tensor)])
process.stdout.write(`Training ${widths.join('-')} on ${id}, ${epochs} epochs of ${steps} steps\n`)

for (let epoch = 0; epoch < epochs; epoch++) {
  const order = shuffle.permutation(60_000)
  let loss = 0
  for (let step = 0; step < steps; step++) {
    const images = new Float32Array(batch * pixels)
    const labels = new Float32Array(batch * 10)
    const moves = shuffle.uniform(new Float64Array(2 * batch))
    for (let row = 0; row < batch; row++) {
      const index = order[step * batch + row]
      shifted(
        training.images,
        index,
        Math.floor(moves[2 * row] * 3) - 1,
        Math.floor(moves[2 * row + 1] * 3) - 1,
        images,
        row * pixels,
      )
      labels[row * 10 + training.labels[index]] = 1
    }
    const done = epoch * steps + step
    const rate = rates.first * (rates.last / rates.first) ** (done / (epochs * steps))
    const next = tf.tidy(() => {
      const [x, y] = [tf.tensor2d(images, [batch, pixels]), tf.tensor2d(labels, [batch, 10])]
      const { value, grads } = tf.valueAndGrads((...values) => lossOf(values, x, y))(parameters)
      const numbers = optimizer.inputs(done + 1).map((number, index) => tf.scalar(index === 0 ? number * rate : number))
      const updated = parameters.map((tensor, index) => optimizer.apply(tensor, grads[index], slots[index], numbers))
      return { value, updated }
    })
    loss += next.value.dataSync()[0] / steps
    tf.dispose([next.value, parameters, slots])
    parameters = next.updated.map(([tensor]) => tensor)
    slots = next.updated.map(([, ...kept]) => kept)
  }
  const accuracy = accuracyOf(parameters, test)
  process.stdout.write(`epoch ${epoch + 1}: loss ${loss.toFixed(4)}, test accuracy ${(100 * accuracy).toFixed(2)} %\n`)
}

const accuracy = accuracyOf(parameters, test)
if (accuracy < leastAccuracy) throw new Error(`a test accuracy of ${accuracy} is not enough; nothing was written`)
await mkdir(new URL('.', file), { recursive: true })
const metadata = { layers: widths.join('-'), activation: 'relu', seed: String(seed), testAccuracy: String(accuracy) }
await writeFile(file, encodeSafetensors({ tensors: named(parameters), metadata }))
process.stdout.write(`Written with a test accuracy of ${(100 * accuracy).toFixed(2)} %\n`)
