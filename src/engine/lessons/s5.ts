import type { LessonFigure } from '../../contract/lesson.ts'
import { RandomStream } from '../random/stream.ts'
import { exactJsd, fakeTerm, realTerm, stepAgainst, type GaussianData } from './exactGame.ts'
import { check, type Lesson, type LessonTools } from './lesson.ts'
import type { LinearGenerator } from './linearGenerator.ts'
import { refit } from './s5Refit.ts'

/** The article's data: X = N·A + b. */
const data: GaussianData = { mean: [1, 2], covariance: [1.01, 1.95, 4.25] }
/** Below this a rise is rounding of the quadrature. */
const smallest = 1e-9
/** Steps at which D is also fitted, as in training, and how far its V may be from the exact one, in nat. */
const refitAt = [0, 5, 20, 80]
const mostRefitError = 0.04

interface Step {
  /** Gₜ. */
  generator: LinearGenerator
  /** V(Gₜ, Dₜ*), V(Gₜ₊₁, Dₜ*), V(Gₜ₊₁, Dₜ₊₁*). */
  before: number
  held: number
  after: number
}

const valueAt = (jsd: number) => -2 * Math.LN2 + 2 * jsd

/** Follows G downhill with the inner maximum solved exactly at every step. */
async function follow(start: LinearGenerator, rate: number, steps: number, tell: (step: number) => Promise<void>) {
  const taken: Step[] = []
  let generator = start
  let before = valueAt(exactJsd(data, generator))
  for (let step = 0; step < steps; step++) {
    const next = stepAgainst(data, generator, rate)
    const held = realTerm(data, generator) + fakeTerm(data, generator, next)
    const after = valueAt(exactJsd(data, next))
    taken.push({ generator, before, held, after })
    generator = next
    before = after
    await tell(step + 1)
  }
  return taken
}

const rises = (steps: readonly Step[]) => steps.filter(({ before, after }) => after > before + smallest).length
const falls = (steps: readonly Step[]) => steps.filter(({ before, held }) => held < before).length

function figure(id: string, title: string, steps: readonly Step[], refitted: readonly number[] = []): LessonFigure {
  const x = Float64Array.from(steps, (_, index) => index)
  const curve = (label: string, of: (step: Step) => number, dashed = false) => ({
    label,
    x,
    y: Float64Array.from(steps, of),
    dashed,
  })
  const risen = [...steps.entries()].filter(([, { before, after }]) => after > before + smallest)
  return {
    kind: 'curves',
    id,
    title,
    note: `${risen.length} of ${steps.length} steps made the divergence larger`,
    x: 'step of G',
    y: 'V, nat',
    series: [
      curve('V(Gₜ, Dₜ*)', ({ before }) => before),
      curve('V(Gₜ₊₁, Dₜ*)', ({ held }) => held, true),
      curve('V(Gₜ₊₁, Dₜ₊₁*)', ({ after }) => after),
      {
        label: 'rose',
        x: Float64Array.from(risen, ([index]) => index),
        y: Float64Array.from(risen, ([, { after }]) => after),
        dots: true,
      },
      ...(refitted.length > 0
        ? [
            {
              label: 'V(Gₜ, Dₜ), D fitted by training',
              x: Float64Array.from(refitAt),
              y: Float64Array.from(refitted),
              dots: true,
            },
          ]
        : []),
    ],
    lines: [{ value: -2 * Math.LN2, label: '−2 log 2: equal' }],
  }
}

function drawnGenerator(seed: number): LinearGenerator {
  const [a, b, c, d] = new RandomStream(seed, 'init.generator').normal(new Float64Array(4))
  return { weight: [0.7 * a!, 0.7 * b!, 0.7 * c!, 0.7 * d!], bias: [0, 0] }
}

async function run(knobs: Readonly<Record<string, number | string>>, tools: LessonTools) {
  const largest = Number(knobs['largest'])
  const sizes = [largest, largest / 2, largest / 5]
  const steps = tools.quick ? 100 : 200
  const start = drawnGenerator(Number(knobs['seed']))
  const found: Step[][] = []
  for (const [index, rate] of sizes.entries()) {
    const taken = await follow(start, rate, steps, (step) =>
      tools.progress((0.7 * (index + step / steps)) / (sizes.length + 1), `step size ${rate}: ${step} of ${steps}`),
    )
    found.push(taken)
    tools.show(figure(`size${index}`, `Step size ${rate}`, taken))
  }
  // Far beyond: one throw takes G out of the data's reach, where hardly anything is left to rise.
  const huge = await follow(start, 10 * largest, steps, (step) =>
    tools.progress((0.7 * (sizes.length + step / steps)) / (sizes.length + 1), `a huge step size: ${step} of ${steps}`),
  )
  tools.show(figure('huge', `A huge step size, ${10 * largest}`, huge))
  const [large, middle, small] = found as [Step[], Step[], Step[]]
  const fitted = await refit(
    tools,
    refitAt.map((step) => large[step]!.generator),
    Number(knobs['seed']),
    (done) => tools.progress(0.7 + 0.3 * done, 'D fitted by training at a few of the steps'),
  )
  const refitted = fitted.map(({ value }) => value)
  tools.show(figure('size0', `Step size ${largest}`, large, refitted))
  const refitError = Math.max(...refitted.map((value, index) => Math.abs(value - large[refitAt[index]!]!.before)))
  const share = rises(large) / steps
  const lower = found.flat().length > 0 ? falls(found.flat()) / found.flat().length : 0
  return {
    numbers: {
      risesLargest: rises(large),
      risesMiddle: rises(middle),
      risesSmallest: rises(small),
      risesHuge: rises(huge),
      steps,
      shareLargest: share,
      heldFalls: lower,
      refitError,
    },
    checks: [
      check(`the divergence rises in at least 5 % of steps of size ${sizes[0]}`, share >= 0.05),
      check(`and in none of ${steps} steps of size ${sizes[2]}`, rises(small) === 0),
      check(
        `D fitted by training comes within ${mostRefitError} nat of the exact V at ${refitAt.length} of the steps`,
        refitError <= mostRefitError,
      ),
    ],
    recipes: [],
  }
}

/** S5: a step of G that lowers V with D held may still raise the divergence, which is V's maximum over D. */
export const s5: Lesson = { digits: false, run }
