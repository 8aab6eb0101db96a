import type { Checkpoint } from '../../contract/engine.ts'
import { ganRecipeSchema, type GanRecipe } from '../../contract/recipe/schema.ts'
import { gaussian } from '../datasets/density.ts'
import { allExamples, makeDataset } from '../datasets/index.ts'
import { bestDiscriminator, distanceFromBest, gameValue } from '../metrics/divergences.ts'
import { cellMasses } from '../metrics/plane.ts'
import { RandomStream } from '../random/stream.ts'
import type { Training } from '../training.ts'
import { exactJsd, planeAround, type GaussianData } from './exactGame.ts'
import { densityOf, generatorOf } from './linearGenerator.ts'
import { estimateFrom, fakesOf, logitsOf, meanOf, sigmoid } from './probes.ts'

/** The article's data: X = N·A + b. */
const gaussianData: GaussianData = { mean: [1, 2], covariance: [1.01, 1.95, 4.25] }
export const dataDensity = gaussian(gaussianData.mean, gaussianData.covariance)
/** Fresh points of each kind that D is asked about. */
const fresh = 5000

export interface GameSetup {
  /** Units in each of D's two hidden layers; 0 for none. */
  hidden: number
  /** Discriminator steps before each of G's. */
  k: number
  seed: number
  /** Units of G's hidden layer; 0 for a linear G. */
  hiddenOfG: number
}

/** The article's data with many more points, and the paper's own game on it; with G's rate at 0 only D learns. */
export function gameRecipe({ hidden, k, seed, hiddenOfG }: GameSetup, rateOfG: number, rateOfD: number): GanRecipe {
  const layer = { dense: hidden, activation: 'tanh' }
  const adam = (learningRate: number) => ({ kind: 'adam', learningRate, beta1: 0.5 })
  return ganRecipeSchema.parse({
    name: 'The paper’s game on Gaussian data',
    data: { kind: 'linearGaussian', points: 20_000 },
    latent: { size: 2 },
    generator: [...(hiddenOfG > 0 ? [{ dense: hiddenOfG, activation: 'tanh' }] : []), { dense: 2 }],
    discriminator: [...(hidden > 0 ? [layer, layer] : []), { dense: 1 }],
    // So that no seed draws a G whose fakes lie so close to a line that the sums over the plane miss it.
    initialization: hiddenOfG > 0 ? { kind: 'normal', sd: 0.5 } : { kind: 'orthogonal', gain: 0.7 },
    loss: { kind: 'minimax' },
    optimizers: { generator: adam(rateOfG), discriminator: adam(rateOfD) },
    schedule: { steps: 10_000, batch: 256, discriminatorSteps: k },
    seed,
  })
}

export interface Measured {
  step: number
  /** V(G, D) by quadrature, in nat. */
  value: number
  /** (V + 2 log 2) / 2: what D makes of the divergence. */
  estimate: number
  /** The exact JSD. */
  truth: number
  /** Mean |D − D*| under the mixture of data and fakes. */
  gap: number
}

/** D as it is beside the best D for the linear G as it is, over the same cells. */
export async function measureGame(training: Training, checkpoint: Checkpoint): Promise<Measured> {
  const generator = generatorOf(checkpoint)
  const plane = planeAround(gaussianData, generator)
  const [p, q] = [cellMasses(plane, dataDensity), cellMasses(plane, densityOf(generator))]
  const logits = await logitsOf(training, Float32Array.from(plane.centres))
  const value = gameValue(logits, p, q)
  return {
    step: training.step,
    value,
    estimate: estimateFrom(value),
    truth: exactJsd(gaussianData, generator),
    gap: distanceFromBest(Array.from(logits, sigmoid), p, q),
  }
}

/** Logits of D*(x) = p / (p + q) at points of the plane (n × 2). */
export function bestLogits(checkpoint: Checkpoint, points: Float32Array): Float32Array {
  const density = densityOf(generatorOf(checkpoint))
  const at = (of: (x: number, y: number) => number) =>
    Float64Array.from({ length: points.length / 2 }, (_, i) => of(points[2 * i]!, points[2 * i + 1]!))
  return Float32Array.from(bestDiscriminator(at(dataDensity), at(density)), (best) => Math.log(best / (1 - best)))
}

/** Share of points D has never seen that it calls rightly: real ones of another sample, and fakes of other latents. */
export async function freshAccuracy(training: Training): Promise<{ real: number; fake: number; both: number }> {
  const { data, seed } = training.recipe
  const real = allExamples(makeDataset({ ...data, points: fresh }, seed + 1))
  const latents = new RandomStream(seed, 'probe').normal(new Float32Array(2 * fresh))
  const ofReal = meanOf(await logitsOf(training, real), (logit) => (logit > 0 ? 1 : 0))
  const ofFake = meanOf(await logitsOf(training, await fakesOf(training, latents)), (logit) => (logit > 0 ? 0 : 1))
  return { real: ofReal, fake: ofFake, both: (ofReal + ofFake) / 2 }
}
