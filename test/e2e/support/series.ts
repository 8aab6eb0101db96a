import type { WorkbenchClient } from '../../../src/contract/api.ts'

/** Measured with a clock, so never twice the same. */
const timed = ['epoch.seconds']

/** Every stored point of a run as exact bits, by series; what depends on the clock is left out. */
export async function storedBits(client: WorkbenchClient, id: string): Promise<Record<string, string>> {
  const { series } = await client.call('runs.get', { id })
  const views = await client.call('runs.series', { id, names: series, maxPoints: 20_000 })
  const hex = (values: Float64Array) =>
    Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')
  return Object.fromEntries(
    views
      .filter(({ name }) => !timed.includes(name))
      .map(({ name, steps, values }) => [name, `${hex(steps)} ${hex(values)}`]),
  )
}
