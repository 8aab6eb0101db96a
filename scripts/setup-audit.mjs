import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { auditPlace, requirements } from './audit/place.mjs'
import { ScriptError, endChildrenOnSignals, runCommand, runScript, seconds } from './lib/command.mjs'
import { withLock } from './lib/lock.mjs'
import { findPython } from './tensorflow/needs.mjs'
import { explain } from './tensorflow/wheel.mjs'

const say = (line) => process.stdout.write(`${line}\n`)
const place = auditPlace()

function isReady(asked) {
  try {
    return JSON.parse(readFileSync(place.manifest, 'utf8')).requirements === asked
  } catch {
    return false
  }
}

async function install(asked) {
  const python = await findPython()
  const started = Date.now()
  say('Fetching JAX and NumPy for tools/audit.py…')
  rmSync(place.folder, { recursive: true, force: true })
  mkdirSync(place.folder, { recursive: true })
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--progress-bar', 'off', '--only-binary=:all:']
  const result = await runCommand(python, [...pip, '--target', place.packages, '--requirement', requirements])
  if (result.code !== 0) throw new ScriptError(explain('Fetching JAX', result.output))
  writeFileSync(place.manifest, JSON.stringify({ python, requirements: asked }))
  say(`tools/audit.py can be run in the tests; its packages are in ${place.folder} (${seconds(started)}).`)
}

// Makes tools/audit.py work in this project's tests: its packages, outside the repository.
endChildrenOnSignals()
await runScript(async () => {
  const asked = readFileSync(requirements, 'utf8')
  const waiting = (pid) => say(`Process ${pid} is fetching them; waiting for it…`)
  await withLock(
    place.lock,
    async () => {
      if (isReady(asked)) say(`The packages of tools/audit.py are in ${place.folder} already.`)
      else await install(asked)
    },
    waiting,
  )
})
