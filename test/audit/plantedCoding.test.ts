import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EngineUnderTest } from '../engine/agreement/engineUnderTest.ts'
import { codingRecipe } from '../engine/codingRecipes.ts'
import { canCheck, checkFiles, type Checked } from './python.ts'
import { withError } from './withError.ts'
import { stepFolder } from './write.ts'

const step = 3
const recipe = codingRecipe('vae', {
  data: { kind: 'digits', points: 40 },
  latent: { size: 2 },
  encoder: [{ dense: 6, activation: 'tanh' }, { batchNorm: true }, { dense: 4 }],
  decoder: [{ dense: 5, activation: 'tanh' }, { dropout: 0.3 }, { dense: 784 }],
  schedule: { batch: 8 },
})

/** A tensor with an error of 1 %, and the group in which it has to show. */
const planted = {
  'metrics/error.reconstruction': 'losses',
  'metrics/loss.reconstruction': 'losses',
  'metrics/loss.kl': 'losses',
  'metrics/loss.total': 'losses',
  'metrics/gradient.encoder': 'gradient norms',
  'metrics/gradient.decoder': 'gradient norms',
  'grad/encoder.0.weight': 'gradients of the encoder',
  'grad/decoder.2.weight': 'gradients of the decoder',
  'after/encoder.2.weight': 'updates of the encoder',
  'after/decoder.0.bias': 'updates of the decoder',
  'after/encoder.1.runningVariance': 'statistics of the encoder',
  'optimizer/after/encoder.0.weight.m': 'optimiser state of the encoder',
  'optimizer/after/decoder.0.weight.v': 'optimiser state of the decoder',
  'before/encoder.2.weight': 'gradients of the encoder',
  'optimizer/before/decoder.0.weight.m': 'optimiser state of the decoder',
  batch: 'losses',
  'noise/code.epsilon': 'gradients of the decoder',
}

describe.skipIf(!canCheck)('tools/audit.py on a VAE’s step', () => {
  const files = stepFolder()
  let checked: Map<string, Checked>

  beforeAll(async () => {
    const engine = new EngineUnderTest('wasm')
    const audit = await engine.audit(recipe, step).finally(() => engine.end())
    const without = { ...audit, tensors: audit.tensors.filter(({ name }) => name !== 'noise/code.epsilon') }
    const bernoulli = { ...recipe, likelihood: { kind: 'bernoulli', sd: 1 } } as unknown as typeof recipe
    const newKey = { ...recipe, warmUp: 1 } as unknown as typeof recipe
    const paths: [string, string][] = [
      ['as it is', files.write('as it is', recipe, step, audit)],
      ...Object.keys(planted).map((name): [string, string] => [
        name,
        files.write(name, recipe, step, withError(audit, name)),
      ]),
      ['missing', files.write('missing', recipe, step, without)],
      ['other likelihood', files.write('other likelihood', bernoulli, step, audit)],
      ['unknown key', files.write('unknown key', newKey, step, audit)],
    ]
    const outcome = await checkFiles(paths.map(([, path]) => path))
    checked = new Map(outcome.checked.map((one, index) => [paths[index]![0], one]))
  }, 400_000)
  afterAll(() => files.remove())

  test('finds nothing where nothing is wrong', () => {
    expect(checked.get('as it is')).toMatchObject({ agrees: true })
  })

  test.each(Object.entries(planted))('reports an error of 1 %% in %s among the %s', (name, group) => {
    const { agrees, groups } = checked.get(name)!
    expect(agrees).toBe(false)
    expect(groups![group]!.beyond).toBeGreaterThan(2e-4)
    // A tensor that left the step is named, unless another of its group is off because of it.
    if (/^(metrics|grad|after|optimizer.after)/.test(name)) expect(groups![group]!.tensor).toBe(name)
  })

  test.each([
    ['missing', 'code.epsilon'],
    ['other likelihood', 'the likelihood “bernoulli” is not known'],
    ['unknown key', '“warmUp” of the recipe is not known'],
  ])('checks nothing of a file with something %s', (name, sentence) => {
    expect(checked.get(name)!.problem).toContain(sentence)
    expect(checked.get(name)!.agrees).toBeUndefined()
  })
})
