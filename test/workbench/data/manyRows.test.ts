import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { WorkbenchError } from '../../../src/contract/errors.ts'
import { applyEdit } from '../../../src/contract/recipe/edit.ts'
import { importOptionsSchema, type ImportOptions, type TableShape } from '../../../src/contract/dataSet.ts'
import { DataImport } from '../../../src/workbench/data/import.ts'
import type { StoreClient } from '../../../src/store/index.ts'
import { open } from '../../store/library.ts'

const rows = 10_000_000
const rowsOfSlice = 20_000

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes that are in use, without what only waits to be freed. */
function bytesHeld(): number {
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** Sends ten million rows as a client does, slice after slice, without ever holding them all. */
async function importRows(store: StoreClient, options: Partial<ImportOptions>) {
  const slice = new TextEncoder().encode('0.25,-1.5\n'.repeat(rowsOfSlice))
  const slices = rows / rowsOfSlice
  const one = new DataImport({
    store,
    name: 'long.csv',
    totalBytes: slice.length * slices,
    options: importOptionsSchema.parse(options),
  })
  let most = 0
  for (let index = 0; index < slices; index++) {
    await one.take('long.csv', slice, index === slices - 1)
    if (index % 100 === 99) most = Math.max(most, bytesHeld())
  }
  return { ...(await one.finish()), most }
}

test('ten million rows are refused with nothing kept, and the change that is proposed keeps them in bounded memory', async () => {
  const store = await open()
  const refused = await importRows(store, {}).catch((error: unknown) => error)
  if (!(refused instanceof WorkbenchError)) throw new Error('ten million rows were taken')
  expect(refused.message).toMatch(/^long\.csv has more than 1.000.000 rows/)
  expect(await store.call('data.list', {})).toEqual([])

  const fix = refused.issues[0]?.fix
  expect(fix?.label).toMatch(/^Keep every 1[01]th$/)
  const before = bytesHeld()
  const { dataSet, most } = await importRows(store, applyEdit({}, fix!.edit) as Partial<ImportOptions>)
  expect(dataSet.count).toBeGreaterThan(900_000)
  expect((dataSet.shape as TableShape).columns).toHaveLength(2)
  // All rows as text would be 100 MB, as numbers 160 MB.
  expect(most - before).toBeLessThan(30e6)
}, 120_000)
