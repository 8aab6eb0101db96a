import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { tensorflowPlace } from '../../../scripts/tensorflow/place.mjs'

const tfjsNodeVersion = createRequire(import.meta.url)('@tensorflow/tfjs-node/package.json').version

/** A folder for each test, with a place for TensorFlow in it and a list of what was said. */
export function sandbox() {
  const box = {
    folder: '',
    place: undefined,
    said: [],
    say: (line) => box.said.push(line),
    write,
    program,
    manifest,
    tinyDisk,
  }
  beforeEach(() => {
    box.folder = mkdtempSync(join(tmpdir(), 'tensorflow-'))
    box.place = tensorflowPlace({ GANBENCH_CACHE: join(box.folder, 'cache') })
    box.said.length = 0
  })
  afterEach(() => {
    if (box.disk) spawnSync('umount', [box.disk])
    box.disk = undefined
    rmSync(box.folder, { recursive: true, force: true })
  })

  /** Puts the place on a disk with room for 64 kB; false where this account may not make one. */
  function tinyDisk() {
    const folder = join(box.folder, 'cache')
    mkdirSync(folder, { recursive: true })
    const made = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0
    box.disk = made ? folder : undefined
    return made
  }

  function write(file, content) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    return file
  }

  /** A shell script that stands in for a program; what it is asked is noted in the file "calls". */
  function program(name, body) {
    const file = write(
      join(box.folder, 'bin', name),
      `#!/bin/sh\necho "$@" >> '${join(box.folder, 'calls')}'\n${body}\n`,
    )
    chmodSync(file, 0o755)
    return file
  }

  /** Leaves what a set-up that came to its end would leave, its parts empty. */
  function manifest(changes = {}) {
    const whole = { tensorflow: '2.21.0', tfjsNode: tfjsNodeVersion, binding: 'tfjs_binding.node', library: 'library' }
    write(box.place.binding, '')
    mkdirSync(box.place.library, { recursive: true })
    write(box.place.manifest, JSON.stringify({ ...whole, ...changes }))
  }
  return box
}

export const callsOf = ({ folder }) => readFileSync(join(folder, 'calls'), 'utf8')
