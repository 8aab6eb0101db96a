import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { everything, open, temporaryFile } from './library.ts'

const script = fileURLToPath(new URL('./appendForever.ts', import.meta.url))

/** Kills a process that appends once it has told of `wanted` steps; returns the last step it told of. */
async function killAfter(file: string, wanted: number): Promise<number> {
  const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString()
    if (Number(text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1)) >= wanted) child.kill('SIGKILL')
  })
  const [, signal] = (await once(child, 'close')) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
  return Number(text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1))
}

describe('10 kill -9', () => {
  test.each([1, 500, 3000])(
    '10.1 loses nothing that was acknowledged (after %i steps)',
    { timeout: 30_000 },
    async (wanted) => {
      const file = temporaryFile()
      const told = await killAfter(file, wanted)
      const store = await open(file)
      const views = await store.call('series.read', { id: 'a', ...everything })
      expect(views.map((view) => view.name)).toEqual(['x', 'y', 'z'])
      for (const { steps, values, total } of views) {
        expect(total).toBeGreaterThanOrEqual(told)
        // A call is stored whole: thirteen points in all three series, or none in any.
        expect(total).toBe(views[0]!.total)
        expect(total % 13).toBe(0)
        expect(steps).toEqual(Float64Array.from({ length: total }, (_, index) => index + 1))
        expect(values).toEqual(steps.map(Math.sin))
      }
      const [run] = await store.call('run.adopt', {})
      expect(run).toMatchObject({
        id: 'a',
        state: 'interrupted',
        step: views[0]!.total,
        latest: { x: Math.sin(views[0]!.total) },
      })
    },
  )
})
