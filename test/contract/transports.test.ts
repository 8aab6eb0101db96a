import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WorkbenchError } from '../../src/contract/errors.ts'
import type { Port } from '../../src/contract/port.ts'
import { connectApi, type Client } from '../../src/contract/rpc.ts'
import { issue, litter, type TestCommands, type TestEvents } from './service.ts'
import { transports } from './transports.ts'

const kinds = [Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array]
const oddNumbers = [NaN, Infinity, -Infinity, -0, 0, Number.MIN_VALUE, Number.MAX_VALUE, 0.1]

describe.each(transports)('the contract over $name', ({ open }) => {
  let port: Port
  let client: Client<TestCommands, TestEvents>
  let end: () => unknown

  beforeEach(async () => {
    ;({ port, end } = await open())
    client = connectApi<TestCommands, TestEvents>(port)
  })
  afterEach(() => end())

  const echo = (value: unknown) => client.call('echo', { value })

  it('answers calls, each its own, in whatever order they end', async () => {
    const stuck = client.call('never', {}).catch((error: unknown) => error)
    const values = await Promise.all([
      echo(1),
      client.call('nothing', {}),
      client.call('count', { inner: { list: [1, 2] } }),
      echo('b'),
    ])
    expect(values).toEqual([1, null, 2, 'b'])
    port.close()
    expect(await stuck).toBeInstanceOf(WorkbenchError)
  })

  it('carries plain values as they are', async () => {
    const value = {
      text: 'ü “q” \u2028 🎲',
      list: [1, [true, null], {}],
      deep: { a: { b: { c: [] } } },
      yes: true,
      none: null,
    }
    expect(await echo(value)).toEqual(value)
    expect(await echo(undefined)).toBeUndefined()
  })

  it('carries numbers that JSON has not', async () => {
    const back = (await echo({ numbers: oddNumbers, alone: -0 })) as { numbers: number[]; alone: number }
    expect(back.numbers.every((number, index) => Object.is(number, oddNumbers[index]))).toBe(true)
    expect(Object.is(back.alone, -0)).toBe(true)
  })

  it.each(kinds.map((Kind) => [Kind.name, Kind] as const))(
    'carries a %s as one, to the last bit',
    async (_name, Kind) => {
      const values = Kind.from([0, 1, 2, 250])
      const part = Kind.from([9, 1, 2, 9]).subarray(1, 3)
      const back = (await echo({ values, list: [part], empty: new Kind(0) })) as {
        values: unknown
        list: unknown[]
        empty: unknown
      }
      expect(back).toStrictEqual({ values, list: [Kind.from([1, 2])], empty: new Kind(0) })
      expect(Object.getPrototypeOf(back.values)).toBe(Kind.prototype)
    },
  )

  it('carries every double of an array, not-a-numbers and negative zeros too', async () => {
    const back = (await echo(Float64Array.from(oddNumbers))) as Float64Array
    expect(new BigUint64Array(back.buffer, back.byteOffset, back.length)).toEqual(
      new BigUint64Array(Float64Array.from(oddNumbers).buffer),
    )
  })

  it('carries a Node Buffer as the bytes it is', async () => {
    expect([...((await echo(Buffer.from([1, 2, 255]))) as Uint8Array)]).toEqual([1, 2, 255])
  })

  it('takes nothing a person wrote for a mark of its own', async () => {
    const value = { $array: ['Float64Array', 0, 4], $number: 'NaN', $$: { $array: 1 }, list: [{ $number: 'NaN' }] }
    expect(await echo(value)).toEqual(value)
  })

  it('carries 20 MB', async () => {
    const values = await client.call('big', { length: 2_500_000 })
    expect([values.length, values[0], values[2_499_999]]).toEqual([2_500_000, 0, 2_499_999])
    expect(((await echo({ values })) as { values: Float64Array }).values.at(-1)).toBe(2_499_999)
  })

  it('tells events in order, before the answer that follows them', async () => {
    const seen: number[] = []
    const off = client.on('tick', ({ index }) => seen.push(index))
    expect(await client.call('emit', { times: 500 })).toBe(500)
    expect(seen).toEqual(Array.from({ length: 500 }, (_, i) => i))
    off()
    await client.call('emit', { times: 1 })
    expect(seen).toHaveLength(500)
  })

  it('rejects with the error as it was thrown', async () => {
    const error = (await client.call('refuse', {}).catch((reason: unknown) => reason)) as WorkbenchError
    expect(error).toBeInstanceOf(WorkbenchError)
    expect([error.code, error.message, error.issues]).toEqual(['conflict', 'the run has ended', [issue]])
    await expect(client.call('break', {})).rejects.toMatchObject({ code: 'internal', message: 'a defect', issues: [] })
  })

  it('rejects where the result can’t be sent, and goes on', async () => {
    await expect(client.call('unsendable', {})).rejects.toMatchObject({ code: 'internal' })
    expect(await echo(1)).toBe(1)
  })

  it('rejects a call whose parameters can’t be sent, and goes on', async () => {
    await expect(echo({ big: () => 1, huge: 1n })).rejects.toThrow()
    expect(await echo(1)).toBe(1)
  })

  it('says which command there is not', async () => {
    for (const name of ['unheard', 'toString', '__proto__']) {
      await expect(client.call(name as 'echo', { value: 1 })).rejects.toMatchObject({
        code: 'bad-input',
        message: `there is no command “${name}”`,
      })
    }
  })

  it('names the parameter that is wrong', async () => {
    const call = client.call('count', { inner: { list: [1, 'two' as unknown as number] } })
    await expect(call).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/^count: inner\.list\[1\]: /) as string,
    })
    await expect(client.call('count', undefined as never)).rejects.toThrow(/^count: parameters: /)
  })

  it('passes over what is no message of the contract, from either side', async () => {
    for (const piece of litter) port.post(piece)
    await client.call('litter', {})
    expect(await echo(1)).toBe(1)
  })

  it('ends calls under way when it closes here, and takes no more', async () => {
    const waiting = client.call('never', {})
    const closed = new Promise<void>((resolve) => client.onClose(resolve))
    client.close()
    await closed
    await expect(waiting).rejects.toMatchObject({ code: 'unavailable' })
    await expect(echo(1)).rejects.toMatchObject({ code: 'unavailable' })
    expect(await new Promise((resolve) => port.onClose(() => resolve('told at once')))).toBe('told at once')
  })

  it('ends calls under way when the other side closes, after what it said before', async () => {
    const seen: number[] = []
    client.on('tick', ({ index }) => seen.push(index))
    const waiting = client.call('never', {})
    const told = Promise.allSettled([waiting, client.call('leave', {})])
    const closed = new Promise<void>((resolve) => client.onClose(resolve))
    await closed
    expect((await told).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(seen).toEqual([-1])
  })

  it('ends calls under way when the transport is cut', async () => {
    const waiting = client.call('never', {})
    await client.call('nothing', {})
    end()
    await expect(waiting).rejects.toMatchObject({ code: 'unavailable' })
  })
})

describe.each(transports)('a port over $name', ({ open }) => {
  it('keeps what came before anybody listened', async () => {
    const { port, end } = await open()
    await wait(250)
    const first = new Promise((resolve) => port.onMessage(resolve))
    expect(await first).toEqual({ kind: 'event', name: 'hello', payload: { values: Float64Array.of(1, NaN) } })
    end()
  })
})
