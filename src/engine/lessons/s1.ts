import type { KnobValues } from '../../contract/lesson.ts'
import { DigitsJudge, judgedImages } from './digitsJudge.ts'
import { imagesFromRandom, sheet, trainModel } from './digitsModels.ts'
import { autoencoderOfDigits } from './digitsRecipes.ts'
import { check, type Lesson, type LessonTools } from './lesson.ts'
import { curve } from './probes.ts'

const leastFall = 0.6
const leastRatio = 1.5

async function run(knobs: KnobValues, tools: LessonTools) {
  const form = { quick: tools.quick, seed: Number(knobs['seed']) }
  const own = knobs['codes'] === 'encoded'
  const recipe = autoencoderOfDigits(form, Number(knobs['width']))
  const judge = new DigitsJudge(tools.data)
  const { training, series, last } = await trainModel(tools, recipe, {
    id: 'ae',
    share: (done) => 0.95 * done,
    parts: ['reconstructions', 'codes'],
  })
  const errors = series['error.reconstruction']!
  const steps = errors.map((_, index) => index + 1)
  tools.show({
    kind: 'curves',
    id: 'error',
    title: 'Reconstruction error',
    x: 'step',
    y: 'error',
    series: [curve('error', steps, errors)],
    lines: [{ value: (1 - leastFall) * errors[0]!, label: '60 % less' }],
  })
  const [firstError, lastError] = [errors[0]!, last('error.reconstruction')]
  // Codes that the encoder gave to other digits are random, too, but from where it puts its codes.
  const random = own
    ? await training.executor.call('reconstruct', judge.others, judgedImages)
    : await imagesFromRandom(training, recipe)
  const encoded = await training.executor.call('reconstruct', judge.examples, judgedImages)
  tools.show(sheet('random', own ? 'From the encoder’s own codes' : 'From random codes', random))
  tools.show(sheet('encoded', 'From the codes of real digits', encoded))
  const [ofRandom, ofEncoded] = [judge.judge(random), judge.judge(encoded)]
  const codes = await training.executor.call('encode', judge.examples, judgedImages)
  const fall = 1 - lastError / firstError
  const ratio = ofRandom.distance / ofEncoded.distance
  return {
    numbers: {
      firstError,
      lastError,
      fall,
      randomDistance: ofRandom.distance,
      encodedDistance: ofEncoded.distance,
      ratio,
      randomCovered: ofRandom.covered,
      codeSpread: Math.sqrt(codes.reduce((sum, value) => sum + value ** 2, 0) / codes.length),
    },
    checks: [
      check('the reconstruction error falls by at least 60 %', fall >= leastFall),
      check('random codes decode at least 1.5 times as far from the data as encoded ones', ratio >= leastRatio),
    ],
    recipes: [{ label: recipe.name, recipe }],
  }
}

/** S1: an auto-encoder gives back what it is fed, but random codes miss the region that its encoder uses. */
export const s1: Lesson = { digits: true, run }
