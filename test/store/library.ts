import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { SeriesChunk } from '../../src/contract/engine.ts'
import { parseRecipe } from '../../src/contract/recipe/parse.ts'
import type { GanRecipe } from '../../src/contract/recipe/schema.ts'
import ring from '../../resources/recipes/ring.json' with { type: 'json' }
import type { NewRun } from '../../src/store/api.ts'
import { openDatabase } from '../../src/store/database.ts'
import { openStore, type StoreClient } from '../../src/store/index.ts'

const worker = new URL('../../src/store/worker.ts', import.meta.url)

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const temporaryFile = (): string => join(temporaryFolder(), 'library.db')

/** The store as shells open it, closed when the test ends if the test has not done so. */
export async function open(file = temporaryFile()): Promise<StoreClient> {
  const store = await openStore({ file, worker })
  onTestFinished(() => store.close())
  return store
}

/** Rows in a file of what people brought, seen by another than its store. */
export function rowsOf(file: string, table: 'data_sets' | 'data_chunks'): number {
  const database = openDatabase(file)
  const count = database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!
  database.close()
  return count
}

export function ringRecipe(): GanRecipe {
  const parsed = parseRecipe(ring.recipe)
  if (!parsed.ok || parsed.value.family !== 'gan') throw new Error('the ring preset must parse')
  return parsed.value
}

export function newRun(id: string, change: Partial<NewRun> = {}): NewRun {
  return { id, name: `Run ${id}`, recipe: ringRecipe(), shell: 'serve', pace: null, createdAt: 1000, ...change }
}

/** A store with one run, "a". */
export async function openWithRun(file?: string): Promise<StoreClient> {
  const store = await open(file)
  await store.call('run.create', { run: newRun('a') })
  return store
}

/** Points at steps `from` … `to`, `stride` apart. */
export function points(
  name: string,
  from: number,
  to: number,
  value: (step: number) => number,
  stride = 1,
): SeriesChunk {
  const steps = Float64Array.from({ length: Math.floor((to - from) / stride) + 1 }, (_, index) => from + index * stride)
  return { name, steps, values: steps.map(value) }
}

/** Every point, however long the series. */
export const everything = { from: 0, maxPoints: Number.MAX_SAFE_INTEGER }
