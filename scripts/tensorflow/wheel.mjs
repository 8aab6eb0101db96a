import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ScriptError, runCommand, seconds } from '../lib/command.mjs'
import { tensorflowVersion } from './place.mjs'

const unpackScript = fileURLToPath(new URL('./unpack.py', import.meta.url))

const again = 'then run the same command again; nothing else has changed'

const causes = [
  [/ENOSPC|No space left/i, `the disk is full. Free some space, ${again}.`],
  [
    /ConnectionError|NewConnectionError|Name or service not known|Temporary failure|timed out|Network is unreachable|ProxyError|Connection refused/i,
    `the Python package index could not be reached. Check the network (or pip’s proxy settings), ${again}.`,
  ],
  [
    /No matching distribution|Could not find a version/i,
    `the Python package index offered no wheel of it for this machine. Check that it can be reached and, on Linux, that the system is not based on musl, ${again}.`,
  ],
]

/** One sentence for what pip or the unpacking wrote before it ended. */
export function explain(doing, output) {
  const cause = causes.find(([pattern]) => pattern.test(output))?.[1]
  const lines = output.split('\n').map((line) => line.trim())
  const said = lines.findLast((line) => /error/i.test(line)) ?? lines.findLast(Boolean) ?? 'no reason was given'
  return `${doing} stopped: ${cause ?? `${said.replace(/^error:\s*/i, '').replace(/\.$/, '')}. Mend that, ${again}.`}`
}

async function sha256Of(file) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

/** Says every few seconds how long something has been going on. */
async function ticking(say, what, action) {
  const started = Date.now()
  const timer = setInterval(() => say(`  still ${what}, ${seconds(started)}`), 5_000)
  try {
    return await action()
  } finally {
    clearInterval(timer)
  }
}

/** The whole wheel in the folder, if there is one; anything else there is what an interrupted download left. */
async function wholeWheel(wheels, sha256) {
  for (const name of existsSync(wheels) ? readdirSync(wheels) : []) {
    const file = join(wheels, name)
    if (name.endsWith('.whl') && (await sha256Of(file)) === sha256) return file
    rmSync(file, { recursive: true, force: true })
  }
  return undefined
}

/** The wheel with TensorFlow's library, fetched by pip unless it is there whole. Resolves with its file. */
export async function fetchWheel({ python, place, platform, say }) {
  const present = await wholeWheel(place.wheels, platform.sha256)
  if (present) return present
  mkdirSync(place.wheels, { recursive: true })
  say(`Fetching TensorFlow ${tensorflowVersion} (about 275 MB)…`)
  const pip = [
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--no-cache-dir',
    '--disable-pip-version-check',
    '--only-binary=:all:',
  ]
  const which = ['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311']
  const args = [...pip, ...which, '--retries', '2', '--progress-bar', 'off', '--dest', place.wheels]
  const wanted = `${platform.package}==${tensorflowVersion}`
  const result = await ticking(say, 'fetching', () => runCommand(python, [...args, wanted]))
  if (result.code !== 0) throw new ScriptError(explain('Fetching TensorFlow', result.output))
  const wheel = await wholeWheel(place.wheels, platform.sha256)
  if (wheel) return wheel
  throw new ScriptError(
    'Fetching TensorFlow stopped: the wheel that came is not the one this version was tested with, so it was deleted. Check where pip is told to look, then run the same command again.',
  )
}

/** Unpacks libraries, headers and licences into place.library; a half-unpacked folder has another name and is redone. */
export async function unpackWheel({ python, wheel, place, platform, say }) {
  if (existsSync(place.library)) return
  say('Unpacking its library…')
  const partial = `${place.library}.partial`
  rmSync(partial, { recursive: true, force: true })
  const args = [unpackScript, wheel, partial, ...platform.libraries]
  const { code, output } = await ticking(say, 'unpacking', () => runCommand(python, args))
  if (code !== 0) {
    rmSync(partial, { recursive: true, force: true })
    throw new ScriptError(explain('Unpacking TensorFlow’s library', output))
  }
  renameSync(partial, place.library)
}
