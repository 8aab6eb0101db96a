import type { Checkpoint } from '../../contract/engine.ts'
import type { KnobValues } from '../../contract/lesson.ts'
import { ganRecipeSchema, type GanRecipe } from '../../contract/recipe/schema.ts'
import { drawLatents } from '../latents.ts'
import { RandomStream } from '../random/stream.ts'
import type { Training } from '../training.ts'
import { check, type Lesson, type LessonTools } from './lesson.ts'
import { curve, fakesOf, logitsOf, meanOf, sigmoid } from './probes.ts'

type LossOfG = 'minimax' | 'nonSaturating'

const rateOfG = 0.05
/** Steps of D alone at most. */
const longest = 1000
const stepsPerLook = 5
const latents = 1000
/** The claim's factors. */
const [leastRatio, leastSpeed] = [50, 5]

interface Start {
  seed: number
  /** Standard deviation of the starting weights. */
  sd: number
}

/** A ring of eight modes; with a rate of 0 only D learns. */
function ringRecipe(loss: LossOfG, rate: number, { seed, sd }: Start): GanRecipe {
  return ganRecipeSchema.parse({
    name: loss === 'minimax' ? 'Ring, minimax, plain SGD' : 'Ring, non-saturating, plain SGD',
    data: { kind: 'ring' },
    latent: { size: 2 },
    generator: [{ dense: 64, activation: 'relu' }, { dense: 64, activation: 'relu' }, { dense: 2 }],
    discriminator: [{ dense: 64, activation: 'leakyRelu' }, { dense: 64, activation: 'leakyRelu' }, { dense: 1 }],
    initialization: { kind: 'normal', sd },
    loss: { kind: loss },
    optimizers: {
      generator: { kind: 'sgd', learningRate: rate },
      discriminator: { kind: 'adam', learningRate: 0.002, beta1: 0.5 },
    },
    schedule: { steps: 2000, batch: 128 },
    seed,
  })
}

/** Mean distance of points (n × 2) to the nearest of the modes (m × 2). */
function distanceToModes(points: Float32Array, modes: Float32Array): number {
  let sum = 0
  for (let i = 0; i < points.length; i += 2) {
    let least = Infinity
    for (let mode = 0; mode < modes.length; mode += 2) {
      least = Math.min(least, Math.hypot(points[i]! - modes[mode]!, points[i + 1]! - modes[mode + 1]!))
    }
    sum += least
  }
  return sum / (points.length / 2)
}

function distanceOf({ scene }: Training, fakes: Float32Array): number {
  if (scene.kind !== 'points' || !scene.modes) throw new Error('the ring has modes')
  return distanceToModes(fakes, scene.modes)
}

/** Trains D against a G that stands still until it gives fakes `until` on average; the run at that point. */
async function trainD(tools: LessonTools, start: Start, z: Float32Array, until: number) {
  const training = await tools.start(ringRecipe('nonSaturating', 0, start))
  const judged = async () => meanOf(await logitsOf(training, await fakesOf(training, z)), sigmoid)
  let mean = await judged()
  while (mean > until && training.step < longest) {
    await training.advance(stepsPerLook)
    mean = await judged()
    await tools.progress(0.3 * (training.step / longest), `D alone: mean D(G(z)) is ${mean.toFixed(3)}`)
  }
  return { training, mean }
}

interface Fork {
  /** ‖gradient‖ reaching G, by step from 1. */
  norms: number[]
  /** Distance to the data, by step from 0. */
  distances: number[]
  /** Steps to half the distance; `steps` where it was never reached. */
  half: number
  recipe: GanRecipe
}

/** Goes on from the checkpoint with that loss for G; ends early where a number is no longer finite. */
async function follow(
  tools: LessonTools,
  loss: LossOfG,
  from: { checkpoint: Checkpoint; start: Start; z: Float32Array },
  steps: number,
  tell: (step: number) => Promise<void>,
): Promise<Fork> {
  const recipe = ringRecipe(loss, rateOfG, from.start)
  const training = await tools.start(recipe, { checkpoint: from.checkpoint })
  const measure = async () => distanceOf(training, await fakesOf(training, from.z))
  const [norms, distances] = [[] as number[], [await measure()]]
  for (let step = 1; step <= steps; step++) {
    const [metrics] = await training.advance()
    const distance = await measure()
    if (!Number.isFinite(distance)) break
    norms.push(metrics!['gradient.generator']!)
    distances.push(distance)
    await tell(step)
  }
  const reached = distances.findIndex((distance) => distance <= distances[0]! / 2)
  return { norms, distances, half: reached < 0 ? steps : reached, recipe }
}

