import { expect, vi } from 'vitest'
import type { ImportedData, ImportOptions } from '../../../src/contract/dataSet.ts'
import { importOptionsSchema } from '../../../src/contract/dataSet.ts'
import { DataImport } from '../../../src/workbench/data/import.ts'
import type { StoreClient } from '../../../src/store/index.ts'
import { open, rowsOf, temporaryFile } from '../../store/library.ts'

export type Files = Readonly<Record<string, string | Uint8Array>>

const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content

/** Imports files as a client sends them, in slices of so many bytes. */
export async function importInto(
  store: StoreClient,
  files: Files,
  options: Partial<ImportOptions> = {},
  sliceBytes = 1 << 18,
): Promise<ImportedData> {
  const all = Object.entries(files).map(([name, content]) => [name, bytesOf(content)] as const)
  const totalBytes = all.reduce((sum, [, bytes]) => sum + bytes.length, 0)
  const name = all[0]?.[0] ?? 'nothing'
  const one = new DataImport({ store, name, totalBytes, options: importOptionsSchema.parse(options) })
  for (const [file, bytes] of all) {
    for (let at = 0; at < bytes.length || at === 0; at += sliceBytes) {
      await one.take(file, bytes.subarray(at, at + sliceBytes), at + sliceBytes >= bytes.length)
    }
  }
  return one.finish()
}

/** The words with which files are refused; nothing may be left of them in the library, seen or unseen. */
export async function refusalOf(files: Files, options: Partial<ImportOptions>, sliceBytes?: number): Promise<string> {
  const file = temporaryFile()
  const store = await open(file)
  const error = await importInto(store, files, options, sliceBytes).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ name: 'WorkbenchError', code: 'bad-input' })
  await vi.waitUntil(() => rowsOf(file, 'data_sets') + rowsOf(file, 'data_chunks') === 0, { timeout: 5000 })
  return (error as Error).message
}

/** All numbers of a kept table, row after row. */
export async function valuesOf(store: StoreClient, hash: string): Promise<number[]> {
  const values: number[] = []
  for (let number = 0; ; number++) {
    const chunk = await store.call('data.chunk', { hash, part: 'values', number })
    if (!chunk) return values
    values.push(...new Float64Array(chunk.slice().buffer))
  }
}

/** All bytes of a part of kept images. */
export async function bytesKept(store: StoreClient, hash: string, part: 'values' | 'labels'): Promise<number[]> {
  const bytes: number[] = []
  for (let number = 0; ; number++) {
    const chunk = await store.call('data.chunk', { hash, part, number })
    if (!chunk) return bytes
    bytes.push(...chunk)
  }
}
