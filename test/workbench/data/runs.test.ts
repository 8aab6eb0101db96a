import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { WorkbenchClient, WorkbenchCommands, WorkbenchEvents } from '../../../src/contract/api.ts'
import { importData } from '../../../src/contract/importData.ts'
import type { Port } from '../../../src/contract/port.ts'
import { memoryPorts } from '../../../src/contract/ports/memory.ts'
import { messagePort } from '../../../src/contract/ports/messagePort.ts'
import { webSocketPort } from '../../../src/contract/ports/webSocket.ts'
import { ownDataRecipe } from '../../../src/contract/recipe/ownData.ts'
import { connectApi } from '../../../src/contract/rpc.ts'
import type { Workbench } from '../../../src/workbench/index.ts'
import { connectBench, openBench, presetRecipe, removeHome, temporaryHome, waitForState } from '../support/bench.ts'

let home: string
let bench: Workbench
const ends: (() => unknown)[] = []

beforeEach(async () => {
  home = await temporaryHome()
  bench = await openBench(home)
})
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
  await bench.close()
  await removeHome(home)
})

const ports: Record<string, () => Promise<Port> | Port> = {
  'in memory'() {
    const [own, other] = memoryPorts()
    bench.connect(other)
    return own
  },
  MessagePort() {
    const { port1, port2 } = new MessageChannel()
    bench.connect(messagePort(port2))
    ends.push(() => port1.close())
    return messagePort(port1)
  },
  async WebSocket() {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
    server.on('connection', (socket) => bench.connect(webSocketPort(socket)))
    await once(server, 'listening')
    const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as { port: number }).port}`)
    ends.push(() => {
      socket.terminate()
      server.close()
    })
    return webSocketPort(socket)
  },
}

function fileOf(name: string, text: string) {
  const bytes = new TextEncoder().encode(text)
  return { name, size: bytes.length, read: (from: number, to: number) => Promise.resolve(bytes.slice(from, to)) }
}

/** Rows of `columns` numbers around 1000, 2000 and so on. */
function table(rows: number, columns: number): string {
  const names = Array.from({ length: columns }, (_, column) => (column === 0 ? '"first, in m"' : `c${column}`))
  const row = (index: number) => names.map((_, column) => 1000 * (column + 1) + Math.sin(index * (column + 1)))
  return [names.join(','), ...Array.from({ length: rows }, (_, index) => row(index).join(','))].join('\n')
}

const send = (client: WorkbenchClient, text: string, id = 'mine') =>
  importData((name, params) => client.call(name, params), { id, name: 'my.csv', files: [fileOf('my.csv', text)] })

/** The preset “ring” with its networks made to fit kept data, a few steps long. */
async function recipeFor(client: WorkbenchClient, hash: string, more: object = {}) {
  const dataSet = (await client.call('data.list', {})).find((one) => one.hash === hash)!
  const data = { ...ownDataRecipe(dataSet), ...more }
  const width = 'columns' in data ? data.columns.length : 0
  const ring = (await presetRecipe('ring')) as { generator: object[]; schedule: object }
  const generator = [...ring.generator.slice(0, -1), { dense: width, activation: 'linear' }]
  return { ...ring, name: 'Mine', data, generator, schedule: { steps: 40, batch: 32, snapshots: 4 } }
}

async function train(client: WorkbenchClient, recipe: object) {
  const { id } = await client.call('runs.create', { recipe, engine: 'cpu' })
  await waitForState(client, id, 'finished')
  return id
}

const lines = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trimEnd().split('\n')

describe.each(Object.keys(ports))('data over %s', (transport) => {
  test('is sent in slices, trained on, and taken away in its own units', async () => {
    const client = connectApi<WorkbenchCommands, WorkbenchEvents>(await ports[transport]!())
    const changed = new Promise((resolve) => client.on('data.changed', resolve))
    const { dataSet, isNew } = await send(client, table(20_000, 2))
    expect([isNew, dataSet.count]).toEqual([true, 20_000])
    expect(await changed).toEqual({ dataSet })
    const recipe = await recipeFor(client, dataSet.hash, { points: 500 })
    const preview = await client.call('data.preview', { data: recipe.data, seed: 1 })
    expect(preview).toMatchObject({ kind: 'points', axes: { names: ['first, in m', 'c1'] } })
    const id = await train(client, recipe)
    const detail = await client.call('runs.get', { id })
    expect(detail.series).toEqual(expect.arrayContaining(['loss.generator', 'value.seen', 'value.fresh']))
    expect(await client.call('runs.frame', { id, step: 40 })).toHaveProperty('field')
    const samples = await client.call('runs.export', { id, request: { what: 'samples', format: 'csv' } })
    const [head, ...rows] = lines(samples.bytes)
    expect([head, rows.length]).toEqual(['"first, in m",c1', 100])
    for (const row of rows) {
      const [first, second] = row.split(',').map(Number)
      expect([Math.abs(first! - 1000) < 20, Math.abs(second! - 2000) < 20]).toEqual([true, true])
    }
    const { data, fake } = await client.call('runs.moments', { id })
    expect(data[0]).toBeCloseTo(1000, 0)
    expect(data[4]).toBeCloseTo(0.5, 1)
    expect(Math.abs(fake[1] - 2000)).toBeLessThan(20)
    await expect(client.call('data.remove', { hash: dataSet.hash })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('is refused with its line, and may be sent again', async () => {
    const client = connectApi<WorkbenchCommands, WorkbenchEvents>(await ports[transport]!())
    await expect(send(client, `${table(30_000, 3)}\n1,2,x`)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('my.csv, line 30002, column “c2”: “x” is not a number') as string,
    })
    expect(await client.call('data.list', {})).toEqual([])
    expect((await send(client, table(30_000, 3))).dataSet.count).toBe(30_000)
  })
})

test('moments of a table whose numbers lie far from 0 have all their digits, and the samples are those of pictures', async () => {
  const client = connectBench(bench)
  // Milliseconds since 1970 beside something small: single precision knows the first to two minutes only.
  const times = Array.from({ length: 300 }, (_, i) => 1_764_000_000_000 + 1000 * Math.round(10 * Math.sin(i)))
  const { dataSet } = await send(client, ['t,x', ...times.map((time, i) => `${time},${Math.cos(i)}`)].join('\n'))
  const id = await train(client, await recipeFor(client, dataSet.hash))
  const { data, fake, samples } = await client.call('runs.moments', { id })
  const mean = times.reduce((sum, time) => sum + time / 300, 0)
  const variance = times.reduce((sum, time) => sum + (time - mean) ** 2 / 300, 0)
  expect(data[0]).toBeCloseTo(mean, 0)
  expect(data[2] / variance).toBeCloseTo(1, 5)
  expect(fake[2]).toBeGreaterThan(0)
  expect([...samples].every((value) => Math.abs(value) < 100)).toBe(true)
})

test('a wide table is shown in two directions, without a field, and taken away whole', async () => {
  const client = connectBench(bench)
  const { dataSet } = await send(client, table(600, 5))
  const id = await train(client, await recipeFor(client, dataSet.hash, { points: 500 }))
  const { scene, series } = await client.call('runs.get', { id })
  expect(scene).toMatchObject({ kind: 'points', axes: { kind: 'principal', of: 5 } })
  expect(scene!.real).toHaveLength(1000)
  const frame = await client.call('runs.frame', { id, step: 40 })
  expect(frame.samples).toHaveLength(512)
  expect(frame).not.toHaveProperty('field')
  expect(series).toEqual(expect.arrayContaining(['value.seen', 'value.fresh']))
  const { bytes } = await client.call('runs.export', { id, request: { what: 'samples', format: 'csv' } })
  expect(lines(bytes)[0]).toBe('"first, in m",c1,c2,c3,c4')
  expect(lines(bytes)[1]!.split(',')).toHaveLength(5)
  await expect(client.call('runs.moments', { id })).rejects.toThrow('is made of rows of 5 numbers')
})

test('images train, and are previewed', async () => {
  const client = connectBench(bench)
  const idx = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 200, 0, 0, 0, 4, 0, 0, 0, 6)
  const bytes = Uint8Array.from([...idx, ...Array.from({ length: 200 * 24 }, (_, i) => (i * 7) % 256)])
  const read = (from: number, to: number) => Promise.resolve(bytes.slice(from, to))
  const { dataSet } = await importData((name, params) => client.call(name, params), {
    ...{ id: 'i', name: 'pictures', files: [{ name: 'pictures', size: bytes.length, read }] },
  })
  const data = { ...ownDataRecipe(dataSet), points: 150 }
  expect(await client.call('data.preview', { data })).toMatchObject({ kind: 'images', width: 6, height: 4 })
  const ring = (await presetRecipe('ring')) as { generator: object[] }
  const generator = [...ring.generator.slice(0, -1), { dense: 24, activation: 'tanh' }]
  const recipe = { ...ring, name: 'Pictures', data, generator, schedule: { steps: 10, batch: 32, snapshots: 2 } }
  const id = await train(client, recipe)
  expect((await client.call('runs.frame', { id, step: 10 })).samples).toHaveLength(64 * 24)
  const picture = await client.call('runs.export', { id, request: { what: 'figure', format: 'svg' } })
  expect(picture.bytes.length).toBeGreaterThan(1000)
})

test('an import that is given up, or whose client leaves, leaves nothing', async () => {
  const client = connectBench(bench)
  const leaving = connectBench(bench)
  const slice = new TextEncoder().encode(table(20_000, 2))
  for (const one of [client, leaving]) {
    await one.call('data.begin', { id: 'mine', name: 'my.csv' })
    await one.call('data.send', { id: 'mine', file: 'my.csv', bytes: slice, last: false })
  }
  await expect(client.call('data.begin', { id: 'mine', name: 'my.csv' })).rejects.toMatchObject({ code: 'conflict' })
  await client.call('data.cancel', { id: 'mine' })
  await client.call('data.cancel', { id: 'mine' })
  await expect(client.call('data.finish', { id: 'mine' })).rejects.toMatchObject({ code: 'conflict' })
  leaving.close()
  expect(await client.call('data.list', {})).toEqual([])
})

test('recipes that ask for what the data hasn’t are refused with a mend, and no run is made', async () => {
  const client = connectBench(bench)
  const { dataSet } = await send(client, table(100, 3))
  const refused = async (more: object) => {
    const recipe = await recipeFor(client, dataSet.hash, more)
    return client.call('runs.create', { recipe }).catch((error: unknown) => error)
  }
  expect(await refused({ points: 101 })).toMatchObject({
    code: 'bad-input',
    issues: [{ path: 'data.points', message: '“my.csv” has 100 rows', fix: { label: 'Set to 100' } }],
  })
  expect(await refused({ columns: ['c1', 'c2', 'c22'] })).toMatchObject({
    issues: [{ path: 'data.columns[2]', message: 'the data has no column “c22”; it has “first, in m”, “c1”, “c2”' }],
  })
  expect(await refused({ columns: ['c1', 'c2', 'c1'] })).toMatchObject({
    issues: [{ path: 'data.columns[2]', message: '“c1” stands there twice' }],
  })
  expect(await refused({ file: 'f'.repeat(64) })).toMatchObject({ code: 'not-found' })
  expect(await client.call('runs.list', {})).toEqual([])
})
