import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { ScriptError, seconds } from '../lib/command.mjs'
import { withLock } from '../lib/lock.mjs'
import { buildBinding, tfjsNode } from './binding.mjs'
import { checkSpace, findCompiler, findHeaders, findPython } from './needs.mjs'
import { fetchOfficial } from './official.mjs'
import { readManifest, tensorflowPlace } from './place.mjs'
import { supportedPlatform } from './platform.mjs'
import { fetchWheel, unpackWheel } from './wheel.mjs'

/** Space that is still needed once the library lies unpacked. */
const spaceForBinding = 20_000_000

/** Whether everything is there for the installed tfjs-node. */
function ready(place) {
  const manifest = readManifest(place)
  return manifest?.tfjsNode === tfjsNode().version ? manifest : undefined
}

function writeManifest(place, manifest) {
  const partial = `${place.manifest}.partial`
  writeFileSync(partial, `${JSON.stringify(manifest, null, 2)}\n`)
  renameSync(partial, place.manifest)
}

/** Builds the binding against the library in TensorFlow's Python package. Resolves with what goes into the manifest. */
async function buildFromWheel(place, platform, say) {
  const python = await findPython()
  const compiler = await findCompiler()
  const headers = findHeaders()
  if (!existsSync(place.library)) {
    const wheel = await fetchWheel({ python, place, platform, say })
    await unpackWheel({ python, wheel, place, platform, say })
  }
  rmSync(place.wheels, { recursive: true, force: true })
  const tensorflow = await buildBinding({ compiler, headers, place, platform, say })
  return { tensorflow, binding: basename(place.binding), library: basename(place.library) }
}

async function build(place, say) {
  const started = Date.now()
  checkSpace(place.folder, existsSync(place.library) ? spaceForBinding : undefined)
  // Once unpacked, the wheel's library is what there is to go on with.
  const official = existsSync(place.library) ? undefined : await fetchOfficial({ place, say })
  const made = official ?? (await buildFromWheel(place, supportedPlatform(), say))
  writeManifest(place, { ...made, tfjsNode: tfjsNode().version })
  say(`TensorFlow ${made.tensorflow} is set up in ${place.folder} (${seconds(started)}).`)
}

function inWords(error, folder) {
  if (error.code === 'ENOSPC') return 'The disk is full. Free some space, then run the same command again.'
  if (['EACCES', 'EROFS', 'EPERM', 'EEXIST', 'ENOTDIR'].includes(error.code)) {
    return `${folder} can’t be written to (${error.code}). Name another folder in GANBENCH_CACHE, then run the same command again.`
  }
  return undefined
}

/** Runs one of the actions below while no other process does; what the system refuses becomes one sentence. */
async function alone(place, say, action) {
  try {
    await withLock(place.lock, action, (pid) => say(`Process ${pid} is setting TensorFlow up; waiting for it…`))
  } catch (error) {
    const sentence = inWords(error, place.folder)
    if (sentence) throw new ScriptError(sentence)
    throw error
  }
}

/** Makes the tensorflow engine work on this machine; does nothing where it does already. Throws one sentence. */
export async function setUp({ say, place = tensorflowPlace() }) {
  const sayReady = () => {
    const manifest = ready(place)
    if (manifest) say(`TensorFlow ${manifest.tensorflow} is set up already, in ${place.folder}.`)
    return manifest !== undefined
  }
  if (sayReady()) return
  await alone(place, say, async () => {
    // By another process, while this one waited.
    if (!sayReady()) await build(place, say)
  })
}

/** Deletes all that `setUp` made. */
export async function remove({ say, place = tensorflowPlace() }) {
  if (!existsSync(place.folder)) return say('TensorFlow is not set up on this machine; nothing was removed.')
  await alone(place, say, () => rmSync(place.folder, { recursive: true, force: true }))
  say(`Removed ${place.folder}. Runs that were trained with TensorFlow are kept.`)
}

/** Says what there is. Returns the exit code: 0 when TensorFlow is ready. */
export function status({ say, place = tensorflowPlace() }) {
  const manifest = ready(place)
  if (manifest) say(`TensorFlow ${manifest.tensorflow} is set up in ${place.folder}.`)
  else if (existsSync(place.folder))
    say(`The set-up in ${place.folder} is not complete. Run npm run setup:tensorflow to go on with it.`)
  else say('TensorFlow is not set up on this machine. Run npm run setup:tensorflow to change that.')
  return manifest ? 0 : 1
}
