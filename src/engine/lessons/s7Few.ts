import { ganRecipeSchema, type GanRecipe } from '../../contract/recipe/schema.ts'
import { allExamples, makeDataset } from '../datasets/index.ts'
import { gameValue } from '../metrics/gameValue.ts'
import type { Values } from '../executors/executor.ts'
import { RandomStream } from '../random/stream.ts'
import type { Training } from '../training.ts'
import { exactJsd, type GaussianData } from './exactGame.ts'
import { generatorOf } from './linearGenerator.ts'
import type { LessonTools } from './lesson.ts'
import { curve, fakesOf, logitsOf } from './probes.ts'

/** A round Gaussian of standard deviation 1 that overlaps N(0, I), what G makes, for the most part. */
const data: GaussianData = { mean: [0.5, 0.5], covariance: [1, 0, 1] }
const fresh = 2000
const perLook = 25
/** D has learnt its points by heart: no use in going on. */
const byHeart = -0.05

/** A large D against a G that stands still. An orthogonal matrix makes N(0, I) of N(0, I). */
function fewRecipe(points: number, seed: number): GanRecipe {
  const layer = { dense: 256, activation: 'leakyRelu' }
  return ganRecipeSchema.parse({
    name: 'A large D on few points',
    data: {
      kind: 'linearGaussian',
      points,
      mean: data.mean,
      matrix: [
        [1, 0],
        [0, 1],
      ],
    },
    latent: { size: 2 },
    generator: [{ dense: 2 }],
    discriminator: [layer, layer, layer, { dense: 1 }],
    initialization: { kind: 'orthogonal' },
    loss: { kind: 'minimax' },
    optimizers: {
      generator: { kind: 'sgd', learningRate: 0 },
      discriminator: { kind: 'adam', learningRate: 0.001, beta1: 0.5 },
    },
    schedule: { steps: 10_000, batch: Math.min(points, 64), fakeBatch: 'same' },
    seed,
  })
}

function examplesOf(recipe: GanRecipe, points: number, seed: number): Float32Array {
  return allExamples(makeDataset({ ...recipe.data, points }, seed))
}

/** A step's inputs from finite sets of real points and of latents: a run would draw new latents for ever. */
function inputsFrom(
  { executor, recipe }: Training,
  step: number,
  sets: { real: Float32Array; latents: Float32Array },
  order: RandomStream,
): Values {
  const { batch } = recipe.schedule
  const some = (rows: Float32Array) =>
    Float32Array.from(
      [...order.permutation(rows.length / 2).subarray(0, batch)].flatMap((row) => [rows[2 * row]!, rows[2 * row + 1]!]),
    )
  const values: Values = {}
  for (const { name, source } of executor.program.inputs) {
    if (source.kind === 'examples') values[name] = some(sets.real)
    if (source.kind === 'latent') values[name] = some(sets.latents)
    if (source.kind === 'number') values[name] = Float32Array.of(source.at(step))
  }
  return values
}

export interface Few {
  steps: number
  /** V on the points that D is trained on, and on as many as 2,000 of each kind that it has never seen, in nat. */
  own: number
  fresh: number
  /** V at the best D there is, −2 log 2 + 2 JSD. */
  truth: number
}

/** Trains a large D on `points` real points and as many fakes, no others, until it knows them by heart. */
export async function trainOnFew(
  tools: LessonTools,
  { points, seed, most }: { points: number; seed: number; most: number },
  tell: (share: number, step: number) => Promise<void>,
): Promise<Few> {
  const recipe = fewRecipe(points, seed)
  const training = await tools.start(recipe)
  const latents = (count: number, stream: string) => new RandomStream(seed, stream).normal(new Float32Array(2 * count))
  const own = { real: examplesOf(recipe, points, seed), latents: latents(points, 'few') }
  const unseen = { real: examplesOf(recipe, fresh, seed + 1), latents: latents(fresh, 'probe') }
  const valueOn = async (sets: typeof own) =>
    gameValue(await logitsOf(training, sets.real), await logitsOf(training, await fakesOf(training, sets.latents)))
  const order = new RandomStream(seed, 'order')
  const log = { steps: [0], own: [await valueOn(own)], fresh: [await valueOn(unseen)] }
  const generator = generatorOf(training.checkpoint())
  const truth = -2 * Math.LN2 + 2 * exactJsd(data, generator)
  for (let step = 0; step < most && log.own.at(-1)! < byHeart;) {
    for (const end = step + perLook; step < end; step++) {
      await training.executor.run(1, inputsFrom(training, step, own, order))
    }
    log.steps.push(step)
    log.own.push(await valueOn(own))
    log.fresh.push(await valueOn(unseen))
    await tell(step / most, step)
  }
  tools.show({
    kind: 'curves',
    id: 'few',
    title: `A large D on ${points} points: V on these, and on fresh ones`,
    note: 'Both distributions stay as they are and overlap; only D changes.',
    x: 'step of D',
    y: 'V, nat',
    series: [curve('on its own points', log.steps, log.own), curve('on fresh points', log.steps, log.fresh)],
    lines: [
      { value: truth, label: 'best D there is' },
      { value: 0, label: 'all told apart' },
    ],
  })
  return { steps: log.steps.at(-1)!, own: log.own.at(-1)!, fresh: log.fresh.at(-1)!, truth }
}
