import { expect, it } from 'vitest'
import type { WorkbenchEvents } from '../../../src/contract/api.ts'
import { connectBench, openBench, removeHome, temporaryHome } from '../support/bench.ts'

it('S10 keeps its run, shows what is stored, and prints the moments of the exported CSV', async () => {
  const home = await temporaryHome()
  const bench = await openBench(home)
  try {
    const client = connectBench(bench)
    const told: WorkbenchEvents['lesson.told'][] = []
    client.on('lesson.told', (news) => told.push(news))
    const knobs = { steps: 250, seed: 3 }
    const result = await client.call('lessons.run', { id: 'one', lesson: 'S10', knobs, quick: true, engine: 'wasm' })
    expect(result.checks.filter(({ holds }) => !holds)).toEqual([])
    expect(result.holds).toBe(true)

    const texts = await client.call('lessons.list', {})
    const text = texts.find(({ id }) => id === 'S10')!
    expect(Object.keys(result.numbers)).toEqual(text.numbers.map(({ id }) => id))

    const [run] = await client.call('runs.list', {})
    expect(run).toMatchObject({ id: result.run, state: 'finished', step: 250 })
    const csv = await client.call('runs.export', { id: run!.id, request: { what: 'moments', format: 'csv' } })
    const generated = new TextDecoder().decode(csv.bytes).split('\n').at(-2)!.split(',').slice(2).map(Number)
    const printed = ['meanX', 'meanY', 'varianceX', 'covariance', 'varianceY'].map(
      (of) => result.numbers[`fakes.${of}`],
    )
    generated.forEach((value, index) => expect(printed[index]).toBeCloseTo(value, 9))

    const fresh = told.flatMap(({ figures }) => figures).findLast(({ id }) => id === 'fresh')
    expect(fresh).toMatchObject({ kind: 'picture', frame: { step: 250 } })
  } finally {
    await bench.close()
    await removeHome(home)
  }
}, 120_000)
