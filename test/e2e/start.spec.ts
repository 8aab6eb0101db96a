import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { descendantsOf, isAlive } from './support/processes.ts'

const script = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url))

// The time measured is that of a product that is installed and built.
test.beforeAll(() => {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url))])
})

async function start(home: string) {
  const env = { ...process.env, GANBENCH_HOME: home, DISPLAY: '', WAYLAND_DISPLAY: '' }
  const child = spawn(process.execPath, [script, '--port', '0'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const began = Date.now()
  let output = ''
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (/http:\/\/127\.0\.0\.1:\d+\/\?token=\S+\n/.test(output)) resolve()
    })
  })
  return { child, exited: once(child, 'exit'), took: Date.now() - began }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
  test(`${signal} to the starter ends everything it started`, async () => {
    const home = mkdtempSync(join(tmpdir(), 'workbench-'))
    try {
      const { child, exited, took } = await start(home)
      expect(took).toBeLessThan(3_000)
      const below = descendantsOf(child.pid!)
      expect(below.length).toBeGreaterThan(0)
      child.kill(signal)
      await exited
      await expect.poll(() => below.filter(isAlive)).toEqual([])
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  })
}
