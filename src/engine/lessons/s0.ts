import type { KnobValues } from '../../contract/lesson.ts'
import { DigitsJudge } from './digitsJudge.ts'
import { imagesFromRandom, sheet, trainModel } from './digitsModels.ts'
import { autoencoderOfDigits, ganOfDigits, ganSteps, vaeOfDigits } from './digitsRecipes.ts'
import { check, type Lesson, type LessonTools } from './lesson.ts'

const size = 16

/** How far a sharpness is from that of real images: twice as sharp is as far as half as sharp. */
const fromReal = (sharpness: number) => Math.abs(Math.log(sharpness))

async function run(knobs: KnobValues, tools: LessonTools) {
  const form = { quick: tools.quick, seed: Number(knobs['seed']) }
  const asked = Number(knobs['ganSteps'])
  const recipes = {
    ae: autoencoderOfDigits(form, size),
    vae: vaeOfDigits(form, size),
    gan: ganOfDigits(form, asked),
  }
  const judge = new DigitsJudge(tools.data)
  tools.show(sheet('real', 'Real digits', judge.examples))
  const steps = { ae: recipes.ae.schedule.steps, vae: recipes.vae.schedule.steps, gan: ganSteps(form, asked) }
  const all = steps.ae + steps.vae + steps.gan
  const titles = { ae: 'Auto-encoder, random codes', vae: 'VAE, random codes', gan: 'GAN, random noise' }
  const numbers: Record<string, number> = { realDistance: judge.judge(judge.examples).distance }
  const judged: Partial<Record<keyof typeof recipes, ReturnType<DigitsJudge['judge']>>> = {}
  let before = 0
  for (const model of ['ae', 'vae', 'gan'] as const) {
    const share = (done: number) => (0.97 * (before + done * steps[model])) / all
    const { training } = await trainModel(tools, recipes[model], { id: model, share, parts: [] }, steps[model])
    before += steps[model]
    const images = await imagesFromRandom(training, recipes[model])
    const told = (judged[model] = judge.judge(images))
    numbers[`${model}Distance`] = told.distance
    numbers[`${model}Covered`] = told.covered
    numbers[`${model}Sharpness`] = told.sharpness
    tools.show(sheet(model, titles[model], images))
  }
  const [ae, vae, gan] = [judged.ae!, judged.vae!, judged.gan!]
  return {
    numbers,
    checks: [
      check(
        'the GAN’s sharpness is nearer 1 than the VAE’s, in |log|',
        fromReal(gan.sharpness) < fromReal(vae.sharpness),
      ),
      check('the VAE’s random samples are closer to the data than the auto-encoder’s', vae.distance < ae.distance),
    ],
    recipes: Object.values(recipes).map((recipe) => ({ label: recipe.name, recipe })),
  }
}

/** S0: three models of the same digits, by how close, how complete and how sharp what they draw is. */
export const s0: Lesson = { digits: true, run }
