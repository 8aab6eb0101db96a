import type { Moments } from '../../contract/api.ts'
import { makeDataset } from '../datasets/index.ts'
import { sampleCheckpoint } from '../families/sample.ts'
import { gaussianOf } from '../metrics/frechet.ts'
import { articleRecipe } from './articleRecipe.ts'
import { check, type Lesson } from './lesson.ts'

const perCall = 50
const freshPoints = 100
/** The article's mean b and covariance AᵀA. */
const truth: Moments = [1, 2, 1.01, 1.95, 4.25]

function momentsOf(points: Float32Array): Moments {
  const { mean, covariance } = gaussianOf(points, 2)
  return [mean[0]!, mean[1]!, covariance[0]!, covariance[1]!, covariance[3]!]
}

/** S10: 100 fresh points of the trained generator beside the 1,000 real ones, with their moments. */
export const s10: Lesson = {
  digits: false,
  async run(knobs, tools) {
    const recipe = articleRecipe(Number(knobs['seed']), 0.05)
    const steps = Number(knobs['steps'])
    const training = await tools.start(recipe)
    while (training.step < steps) {
      await training.advance(Math.min(perCall, steps - training.step))
      await tools.progress(training.step / steps, `step ${training.step} of ${steps}`)
    }
    const checkpoint = training.checkpoint()
    const fakes = await sampleCheckpoint(recipe, training.executor, checkpoint, freshPoints)
    const again = await sampleCheckpoint(recipe, training.executor, checkpoint, freshPoints)
    tools.show({
      kind: 'picture',
      id: 'points',
      title: '1,000 real points and 100 fresh fakes',
      scene: training.scene,
      frame: { step: training.step, samples: fakes },
    })
    const dataset = makeDataset(recipe.data, recipe.seed)
    const real = new Float32Array(2 * dataset.count)
    dataset.batch(
      Uint32Array.from({ length: dataset.count }, (_, index) => index),
      real,
    )
    const [ofData, ofFakes] = [momentsOf(real), momentsOf(fakes)]
    const names = ['meanX', 'meanY', 'varianceX', 'covariance', 'varianceY']
    const numbered = (prefix: string, moments: Moments) =>
      Object.fromEntries(names.map((name, index) => [`${prefix}.${name}`, moments[index]!]))
    const same = fakes.every((value, index) => value === again[index])
    const known = truth.every((value, index) => Math.abs(value - dataset.moments![index]!) < 1e-9)
    return {
      numbers: { ...numbered('data', ofData), ...numbered('fakes', ofFakes), points: fakes.length / 2 },
      checks: [
        check('the true moments are the article’s: b = (1, 2), AᵀA = [[1.01, 1.95], [1.95, 4.25]]', known),
        check('the stored checkpoint gives the same 100 points again, to the bit', same),
        check('100 fresh points were drawn', fakes.length === 2 * freshPoints),
      ],
      recipes: [{ label: 'The article’s run', recipe }],
    }
  },
}
