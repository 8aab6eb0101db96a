import * as tf from '@tensorflow/tfjs-core'
import type { Program, ProgramInput } from '../../../src/engine/program.ts'
import { sizeOf, type StateTensor } from '../../../src/engine/stateTensor.ts'

/** A GAN of dense networks with Adam, its step written out in full: what the compiler is measured and checked on. */
export interface MlpGan {
  batch: number
  latent: number
  generator: number[]
  discriminator: number[]
  /** Numbers in an example. */
  width: number
  activation: 'tanh' | 'leakyRelu'
}

/** Small enough for any test. */
export const smallGan: MlpGan = {
  batch: 6,
  latent: 3,
  generator: [7, 5],
  discriminator: [8, 4, 1],
  width: 5,
  activation: 'tanh',
}

const shapesOf = (input: number, sizes: readonly number[]) =>
  sizes.flatMap((size, index) => [[sizes[index - 1] ?? input, size], [size]])

function forward(parameters: readonly tf.Tensor[], x: tf.Tensor2D, activation: MlpGan['activation']): tf.Tensor2D {
  const layers = parameters.length / 2
  let value: tf.Tensor = x
  for (let layer = 0; layer < layers; layer++) {
    value = tf.add(tf.matMul(value as tf.Tensor2D, parameters[2 * layer] as tf.Tensor2D), parameters[2 * layer + 1]!)
    if (layer < layers - 1) value = activation === 'tanh' ? tf.tanh(value) : tf.leakyRelu(value, 0.2)
  }
  return value as tf.Tensor2D
}

const flatten = (tensors: readonly tf.Tensor[]) =>
  tf.concat1d(tensors.map((one) => tf.reshape(one, [-1]) as tf.Tensor1D))

function unflatten(flat: tf.Tensor, shapes: readonly number[][]): tf.Tensor[] {
  let start = 0
  return shapes.map((shape) => {
    const part = tf.reshape(tf.slice(flat as tf.Tensor1D, [start], [sizeOf(shape)]), shape)
    start += sizeOf(shape)
    return part
  })
}

function adam(p: tf.Tensor, g: tf.Tensor, m: tf.Tensor, v: tf.Tensor, rate: tf.Tensor, correction: tf.Tensor) {
  const nextM = tf.add(tf.mul(m, 0.5), tf.mul(g, 0.5))
  const nextV = tf.add(tf.mul(v, 0.999), tf.mul(tf.square(g), 1 - 0.999))
  const scale = tf.add(tf.sqrt(tf.mul(nextV, correction)), 1e-8)
  return [tf.sub(p, tf.mul(rate, tf.div(nextM, scale))), nextM, nextV] as const
}

/** The program of such a GAN; state: parameters, m and v of G, then of D. */
export function mlpGan(gan: MlpGan, style: 'together' | 'apart'): Program {
  const { batch, latent, width, activation } = gan
  const shapes = { G: shapesOf(latent, gan.generator), D: shapesOf(width, gan.discriminator) }
  const layout = (role: 'G' | 'D', kind: string): StateTensor[] => {
    const parts = shapes[role].map((shape, index) => ({ name: `${role}.${kind}.${index}`, shape }))
    if (style === 'apart') return parts.map((part) => ({ shape: part.shape, parts: [part] }))
    return [{ shape: [parts.reduce((sum, { shape }) => sum + sizeOf(shape), 0)], parts }]
  }
  const kinds = ['p', 'm', 'v']
  const state = (['G', 'D'] as const).flatMap((role) => kinds.flatMap((kind) => layout(role, kind)))
  const clock = { name: 'rate', of: '', label: 'the optimiser' }
  const rates = (role: string): ProgramInput[] => [
    {
      name: `${role}.rate`,
      shape: [],
      source: { kind: 'number', at: (step) => 1e-3 / (1 - 0.5 ** (step + 1)), clock },
    },
    {
      name: `${role}.correction`,
      shape: [],
      source: { kind: 'number', at: (step) => 1 / (1 - 0.999 ** (step + 1)), clock },
    },
  ]
  const inputs: ProgramInput[] = [
    { name: 'real', shape: [batch, width], source: { kind: 'examples' } },
    { name: 'latent', shape: [batch, latent], source: { kind: 'latent', latent: { kind: 'normal', size: latent } } },
    ...rates('D'),
    ...rates('G'),
  ]
  const judge = (parameters: readonly tf.Tensor[], x: tf.Tensor2D): tf.Tensor2D => {
    const out = forward(parameters, x, activation)
    return out.shape[1] === 1 ? out : tf.matMul(out, tf.tensor2d([-1, 1], [2, 1]))
  }
  const perKind = { G: style === 'together' ? 1 : shapes.G.length, D: style === 'together' ? 1 : shapes.D.length }
  const ownedByG = 3 * perKind.G
  const apart = (tensors: readonly tf.Tensor[], role: 'G' | 'D') =>
    style === 'together' ? unflatten(tensors[0]!, shapes[role]) : [...tensors]
  function update(own: readonly tf.Tensor[], grads: readonly tf.Tensor[], rate: tf.Tensor, correction: tf.Tensor) {
    const given = style === 'together' ? [flatten(grads)] : grads
    const next = given.map((g, index) =>
      adam(own[index]!, g, own[given.length + index]!, own[2 * given.length + index]!, rate, correction),
    )
    return [0, 1, 2].flatMap((kind) => next.map((one) => one[kind]!))
  }

  return {
    state,
    inputs,
    metrics: [
      { name: 'lossD', shape: [] },
      { name: 'lossG', shape: [] },
      { name: 'judgements', shape: [2 * batch, 1] },
    ],
    step(all, given) {
      const [G, D] = [all.slice(0, ownedByG), all.slice(ownedByG)]
      const real = given['real'] as tf.Tensor2D
      const latents = given['latent'] as tf.Tensor2D
      const parametersG = apart(G.slice(0, perKind.G), 'G')
      const examples = tf.concat([real, forward(parametersG, latents, activation)], 0)
      let judged: tf.Tensor2D | undefined
      const lossOfD = tf.valueAndGrads((...parameters: tf.Tensor[]) => {
        judged = tf.keep(judge(parameters, examples))
        const half = (index: number) => tf.slice(judged!, [index * batch, 0], [batch, 1])
        return tf.add(tf.mean(tf.softplus(tf.neg(half(0)))), tf.mean(tf.softplus(half(1)))) as tf.Scalar
      })(apart(D.slice(0, perKind.D), 'D'))
      const nextD = update(D, lossOfD.grads, given['D.rate']!, given['D.correction']!)
      const parametersD = apart(nextD.slice(0, perKind.D), 'D')
      const lossOfG = tf.valueAndGrads(
        (...parameters: tf.Tensor[]) =>
          tf.mean(tf.softplus(tf.neg(judge(parametersD, forward(parameters, latents, activation))))) as tf.Scalar,
      )(parametersG)
      const nextG = update(G, lossOfG.grads, given['G.rate']!, given['G.correction']!)
      return {
        state: [...nextG, ...nextD],
        metrics: { lossD: lossOfD.value, lossG: lossOfG.value, judgements: judged! },
      }
    },
    functions: {
      generate: (all, rows) => forward(apart(all.slice(0, perKind.G), 'G'), rows, activation),
      judge: (all, rows) => judge(apart(all.slice(ownedByG, ownedByG + perKind.D), 'D'), rows),
    },
  }
}
