import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { findPackage } from './filesOf.ts'

/** What `npm run setup:tensorflow` left on this machine. */
interface TensorflowFiles {
  /** tfjs-node's binding, linked to TensorFlow's library. */
  binding: string
  /** Version of TensorFlow. */
  version: string
}

const library = '2.21.0'

/** Whether TensorFlow’s library is published for this system at all (scripts/tensorflow/platform.mjs). */
export const hasTensorflow = process.platform === 'linux' || process.platform === 'darwin'
const manifestSchema = z.object({
  tensorflow: z.string(),
  tfjsNode: z.string(),
  /** Below the folder of the manifest. */
  binding: z.string(),
  library: z.string(),
})

/** The same choice as in scripts/tensorflow/place.mjs, which runs before any TypeScript can. */
function cacheFolder(): string {
  const { GANBENCH_CACHE, XDG_CACHE_HOME } = process.env
  if (GANBENCH_CACHE) return GANBENCH_CACHE
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'gan-workbench')
  return join(homedir(), ...(process.platform === 'darwin' ? ['Library', 'Caches'] : ['.cache']), 'gan-workbench')
}

/** The manifest is written last, so that a set-up that was cut short counts as none. */
function readManifest(folder: string): z.infer<typeof manifestSchema> | undefined {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')))
  } catch {
    return undefined
  }
}

/** Where the set-up puts everything; it need not be there. */
export function tensorflowFolder(): string {
  return join(cacheFolder(), `tensorflow-${library}-${process.platform}-${process.arch}`)
}

/** The files of the engine "tensorflow", or why there are none and the one command that changes it. Loads nothing. */
export function findTensorflow(): TensorflowFiles | string {
  if (!hasTensorflow) return 'TensorFlow’s native library is published for Linux and macOS only.'
  const folder = tensorflowFolder()
  const manifest = readManifest(folder)
  const whole = manifest && [manifest.binding, manifest.library].every((name) => existsSync(join(folder, name)))
  if (!manifest || !whole) {
    return existsSync(folder)
      ? 'Setting up TensorFlow’s native library did not come to its end. Run npm run setup:tensorflow to go on with it.'
      : 'TensorFlow’s native library is not set up on this machine. Run npm run setup:tensorflow to change that.'
  }
  if (manifest.tfjsNode !== findPackage('@tensorflow/tfjs-node')?.version) {
    return 'TensorFlow’s native library was set up for another version of TensorFlow.js. Run npm run setup:tensorflow to set it up anew.'
  }
  return { binding: join(folder, manifest.binding), version: manifest.tensorflow }
}
