import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { skipped, testedBackends } from '../engine/agreement/backends.ts'
import { EngineUnderTest } from '../engine/agreement/engineUnderTest.ts'
import { auditedStep, cases } from './cases.ts'
import { canCheck, checkFiles, type Checked } from './python.ts'
import { stepFolder } from './write.ts'

for (const line of skipped) process.stderr.write(`${line}\n`)

/** Plain JavaScript runs the same kernel by kernel as wasm, much more slowly. */
const backends = testedBackends.filter((id) => id !== 'cpu')

describe.skipIf(!canCheck)('a step is that of double precision', () => {
  const files = stepFolder()
  /** By engine and case. */
  const checked = new Map<string, Checked>()
  const key = (backend: string, name: string) => `${backend}, ${name}`

  beforeAll(async () => {
    const engines = backends.map((id) => new EngineUnderTest(id))
    const written: { key: string; path: string }[] = []
    try {
      // Case by case: what is compiled for a recipe then serves the files of all engines.
      for (const [name, recipe] of Object.entries(cases)) {
        for (const engine of engines) {
          const audit = await engine.audit(recipe, auditedStep)
          const own = key(engine.backend, name)
          written.push({ key: own, path: files.write(own, recipe, auditedStep, audit) })
        }
      }
    } finally {
      for (const engine of engines) engine.end()
    }
    const { checked: all } = await checkFiles(written.map(({ path }) => path))
    for (const [index, one] of all.entries()) checked.set(written[index]!.key, one)
  }, 900_000)
  afterAll(() => files.remove())

  describe.each(backends)('on %s', (backend) => {
    test.each(Object.keys(cases))('%s', (name) => {
      const { agrees, groups, problem } = checked.get(key(backend, name))!
      expect(problem).toBeUndefined()
      const apart = Object.entries(groups!).filter(([, { beyond }]) => !(beyond <= 2e-4))
      expect([apart, agrees]).toEqual([[], true])
      const { family } = cases[name]!
      const parts =
        family === 'gan' ? ['D', 'G'] : family === 'density' ? ['the model'] : ['the encoder', 'the decoder']
      const told = ['losses', ...parts.flatMap((part) => [`gradients of ${part}`, `updates of ${part}`])]
      expect(Object.keys(groups!)).toEqual(expect.arrayContaining(told))
    })
  })
})
