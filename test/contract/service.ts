import { z } from 'zod'
import { WorkbenchError } from '../../src/contract/errors.ts'
import type { Port } from '../../src/contract/port.ts'
import { command, serveApi, type Served } from '../../src/contract/rpc.ts'

/** A small contract that shows everything a transport has to carry. */
export const testCommands = {
  echo: command<unknown>()(z.object({ value: z.unknown().optional() })),
  nothing: command<null>()(z.object({})),
  count: command<number>()(z.object({ inner: z.object({ list: z.array(z.number()) }) })),
  refuse: command<null>()(z.object({})),
  break: command<null>()(z.object({})),
  unsendable: command<unknown>()(z.object({})),
  never: command<null>()(z.object({})),
  /** Emits that many events, then answers. */
  emit: command<number>()(z.object({ times: z.number() })),
  big: command<Float64Array>()(z.object({ length: z.number() })),
  /** Sends things that are no message of the contract, then answers. */
  litter: command<null>()(z.object({})),
  leave: command<null>()(z.object({})),
}
export type TestCommands = typeof testCommands

export interface TestEvents {
  hello: { values: Float64Array }
  tick: { index: number }
}

export const issue = {
  path: 'a[0].b',
  keys: ['a', 0, 'b'],
  message: 'is wrong',
  fix: { label: 'Set to 1', edit: { set: ['a', 0, 'b'], value: 1 } },
}

/** Litter that a foreign program might send: none of it is a message, some of it looks like one. */
export const litter: unknown[] = [
  null,
  42,
  'text',
  [],
  { kind: 'result' },
  { kind: 'result', id: 999_999, value: 1 },
  { kind: 'call', id: 'x', name: 'echo' },
  { kind: 'event', name: 7 },
  { kind: 'error', id: 1 },
  { kind: 'unheard of', id: 1 },
]

/** The far end: serves the small contract on a port, and greets before it is asked for anything. */
export function serveTestService(port: Port): void {
  const served: Served<TestEvents> = serveApi<TestCommands, TestEvents>(testCommands, port, {
    echo: ({ value }) => value,
    nothing: () => null,
    count: ({ inner }) => inner.list.length,
    refuse: () => {
      throw new WorkbenchError('conflict', 'the run has ended', [issue as never])
    },
    break: () => {
      throw new TypeError('a defect')
    },
    unsendable: () => ({ run: () => 1, big: 1n }),
    never: () => new Promise<null>(() => {}),
    emit: ({ times }) => {
      for (let index = 0; index < times; index++) served.emit('tick', { index })
      return times
    },
    big: ({ length }) => Float64Array.from({ length }, (_, i) => i),
    litter: () => {
      for (const piece of litter) port.post(piece)
      return null
    },
    leave: () => {
      served.emit('tick', { index: -1 })
      port.close()
      return null
    },
  })
  served.emit('hello', { values: Float64Array.of(1, NaN) })
}
