// Times a GAN's training step in tfjs-node as such programs are usually written: models of tf.layers, Adam's
// `minimize`, real and fake judged one after the other. Answers as peers.py does, one line of JSON with one. Needs native
// TensorFlow, as npm run setup:tensorflow sets it up.
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { createInterface } from 'node:readline'
import { restoreUtil } from '../../src/engine/backends/tensorflow.ts'
import { findTensorflow } from '../../src/engine/backends/tensorflowFiles.ts'

const require = createRequire(import.meta.url)
/** Examples of the data that batches are taken from. */
const points = 4096

/** The package as it is, but for where it finds its binding: it would look inside node_modules. */
function loadTfjsNode() {
  const files = findTensorflow()
  if (typeof files === 'string') return { problem: files }
  // TensorFlow's notices on the machine's processor.
  process.env.TF_CPP_MIN_LOG_LEVEL = '2'
  restoreUtil()
  const finder = require.resolve('@mapbox/node-pre-gyp', { paths: [require.resolve('@tensorflow/tfjs-node')] })
  require.cache[finder] = { id: finder, filename: finder, loaded: true, exports: { find: () => files.binding } }
  return { tf: require('@tensorflow/tfjs-node'), version: files.version }
}

function denseModel(tf, width, sizes, activation) {
  const model = tf.sequential()
  sizes.forEach((units, index) => {
    const last = index === sizes.length - 1
    const tanh = activation === 'tanh' && !last ? { activation: 'tanh' } : {}
    model.add(tf.layers.dense({ units, ...(index === 0 ? { inputShape: [width] } : {}), ...tanh }))
    if (activation === 'leakyRelu' && !last) model.add(tf.layers.leakyReLU({ alpha: 0.2 }))
  })
  return model
}

const strided = { kernelSize: 4, strides: 2, padding: 'same' }

const imageGenerator = (tf, latent) =>
  tf.sequential({
    layers: [
      tf.layers.dense({ units: 6272, inputShape: [latent] }),
      tf.layers.reshape({ targetShape: [7, 7, 128] }),
      tf.layers.batchNormalization(),
      tf.layers.reLU(),
      tf.layers.conv2dTranspose({ filters: 64, ...strided }),
      tf.layers.batchNormalization(),
      tf.layers.reLU(),
      tf.layers.conv2dTranspose({ filters: 1, ...strided, activation: 'tanh' }),
    ],
  })

const imageDiscriminator = (tf) =>
  tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 64, ...strided, inputShape: [28, 28, 1] }),
      tf.layers.leakyReLU({ alpha: 0.2 }),
      tf.layers.conv2d({ filters: 128, ...strided }),
      tf.layers.batchNormalization(),
      tf.layers.leakyReLU({ alpha: 0.2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 1 }),
    ],
  })

/** A function that trains one step and gives the sum of both losses. */
function makeStep(tf, { batch, latent, width, generator, discriminator, activation, learningRate }) {
  const images = generator === null
  const G = images ? imageGenerator(tf, latent) : denseModel(tf, latent, generator, activation)
  const D = images ? imageDiscriminator(tf) : denseModel(tf, width, discriminator, activation)
  const example = images ? [28, 28, 1] : [width]
  const data = tf.randomNormal([points, ...example])
  const optimizers = { G: tf.train.adam(learningRate, 0.5), D: tf.train.adam(learningRate, 0.5) }
  const variables = (model) => model.trainableWeights.map((weight) => weight.val)
  const run = (model, x) => model.apply(x, { training: true })
  /** Cross-entropy of a sigmoid, or with two outputs of a softmax. */
  const loss = (output, label) => {
    if (output.shape[1] === 1) return tf.losses.sigmoidCrossEntropy(tf.fill(output.shape, label), output)
    return tf.losses.softmaxCrossEntropy(tf.oneHot(tf.fill([batch], label, 'int32'), 2), output)
  }
  return () =>
    tf.tidy(() => {
      const indices = Int32Array.from({ length: batch }, () => Math.floor(Math.random() * points))
      const real = tf.gather(data, tf.tensor1d(indices, 'int32'))
      const noise = tf.randomNormal([batch, latent])
      const fake = run(G, noise)
      const ofD = () => tf.add(loss(run(D, real), 1), loss(run(D, fake), 0))
      const lossD = optimizers.D.minimize(ofD, true, variables(D))
      const lossG = optimizers.G.minimize(() => loss(run(D, run(G, noise)), 1), true, variables(G))
      return lossD.dataSync()[0] + lossG.dataSync()[0]
    })
}

/** Loads everything and does the first step. */
function begin({ case: test }) {
  const began = performance.now()
  const { tf, version, problem } = loadTfjsNode()
  if (problem) return { answer: { problem } }
  const step = makeStep(tf, test)
  step()
  const answer = {
    version: `${tf.version.tfjs}, TensorFlow ${version}`,
    threads: availableParallelism(),
    preparing: performance.now() - began,
  }
  return { step, answer }
}

/** Trains for about so many seconds, one step at least. */
function measure(step, seconds) {
  const began = performance.now()
  let steps = 0
  do {
    if (!Number.isFinite(step())) return { problem: `a loss was not finite after ${steps} steps` }
    steps++
  } while (performance.now() - began < seconds * 1000)
  const took = performance.now() - began
  return { steps, stepsPerCall: 1, took, residentBytes: process.resourceUsage().maxRSS * 1024 }
}

let step
for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line)
  let answer
  if (step) answer = measure(step, question.seconds)
  else ({ step, answer } = begin(question))
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
