import { join } from 'node:path'
import { existsSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { checkSpace, findCompiler, findHeaders, findPython } from '../../../scripts/tensorflow/needs.mjs'
import { sandbox } from './sandbox.mjs'

const box = sandbox()
afterEach(() => vi.unstubAllEnvs())

/** A path on which only the stand-ins are found. */
const onlyStandIns = () => vi.stubEnv('PATH', join(box.folder, 'bin'))

test('says that there is no Python', async () => {
  onlyStandIns()
  await expect(findPython({})).rejects.toThrow(/^No Python 3.8 or later was found\. .* run the same command again\.$/)
})

test('passes over a Python that is too old, and takes the next one', async () => {
  onlyStandIns()
  box.program('python3', 'exit 1')
  box.program('python', 'exit 0')
  expect(await findPython({})).toBe('python')
})

test('says that a Python has no pip', async () => {
  onlyStandIns()
  box.program('python3', '[ "$1" = -c ]')
  await expect(findPython({})).rejects.toThrow(/^python3 has no pip/)
})

test('says that there is no compiler, and takes the one named in CXX first', async () => {
  onlyStandIns()
  await expect(findCompiler({})).rejects.toThrow(/^No C\+\+ compiler was found\./)
  const named = box.program('my-compiler', 'exit 0')
  box.program('g++', 'exit 0')
  expect(await findCompiler({ CXX: named })).toBe(named)
  expect(await findCompiler({})).toBe('g++')
})

test('finds the headers of Node-API', () => {
  expect(existsSync(join(findHeaders(), 'node_api.h'))).toBe(true)
})

test('says before the download that the disk has too little room', () => {
  expect(() => checkSpace(box.folder, 1e18)).toThrow(
    /^Setting up TensorFlow needs 1000000000\.0 GB in .* are free\. Free some space/,
  )
  expect(() => checkSpace(box.folder, 1)).not.toThrow()
})
