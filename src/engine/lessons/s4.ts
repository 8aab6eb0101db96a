import type { Checkpoint } from '../../contract/engine.ts'
import type { KnobValues } from '../../contract/lesson.ts'
import { fieldGrid, makeField } from '../field.ts'
import type { Training } from '../training.ts'
import { check, type Lesson, type LessonTools } from './lesson.ts'
import { curve } from './probes.ts'
import { bestLogits, freshAccuracy, gameRecipe, measureGame, type GameSetup, type Measured } from './s4Game.ts'
import { networkGame } from './s4Network.ts'

/** Rates and lengths of a part: the rate falls so that what is left of the batches' noise settles. */
interface Stage {
  rateOfG: number
  rateOfD: number
  steps: number
}

const stagesOf = (quick: boolean): { frozen: Stage[]; joint: Stage[] } => {
  const short = quick ? 0.5 : 1
  return {
    frozen: [0.02, 0.005, 0.001].map((rateOfD) => ({ rateOfG: 0, rateOfD, steps: 300 * short })),
    joint: [
      { rateOfG: 0.01, rateOfD: 0.01, steps: quick ? 500 : 800 },
      { rateOfG: 0.003, rateOfD: 0.003, steps: 400 * short },
    ],
  }
}
const perLook = 25
/** The claim's limits: nat, mean |D − D*|, and how far accuracy may be from a half. */
const [mostError, mostGap, mostBias] = [0.02, 0.05, 0.05]

/** What was seen on the way, every 25 steps. */
class Log {
  readonly exact: Measured[] = []
  readonly batches: Record<string, number>[] = []
  readonly steps: number[] = []

  async take(training: Training, metrics: Record<string, number>): Promise<void> {
    this.exact.push(await measureGame(training, training.checkpoint()))
    this.batches.push(metrics)
    this.steps.push(training.step)
  }

  show(tools: LessonTools): void {
    const exact = (label: string, of: (one: Measured) => number, dashed = false) =>
      curve(label, this.steps, this.exact.map(of), dashed)
    // Before the first step there is no batch yet.
    const batch = (label: string, name: string) =>
      curve(
        label,
        this.steps.slice(1),
        this.batches.slice(1).map((metrics) => metrics[name]!),
      )
    tools.show({
      kind: 'curves',
      id: 'estimate',
      title: 'What D makes of the divergence, and the truth',
      note: 'The truth is exact: a linear G makes Gaussian points, so both densities are known.',
      x: 'step',
      y: 'nat',
      series: [exact('(V + 2 log 2) / 2', (one) => one.estimate), exact('JSD', (one) => one.truth, true)],
      lines: [{ value: Math.LN2, label: 'log 2: no overlap' }],
    })
    tools.show({
      kind: 'curves',
      id: 'losses',
      title: 'V and both losses',
      x: 'step',
      y: 'nat',
      series: [
        exact('V', (one) => one.value),
        batch('loss of D, a batch', 'loss.discriminator'),
        batch('loss of G, a batch', 'loss.generator'),
      ],
      lines: [{ value: -2 * Math.LN2, label: '−2 log 2: can’t tell' }],
    })
    tools.show({
      kind: 'curves',
      id: 'accuracy',
      title: 'How often D is right, a batch',
      x: 'step',
      y: 'accuracy',
      series: [batch('on real', 'accuracy.real'), batch('on fake', 'accuracy.fake'), batch('together', 'accuracy')],
      lines: [{ value: 0.5, label: 'can’t tell' }],
    })
  }
}

/** D(x) and D*(x) over the same part of the plane. */
async function showFields(tools: LessonTools, training: Training, when: string): Promise<void> {
  const { scene } = training
  if (scene.kind !== 'points') throw new Error('the data are points')
  const frame = await training.frame()
  const grid = bestLogits(training.checkpoint(), fieldGrid(scene.extent))
  const none = new Float32Array(0)
  tools.show({ kind: 'picture', id: `d.${when}`, title: `D(x), ${when}`, scene, frame })
  tools.show({
    kind: 'picture',
    id: `best.${when}`,
    title: `D*(x) = p / (p + q), ${when}`,
    scene,
    frame: { ...frame, field: makeField('minimax', { grid, real: none, fake: none }) },
  })
}

async function run(knobs: KnobValues, tools: LessonTools) {
  const setup: GameSetup = {
    hidden: Number(knobs['hidden']),
    k: Number(knobs['k']),
    seed: Number(knobs['seed']),
    hiddenOfG: 0,
  }
  const { frozen, joint } = stagesOf(tools.quick)
  const total = [...frozen, ...joint].reduce((sum, { steps }) => sum + steps, 0)
  const log = new Log()
  let checkpoint: Checkpoint | undefined
  const play = async (stages: readonly Stage[], own: GameSetup, doing: string): Promise<Training> => {
    let training: Training | undefined
    for (const { rateOfG, rateOfD, steps } of stages) {
      training = await tools.start(gameRecipe(own, rateOfG, rateOfD), checkpoint ? { checkpoint } : {})
      if (log.steps.length === 0) await log.take(training, {})
      for (const end = training.step + steps; training.step < end;) {
        const metrics = await training.advance(perLook)
        await log.take(training, metrics.at(-1)!)
        await tools.progress((0.85 * training.step) / total, `${doing}: step ${training.step}`)
      }
      log.show(tools)
      checkpoint = training.checkpoint()
    }
    return training!
  }

  const settled = await play(frozen, { ...setup, k: 1 }, 'D alone')
  const found = log.exact.at(-1)!
  const accuracyFrozen = await freshAccuracy(settled)
  await showFields(tools, settled, 'G frozen')
  const trained = await play(joint, setup, 'both')
  const end = log.exact.at(-1)!
  const accuracy = await freshAccuracy(trained)
  await showFields(tools, trained, 'after joint training')
  const network = await networkGame(setup, tools, 0.85)
  const error = Math.abs(found.estimate - found.truth)
  return {
    numbers: {
      value: found.value,
      estimate: found.estimate,
      truth: found.truth,
      error,
      gap: found.gap,
      accuracyFrozen: accuracyFrozen.both,
      accuracyReal: accuracy.real,
      accuracyFake: accuracy.fake,
      accuracy: accuracy.both,
      truthAfter: end.truth,
      networkEstimate: network.estimate,
      networkKernel: network.kernel,
      networkBandwidth: network.bandwidth,
      networkKernelWide: network.kernelWide,
    },
    checks: [
      check(`with G frozen, D’s estimate is within ${mostError} nat of the exact JSD`, error <= mostError),
      check(`and D is within ${mostGap} of D* on average`, found.gap <= mostGap),
      check('after joint training D is right on 50 ± 5 % of fresh points', Math.abs(accuracy.both - 0.5) <= mostBias),
    ],
    recipes: [{ label: 'Both trained from the beginning', recipe: trained.recipe }],
  }
}

/** S4: for a fixed G the best D measures the Jensen–Shannon divergence; for a good G nothing is left to tell. */
export const s4: Lesson = { digits: false, run }
