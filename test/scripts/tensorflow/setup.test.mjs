import { existsSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { cacheFolder } from '../../../scripts/tensorflow/place.mjs'
import { supportedPlatform } from '../../../scripts/tensorflow/platform.mjs'
import { remove, setUp, status } from '../../../scripts/tensorflow/setup.mjs'
import { engineInfos } from '../../../src/engine/backends/availability.ts'
import { sandbox } from './sandbox.mjs'

const box = sandbox()
afterEach(() => vi.unstubAllEnvs())

/** What the app says of the engine with this cache. */
function tensorflow() {
  vi.stubEnv('GANBENCH_CACHE', join(box.folder, 'cache'))
  return engineInfos().find(({ id }) => id === 'tensorflow')
}

test('lies in the folder that the system has for caches, unless another is named', () => {
  expect(cacheFolder({ GANBENCH_CACHE: '/a', XDG_CACHE_HOME: '/b' }, 'linux')).toBe('/a')
  expect(cacheFolder({ XDG_CACHE_HOME: '/b' }, 'linux')).toBe('/b/gan-workbench')
  expect(cacheFolder({}, 'linux')).toBe(join(homedir(), '.cache/gan-workbench'))
  expect(cacheFolder({}, 'darwin')).toBe(join(homedir(), 'Library/Caches/gan-workbench'))
})

test('a whole set-up is found by the app, and done again by nobody', async () => {
  box.manifest()
  expect(tensorflow()).toEqual({ id: 'tensorflow', available: true, reason: null })
  expect(status(box)).toBe(0)
  await setUp(box)
  expect(box.said.at(-1)).toBe(`TensorFlow 2.21.0 is set up already, in ${box.place.folder}.`)
})

test('without one, the app and the status name the one command that changes it', () => {
  expect(tensorflow()).toEqual({
    id: 'tensorflow',
    available: false,
    reason: 'TensorFlow’s native library is not set up on this machine. Run npm run setup:tensorflow to change that.',
  })
  expect(status(box)).toBe(1)
  expect(box.said).toEqual(['TensorFlow is not set up on this machine. Run npm run setup:tensorflow to change that.'])
})

test.each([
  ['without its manifest', () => rmSync(box.place.manifest)],
  ['with half a manifest', () => box.write(box.place.manifest, '{"tensorf')],
  ['without the binding', () => rmSync(box.place.binding)],
  ['without the library', () => rmSync(box.place.library, { recursive: true })],
])('a set-up %s counts as one that was cut short', (_, spoil) => {
  box.manifest()
  spoil()
  expect(tensorflow()).toMatchObject({ available: false, reason: expect.stringContaining('did not come to its end') })
  expect(status(box)).toBe(1)
  expect(box.said[0]).toContain('is not complete. Run npm run setup:tensorflow')
})

test('a binding made for another tfjs-node is not used', () => {
  box.manifest({ tfjsNode: '3.0.0' })
  expect(tensorflow()).toMatchObject({ available: false, reason: expect.stringContaining('another version') })
  expect(status(box)).toBe(1)
})

test('is removed whole, and removing nothing says so', async () => {
  box.manifest()
  await remove(box)
  expect(existsSync(box.place.folder)).toBe(false)
  expect(existsSync(box.place.lock)).toBe(false)
  expect(tensorflow().available).toBe(false)
  await remove(box)
  expect(box.said.at(-1)).toContain('nothing was removed')
})

test('waits for another process that sets it up, and then finds it done', async () => {
  box.write(box.place.lock, String(process.pid))
  const waiting = setUp(box)
  await vi.waitFor(() => expect(box.said).toEqual([`Process ${process.pid} is setting TensorFlow up; waiting for it…`]))
  box.manifest()
  rmSync(box.place.lock)
  await waiting
  expect(box.said.at(-1)).toContain('is set up already')
})

test('a folder that can’t be made is named, with what to do', async () => {
  box.write(join(box.folder, 'cache'), 'a file where the folder should be')
  await expect(setUp(box)).rejects.toThrow(/can’t be written to.*GANBENCH_CACHE/)
})

test('a platform without the library is told apart before anything is fetched', () => {
  expect(() => supportedPlatform('win32', 'x64')).toThrow('TensorFlow can’t be set up on win32 x64')
  expect(() => supportedPlatform('darwin', 'x64')).toThrow('The other engines work as before.')
  expect(supportedPlatform('linux', 'arm64').package).toBe('tensorflow')
})
