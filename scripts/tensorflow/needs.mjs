import { existsSync, mkdirSync, statfsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { root } from '../bootstrap.mjs'
import { ScriptError, runCommand } from '../lib/command.mjs'

/** Bytes of the wheel, of what is unpacked from it, and something over. */
const spaceNeeded = 1_300_000_000

async function runs(file, args) {
  const { code } = await runCommand(file, args, { timeout: 30_000 })
  return code === 0
}

async function firstThatRuns(files, args) {
  for (const file of files) if (file && (await runs(file, args))) return file
  return undefined
}

/** A Python 3 with pip. Throws one sentence when there is none. */
export async function findPython(env = process.env) {
  const names = [env.PYTHON, 'python3', 'python']
  const version = ['-c', 'import sys, zipfile; sys.exit(sys.version_info < (3, 8))']
  const python = await firstThatRuns(names, version)
  if (!python) {
    throw new ScriptError(
      'No Python 3.8 or later was found. Install Python 3 with pip (or name it in PYTHON), then run the same command again.',
    )
  }
  if (!(await runs(python, ['-m', 'pip', '--version']))) {
    throw new ScriptError(
      `${python} has no pip, which fetches TensorFlow’s library. Install pip (python3-pip on Debian), then run the same command again.`,
    )
  }
  return python
}

/** A C++ compiler that takes GCC's arguments. Throws one sentence when there is none. */
export async function findCompiler(env = process.env) {
  const compiler = await firstThatRuns([env.CXX, 'g++', 'clang++', 'c++'], ['--version'])
  if (compiler) return compiler
  const how = process.platform === 'darwin' ? 'Run xcode-select --install' : 'Install g++ (or name one in CXX)'
  throw new ScriptError(`No C++ compiler was found. ${how}, then run the same command again.`)
}

/** Folder with node_api.h: the package node-api-headers, the Node of this project, the Node that runs, the system. */
export function findHeaders() {
  const require = createRequire(join(root, 'package.json'))
  const packages = ['node-api-headers/package.json', 'node/package.json'].flatMap((name) => {
    try {
      return [dirname(require.resolve(name))]
    } catch {
      return []
    }
  })
  const folders = [
    ...packages.map((folder) => join(folder, 'include')),
    ...packages.map((folder) =>
      join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'include', 'node'),
    ),
    join(dirname(dirname(process.execPath)), 'include', 'node'),
    '/usr/include/node',
    '/usr/local/include/node',
  ]
  const found = folders.find((folder) => existsSync(join(folder, 'node_api.h')))
  if (found) return found
  throw new ScriptError(
    'The headers of Node-API (node_api.h) were not found. Install Node’s headers (libnode-dev on Debian), then run the same command again.',
  )
}

/** Throws one sentence when the disk that holds `folder` has less than `bytes` left; makes the folder. */
export function checkSpace(folder, bytes = spaceNeeded) {
  mkdirSync(folder, { recursive: true })
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  if (free >= bytes) return
  const words = (count) => `${(count / 1e9).toFixed(1)} GB`
  throw new ScriptError(
    `Setting up TensorFlow needs ${words(bytes)} in ${folder}, where ${words(free)} are free. Free some space, or name another folder in GANBENCH_CACHE, then run the same command again.`,
  )
}
