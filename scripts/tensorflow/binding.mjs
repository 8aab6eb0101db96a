import { renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { root } from '../bootstrap.mjs'
import { ScriptError, runCommand } from '../lib/command.mjs'

/** Folder of the installed tfjs-node, whose C++ sources become the binding. Throws one sentence when it is missing. */
export function tfjsNode() {
  try {
    const file = createRequire(join(root, 'package.json')).resolve('@tensorflow/tfjs-node/package.json')
    return { folder: dirname(file), version: createRequire(file)(file).version }
  } catch {
    throw new ScriptError(
      'The package @tensorflow/tfjs-node is not installed. Run npm ci, then run the same command again.',
    )
  }
}

function firstError(output) {
  const lines = output.split('\n').map((line) => line.trim())
  return (
    lines.find((line) => /error|undefined reference|cannot find/i.test(line)) ??
    lines.find(Boolean) ??
    'no reason was given'
  )
}

/** Loads a binding in a process of its own. Resolves with TensorFlow's version; throws one sentence when it does not load. */
export async function tryBinding(file) {
  const script = `process.stdout.write('version ' + require(process.argv[1]).TF_Version)`
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' }
  const { code, output } = await runCommand(process.execPath, ['-e', script, file], { env, timeout: 120_000 })
  const version = /version (\d\S*)/.exec(output)?.[1]
  if (code === 0 && version) return version
  throw new ScriptError(`TensorFlow’s library was set up but does not load on this machine: ${firstError(output)}`)
}

/** Compiles the binding against the unpacked library and tries it. Resolves with TensorFlow's version. */
export async function buildBinding({ compiler, headers, place, platform, say }) {
  say('Compiling the binding…')
  const { folder } = tfjsNode()
  const tensorflow = join(place.library, 'tensorflow')
  const partial = join(place.folder, 'tfjs_binding.partial.node')
  const args = [
    ...['-O2', '-std=c++17', '-shared', '-fPIC', '-w', '-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding'],
    ...[`-I${headers}`, `-I${join(tensorflow, 'include')}`, '-I.'],
    ...['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc', '-o', partial],
    ...[...platform.libraries.map((name) => join(tensorflow, name)), ...platform.link],
  ]
  rmSync(partial, { force: true })
  const { code, output } = await runCommand(compiler, args, { cwd: folder, timeout: 600_000 })
  if (code !== 0) throw new ScriptError(`Compiling the binding stopped (${compiler}): ${firstError(output)}`)
  const version = await tryBinding(partial)
  renameSync(partial, place.binding)
  return version
}
