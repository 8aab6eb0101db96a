import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Recipe } from '../../src/contract/recipe/schema.ts'
import { EngineUnderTest } from '../engine/agreement/engineUnderTest.ts'
import { codingRecipe } from '../engine/codingRecipes.ts'
import { densityRecipe } from '../engine/densityRecipes.ts'
import { smallRecipe } from '../engine/recipes.ts'
import { canCheck, checkFiles, type Checked } from './python.ts'
import { stepFolder } from './write.ts'

const forkedAt = 9
const audited = 11
const plain = { kind: 'sgd', learningRate: 0.02 }
const adam = { kind: 'adam', learningRate: 0.01 }

interface Case {
  family: string
  parent: Recipe
  child: Recipe
  anew: string[]
  clocks: Record<string, number>
}

const cases: Case[] = [
  {
    // G's optimiser and the noise begin anew, D's goes on.
    family: 'gan',
    parent: smallRecipe({ optimizers: { generator: plain, discriminator: adam } }),
    child: smallRecipe({
      optimizers: { generator: adam, discriminator: adam },
      stabilizers: [{ kind: 'instanceNoise', sd: 0.4, until: 0.5 }, { kind: 'averagedGenerator' }],
    }),
    anew: ['the instance noise', 'G’s optimiser', 'the average weights'],
    clocks: { 'optimizer.generator': forkedAt, instanceNoise: forkedAt },
  },
  {
    family: 'vae',
    parent: codingRecipe('vae', { optimizer: plain }),
    child: codingRecipe('vae', { optimizer: adam }),
    anew: ['the optimiser'],
    clocks: { optimizer: forkedAt },
  },
  {
    family: 'density',
    parent: densityRecipe({ optimizer: plain }),
    child: densityRecipe({ optimizer: adam, objective: 'jsd' }),
    anew: ['the optimiser'],
    clocks: { optimizer: forkedAt },
  },
]

describe.skipIf(!canCheck).each(cases)(
  'a step of a run that went on from another: $family',
  ({ parent, child, anew, clocks }) => {
    const files = stepFolder()
    let checked: Checked[]

    beforeAll(async () => {
      const engine = new EngineUnderTest('wasm')
      try {
        const { checkpoints } = await engine.train(parent, { pauseAt: forkedAt })
        const forked = await engine.fork(
          child,
          parent,
          checkpoints.find(({ step }) => step === forkedAt)!,
        )
        expect(forked.anew).toEqual(anew)
        const audit = await engine.audit(child, audited, forked.checkpoint)
        expect(audit.clocks).toEqual(clocks)
        const without = Object.keys(clocks).map((name) => {
          const { [name]: _, ...others } = clocks
          return others
        })
        const paths = [clocks, ...without].map((told, index) =>
          files.write(`clocks ${index}`, child, audited, { ...audit, clocks: told as Record<string, number> }),
        )
        checked = (await checkFiles(paths)).checked
      } finally {
        engine.end()
      }
    }, 200_000)
    afterAll(() => files.remove())

    test('is that of double precision, with its clocks counted from the fork', () => {
      expect(checked[0]).toMatchObject({ agrees: true })
    })

    test('is not with any clock counted from step 0', () => {
      expect(checked.length).toBe(1 + Object.keys(clocks).length)
      for (const one of checked.slice(1)) expect(one).toMatchObject({ agrees: false })
    })
  },
)
