import { describe, expect, test } from 'vitest'
import { benchmarkCases } from '../../../src/workbench/bench/cases.ts'
import { runCase, runPair, type Settings } from '../../../src/workbench/bench/rounds.ts'
import { fakeContestants, type Fake } from './fakeContestants.ts'

const [smallest] = benchmarkCases

function settings(more: Partial<Settings> = {}): Settings {
  return { rounds: 3, seconds: 0, signal: new AbortController().signal, tell: () => {}, ...more }
}

async function run(fakes: Fake[], more?: Partial<Settings>) {
  const log: string[] = []
  const entries = await runCase(smallest!, fakeContestants(fakes, log), settings(more))
  return { log, entries }
}

describe('a case of the benchmark', () => {
  test('has every contestant once a round, beginning with another one each time', async () => {
    const { log } = await run([
      { name: 'a', steps: [1] },
      { name: 'b', steps: [1], stepsPerCall: 5 },
    ])
    expect(log).toEqual([
      ...['a begins', 'a one', 'a many', 'b begins', 'b one', 'b many'],
      ...['a one', 'b one', 'b many'],
      ...['b one', 'b many', 'a one'],
      ...['a one', 'b one', 'b many'],
      ...['a ends', 'b ends'],
    ])
  })

  test('tells the median of the rounds, warming up left out', async () => {
    // The first two warm up, one step a call and many; then one step, many, one step, many …
    const { entries } = await run([{ name: 'a', steps: [100, 100, 3, 30, 1, 10, 2, 20], stepsPerCall: 7 }])
    expect(entries[0]).toMatchObject({
      case: smallest!.peer.id,
      firstStepSeconds: 2,
      residentBytes: 1000,
      one: { stepsPerCall: 1, step: { median: 2, least: 1, greatest: 3, count: 3 } },
      many: { stepsPerCall: 7, step: { median: 20, least: 10, greatest: 30, count: 3 } },
      problem: null,
    })
  })

  test('gives slow contestants fewer rounds, but one', async () => {
    const { log, entries } = await run([
      { name: 'slow', steps: [9000] },
      { name: 'slower', steps: [50_000] },
    ])
    expect(entries.map(({ one }) => one?.step.count)).toEqual([2, 1])
    expect(log.filter((line) => line.startsWith('slower'))).toEqual(['slower begins', 'slower one', 'slower ends'])
  })

  test('goes on without those that can’t, and says why', async () => {
    const { log, entries } = await run([
      { name: 'a', steps: [1], fails: { at: 'begin', saying: 'no such library' } },
      { name: 'b', steps: [1], fails: { at: 'measure', saying: 'it ended' } },
      { name: 'c', steps: [1] },
    ])
    expect(entries.map(({ problem }) => problem)).toEqual(['no such library', 'it ended', null])
    expect(entries.map(({ one }) => one?.step.count ?? 0)).toEqual([0, 0, 3])
    expect(new Set(log.filter((line) => line.endsWith('ends')))).toEqual(new Set(['a ends', 'b ends', 'c ends']))
  })

  test('ends everything when it is stopped', async () => {
    const log: string[] = []
    const abort = new AbortController()
    const contestants = fakeContestants([{ name: 'a', steps: [1] }], log)
    const tell = (doing: string) => doing.includes('round 2') && abort.abort()
    await expect(runCase(smallest!, contestants, settings({ signal: abort.signal, tell }))).rejects.toThrow('abort')
    expect(log.at(-1)).toBe('a ends')
    expect(log.filter((line) => line === 'a one')).toHaveLength(2)
  })
})

test('two runs at once add up', async () => {
  const log: string[] = []
  const [contestant] = fakeContestants([{ name: 'a', steps: [2], stepsPerCall: 4 }], log)
  const pair = await runPair(smallest!, contestant!, settings())
  expect(pair).toEqual({
    case: smallest!.peer.id,
    name: 'a',
    stepsPerSecond: { median: 1000, least: 1000, greatest: 1000, count: 3 },
    problem: null,
  })
  expect(log.filter((line) => line === 'a ends')).toHaveLength(2)
})
