import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from './support/fixtures.ts'
import { picture, stepShown, summaryOf, waitForState, waitForStep } from './support/rooms.ts'
import { builtCli } from './support/workbench.ts'

/** A terminal command with its JSON lines as they come. */
function ganbench(args: string[]) {
  const child = spawn(process.execPath, [builtCli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const out = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (out.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (out.stderr += chunk.toString()))
  const ended = once(child, 'close').then(([code]) => code as number)
  return { child, out, ended, lines: () => out.stdout.trim().split('\n').filter(Boolean) }
}

test('a run started in the terminal appears in the open page within a second and survives its reload', async ({
  page,
  client,
  workbench,
  home,
}) => {
  await page.getByRole('link', { name: /^Runs/ }).click()
  await expect(page.getByRole('heading', { name: 'Runs', exact: true })).toBeVisible()
  const appeared = page.getByRole('row').filter({ hasText: 'Ring of 8' })

  const created = new Promise<number>((resolve) => {
    const stop = client.on('run.changed', () => {
      stop()
      resolve(Date.now())
    })
  })
  const terminal = ganbench(['run', 'ring', '--steps', '600', '--pace', '100', '--home', home, '--json'])
  await expect(appeared).toBeVisible()
  expect(Date.now() - (await created)).toBeLessThan(1_000)
  expect(terminal.out.stderr).toContain(`process ${workbench.pid}`)

  await appeared.getByRole('link', { name: 'Ring of 8' }).click()
  await expect(picture(page)).toBeVisible()
  const id = decodeURIComponent(page.url().split('#/runs/')[1] ?? '')
  await waitForStep(client, id, 100)
  await page.reload()
  await expect.poll(() => stepShown(page)).toBeGreaterThan(100)
  expect((await summaryOf(client, id)).shell).toBe('terminal')

  expect(await terminal.ended).toBe(0)
  const last = JSON.parse(terminal.lines().at(-1)!) as Record<string, unknown>
  expect(last).toMatchObject({ type: 'done', run: id })
  await waitForState(client, id, 'finished')
})

test('the terminal lists and exports what the page has trained', async ({ page, client, home }) => {
  await page.getByRole('button', { name: 'Train Linear Gaussian' }).click()
  await page.waitForURL(/#\/runs\/.+/)
  const id = decodeURIComponent(page.url().split('#/runs/')[1] ?? '')
  await waitForState(client, id, 'finished')
  const listed = ganbench(['runs', '--home', home, '--json'])
  expect(await listed.ended).toBe(0)
  expect(listed.out.stdout).toContain(id)
  const exported = ganbench(['export', id, '--what', 'metrics', '--format', 'csv', '-o', '-', '--home', home])
  expect(await exported.ended).toBe(0)
  // A heading, and steps 0 to 2,250.
  expect(exported.lines()).toHaveLength(2252)
})

// The terminal alone: no window has a part in it.
test('errors are one sentence on stderr and an exit code', { tag: '@browser' }, async ({ home }) => {
  for (const args of [
    ['run', 'no-such-preset'],
    ['run', 'ring', '--set', 'schedule.batch=0'],
    ['run', 'ring', '--set', 'generater=[]'],
    ['export', 'no-such-run', '--what', 'metrics', '--format', 'csv', '-o', '-'],
  ]) {
    const { out, ended } = ganbench([...args, '--home', home])
    expect(await ended, args.join(' ')).not.toBe(0)
    expect(out.stderr.trim(), args.join(' ')).not.toBe('')
    expect(out.stderr).not.toMatch(/^\s+at /m)
    expect(out.stdout).toBe('')
  }
})
