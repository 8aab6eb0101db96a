import type { KnobValues } from '../../contract/lesson.ts'
import { check, type Lesson, type LessonTools } from './lesson.ts'
import { estimateFrom } from './probes.ts'
import { showApart, trainApart } from './s7Apart.ts'
import { trainOnFew } from './s7Few.ts'

/** The claim's limits. */
const limits = { value: -0.05, estimate: 0.65, accuracy: 0.99, stuck: 0.1, falls: 0.8, own: -0.1, fresh: -1 }

const told = (value: number) => String(value).replace('-', '−')

async function run(knobs: KnobValues, tools: LessonTools) {
  const [spread, points, seed] = ['spread', 'points', 'seed'].map((id) => Number(knobs[id])) as [number, number, number]
  const steps = tools.quick ? 600 : 3000
  const apart = (noise: boolean, from: number) =>
    trainApart(tools, { spread, seed, steps, noise }, (share, step) =>
      tools.progress(from + 0.35 * share, `${noise ? 'with noise' : 'without noise'}: step ${step} of ${steps}`),
    )
  const plain = await apart(false, 0)
  const noisy = await apart(true, 0.35)
  showApart(tools, plain, noisy)
  const few = await trainOnFew(tools, { points, seed, most: tools.quick ? 1000 : 2000 }, (share, step) =>
    tools.progress(0.7 + 0.3 * share, `a large D on ${points} points: step ${step}`),
  )
  const [value, accuracy] = [plain.values.at(-1)!, plain.accuracies.at(-1)!]
  const changed = Math.abs(plain.distances.at(-1)! / plain.distances[0]! - 1)
  const fell = 1 - noisy.distances.at(-1)! / noisy.distances[0]!
  return {
    numbers: {
      value,
      estimate: estimateFrom(value),
      accuracy,
      distanceBefore: plain.distances[0]!,
      distancePlain: plain.distances.at(-1)!,
      changed,
      distanceNoisy: noisy.distances.at(-1)!,
      fell,
      fewOwn: few.own,
      fewFresh: few.fresh,
      fewTruth: few.truth,
      fewSteps: few.steps,
    },
    checks: [
      check(`apart: V is at least ${told(limits.value)}`, value >= limits.value),
      check(`D’s estimate is at least ${limits.estimate}, near log 2`, estimateFrom(value) >= limits.estimate),
      check('D is right on at least 99 %', accuracy >= limits.accuracy),
      check('G is stuck: the distance changed by less than 10 %', changed < limits.stuck),
      check('with noise that fades the distance fell by at least 80 %', fell >= limits.falls),
      check(`few points: V on D’s own points is at least ${told(limits.own)}`, few.own >= limits.own),
      check(`and on fresh points at most ${told(limits.fresh)}`, few.fresh <= limits.fresh),
    ],
    recipes: [
      { label: 'Apart, without noise', recipe: plain.recipe },
      { label: 'Apart, with noise that fades', recipe: noisy.recipe },
    ],
  }
}

/** S7: V at 0 leaves G nothing to follow, because the supports are apart or because D has learnt few points by heart. */
export const s7: Lesson = { digits: false, run }
