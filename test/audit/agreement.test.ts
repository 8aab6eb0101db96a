import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { skipped, testedBackends } from '../engine/agreement/backends.ts'
import { EngineUnderTest } from '../engine/agreement/engineUnderTest.ts'
import { auditedStep, cases } from './cases.ts'
import { canCheck, checkFiles, type Checked } from './python.ts'
import { stepFolder } from './write.ts'

for (const line of skipped) process.stderr.write(`${line}\n`)

/** Plain JavaScript and wasm share every rule; the slower of the two has nothing to add. */
const backends = testedBackends.filter((id) => id !== 'cpu')

describe.skipIf(!canCheck).each(backends)('a step of %s is that of double precision', (id) => {
  const files = stepFolder()
  let checked: Map<string, Checked>

  beforeAll(async () => {
    const engine = new EngineUnderTest(id)
    const paths: [string, string][] = []
    try {
      for (const [name, recipe] of Object.entries(cases)) {
        const audit = await engine.audit(recipe, auditedStep)
        paths.push([name, files.write(name, recipe, auditedStep, audit)])
      }
    } finally {
      engine.end()
    }
    const { checked: all } = await checkFiles(paths.map(([, path]) => path))
    checked = new Map(all.map((one, index) => [paths[index]![0], one]))
  }, 400_000)
  afterAll(() => files.remove())

  test.each(Object.keys(cases))('%s', (name) => {
    const { agrees, groups, problem } = checked.get(name)!
    expect(problem).toBeUndefined()
    const apart = Object.entries(groups!).filter(([, { beyond }]) => !(beyond <= 1e-4))
    expect([apart, agrees]).toEqual([[], true])
    const both = (group: string) => [`${group} of D`, `${group} of G`]
    const told = ['losses', ...both('gradients'), ...both('updates')]
    expect(Object.keys(groups!)).toEqual(expect.arrayContaining(told))
  })
})
