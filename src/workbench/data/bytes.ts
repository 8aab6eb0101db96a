import { columnScale, type ColumnScale, type DataSet } from '../../contract/dataSet.ts'
import type { DataBytes, TableRows } from '../../contract/engine.ts'
import { isOwnData, type DataRecipe, type OwnDataRecipe, type TableRecipe } from '../../contract/recipe/data.ts'
import { dataWidth } from '../../contract/recipe/facts.ts'
import { checkOwnData } from '../../contract/recipe/ownData.ts'
import type { DataPart } from '../../store/data/api.ts'
import type { StoreClient } from '../../store/index.ts'
import { readDigits } from '../digits.ts'
import { refuseIssues } from '../newRun.ts'
import { pieceBytes } from './reader.ts'

type Store = Pick<StoreClient, 'call'>

/** A column of a table: where it stands in a row, and how it comes to the networks' units. */
interface ChosenColumn extends ColumnScale {
  at: number
}

/** The kept data that a recipe names. Throws not-found, or bad-input with issues where the recipe asks for what it hasn't. */
export async function dataSetOf(store: Store, data: DataRecipe): Promise<DataSet | null> {
  if (!isOwnData(data)) return null
  const dataSet = await store.call('data.get', { hash: data.file })
  refuseIssues(checkOwnData(data, dataSet))
  return dataSet
}

/** How the columns of a recipe's table come to the networks' units, and back. */
export function tableScales({ columns, scaling }: TableRecipe, { shape }: DataSet): ColumnScale[] {
  const facts = shape.kind === 'table' ? shape.columns : []
  return columns.map((name) =>
    columnScale(
      facts.find((column) => column.name === name)!,
      scaling,
    ),
  )
}

/** A part's chunks of these numbers, up to the first that is not there. Each is asked for by itself, so that nobody waits long. */
async function* chunksOf(
  store: Store,
  hash: string,
  part: DataPart,
  numbers: Iterable<number>,
): AsyncGenerator<Uint8Array> {
  for (const number of numbers) {
    const chunk = await store.call('data.chunk', { hash, part, number })
    if (!chunk) return
    yield chunk
  }
}

function* countUp(): Generator<number> {
  for (let number = 0; ; number++) yield number
}

/** The chosen columns of a chunk of rows, scaled, into `out` from number `at` on. Returns how many numbers. */
function scaleRows(
  chunk: Uint8Array,
  width: number,
  columns: readonly ChosenColumn[],
  out: Float32Array,
  at: number,
): number {
  const values = new Float64Array(chunk.buffer, chunk.byteOffset, chunk.byteLength / 8)
  let to = at
  for (let from = 0; from < values.length; from += width) {
    for (const column of columns) out[to++] = (values[from + column.at]! - column.offset) / column.scale
  }
  return to - at
}

async function tableRows(
  store: Store,
  data: TableRecipe,
  dataSet: DataSet,
  numbers: Iterable<number>,
): Promise<TableRows> {
  const facts = dataSet.shape.kind === 'table' ? dataSet.shape.columns : []
  const scales = tableScales(data, dataSet)
  const columns = scales.map((scale, index) => ({
    ...scale,
    at: facts.findIndex((column) => column.name === data.columns[index]),
  }))
  const rows = new Float32Array(dataSet.count * columns.length)
  let filled = 0
  for await (const chunk of chunksOf(store, dataSet.hash, 'values', numbers)) {
    filled += scaleRows(chunk, facts.length, columns, rows, filled)
  }
  return { rows: rows.subarray(0, filled), scales }
}

/** The bytes of a part's chunks, `most` at most, each copied once. */
async function partBytes(
  store: Store,
  hash: string,
  part: DataPart,
  numbers: Iterable<number>,
  most: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(most)
  let filled = 0
  for await (const chunk of chunksOf(store, hash, part, numbers)) {
    bytes.set(chunk, filled)
    filled += chunk.length
  }
  return bytes.subarray(0, filled)
}

/**
 * What the engine can't make itself of a recipe's data: every example there is, or undefined for data drawn from a
 * formula. Throws not-found where it is not kept, bad-input where it doesn't fit the recipe.
 */
export async function dataFor(store: Store, data: DataRecipe): Promise<DataBytes | undefined> {
  if (data.kind === 'digits') return readDigits(data.points)
  const dataSet = await dataSetOf(store, data)
  if (!dataSet) return undefined
  if (data.kind === 'table') return tableRows(store, data, dataSet, countUp())
  const { hash, count } = dataSet
  const images = await partBytes(store, hash, 'values', countUp(), count * dataWidth(data))
  return { images, labels: await partBytes(store, hash, 'labels', countUp(), count) }
}

/** Chunks looked at for a sample. */
const sampledChunks = 16

/** Numbers of about sixteen chunks evenly spread over a part, of which an example takes so many bytes. */
function spread(exampleBytes: number, count: number): number[] {
  const chunkExamples = Math.max(1, Math.floor(pieceBytes / exampleBytes))
  const chunks = Math.ceil(count / chunkExamples)
  const taken = Math.min(sampledChunks, chunks)
  return Array.from({ length: taken }, (_, index) => Math.floor((index * chunks) / taken))
}

/** Some of a data set's examples, from all over it: soon there, however large it is. Throws as `dataFor` does. */
export async function dataSample(store: Store, data: OwnDataRecipe): Promise<{ bytes: DataBytes; count: number }> {
  const dataSet = (await dataSetOf(store, data))!
  const { shape, count, hash } = dataSet
  if (data.kind === 'table' && shape.kind === 'table') {
    const bytes = await tableRows(store, data, dataSet, spread(8 * shape.columns.length, count))
    return { bytes, count: bytes.rows.length / data.columns.length }
  }
  const size = dataWidth(data)
  const images = await partBytes(store, hash, 'values', spread(size, count), count * size)
  return { bytes: { images, labels: new Uint8Array(0) }, count: images.length / size }
}
