import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The TensorFlow whose library is used, as a Python package has it. */
export const tensorflowVersion = '2.21.0'

/** Folder of what the workbench fetches or builds once a machine; the same choice as in src/engine/backends/tensorflowFiles.ts. */
export function cacheFolder(env = process.env, platform = process.platform) {
  if (env.GANBENCH_CACHE) return env.GANBENCH_CACHE
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'gan-workbench')
  return join(homedir(), ...(platform === 'darwin' ? ['Library', 'Caches'] : ['.cache']), 'gan-workbench')
}

/** Where everything of TensorFlow lies: the binding and its manifest, with the library in a folder beside them. */
export function tensorflowPlace(env = process.env) {
  const folder = join(cacheFolder(env), `tensorflow-${tensorflowVersion}-${process.platform}-${process.arch}`)
  return {
    folder,
    lock: `${folder}.lock`,
    wheels: join(folder, 'wheel'),
    library: join(folder, 'library'),
    official: join(folder, 'official'),
    binding: join(folder, 'tfjs_binding.node'),
    /** Written last: without it nothing else counts. */
    manifest: join(folder, 'manifest.json'),
  }
}

/** What the manifest says, or undefined while the set-up has not come to its end or some of its files are gone. */
export function readManifest(place) {
  try {
    const manifest = JSON.parse(readFileSync(place.manifest, 'utf8'))
    const there = (name) => typeof name === 'string' && existsSync(join(place.folder, name))
    return there(manifest.binding) && there(manifest.library) ? manifest : undefined
  } catch {
    return undefined
  }
}
