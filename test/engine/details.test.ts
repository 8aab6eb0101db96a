import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { backendIds, type BackendId } from '../../src/contract/engine.ts'
import { engineInfos } from '../../src/engine/backends/availability.ts'
import { engineDetails } from '../../src/engine/backends/details.ts'
import { findPackage } from '../../src/engine/backends/filesOf.ts'

let cache: string
let folder: string

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'engine-details-'))
  folder = join(cache, `tensorflow-2.21.0-${process.platform}-${process.arch}`)
  vi.stubEnv('GANBENCH_CACHE', cache)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(cache, { recursive: true, force: true })
})

const detailOf = async (id: BackendId) => (await engineDetails()).find((engine) => engine.id === id)!

/** What the set-up leaves, as far as can be seen without loading it. */
async function pretendTensorflow(): Promise<void> {
  await mkdir(join(folder, 'library'), { recursive: true })
  await writeFile(join(folder, 'tfjs_binding.node'), 'binding')
  await writeFile(join(folder, 'library', 'lib.so'), 'a library')
  const tfjsNode = findPackage('@tensorflow/tfjs-node')!.version
  const manifest = { tensorflow: '2.21.0', tfjsNode, binding: 'tfjs_binding.node', library: 'library' }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
}

it('describes every engine there is, as available as it is', async () => {
  const details = await engineDetails()
  expect(details.map(({ id }) => id).sort()).toEqual([...backendIds].sort())
  expect(details.map(({ id, available, reason }) => ({ id, available, reason }))).toEqual(engineInfos())
  for (const { about, threads } of details) {
    expect(about).toMatch(/^[A-Z].+\.$/)
    expect(threads).toMatch(/^\d+/)
  }
})

it('names version, folder and bytes of an engine that comes with the workbench, and no command', async () => {
  const wasm = await detailOf('wasm')
  expect(wasm).toMatchObject({ available: true, version: 'TensorFlow.js 4.22.0', setUp: null, remove: null })
  expect(wasm.files!.folder).toMatch(/tfjs-backend-wasm$/)
  expect(wasm.files!.bytes).toBeGreaterThan(100_000)
})

it('names the command that sets TensorFlow up where it is not there, and nothing to remove', async () => {
  expect(await detailOf('tensorflow')).toMatchObject({
    available: false,
    version: null,
    files: null,
    setUp: { line: 'npm run setup:tensorflow' },
    remove: null,
  })
})

it('sees at once what a set-up has changed, and then names the command that removes it', async () => {
  await detailOf('tensorflow')
  await pretendTensorflow()
  const { size } = await stat(join(folder, 'manifest.json'))
  expect(await detailOf('tensorflow')).toMatchObject({
    available: true,
    reason: null,
    version: 'TensorFlow.js 4.22.0, TensorFlow 2.21.0',
    files: { folder, bytes: size + 'binding'.length + 'a library'.length },
    setUp: null,
    remove: { line: 'npm run setup:tensorflow -- --remove' },
  })
})

it('a set-up that was cut short can be gone on with or removed', async () => {
  await pretendTensorflow()
  await rm(join(folder, 'manifest.json'))
  expect(await detailOf('tensorflow')).toMatchObject({
    available: false,
    reason: expect.stringContaining('did not come to its end') as string,
    setUp: { line: 'npm run setup:tensorflow' },
    remove: { line: 'npm run setup:tensorflow -- --remove' },
  })
})
