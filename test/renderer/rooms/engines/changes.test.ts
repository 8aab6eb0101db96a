import { expect, it } from 'vitest'
import type { EngineReport } from '../../../../src/contract/api.ts'
import { describeChanges } from '../../../../src/renderer/rooms/engines/changes.ts'

const report = (available: boolean) =>
  ({
    engines: [
      { id: 'wasm', available: true },
      { id: 'tensorflow', available },
    ],
  }) as EngineReport

it('names what has come and what has gone since the first look', () => {
  expect(describeChanges(report(false), report(true))).toBe('TensorFlow is available now')
  expect(describeChanges(report(true), report(false))).toBe('TensorFlow is not available any more')
  expect(describeChanges(report(true), report(true))).toBe('Checked: nothing has changed')
})
