// What kill -9 costs: twenty runs at 10 ms a step, ended at a random moment, then resumed to their end.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled, root } from '../bootstrap.mjs'
import { ensureBuilt } from '../build.mjs'
import { ScriptError, runScript } from '../lib/command.mjs'

const tries = 20
const pace = 100
const steps = 600

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

async function until(test) {
  while (!(await test())) await wait(50)
}

/** Notes the last step that clients were told of, and when. */
function listen(client, id) {
  const told = { step: 0, at: Date.now() }
  client.on('run.metrics', ({ id: of, chunks }) => {
    if (of === id) Object.assign(told, { step: Math.max(...chunks.map(({ steps }) => steps.at(-1))), at: Date.now() })
  })
  return told
}

/** One run, killed once and resumed. `what` is "engine" or "everything". */
async function tryOnce({ startWorkbench, enginesOf, storedBits, presetRecipe }, what, expected) {
  const home = mkdtempSync(join(tmpdir(), 'kill-'))
  let workbench = await startWorkbench({ home })
  try {
    let client = await workbench.connect()
    const stateOf = async () => (await client.call('runs.get', { id })).summary.state
    const { id } = await client.call('runs.create', { recipe: presetRecipe('linear-gaussian', steps), pace })
    const told = listen(client, id)
    await until(() => told.step > 0)
    await wait(500 + Math.random() * 3_500)
    const heard = told.step
    // Between two messages the engine goes on at its pace.
    const reached = Math.round(heard + ((Date.now() - told.at) / 1000) * pace)
    if (what === 'engine') {
      for (const pid of enginesOf(workbench.pid)) process.kill(pid, 'SIGKILL')
      await until(async () => (await stateOf()) === 'crashed')
    } else {
      await workbench.kill()
      workbench = await startWorkbench({ home })
      client = await workbench.connect()
    }
    const { summary } = await client.call('runs.get', { id })
    await client.call('runs.control', { id, control: { action: 'resume' } })
    await client.call('runs.control', { id, control: { action: 'pace', stepsPerSecond: null } })
    await until(async () => (await stateOf()) === 'finished')
    const same = JSON.stringify(await storedBits(client, id)) === JSON.stringify(expected)
    return {
      killed: what,
      'step told': heard,
      'step reached, about': reached,
      'step stored': summary.step,
      'lost, about': Math.max(0, reached - summary.step),
      'repeated after resume': summary.step - (summary.checkpointStep ?? 0),
      'curves identical': same,
    }
  } finally {
    await workbench.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

async function uninterrupted({ startWorkbench, storedBits, presetRecipe }) {
  const home = mkdtempSync(join(tmpdir(), 'kill-'))
  const workbench = await startWorkbench({ home })
  const client = await workbench.connect()
  const { id } = await client.call('runs.create', { recipe: presetRecipe('linear-gaussian', steps) })
  await until(async () => (await client.call('runs.get', { id })).summary.state === 'finished')
  const bits = await storedBits(client, id)
  await workbench.stop()
  rmSync(home, { recursive: true, force: true })
  return bits
}

await runScript(async () => {
  await ensureInstalled()
  await ensureBuilt()
  if (!process.features.typescript) throw new ScriptError('Run this with: npm run trial:kill')
  const support = join(root, 'test', 'e2e', 'support')
  const tools = {}
  for (const name of ['workbench', 'processes', 'series', 'recipes']) {
    Object.assign(tools, await import(join(support, `${name}.ts`)))
  }
  const expected = await uninterrupted(tools)
  const rows = []
  for (let number = 1; number <= tries; number++) {
    rows.push(await tryOnce(tools, number % 2 ? 'engine' : 'everything', expected))
    process.stderr.write(`${number} of ${tries}\n`)
  }
  console.table(rows)
  return rows.every((row) => row['curves identical'] && row['step stored'] >= row['step told']) ? 0 : 1
})
