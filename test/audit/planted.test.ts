import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EngineUnderTest } from '../engine/agreement/engineUnderTest.ts'
import { smallRecipe } from '../engine/recipes.ts'
import { canCheck, checkFiles, type Checked } from './python.ts'
import { withError } from './withError.ts'
import { stepFolder } from './write.ts'

const step = 3
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

describe.skipIf(!canCheck)('tools/audit.py', () => {
  const files = stepFolder()
  let code: number
  let checked: Map<string, Checked>

  beforeAll(async () => {
    const engine = new EngineUnderTest('wasm')
    const audit = await engine.audit(recipe, step)
    const ofPacks = await engine.audit(packs, step).finally(() => engine.end())
    const without = { ...audit, tensors: audit.tensors.filter(({ name }) => name !== 'noise/latent.0') }
    const extra = { name: 'after/generator.7.weight', shape: [1], values: Float32Array.of(1) }
    const unknown = { ...recipe, loss: { kind: 'tomorrow' } } as unknown as typeof recipe
    const newKey = { ...recipe, schedule: { ...recipe.schedule, instanceNoise: 1 } } as typeof recipe
    const paths: [string, string][] = [
      ['as it is', files.write('as it is', recipe, step, audit)],
      ...Object.keys(planted).map((name): [string, string] => [
        name,
        files.write(name, recipe, step, withError(audit, name)),
      ]),
      ...Object.keys(plantedInPacks).map((name): [string, string] => [
        `packs, ${name}`,
        files.write(`packs, ${name}`, packs, step, withError(ofPacks, name)),
      ]),
      ['packs as they are', files.write('packs as they are', packs, step, ofPacks)],
      ['other step', files.write('other step', recipe, step + 1, audit)],
      ['missing', files.write('missing', recipe, step, without)],
      ['extra', files.write('extra', recipe, step, { ...audit, tensors: [...audit.tensors, extra] })],
      ['unknown loss', files.write('unknown loss', unknown, step, audit)],
      ['unknown key', files.write('unknown key', newKey, step, audit)],
      ['not there', '/nowhere/step.safetensors'],
      ['no safetensors', import.meta.filename],
    ]
    const outcome = await checkFiles(paths.map(([, path]) => path))
    code = outcome.code
    checked = new Map(outcome.checked.map((one, index) => [paths[index]![0], one]))
  }, 400_000)
  afterAll(() => files.remove())

  test('finds nothing where nothing is wrong', () => {
    expect(checked.get('as it is')).toMatchObject({ agrees: true })
    expect(checked.get('packs as they are')).toMatchObject({ agrees: true })
    expect(code).toBe(2)
  })

  function expectReported(file: string, name: string, group: string): void {
    const { agrees, groups } = checked.get(file)!
    expect(agrees).toBe(false)
    expect(groups![group]!.beyond).toBeGreaterThan(2e-4)
    // A tensor that left the step is named, unless another of its group is off because of it.
    if (/^(metrics|grad|after|optimizer.after)/.test(name)) expect(groups![group]!.tensor).toBe(name)
  }

  test.each(Object.entries(planted))('reports an error of 1 %% in %s among the %s', (name, group) =>
    expectReported(name, name, group),
  )

  test.each(Object.entries(plantedInPacks))('reports an error of 1 %% in %s among the %s of packs', (name, group) =>
    expectReported(`packs, ${name}`, name, group),
  )

  test('reports a wrong number of the step, which Adam’s correction reads', () => {
    expect(checked.get('other step')).toMatchObject({ agrees: false })
  })

  test.each([
    ['missing', 'the tensor “noise/latent.0” is missing'],
    ['extra', 'the tensor “after/generator.7.weight” is not known'],
    ['unknown loss', 'the loss “tomorrow” is not known'],
    ['unknown key', '“instanceNoise” of the schedule is not known'],
    ['not there', 'it can’t be read: No such file'],
    ['no safetensors', 'it is not a safetensors file'],
  ])('checks nothing of a file with something %s', (name, sentence) => {
    expect(checked.get(name)!.problem).toContain(sentence)
    expect(checked.get(name)!.agrees).toBeUndefined()
  })
})
