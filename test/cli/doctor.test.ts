import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { engineReport } from '../../src/workbench/engines.ts'
import { temporaryFolder } from '../workbench/home/homes.ts'
import { ganbenchHere } from './ganbench.ts'

// A cache without TensorFlow: the report is then the same on every machine.
const doctor = (...more: string[]) => {
  vi.stubEnv('GANBENCH_CACHE', join(temporaryFolder(), 'cache'))
  return ganbenchHere(temporaryFolder(), 'doctor', ...more)
}

it('tells the facts of the engine page, from the same source', async () => {
  const { code, out } = await doctor('--json')
  vi.stubEnv('GANBENCH_CACHE', join(temporaryFolder(), 'cache'))
  expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining(await engineReport())])
  vi.unstubAllEnvs()
})

it('names in words what each engine is, why one is missing, and the one command that changes it', async () => {
  const { code, out } = await doctor()
  expect(code).toBe(0)
  expect(out).toMatch(/^engine wasm {9}available\n {20}TensorFlow\.js compiled to WebAssembly/m)
  expect(out).toMatch(/^ {20}threads: 1 /m)
  expect(out).toMatch(/^ {20}[\d\s]+ bytes in .*tfjs-backend-wasm$/m)
  expect(out).toMatch(/^engine tensorflow {3}not available: .*not set up on this machine/m)
  expect(out).toMatch(/^ {20}to set it up: npm run setup:tensorflow$/m)
  expect(out).toMatch(/^new runs {12}train on onnx: /m)
})
