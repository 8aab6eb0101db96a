import { describe, expect, test } from 'vitest'
import { benchmarkPage } from '../../../src/workbench/bench/page.ts'
import { ratiosOf } from '../../../src/workbench/bench/ratios.ts'
import { spreadOf, type Entry, type Report } from '../../../src/workbench/bench/report.ts'

const timed = (median: number, stepsPerCall = 1) => ({
  stepsPerCall,
  step: { median, least: median / 2, greatest: median * 2, count: 5 },
  drawing: null,
})

const entry = (name: string, more: Partial<Entry>): Entry => ({
  case: 'ring256',
  name,
  threads: 1,
  chosen: false,
  version: '1.2.3',
  firstStepSeconds: 0.5,
  preparing: 100,
  compiling: null,
  again: null,
  residentBytes: 200 * 2 ** 20,
  one: null,
  many: null,
  problem: null,
  ...more,
})

const report: Report = {
  version: 1,
  date: '2026-11-23T18:00:00.000Z',
  machine: {
    processor: 'A processor',
    cores: 2,
    memoryBytes: 2 ** 34,
    system: 'linux, x64',
    node: '24.0.0',
    load: { before: 0.1, after: 1.5 },
  },
  rounds: 5,
  seconds: 0.4,
  entries: [
    entry('onnx', {
      one: timed(0.6),
      many: timed(0.4, 37),
      compiling: 43.21,
      again: { firstStepSeconds: 0.25, compiling: 20 },
    }),
    entry('onnx', { threads: 2, chosen: true, one: timed(0.9) }),
    entry('PyTorch', { one: timed(1.6) }),
    entry('PyTorch', { threads: 2, one: timed(1) }),
    entry('JAX', { one: timed(0.1), many: timed(0.2, 200) }),
    entry('tensorflow', { problem: 'it ended with code 1' }),
    entry('tfjs-node, as usually written', { threads: 2, one: timed(16) }),
    entry('wasm', { one: { ...timed(2), step: { median: 2, least: 0.5, greatest: 3, count: 5 } } }),
  ],
  pairs: [
    { case: 'ring256', name: 'onnx', stepsPerSecond: spreadOf([3000, 4000]), problem: null },
    { case: 'ring256', name: 'PyTorch', stepsPerSecond: spreadOf([1400]), problem: null },
  ],
}

test('the spread of several numbers', () => {
  expect(spreadOf([3, 1, 10])).toEqual({ median: 3, least: 1, greatest: 10, count: 3 })
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, least: 1, greatest: 4, count: 4 })
})

describe('ratios', () => {
  test('are those of the best times, against JAX those of its scan', () => {
    const rounded = ratiosOf(report).map(({ against, ratio, ofLeast, wanted }) => {
      return [against, Number(ratio.toFixed(3)), Number(ofLeast.toFixed(3)), wanted]
    })
    expect(rounded).toEqual([
      ['PyTorch', 0.4, 0.4, 0.5],
      ['JAX, scan', 2, 2, 2],
      ['tfjs-node, as usually written', 0.025, 0.025, 0.04],
      ['engine “wasm”', 0.2, 0.4, null],
    ])
  })

  test('there are none without the compiled engine', () => {
    expect(ratiosOf({ ...report, entries: report.entries.filter(({ name }) => name !== 'onnx') })).toEqual([])
  })
})

describe('the page', () => {
  const page = benchmarkPage(report)

  test('has a row for every contestant, with what went wrong', () => {
    expect(page).toContain('| onnx | 1 | 0.6 (0.3 – 1.2) | 0.4 (0.2 – 0.8) | 37 | 0.5 → 0.25 | 43.2 → 20 | 200 | – |')
    expect(page).toContain('| onnx | 2, chosen | 0.9 (0.45 – 1.8) | – |')
    expect(page).toContain('| tensorflow: it ended with code 1 | 1 | – | – | – | 0.5 | – | 200 | – |')
    expect(page).toContain('| ring256 | PyTorch | 0.4 | 1 | 0.4 | 0.4 | 0.5 |')
    expect(page).toContain('| onnx | ring256 | 3500 (3000 – 4000) | 2.5 |')
  })

  test('describes the machine, and leaves out cases that were not measured', () => {
    expect(page).toContain('A processor, 2 cores, 16 GiB; linux, x64; Node 24.0.0. Load before and after: 0.1 and 1.5')
    expect(page).toContain('## ring256')
    expect(page).not.toContain('## seed4')
  })
})
