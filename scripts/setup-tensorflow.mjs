import { ensureInstalled } from './bootstrap.mjs'
import { ScriptError, endChildrenOnSignals, runScript } from './lib/command.mjs'
import { remove, setUp, status } from './tensorflow/setup.mjs'

const usage = 'npm run setup:tensorflow [-- --status | --remove]'
const say = (line) => process.stdout.write(`${line}\n`)

async function install() {
  // The binding is compiled from the sources of an installed package.
  await ensureInstalled({ say })
  await setUp({ say })
}

// Makes the engine "tensorflow" work on this machine: a binding of tfjs-node over TensorFlow's own library.
endChildrenOnSignals()
await runScript(() => {
  const [flag, ...rest] = process.argv.slice(2)
  const action = { undefined: install, '--remove': remove, '--status': status }[flag]
  if (!action || rest.length > 0)
    throw new ScriptError(`${process.argv.slice(2).join(' ')} is not known here: ${usage}`)
  return action({ say })
})
