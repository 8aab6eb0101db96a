import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StepAudit } from '../../src/contract/engine.ts'
import type { Recipe } from '../../src/contract/recipe/schema.ts'
import { EngineUnderTest } from '../engine/agreement/engineUnderTest.ts'
import { canCheck, checkFiles, type Checked } from './python.ts'
import { withError } from './withError.ts'
import { stepFolder } from './write.ts'

/** What a step's file tells. */
interface Told {
  recipe: Recipe
  step: number
  audit: StepAudit
}

type Change = (told: Told) => Partial<Told>

/** Another recipe in the file, such as no version of the workbench writes. */
export const withRecipe =
  (changes: object): Change =>
  ({ recipe }) => ({ recipe: { ...recipe, ...changes } as Recipe })

/** One tensor fewer in the file. */
export const lacking =
  (name: string): Change =>
  ({ audit }) => ({ audit: { ...audit, tensors: audit.tensors.filter((tensor) => tensor.name !== name) } })

interface Planted {
  recipe: Recipe
  /** Tensors with an error of 1 %, and the group in which it has to show. */
  planted: Readonly<Record<string, string>>
  /** By what is wrong with them: files of which nothing is checked, and what is said of each. */
  refused: Readonly<Record<string, readonly [Change, string]>>
}

const step = 3

/** Tests that tools/audit.py agrees with a step of the recipe, and reports whatever is changed in its file. */
export function describePlanted(title: string, { recipe, planted, refused }: Planted): void {
  describe.skipIf(!canCheck)(title, () => {
    const files = stepFolder()
    let code: number
    let checked: Map<string, Checked>

    beforeAll(async () => {
      const engine = new EngineUnderTest('wasm')
      const audit = await engine.audit(recipe, step).finally(() => engine.end())
      const changes: [string, Change][] = [
        ['as it is', () => ({})],
        ['other step', () => ({ step: step + 1 })],
        ...Object.keys(planted).map((name): [string, Change] => [name, () => ({ audit: withError(audit, name) })]),
        ...Object.entries(refused).map(([name, [change]]): [string, Change] => [name, change]),
      ]
      const paths = changes.map(([name, change]) => {
        const told = { recipe, step, audit }
        const file = { ...told, ...change(told) }
        return files.write(name, file.recipe, file.step, file.audit)
      })
      const outcome = await checkFiles(paths)
      code = outcome.code
      checked = new Map(outcome.checked.map((one, index) => [changes[index]![0], one]))
    }, 400_000)
    afterAll(() => files.remove())

    test('finds nothing where nothing is wrong', () => {
      expect(checked.get('as it is')).toMatchObject({ agrees: true })
      expect(code).toBe(Object.keys(refused).length > 0 ? 2 : 1)
    })

    test.each(Object.entries(planted))('reports an error of 1 %% in %s among the %s', (name, group) => {
      const { agrees, groups } = checked.get(name)!
      expect(agrees).toBe(false)
      expect(groups![group]!.beyond).toBeGreaterThan(2e-4)
      // A tensor that left the step is named, unless another of its group is off because of it.
      if (/^(metrics|grad|after|optimizer.after)/.test(name)) expect(groups![group]!.tensor).toBe(name)
    })

    test('reports a wrong number of the step, which Adam’s correction reads', () => {
      expect(checked.get('other step')).toMatchObject({ agrees: false })
    })

    test.each(Object.entries(refused))('checks nothing of a file with something %s', (name, [, sentence]) => {
      expect(checked.get(name)!.problem).toContain(sentence)
      expect(checked.get(name)!.agrees).toBeUndefined()
    })
  })
}
