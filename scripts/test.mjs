import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, node24, root } from './bootstrap.mjs'
import { ensureBuilt } from './build.mjs'
import { check } from './check.mjs'
import { ensureChromium } from './lib/chromium.mjs'
import { endChildrenOnSignals, runCommand, runScript, seconds } from './lib/command.mjs'
import { readPlaywrightReport, readVitestReport } from './lib/reports.mjs'

const results = join(root, 'test-results')
const say = (line) => process.stdout.write(`${line}\n`)
const show = (text) => process.stdout.write(text)
const minutes = (count) => count * 60_000

/** Runs a test runner and reads its report; one that left no report, or ended badly without naming why, counts as failed. */
async function runTests(args, report, read, env, timeout) {
  rmSync(report, { force: true })
  const { code, timedOut } = await runCommand(node24(), args, { cwd: root, env, onText: show, timeout })
  const outcome = read(report)
  if (code !== 0 && outcome.failed === 0) {
    outcome.failed = 1
    outcome.failures.push(timedOut ? 'was ended because it took too long' : `ended with exit code ${code}`)
  }
  if (outcome.passed + outcome.failed === 0) return { passed: 0, failed: 1, failures: ['ran no test'] }
  return outcome
}

async function checkStage() {
  const stages = await check({ say })
  const failures = stages.filter(({ ok }) => !ok).map(({ name }) => name)
  return { passed: stages.length - failures.length, failed: failures.length, failures }
}

function unitStage() {
  const report = join(results, 'unit.json')
  const args = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--reporter=default', '--reporter=json']
  return runTests([...args, `--outputFile.json=${report}`], report, readVitestReport, process.env, minutes(13))
}

/** Runs the journeys of one Playwright configuration; its JSON report is `<name>.json`. */
async function journeys(config, name) {
  await ensureBuilt({ say })
  const env = { ...process.env, GANBENCH_CHROMIUM: await ensureChromium(say) }
  const report = join(results, `${name}.json`)
  const args = [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', '--config', config]
  return runTests(args, report, readPlaywrightReport, env, minutes(12))
}

/** A stage that breaks is a failure like any other: the stages after it still run. */
async function runStage(name, stage) {
  const started = Date.now()
  say(`\n── ${name}`)
  const outcome = await stage().catch((error) => ({ passed: 0, failed: 1, failures: [error.message] }))
  say(`── ${name}: ${outcome.passed} passed, ${outcome.failed} failed, ${seconds(started)}`)
  return { name, ...outcome }
}

endChildrenOnSignals()
await runScript(async () => {
  const stages = []
  const add = async (name, stage) => stages.push(await runStage(name, stage))
  mkdirSync(results, { recursive: true })
  try {
    await ensureInstalled({ say })
    if (!process.argv.includes('--desktop')) {
      await add('check', checkStage)
      await add('units and contract', unitStage)
      await add('end to end', () => journeys('playwright.config.ts', 'e2e'))
    }
    await add('desktop', () => journeys('playwright.electron.config.ts', 'electron'))
  } catch (error) {
    stages.push({ name: 'install', passed: 0, failed: 1, failures: [error.message] })
  }
  const failures = stages.flatMap(({ name, failures }) => failures.map((failure) => `${name}: ${failure}`))
  if (failures.length > 0) say(`\nNot passed:\n${failures.map((line) => `  ${line}`).join('\n')}`)
  const sum = (key) => stages.reduce((total, stage) => total + stage[key], 0)
  say(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  return sum('failed') === 0 ? 0 : 1
})
