import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WorkbenchCommands, WorkbenchEvents } from '../../src/contract/api.ts'
import { connectApi } from '../../src/contract/rpc.ts'
import { findEntries } from '../../src/workbench/entries.ts'
import { openHome } from '../../src/workbench/home/index.ts'
import { commandsOf, descendantsOf, isAlive } from '../e2e/support/processes.ts'
import { presetRecipe } from '../e2e/support/recipes.ts'
import { waitForStep } from '../e2e/support/rooms.ts'
import { desktopTest as test, expect, joinHome } from './support/desktop.ts'
import { environment, executablePath, root } from './support/launch.ts'

const script = join(root, 'scripts', 'start.mjs')

function start(home: string, more: Record<string, string>, args: string[] = []) {
  const env = { ...environment(home), DISPLAY: process.env.DISPLAY || ':0', ...more }
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  return { child, exited: once(child, 'exit'), said: () => said }
}

const ownerOf = (home: string) => {
  const file = join(home, 'owner.json')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

test('npm start opens the desktop window where there is a display and a binary; Ctrl-C ends it all', async ({
  home,
}) => {
  const { child, exited, said } = start(home, { ELECTRON_BIN: executablePath })
  await expect.poll(() => ownerOf(home)).toMatch(/"shell":"desktop".*"address":"/)
  const client = await joinHome(home)
  expect((await client.call('workbench.info', {})).owner.shell).toBe('desktop')
  client.close()
  const below = descendantsOf(child.pid!)
  expect(below.length).toBeGreaterThan(0)
  // On Linux root can't have the sandbox, and everybody is told what they don't have.
  const app = commandsOf(below).filter((command) => command.includes(`--starter=${child.pid}`))
  const without = app.filter((command) => command.includes('--no-sandbox'))
  expect(app).toHaveLength(1)
  expect(said().includes('without the system’s sandbox')).toBe(without.length > 0)
  if (process.getuid?.() === 0 && process.platform === 'linux') expect(without).toHaveLength(1)
  child.kill('SIGINT')
  expect(await exited).toEqual([0, null])
  await expect.poll(() => below.filter(isAlive)).toEqual([])
})

test('a starter that is killed -9 leaves no window behind, and what trained can go on', async ({ home }) => {
  const { child, exited } = start(home, { ELECTRON_BIN: executablePath })
  await expect.poll(() => ownerOf(home)).toMatch(/"shell":"desktop".*"address":"/)
  const client = await joinHome(home)
  const { id } = await client.call('runs.create', { recipe: presetRecipe('linear-gaussian', 5000), pace: 50 })
  await waitForStep(client, id, 20)
  client.close()
  const below = descendantsOf(child.pid!)
  child.kill('SIGKILL')
  await exited
  await expect.poll(() => below.filter(isAlive), { timeout: 20_000 }).toEqual([])
  const entries = findEntries()
  const again = await openHome({ home, shell: 'terminal', entries, resources: entries.resources })
  const reader = connectApi<WorkbenchCommands, WorkbenchEvents>(await again.connect())
  const { summary } = await reader.call('runs.get', { id })
  expect(summary).toMatchObject({ state: 'interrupted', checkpointStep: summary.step })
  await again.close()
})

for (const [why, more, args, sentence] of [
  ['no binary', { ELECTRON_BIN: '/absent/electron' }, [], 'ELECTRON_BIN names /absent/electron, which is not there'],
  ['no display', { ELECTRON_BIN: executablePath, DISPLAY: '', WAYLAND_DISPLAY: '' }, [], 'there is no display here'],
  ['a binary that does not start', { ELECTRON_BIN: '/bin/false' }, [], 'Electron ended at once'],
  ['--serve', { ELECTRON_BIN: executablePath }, ['--serve', '--port', '0'], null],
] as const) {
  test(`npm start with ${why} serves in the browser${sentence ? ' and says what is missing' : ''}`, async ({
    home,
  }) => {
    test.skip(process.platform !== 'linux', 'displays and /bin/false are Linux’s')
    // No browser is to open here, whatever this machine has.
    const { child, exited, said } = start(home, { ...more, PATH: '/nowhere' }, [...args])
    await expect.poll(said).toMatch(/http:\/\/127\.0\.0\.1:\d+\/\?token=/)
    if (sentence) {
      expect(said()).toContain(`The desktop window can’t open: `)
      expect(said()).toContain(sentence)
    } else expect(said()).not.toContain('desktop window')
    child.kill('SIGINT')
    expect(await exited).toEqual([0, null])
  })
}
