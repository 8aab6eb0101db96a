import { ganRecipeSchema, type GanRecipe } from '../../contract/recipe/schema.ts'
import type { KnobValues } from '../../contract/lesson.ts'
import { roundMixture } from '../datasets/density.ts'
import { cellMasses, makePlane } from '../metrics/plane.ts'
import { densityRun } from './densityRun.ts'
import { fitGaussian, gaussianDensity, type Divergence, type GaussianNumbers } from './fitGaussian.ts'
import { check, type Lesson, type LessonTools } from './lesson.ts'
import { curve } from './probes.ts'
import { gaussianScene } from './scenes.ts'

const modes = 8
const perCall = 100
/** Measures at the end of a run that its count of modes is the median of: from step to step it flickers. */
const lastMeasures = 10
const steps = 7000
const modeSd = 0.02

function ringRecipe(seed: number, radius: number, cure: boolean): GanRecipe {
  return ganRecipeSchema.parse({
    name: cure ? 'Ring of 8 with R1 and an average' : 'Ring of 8, modes dropped',
    data: { kind: 'ring', modes, radius, sd: modeSd },
    latent: { size: 2 },
    generator: [{ dense: 64, activation: 'relu' }, { dense: 64, activation: 'relu' }, { dense: 2 }],
    discriminator: [{ dense: 64, activation: 'leakyRelu' }, { dense: 64, activation: 'leakyRelu' }, { dense: 1 }],
    loss: { kind: 'nonSaturating' },
    regularizers: cure ? [{ kind: 'r1', weight: 3 }] : [],
    stabilizers: cure ? [{ kind: 'averagedGenerator', decay: 0.99 }] : [],
    optimizers: {
      // With this much momentum G drops modes on every seed tried; with 0.5 on some.
      generator: { kind: 'adam', learningRate: 0.001, beta1: 0.7 },
      discriminator: { kind: 'adam', learningRate: 0.0002, beta1: 0.7 },
    },
    schedule: { steps, batch: 128 },
    seed,
  })
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

interface Captured {
  steps: number[]
  modes: number[]
  good: number[]
}

/** Trains a ring and counts modes every hundred steps. */
async function trainRing(tools: LessonTools, recipe: GanRecipe, id: string, share: (done: number) => number) {
  const training = await tools.start(recipe)
  const captured: Captured = { steps: [], modes: [], good: [] }
  while (training.step < steps) {
    await training.advance(perCall)
    const measured = await training.measure()
    captured.steps.push(training.step)
    captured.modes.push(measured['modes']!)
    captured.good.push(measured['good']!)
    if (training.step % 500 === 0) {
      const frame = await training.frame()
      tools.show({ kind: 'picture', id, title: recipe.name, scene: training.scene, frame })
    }
    await tools.progress(share(training.step / steps), `${recipe.name}: step ${training.step} of ${steps}`)
  }
  return captured
}

const gapOf = (knobs: KnobValues) => 4 * Number(knobs['apart'])

/** Fits one Gaussian to two modes `gap` apart by a divergence, from a round one between the middle and the right. */
async function fitTwoModes(tools: LessonTools, kind: Divergence, gap: number, share: (done: number) => number) {
  const plane = makePlane([-7, 7, -5, 5], tools.quick ? 61 : 101)
  const centres = gap === 0 ? Float64Array.of(0, 0) : Float64Array.of(-gap / 2, 0, gap / 2, 0)
  const p = cellMasses(plane, roundMixture(centres, 0.5))
  const start: GaussianNumbers = [gap / 4, 0, Math.log(0.7), 0, Math.log(0.7)]
  const fitted = await fitGaussian(kind, plane, p, start, { steps: 150, rate: 0.3 }, async (step) => {
    await tools.progress(share(step / 150), `${kind} KL: step ${step} of 150`)
  })
  tools.show(gaussianScene(`${kind} KL`, kind, plane.extent, centres, 0.5, gaussianDensity(fitted)))
  return fitted[0]
}

async function run(knobs: KnobValues, tools: LessonTools) {
  const seed = Number(knobs['seed'])
  const radius = Math.max(2 * Number(knobs['apart']), 1e-3)
  const [bare, cured] = [ringRecipe(seed, radius, false), ringRecipe(seed, radius, true)]
  const without = await trainRing(tools, bare, 'bare', (done) => 0.42 * done)
  const with_ = await trainRing(tools, cured, 'cured', (done) => 0.42 + 0.48 * done)
  tools.show({
    kind: 'curves',
    id: 'modes',
    title: 'Modes captured',
    x: 'step',
    y: 'modes',
    series: [curve('with the cure', with_.steps, with_.modes), curve('without', without.steps, without.modes, true)],
    lines: [{ value: modes, label: 'all' }],
  })
  const gap = gapOf(knobs)
  const forward = await fitTwoModes(tools, 'forward', gap, (done) => 0.9 + 0.05 * done)
  const reverse = await fitTwoModes(tools, 'reverse', gap, (done) => 0.95 + 0.05 * done)
  const last = (values: readonly number[]) => values.slice(-lastMeasures)
  const [modesWithout, modesWith] = [median(last(without.modes)), median(last(with_.modes))]
  const fromMiddle = Math.abs(forward)
  const fromMode = Math.min(Math.abs(reverse - gap / 2), Math.abs(reverse + gap / 2))
  return {
    numbers: {
      modesWithout,
      modesWith,
      goodWithout: median(last(without.good)),
      goodWith: median(last(with_.good)),
      forwardFromMiddle: fromMiddle,
      reverseFromMode: fromMode,
      gap,
    },
    checks: [
      check('at most 6 of 8 modes without the cure', modesWithout <= 6),
      check('all 8 with it', modesWith === modes),
      check('forward KL’s mean within 10 % of the gap from the midpoint', gap > 0 && fromMiddle <= 0.1 * gap),
      check('reverse KL’s mean within 10 % of the gap from one mode', gap > 0 && fromMode <= 0.1 * gap),
    ],
    recipes: [
      { label: 'Without the cure', recipe: bare },
      { label: 'With the cure', recipe: cured },
      ...(['forward', 'reverse'] as const).map((kind) => ({
        label: `One Gaussian, ${kind} KL`,
        recipe: densityRun({
          name: `One Gaussian on two modes, ${kind} KL`,
          kind,
          data: { distance: gap, sd: 0.5 },
          start: { mean: [gap / 4, 0], sd: 0.7 },
          seed,
        }),
      })),
    ],
  }
}

/** S8: a ring whose modes the generator drops, a cure, and the two KL divergences that explain it. */
export const s8: Lesson = { digits: false, run }
