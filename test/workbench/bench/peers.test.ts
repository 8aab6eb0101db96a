import { existsSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, test, vi } from 'vitest'
// @ts-expect-error: a script without types
import { auditPlace } from '../../../scripts/audit/place.mjs'
import { engineInfos } from '../../../src/engine/backends/availability.ts'
import { benchmarkCases } from '../../../src/workbench/bench/cases.ts'
import { peerContestants, usualTfjs } from '../../../src/workbench/bench/peerContestant.ts'
import { findEntries } from '../../../src/workbench/entries.ts'
import { afterThisTest } from '../home/homes.ts'

const place = (auditPlace as () => { manifest: string; packages: string })()
const required = (process.env['GANBENCH_REQUIRE'] ?? '').split(',').includes('audit')

afterEach(() => vi.unstubAllEnvs())

/** A contestant by its name on the smallest case. */
function open(python: string, name: string) {
  const contestant = peerContestants({ command: python, script: findEntries().peers }).find((one) => one.name === name)!
  const session = contestant.open(benchmarkCases[0]!)
  afterThisTest(() => session.end())
  return session
}

describe('tools/peers.py', () => {
  // The packages that tools/audit.py needs hold JAX.
  test.runIf(existsSync(place.manifest) || required)('times steps in JAX', { timeout: 180_000 }, async () => {
    const { python } = JSON.parse(readFileSync(place.manifest, 'utf8')) as { python: string }
    vi.stubEnv('PYTHONPATH', place.packages)
    const session = open(python, 'JAX')
    const begun = await session.begin()
    expect(begun.version).toMatch(/^\d+\.\d+/)
    expect(begun.firstStepSeconds).toBeGreaterThan(begun.preparing! / 1000)
    expect(await session.measure('one', 0)).toMatchObject({ steps: 1, stepsPerCall: 1 })
    const { steps, took, residentBytes } = await session.measure('many', 0)
    expect(steps).toBe(benchmarkCases[0]!.peer.stepsPerCall)
    expect(took).toBeGreaterThan(0)
    expect(residentBytes).toBeGreaterThan(50 * 2 ** 20)
  })

  test('a Python that is not there is an error, not a wait', async () => {
    await expect(open('/nowhere/python', 'PyTorch').begin()).rejects.toThrow('/nowhere/python can’t be started')
  })

  test('a program that ends tells its last words', async () => {
    await expect(open(process.execPath, 'PyTorch').begin()).rejects.toThrow(/^it ended with code 1/)
  })
})

describe('tools/peers/tfjspeer.mjs', () => {
  const there = engineInfos().some(({ id, available }) => id === 'tensorflow' && available)
  const needed = (process.env['GANBENCH_REQUIRE'] ?? '').split(',').includes('tensorflow')

  test.runIf(there || needed).each(['seed4', 'ring256', 'dcgan64'])(
    'times the steps of a usual program of tfjs-node: %s',
    { timeout: 120_000 },
    async (id) => {
      const test = benchmarkCases.find(({ peer }) => peer.id === id)!
      const session = usualTfjs(findEntries().usualTfjs).open(test)
      afterThisTest(() => session.end())
      const begun = await session.begin()
      expect(begun.version).toMatch(/^4\.\d+\.\d+, TensorFlow 2\./)
      expect(begun.firstStepSeconds).toBeGreaterThan(begun.preparing! / 1000)
      const { steps, stepsPerCall, took } = await session.measure('one', 0.1)
      expect(stepsPerCall).toBe(1)
      expect(took / steps).toBeGreaterThan(1)
    },
  )
})
