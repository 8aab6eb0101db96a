import { ganRecipeSchema, type GanRecipe } from '../../contract/recipe/schema.ts'
import type { BenchmarkId } from './ids.ts'

/** A network of the benchmark, as another framework is told of it. */
export interface PeerCase {
  id: BenchmarkId
  batch: number
  /** Numbers of a latent vector, and of an example. */
  latent: number
  width: number
  /** Units of the dense layers; null for the convolutional pair, which is written out on both sides. */
  generator: number[] | null
  discriminator: number[] | null
  activation: 'tanh' | 'leakyRelu'
  learningRate: number
  /** Steps that a framework is given at once where it can take several. */
  stepsPerCall: number
}

export interface BenchmarkCase {
  peer: PeerCase
  title: string
  recipe: GanRecipe
}

const beta1 = 0.5

/** Everything but the networks: bias-corrected Adam, D on real and fake, G on the same noise through the new D. */
function caseOf(
  peer: PeerCase,
  title: string,
  data: object,
  networks: { generator: unknown[]; discriminator: unknown[] },
): BenchmarkCase {
  const adam = { kind: 'adam', learningRate: peer.learningRate, beta1 }
  const recipe = ganRecipeSchema.parse({
    name: title,
    data,
    latent: { size: peer.latent },
    ...networks,
    loss: { kind: 'nonSaturating' },
    optimizers: { generator: adam, discriminator: adam },
    schedule: { steps: 10_000_000, batch: peer.batch, fakeBatch: 'same' },
  })
  return { peer, title, recipe }
}

function dense(peer: PeerCase & { generator: number[]; discriminator: number[] }, title: string, data: object) {
  const layers = (sizes: readonly number[], last: string) =>
    sizes.map((units, index) => ({
      dense: units,
      activation: index < sizes.length - 1 ? peer.activation : last,
    }))
  return caseOf(peer, title, data, {
    generator: layers(peer.generator, 'linear'),
    discriminator: layers(peer.discriminator, 'linear'),
  })
}

const points = 4096
const images = 10_000

/** The article's example, two rings, digits by dense layers and digits by convolutions, from the smallest step on. */
export const benchmarkCases: readonly BenchmarkCase[] = [
  dense(
    {
      id: 'seed4',
      batch: 4,
      latent: 2,
      width: 2,
      generator: [2],
      discriminator: [5, 3, 2],
      activation: 'tanh',
      learningRate: 1e-3,
      stepsPerCall: 300,
    },
    'the article’s example: G 2, D 5-3-2 tanh, batch 4',
    { kind: 'linearGaussian' },
  ),
  dense(
    {
      id: 'ring256',
      batch: 256,
      latent: 2,
      width: 2,
      generator: [64, 64, 2],
      discriminator: [64, 64, 1],
      activation: 'leakyRelu',
      learningRate: 1e-3,
      stepsPerCall: 200,
    },
    'ring: G 64-64-2, D 64-64-1, batch 256',
    { kind: 'ring', points },
  ),
  dense(
    {
      id: 'ring512',
      batch: 512,
      latent: 2,
      width: 2,
      generator: [128, 128, 128, 2],
      discriminator: [128, 128, 128, 1],
      activation: 'leakyRelu',
      learningRate: 1e-3,
      stepsPerCall: 60,
    },
    'ring: G 128-128-128-2, D 128-128-128-1, batch 512',
    { kind: 'ring', points },
  ),
  dense(
    {
      id: 'mnist128',
      batch: 128,
      latent: 64,
      width: 784,
      generator: [256, 512, 784],
      discriminator: [512, 256, 1],
      activation: 'leakyRelu',
      learningRate: 1e-3,
      stepsPerCall: 30,
    },
    'digits, dense: G 256-512-784, D 512-256-1, batch 128',
    { kind: 'digits', points: images },
  ),
  caseOf(
    {
      id: 'dcgan64',
      batch: 64,
      latent: 64,
      width: 784,
      generator: null,
      discriminator: null,
      activation: 'leakyRelu',
      learningRate: 2e-4,
      stepsPerCall: 15,
    },
    'digits by convolutions (DCGAN), 28 × 28, batch 64',
    { kind: 'digits', points: images },
    {
      generator: [
        { dense: 6272 },
        { batchNorm: true, activation: 'relu' },
        { reshape: [7, 7, 128] },
        { convTranspose: 64, kernel: 4, stride: 2 },
        { batchNorm: true, activation: 'relu' },
        { convTranspose: 1, kernel: 4, stride: 2, activation: 'tanh' },
      ],
      discriminator: [
        { reshape: [28, 28, 1] },
        { conv: 64, kernel: 4, stride: 2, activation: 'leakyRelu' },
        { conv: 128, kernel: 4, stride: 2 },
        { batchNorm: true, activation: 'leakyRelu' },
        { flatten: true },
        { dense: 1 },
      ],
    },
  ),
]
