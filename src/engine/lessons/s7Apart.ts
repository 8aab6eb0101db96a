import { ganRecipeSchema, type GanRecipe } from '../../contract/recipe/schema.ts'
import { drawLatents } from '../latents.ts'
import { gameValue } from '../metrics/gameValue.ts'
import { RandomStream } from '../random/stream.ts'
import type { LessonTools } from './lesson.ts'
import { curve, estimateFrom, fakesOf, logitsOf, meanOf } from './probes.ts'

const mean: [number, number] = [2, 1.25]
const probes = 1000
const perLook = 25

/** Data far from where G begins; `spread` decides whether the two overlap. */
function apartRecipe(spread: number, seed: number, steps: number, noise: boolean): GanRecipe {
  const layer = { dense: 64, activation: 'leakyRelu' }
  const adam = (learningRate: number) => ({ kind: 'adam', learningRate, beta1: 0.5 })
  return ganRecipeSchema.parse({
    name: noise ? 'Far apart, with instance noise' : 'Far apart',
    data: {
      kind: 'linearGaussian',
      points: 5000,
      mean,
      matrix: [
        [spread, 0],
        [0, spread],
      ],
    },
    latent: { size: 2 },
    generator: [{ dense: 32, activation: 'relu' }, { dense: 2 }],
    discriminator: [layer, layer, { dense: 1 }],
    initialization: { kind: 'normal', sd: 0.1 },
    loss: { kind: 'minimax' },
    stabilizers: noise ? [{ kind: 'instanceNoise', sd: 3, until: 0.8 }] : [],
    optimizers: { generator: adam(0.0005), discriminator: adam(0.002) },
    schedule: { steps, batch: 128, discriminatorSteps: 2 },
    seed,
  })
}

export interface Apart {
  recipe: GanRecipe
  /** Of V, D's accuracy (both on the points and fakes without noise) and the distance of the means: step by step. */
  steps: number[]
  values: number[]
  accuracies: number[]
  distances: number[]
}

/** Trains G and D with the paper's own losses, with or without noise on what D sees. */
export async function trainApart(
  tools: LessonTools,
  { spread, seed, steps, noise }: { spread: number; seed: number; steps: number; noise: boolean },
  tell: (share: number, step: number) => Promise<void>,
): Promise<Apart> {
  const recipe = apartRecipe(spread, seed, steps, noise)
  const training = await tools.start(recipe)
  const { scene } = training
  if (scene.kind !== 'points') throw new Error('the data are points')
  const latents = drawLatents(recipe.latent, probes, new RandomStream(seed, 'probe'))
  const seen: Apart = { recipe, steps: [], values: [], accuracies: [], distances: [] }
  const look = async () => {
    const fakes = await fakesOf(training, latents)
    const [real, fake] = [await logitsOf(training, scene.real), await logitsOf(training, fakes)]
    const right = meanOf(real, (logit) => (logit > 0 ? 1 : 0)) + meanOf(fake, (logit) => (logit > 0 ? 0 : 1))
    const middle = [0, 1].map((axis) => meanOf(fakes.filter((_, index) => index % 2 === axis)))
    seen.steps.push(training.step)
    seen.values.push(gameValue(real, fake))
    seen.accuracies.push(right / 2)
    seen.distances.push(Math.hypot(middle[0]! - mean[0], middle[1]! - mean[1]))
  }
  await look()
  while (training.step < steps) {
    await training.advance(perLook)
    await look()
    await tell(training.step / steps, training.step)
  }
  const [id, title] = noise ? ['noisy', 'With noise that fades'] : ['plain', 'Without noise']
  tools.show({ kind: 'picture', id, title: `${title}: after ${steps} steps`, scene, frame: await training.frame() })
  return seen
}

export function showApart(tools: LessonTools, plain: Apart, noisy: Apart): void {
  const both = (of: (one: Apart) => number[]) => [
    curve('without noise', plain.steps, of(plain)),
    curve('with noise that fades', noisy.steps, of(noisy)),
  ]
  tools.show({
    kind: 'curves',
    id: 'apart.distance',
    title: 'Distance between the means of fakes and data',
    x: 'step',
    y: 'distance',
    series: both((one) => one.distances),
  })
  tools.show({
    kind: 'curves',
    id: 'apart.estimate',
    title: 'What D makes of the divergence, (V + 2 log 2) / 2',
    x: 'step',
    y: 'nat',
    series: both((one) => one.values.map(estimateFrom)),
    lines: [{ value: Math.LN2, label: 'log 2: V is 0' }],
  })
  tools.show({
    kind: 'curves',
    id: 'apart.accuracy',
    title: 'How often D is right',
    x: 'step',
    y: 'accuracy',
    series: both((one) => one.accuracies),
    lines: [{ value: 0.5, label: 'can’t tell' }],
  })
}
