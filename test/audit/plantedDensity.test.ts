import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EngineUnderTest } from '../engine/agreement/engineUnderTest.ts'
import { densityRecipe } from '../engine/densityRecipes.ts'
import { canCheck, checkFiles, type Checked } from './python.ts'
import { withError } from './withError.ts'
import { stepFolder } from './write.ts'

const step = 3
const recipe = densityRecipe({ model: { kind: 'mixture', components: 3 }, objective: 'jsd' })

/** A tensor with an error of 1 %, and the group in which it has to show. */
const planted = {
  'metrics/loss.density': 'losses',
  'metrics/likelihood': 'losses',
  'metrics/gradient.model': 'gradient norms',
  'grad/model.mean': 'gradients of the model',
  'grad/model.weight': 'gradients of the model',
  'after/model.scale': 'updates of the model',
  'after/model.corner': 'updates of the model',
  'optimizer/after/model.mean.m': 'optimiser state of the model',
  'optimizer/after/model.weight.v': 'optimiser state of the model',
  'before/model.mean': 'gradients of the model',
  'optimizer/before/model.scale.m': 'optimiser state of the model',
  batch: 'losses',
  'noise/model.normal': 'losses',
}

describe.skipIf(!canCheck)('tools/audit.py on a density’s step', () => {
  const files = stepFolder()
  let checked: Map<string, Checked>

  beforeAll(async () => {
    const engine = new EngineUnderTest('wasm')
    const audit = await engine.audit(recipe, step).finally(() => engine.end())
    const without = { ...audit, tensors: audit.tensors.filter(({ name }) => name !== 'noise/model.normal') }
    const other = { ...recipe, objective: 'hellinger' } as unknown as typeof recipe
    const unknown = { ...recipe, data: { kind: 'checkerboard' } } as unknown as typeof recipe
    const newKey = { ...recipe, warmUp: 1 } as unknown as typeof recipe
    const paths: [string, string][] = [
      ['as it is', files.write('as it is', recipe, step, audit)],
      ...Object.keys(planted).map((name): [string, string] => [
        name,
        files.write(name, recipe, step, withError(audit, name)),
      ]),
      ['missing', files.write('missing', recipe, step, without)],
      ['other objective', files.write('other objective', other, step, audit)],
      ['unknown density', files.write('unknown density', unknown, step, audit)],
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
    ['missing', 'model.normal'],
    ['other objective', 'the objective “hellinger” is not known'],
    ['unknown density', 'the density of data of the kind “checkerboard” is not known'],
    ['unknown key', '“warmUp” of the recipe is not known'],
  ])('checks nothing of a file with something %s', (name, sentence) => {
    expect(checked.get(name)!.problem).toContain(sentence)
    expect(checked.get(name)!.agrees).toBeUndefined()
  })
})
