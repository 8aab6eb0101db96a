import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/workbench/bench/report.ts'
import { enginesOf } from '../e2e/support/processes.ts'
import { temporaryFolder } from '../workbench/home/homes.ts'
import { ganbench, ganbenchHere, start } from './ganbench.ts'

const python = fileURLToPath(new URL('../workbench/bench/python.mjs', import.meta.url))
const tiny = ['--case', 'seed4', '--case', 'ring256', '--rounds', '2', '--seconds', '0.05']

describe('ganbench bench', () => {
  test('times engines and peers, writes a dated file and the page made from it', { timeout: 120_000 }, async () => {
    const folder = temporaryFolder()
    const flags = ['--engine', 'onnx', '--engine', 'cpu', '--peers', python, '--output', folder, '--json']
    const { code, out, err } = await ganbench(folder, 'bench', ...tiny, ...flags)
    expect({ code, err }).toMatchObject({ code: 0 })
    const report = JSON.parse(out) as Report
    const file = join(folder, 'benchmarks', `${report.date.slice(0, 10)}.json`)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(report)
    expect(readFileSync(join(folder, 'benchmarks.md'), 'utf8')).toContain('## ring256')

    for (const id of ['seed4', 'ring256']) {
      const entries = report.entries.filter((entry) => entry.case === id)
      const asked = entries.filter(({ chosen }) => !chosen).map(({ name, threads }) => `${name} ${threads}`)
      expect(asked.toSorted()).toEqual(['JAX 2', 'PyTorch 1', 'PyTorch 2', 'cpu 1', 'onnx 1', 'onnx 2'])
      const [choosing, ...others] = entries.filter(({ chosen }) => chosen)
      expect(choosing).toMatchObject({ name: 'onnx', threads: expect.any(Number) as number })
      expect(others).toEqual([])
      for (const entry of entries.filter(({ name }) => name === 'onnx' || name === 'cpu')) {
        expect(entry).toMatchObject({ problem: null, one: { stepsPerCall: 1, step: { count: 2 } } })
        expect(entry.one!.drawing).toBeGreaterThan(0)
        expect(entry.one!.drawing).toBeLessThan(1)
        expect(entry.firstStepSeconds).toBeGreaterThan(entry.preparing! / 1000)
        expect(entry.residentBytes).toBeGreaterThan(10 * 2 ** 20)
      }
      expect(entries.find(({ name }) => name === 'PyTorch')!.problem).toBe('Python has no package torch')
      expect(entries.find(({ name }) => name === 'JAX')).toMatchObject({
        version: `${id} on 2`,
        one: { step: { median: 1 } },
        many: { stepsPerCall: 10, step: { median: 1 } },
      })
    }
    expect(report.pairs.map(({ name, problem }) => [name, problem])).toEqual([
      ['onnx', null],
      ['PyTorch', 'Python has no package torch'],
      ['JAX', null],
    ])
  })

  test('Ctrl-C leaves no process and no file behind', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder()
    const bench = start(folder, ['bench', '--case', 'dcgan64', '--engine', 'cpu', '--output', folder])
    await bench.says('cpu, 1 thread begins')
    const engines = () => enginesOf(bench.child.pid!)
    await expect.poll(engines, { timeout: 10_000 }).toHaveLength(1)
    const [engine] = engines()
    bench.interrupt()
    const { code, err } = await bench.ended
    expect({ code, err }).toMatchObject({ code: 130, err: expect.stringContaining('nothing was written') as string })
    await expect.poll(() => alive(engine!)).toBe(false)
    expect(() => readFileSync(join(folder, 'benchmarks.md'))).toThrow('ENOENT')
  })

  test.each([
    [['--engine', 'abacus'], 'Allowed choices are'],
    [['--case', 'seed5'], 'Allowed choices are seed4'],
    [['--seconds', '-1'], 'from 0 to 600'],
  ])('%j is not understood', async (flags, says) => {
    const { code, err } = await ganbenchHere(temporaryFolder(), 'bench', ...flags)
    expect(code).toBe(2)
    expect(err).toContain(says)
  })

  test('a Python that is not there is told before anything is measured', async () => {
    const { code, err } = await ganbenchHere(temporaryFolder(), 'bench', '--peers', '/nowhere/python')
    expect(code).toBe(1)
    expect(err).toContain('--peers: /nowhere/python can’t be run')
  })
})

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
