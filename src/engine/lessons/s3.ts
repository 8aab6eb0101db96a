import type { KnobValues } from '../../contract/lesson.ts'
import { ganRecipeSchema } from '../../contract/recipe/schema.ts'
import { roundMixture, type Density } from '../datasets/density.ts'
import { drawMixture } from '../datasets/mixture.ts'
import { sampleCheckpoint } from '../families/sample.ts'
import { entropy } from '../metrics/divergences.ts'
import { kernelDensity } from '../metrics/kernelEstimate.ts'
import { cellMasses, makePlane } from '../metrics/plane.ts'
import { densityRun } from './densityRun.ts'
import { fitGaussian, gaussianDensity, type Divergence, type GaussianNumbers } from './fitGaussian.ts'
import { check, type Lesson, type LessonTools } from './lesson.ts'
import { curve } from './probes.ts'
import { gaussianScene } from './scenes.ts'

const centres = Float64Array.of(-1.5, 0, 1.5, 0)
const sd = 0.6
const steps = 40
const samples = 4000
const start: GaussianNumbers = [1.5, 1, 0, 0.3, 0]
const bandwidths = { narrow: 0.02, wide: 0.5 }

/** −E log q over points, n × 2, with its standard error; in nat. */
function negativeLogLikelihood(points: Float32Array, q: Density): { mean: number; standardError: number } {
  const count = points.length / 2
  const values = Float64Array.from({ length: count }, (_, i) => -Math.log(q(points[2 * i]!, points[2 * i + 1]!)))
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1)
  return { mean, standardError: Math.sqrt(variance / count) }
}

/** The catch: a network's likelihood, guessed from its samples with two bandwidths. */
async function guessNetwork(tools: LessonTools, seed: number, points: Float32Array) {
  const recipe = ganRecipeSchema.parse({
    name: 'A network’s density',
    data: { kind: 'twoGaussians', distance: 3, sd },
    generator: [{ dense: 32, activation: 'tanh' }, { dense: 2 }],
    discriminator: [{ dense: 32, activation: 'tanh' }, { dense: 1 }],
    loss: { kind: 'nonSaturating' },
    optimizers: {
      generator: { kind: 'adam', learningRate: 0.002, beta1: 0.5 },
      discriminator: { kind: 'adam', learningRate: 0.002, beta1: 0.5 },
    },
    schedule: { steps: 600, batch: 64 },
    seed,
  })
  const training = await tools.start(recipe)
  while (training.step < recipe.schedule.steps) {
    await training.advance(50)
    await tools.progress(0.6 + 0.3 * (training.step / recipe.schedule.steps), `a network: step ${training.step}`)
  }
  const fakes = await sampleCheckpoint(recipe, training.executor, training.checkpoint(), 2000)
  tools.show({
    kind: 'picture',
    id: 'network',
    title: 'The network’s samples: no formula for their density',
    scene: training.scene,
    frame: { step: training.step, samples: fakes.slice(0, 1200) },
  })
  const guess = (bandwidth: number) => {
    const density = kernelDensity(fakes, bandwidth)
    // A point far from every sample has a density of 0 in double precision, and no logarithm.
    return negativeLogLikelihood(points.subarray(0, 2000), (x, y) => Math.max(density(x, y), 1e-300)).mean
  }
  return { recipe, narrow: guess(bandwidths.narrow), wide: guess(bandwidths.wide) }
}

async function run(knobs: KnobValues, tools: LessonTools) {
  const kind = knobs['divergence'] as Divergence
  const seed = Number(knobs['seed'])
  const plane = makePlane([-6, 6, -6, 6], tools.quick ? 81 : 121)
  const density = roundMixture(centres, sd)
  const p = cellMasses(plane, density)
  const truth = entropy(p, plane.area)
  const points = drawMixture(centres, sd, samples, seed)
  const curves = {
    step: [] as number[],
    likelihood: [] as number[],
    divergence: [] as number[],
    sample: [] as number[],
  }
  let errors = 0

  const fitted = await fitGaussian(kind, plane, p, start, { steps, rate: 0.1 }, async (step, numbers, divergence) => {
    const q = gaussianDensity(numbers)
    const masses = cellMasses(plane, q)
    const likelihood = -p.reduce((sum, mass, cell) => sum + mass * Math.log(masses[cell]! / plane.area), 0)
    const sample = negativeLogLikelihood(points, q)
    curves.step.push(step)
    curves.likelihood.push(likelihood)
    curves.divergence.push(divergence)
    curves.sample.push(sample.mean - divergence)
    errors = Math.max(errors, Math.abs(sample.mean - divergence - truth) / sample.standardError)
    await tools.progress((0.6 * step) / steps, `fitting: step ${step} of ${steps}`)
  })

  const difference = curves.likelihood.map((value, index) => value - curves.divergence[index]!)
  const strays = Math.max(...difference.map((value) => Math.abs(value - truth)))
  const line = (label: string, y: readonly number[], dashed = false) => curve(label, curves.step, y, dashed)
  const name = kind === 'forward' ? 'KL(p ‖ q)' : 'KL(q ‖ p)'
  tools.show({
    kind: 'curves',
    id: 'likelihood',
    title: 'Likelihood and divergence',
    x: 'step',
    y: 'nat',
    series: [
      line('−E log q', curves.likelihood),
      line(name, curves.divergence),
      line('their difference', difference, true),
    ],
    lines: [{ value: truth, label: 'the data’s entropy' }],
  })
  tools.show(gaussianScene('The fitted Gaussian', 'fitted', plane.extent, centres, sd, gaussianDensity(fitted)))
  const network = await guessNetwork(tools, seed, points)
  const apart = Math.abs(network.narrow - network.wide)
  const asRun = densityRun({
    name: 'A Gaussian for two',
    kind,
    data: { distance: 3, sd },
    start: { mean: [start[0], start[1]], sd: 1 },
    seed,
  })
  return {
    numbers: {
      entropy: truth,
      strays,
      standardErrors: errors,
      divergenceFirst: curves.divergence[0]!,
      divergenceLast: curves.divergence.at(-1)!,
      guessNarrow: network.narrow,
      guessWide: network.wide,
      guessesApart: apart,
    },
    checks: [
      check('−E log q − KL strays at most 1e-6 from the data’s entropy over the run', strays <= 1e-6),
      check('with samples in place of the sum, within 4 standard errors', errors <= 4),
      check('guesses of a network’s likelihood with two bandwidths differ by at least 0.5 nat', apart >= 0.5),
    ],
    recipes: [
      { label: 'The fitted Gaussian', recipe: asRun },
      { label: 'The network', recipe: network.recipe },
    ],
  }
}

/** S3: maximum likelihood is minimising KL(p ‖ q), and a network's likelihood can't be computed. */
export const s3: Lesson = { digits: false, run }
