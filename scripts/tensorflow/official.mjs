import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { runCommand } from '../lib/command.mjs'
import { tfjsNode, tryBinding } from './binding.mjs'

/** The libraries that tfjs-node's own install script names for its ready-made bindings. */
const libraries = {
  'linux x64': 'tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz',
  'darwin x64': 'tensorflow/libtensorflow/libtensorflow-cpu-darwin-x86_64-2.9.1.tar.gz',
  'darwin arm64': 'tf-builds/libtensorflow_r2_7_darwin_arm64_cpu.tar.gz',
}

/** Addresses of the ready-made binding and its library, from the installed package; undefined where there are none. */
function addresses(env) {
  const library = libraries[`${process.platform} ${process.arch}`]
  if (!library) return undefined
  const { folder, version } = tfjsNode()
  const { binary } = createRequire(import.meta.url)(join(folder, 'package.json'))
  const host = new URL(binary.host)
  // tfjs-node's own way of naming another server.
  const base = env.TFJS_NODE_CDN_STORAGE ?? `${host.origin}/`
  const file = `napi-v8/${version}/CPU-${process.platform}-${version}.tar.gz`
  return { binding: new URL(`${host.pathname.slice(1)}/${file}`, base), library: new URL(library, base) }
}

/** Downloads into a file and resolves with its sha256; rejects after that many milliseconds without a byte. */
async function download(address, file, silence) {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(new Error(`nothing came for ${silence / 1000} s`)), silence)
  try {
    const response = await fetch(address, { signal: giveUp.signal })
    if (!response.ok || !response.body) throw new Error(`the answer was ${response.status}`)
    const hash = createHash('sha256')
    const count = new Transform({
      transform(chunk, _encoding, done) {
        timer.refresh()
        hash.update(chunk)
        done(null, chunk)
      },
    })
    await pipeline(Readable.fromWeb(response.body), count, createWriteStream(file), { signal: giveUp.signal })
    return hash.digest('hex')
  } catch (error) {
    throw giveUp.signal.aborted ? giveUp.signal.reason : (error.cause ?? error)
  } finally {
    clearTimeout(timer)
  }
}

async function unpack(archive, folder, ...more) {
  mkdirSync(folder, { recursive: true })
  const { code, output } = await runCommand('tar', ['-xzf', archive, '-C', folder, ...more])
  rmSync(archive)
  if (code !== 0) throw new Error(`tar could not unpack it: ${output.trim().split('\n')[0]}`)
}

async function fetchInto(folder, { binding, library }, silence) {
  mkdirSync(folder, { recursive: true })
  const archive = join(folder, 'archive.tar.gz')
  const sums = { binding: await download(binding, archive, silence) }
  // The ready-made binding looks for its library in ../../deps/lib.
  const bindings = join(folder, 'lib', 'napi-v8')
  await unpack(archive, bindings, '--strip-components=1')
  sums.library = await download(library, archive, silence)
  await unpack(archive, join(folder, 'deps'))
  return { sums, version: await tryBinding(join(bindings, 'tfjs_binding.node')) }
}

/**
 * The library and binding that tfjs-node itself would download, where they still do. Resolves with what goes into the
 * manifest, or with undefined after saying what was tried; `silence` is how many milliseconds without a byte it bears. Nobody publishes their sums: those that came are noted.
 */
export async function fetchOfficial({ place, say, env = process.env, silence = 5_000 }) {
  const from = addresses(env)
  if (!from) return undefined
  const partial = `${place.official}.partial`
  rmSync(partial, { recursive: true, force: true })
  say(`Trying TensorFlow.js’s own library from ${from.binding.host}…`)
  try {
    const { sums, version } = await fetchInto(partial, from, silence)
    rmSync(place.official, { recursive: true, force: true })
    renameSync(partial, place.official)
    return { tensorflow: version, binding: 'official/lib/napi-v8/tfjs_binding.node', library: 'official/deps', sums }
  } catch (error) {
    if (error.code === 'ENOSPC') throw error
    say(`  not to be had (${error.message}); going on with the library in TensorFlow’s Python package`)
    return undefined
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}
