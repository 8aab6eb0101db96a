import type { KnobValues } from '../../contract/lesson.ts'
import { DigitsJudge, judgedImages } from './digitsJudge.ts'
import { imagesFromRandom, sheet, trainModel, type TrainedModel } from './digitsModels.ts'
import { autoencoderOfDigits, vaeOfDigits } from './digitsRecipes.ts'
import { check, type Lesson, type LessonTools } from './lesson.ts'
import { curve } from './probes.ts'

/** Two auto-encoders that differ in nothing but chance are closer to each other than this; a VAE is not. */
const byMoreThanChance = 0.5

function showTerms(tools: LessonTools, { series }: TrainedModel): void {
  const terms = [
    ['reconstruction', series['loss.reconstruction']!],
    ['KL', series['loss.kl']!],
  ] as const
  const steps = terms[0][1].map((_, index) => index + 1)
  tools.show({
    kind: 'curves',
    id: 'terms',
    title: 'The VAE’s two terms',
    x: 'step',
    y: 'nats an example',
    series: terms.map(([label, values]) => curve(label, steps, values, label === 'KL')),
    logarithmic: true,
  })
}

async function run(knobs: KnobValues, tools: LessonTools) {
  const form = { quick: tools.quick, seed: Number(knobs['seed']) }
  const width = Number(knobs['width'])
  const recipes = { ae: autoencoderOfDigits(form, width), vae: vaeOfDigits(form, width, Number(knobs['klWeight'])) }
  const judge = new DigitsJudge(tools.data)
  const trained = async (model: 'ae' | 'vae', from: number) =>
    trainModel(tools, recipes[model], { id: model, share: (done) => from + 0.48 * done, parts: ['codes'] })
  const ae = await trained('ae', 0)
  const vae = await trained('vae', 0.48)
  showTerms(tools, vae)
  // Codes of one seed and one size are the same numbers for both.
  const [fromAe, fromVae] = [
    await imagesFromRandom(ae.training, recipes.ae),
    await imagesFromRandom(vae.training, recipes.vae),
  ]
  tools.show(sheet('aeRandom', 'Auto-encoder, random codes', fromAe))
  tools.show(sheet('vaeRandom', 'VAE, the same random codes', fromVae))
  const encoded = await vae.training.executor.call('reconstruct', judge.examples, judgedImages)
  const [ofAe, ofVae] = [judge.judge(fromAe), judge.judge(fromVae)]
  return {
    numbers: {
      aeDistance: ofAe.distance,
      vaeDistance: ofVae.distance,
      ratio: ofVae.distance / ofAe.distance,
      vaeEncodedDistance: judge.judge(encoded).distance,
      aeCovered: ofAe.covered,
      vaeCovered: ofVae.covered,
      reconstruction: vae.last('loss.reconstruction'),
      kl: vae.last('loss.kl'),
      aeError: ae.last('error.reconstruction'),
      vaeError: vae.last('error.reconstruction'),
    },
    checks: [
      check('the VAE’s random samples are closer to the data than the auto-encoder’s', ofVae.distance < ofAe.distance),
      check(
        'and by more than chance: they are at most half as far',
        ofVae.distance <= byMoreThanChance * ofAe.distance,
      ),
    ],
    recipes: Object.values(recipes).map((recipe) => ({ label: recipe.name, recipe })),
  }
}

/** S2: with its codes kept near N(0, I), a VAE's random codes decode to likelier digits than an auto-encoder's. */
export const s2: Lesson = { digits: true, run }