/** Both losses of G and the size of their slopes, against D and against D's logit. */
function showLosses(tools: LessonTools): void {
  const spread = (from: number, to: number) =>
    Array.from({ length: 199 }, (_, i) => from + ((i + 1) / 200) * (to - from))
  const [judgements, logits] = [spread(0, 1), spread(-8, 8)]
  tools.show({
    kind: 'curves',
    id: 'byD',
    title: 'Losses of G and the size of their slopes, against D',
    note: 'Against D itself the slope of log(1 − D) is 1 at D = 0: it doesn’t vanish here.',
    x: 'D(G(z))',
    y: 'loss; |slope|',
    series: [
      curve(
        'log(1 − D)',
        judgements.slice(0, -10),
        judgements.slice(0, -10).map((d) => Math.log1p(-d)),
      ),
      curve(
        'its slope, 1/(1 − D)',
        judgements.slice(0, -30),
        judgements.slice(0, -30).map((d) => 1 / (1 - d)),
        true,
      ),
      curve(
        '−log D',
        judgements.slice(10),
        judgements.slice(10).map((d) => -Math.log(d)),
      ),
      curve(
        'its slope, 1/D',
        judgements.slice(30),
        judgements.slice(30).map((d) => 1 / d),
        true,
      ),
    ],
  })
  tools.show({
    kind: 'curves',
    id: 'byLogit',
    title: 'The same against D’s logit, through which G learns',
    note: 'Left, where D is sure of a fake, the slope of log(1 − D) is D: next to nothing.',
    x: 'logit of D(G(z))',
    y: 'loss; |slope|',
    series: [
      curve(
        'log(1 − D)',
        logits,
        logits.map((logit) => -Math.log1p(Math.exp(logit))),
      ),
      curve('its slope, D', logits, logits.map(sigmoid), true),
      curve(
        '−log D',
        logits,
        logits.map((logit) => Math.log1p(Math.exp(-logit))),
      ),
      curve(
        'its slope, 1 − D',
        logits,
        logits.map((logit) => sigmoid(-logit)),
        true,
      ),
    ],
  })
}

const fromZero = (values: readonly number[], first = 0) => values.map((_, index) => index + first)

function showForks(tools: LessonTools, minimax: Fork, nonSaturating: Fork): void {
  const start = minimax.distances[0]!
  tools.show({
    kind: 'curves',
    id: 'distance',
    title: 'Distance to the data after the fork',
    note: 'Mean distance of 1,000 fakes to the nearest mode. It doesn’t ask whether every mode gets some.',
    x: 'step after the fork',
    y: 'distance',
    series: [
      curve('log(1 − D)', fromZero(minimax.distances), minimax.distances),
      curve('−log D', fromZero(nonSaturating.distances), nonSaturating.distances),
    ],
    lines: [{ value: start / 2, label: 'half of it' }],
  })
  tools.show({
    kind: 'curves',
    id: 'gradients',
    title: 'Size of the gradient that reaches G',
    x: 'step after the fork',
    y: '‖gradient‖',
    series: [
      curve('log(1 − D)', fromZero(minimax.norms, 1), minimax.norms),
      curve('−log D', fromZero(nonSaturating.norms, 1), nonSaturating.norms),
    ],
    logarithmic: true,
  })
}

async function run(knobs: KnobValues, tools: LessonTools) {
  const until = Number(knobs['until'])
  const start: Start = { seed: Number(knobs['seed']), sd: Number(knobs['sd']) }
  const steps = tools.quick ? 150 : 300
  showLosses(tools)
  const z = drawLatents({ kind: 'normal', size: 2 }, latents, new RandomStream(start.seed, 'probe'))
  const { training, mean } = await trainD(tools, start, z, until)
  tools.show({
    kind: 'picture',
    id: 'fork',
    title: `The fork: D alone has been trained for ${training.step} steps`,
    scene: training.scene,
    frame: await training.frame(),
  })
  const from = { checkpoint: training.checkpoint(), start, z }
  const followed = async (loss: LossOfG, done: number) =>
    follow(tools, loss, from, steps, (step) =>
      tools.progress(
        done + (0.35 * step) / steps,
        `${loss === 'minimax' ? 'log(1 − D)' : '−log D'}: ${step} of ${steps}`,
      ),
    )
  const minimax = await followed('minimax', 0.3)
  const nonSaturating = await followed('nonSaturating', 0.65)
  showForks(tools, minimax, nonSaturating)
  const ratio = nonSaturating.norms[0]! / minimax.norms[0]!
  return {
    numbers: {
      forkStep: training.step,
      meanD: mean,
      gradientMinimax: minimax.norms[0]!,
      gradientNonSaturating: nonSaturating.norms[0]!,
      ratio,
      distance: minimax.distances[0]!,
      halfMinimax: minimax.half,
      halfNonSaturating: nonSaturating.half,
      steps,
    },
    checks: [
      check(`D gives fakes at most ${until} on average at the fork`, mean <= until),
      check(`there −log D’s gradient is at least ${leastRatio} times that of log(1 − D)`, ratio >= leastRatio),
      check(
        `−log D halves the distance in at most 1/${leastSpeed} of the steps that log(1 − D) takes`,
        nonSaturating.half * leastSpeed <= minimax.half,
      ),
    ],
    recipes: [
      { label: 'log(1 − D) from the beginning', recipe: minimax.recipe },
      { label: '−log D from the beginning', recipe: nonSaturating.recipe },
    ],
  }
}

/** S6: where D is sure of the fakes, log(1 − D) gives G next to no gradient and −log D a large one. */
export const s6: Lesson = { digits: false, run }
