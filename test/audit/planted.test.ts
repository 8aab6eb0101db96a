import { describe, expect, test } from 'vitest'
import { smallRecipe } from '../engine/recipes.ts'
import { describePlanted, lacking, withRecipe } from './plantedStep.ts'
import { canCheck, checkFiles } from './python.ts'

const recipe = smallRecipe({
  data: { kind: 'digits', points: 40 },
  generator: [{ dense: 6, activation: 'tanh' }, { batchNorm: true }, { dense: 784 }],
  discriminator: [{ dense: 5, activation: 'tanh' }, { dropout: 0.3 }, { dense: 1 }],
  regularizers: [{ kind: 'gradientPenalty' }],
  schedule: { batch: 8 },
})

/** A tensor with an error of 1 %, and the group in which it has to show. */
const planted = {
  'metrics/loss.discriminator': 'losses',
  'metrics/loss.generator': 'losses',
  'metrics/penalty.gradient': 'losses',
  'metrics/gradient.generator': 'gradient norms',
  'metrics/accuracy.fake': 'accuracies',
  'grad/generator.0.weight': 'gradients of G',
  'grad/discriminator.2.weight': 'gradients of D',
  'after/generator.2.weight': 'updates of G',
  'after/discriminator.0.bias': 'updates of D',
  'after/generator.1.runningVariance': 'statistics of G',
  'optimizer/after/generator.0.weight.m': 'optimiser state of G',
  'optimizer/after/discriminator.0.weight.v': 'optimiser state of D',
  'before/discriminator.0.weight': 'gradients of D',
  'optimizer/before/discriminator.0.weight.m': 'optimiser state of D',
  batch: 'losses',
  'noise/latent.0': 'losses',
  'noise/latent.generator': 'gradients of G',
  'noise/interpolation.0': 'losses',
}

/** The same where D judges packs. */
const packs = smallRecipe({
  discriminator: [{ dense: 5, activation: 'tanh' }, { dropout: 0.3 }, { dense: 1 }],
  regularizers: [{ kind: 'gradientPenalty' }],
  stabilizers: [{ kind: 'packing', size: 2 }],
})
const plantedInPacks = Object.fromEntries(
  Object.entries(planted)
    .filter(([name]) => !name.includes('running'))
    .map(([name, group]) => [name.replace('generator.2', 'generator.1'), group]),
)

const extra = { name: 'after/generator.7.weight', shape: [1], values: Float32Array.of(1) }

describePlanted('tools/audit.py on a GAN’s step', {
  recipe,
  planted,
  refused: {
    missing: [lacking('noise/latent.0'), 'the tensor “noise/latent.0” is missing'],
    extra: [
      ({ audit }) => ({ audit: { ...audit, tensors: [...audit.tensors, extra] } }),
      'the tensor “after/generator.7.weight” is not known',
    ],
    'unknown loss': [withRecipe({ loss: { kind: 'tomorrow' } }), 'the loss “tomorrow” is not known'],
    'unknown key': [
      withRecipe({ schedule: { ...recipe.schedule, instanceNoise: 1 } }),
      '“instanceNoise” of the schedule is not known',
    ],
  },
})

describePlanted('tools/audit.py on a step whose D judges packs', {
  recipe: packs,
  planted: plantedInPacks,
  refused: {},
})

describe.skipIf(!canCheck)('tools/audit.py on what is no step', () => {
  test.each([
    ['not there', '/nowhere/step.safetensors', 'it can’t be read: No such file'],
    ['no safetensors', import.meta.filename, 'it is not a safetensors file'],
  ])('checks nothing of a file that is %s', async (_what, path, sentence) => {
    const { code, checked } = await checkFiles([path])
    expect(code).toBe(2)
    expect(checked).toHaveLength(1)
    expect(checked[0]!.problem).toContain(sentence)
    expect(checked[0]!.agrees).toBeUndefined()
  })
})
