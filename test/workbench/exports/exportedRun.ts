import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportSchema, type ExportedFile, type ExportRequest } from '../../../src/contract/api.ts'
import type { Checkpoint, SeriesChunk } from '../../../src/contract/engine.ts'
import type { Frame, Scene } from '../../../src/contract/picture.ts'
import { parseRecipe } from '../../../src/contract/recipe/parse.ts'
import type { Recipe } from '../../../src/contract/recipe/schema.ts'
import { openStore, type StoreClient } from '../../../src/store/index.ts'
import { exportRun } from '../../../src/workbench/exports/index.ts'
import ring from '../../../resources/recipes/ring.json' with { type: 'json' }

/** A preset's plain JSON as a recipe. */
export function toRecipe(plain: unknown): Recipe {
  const parsed = parseRecipe(plain)
  if (!parsed.ok) throw new Error(parsed.issues.map((issue) => issue.message).join())
  return parsed.value
}

export interface Library {
  store: StoreClient
  close(): Promise<void>
}

/** A new store in a folder of its own. */
export async function openLibrary(): Promise<Library> {
  const folder = await mkdtemp(join(tmpdir(), 'exports-'))
  const worker = new URL('../../../src/store/worker.ts', import.meta.url)
  const store = await openStore({ file: join(folder, 'library.db'), worker })
  return {
    store,
    async close() {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

const scene: Scene = { kind: 'points', extent: [-4, 4, -2.5, 2.5], real: Float32Array.of(2, 0, 0, 2) }

const fieldValues = Uint8Array.from({ length: 256 }, (_, i) => (i % 16) * 17)
const frameAt = (step: number): Frame => ({
  step,
  samples: Float32Array.of(step / 100, 0, -1, -1),
  field: { size: 16, values: fieldValues, low: 0, high: 1, middle: 0.5, probability: true },
})

export const checkpoint: Checkpoint = {
  step: 60,
  tensors: [
    { name: 'generator.0.weight', shape: [2, 3], values: Float32Array.of(1, 2, 3, 0.1, 0.2, 0.3) },
    { name: 'generator.0.bias', shape: [3], values: Float32Array.of(-1, 0, 1) },
  ],
  state: { streams: { noise: 17 } },
}

/** A run that has trained a little: two frames, one checkpoint, and the given metrics. */
export async function createRun(store: StoreClient, id: string, chunks: SeriesChunk[], recipe = toRecipe(ring.recipe)) {
  await store.call('run.create', {
    run: { id, name: 'Ring: “8” / é', recipe, shell: 'serve', pace: null, createdAt: 1 },
  })
  await store.call('scene.put', { id, scene })
  if (chunks.length > 0) await store.call('metrics.append', { id, chunks })
  for (const step of [0, 100]) await store.call('frame.put', { id, frame: frameAt(step) })
  await store.call('checkpoint.put', { id, checkpoint, createdAt: 2, keep: 3 })
}

/** Points that stand in for a generator's: known, so that what is computed from them is known too. */
export function samplePoints(count: number): Float32Array {
  return Float32Array.from({ length: 2 * count }, (_, i) => Math.sin(i + 0.5) * (i % 2 ? 1 : 3) + 0.1)
}

/** Exports as the workbench would, the engine's part played by `samplePoints`. */
export function exportFrom(store: StoreClient, id: string, request: ExportRequest): Promise<ExportedFile> {
  const sample = (_: Checkpoint, count: number) => Promise.resolve(samplePoints(count))
  return exportRun({ store, id, request: exportSchema.parse(request), sample })
}

/** CSV text as rows of fields. */
export function readCsv(bytes: Uint8Array): string[][] {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  if (!text.endsWith('\n')) throw new Error('the last row has no end')
  return text
    .slice(0, -1)
    .split('\n')
    .map((row) => row.split(','))
}
