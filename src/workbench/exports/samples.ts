import type { ColumnScale } from '../../contract/dataSet.ts'
import type { DataRecipe } from '../../contract/recipe/data.ts'
import { dataWidth, imageShape } from '../../contract/recipe/facts.ts'
import type { StoreClient } from '../../store/index.ts'
import { dataSetOf, tableScales } from '../data/bytes.ts'
import { CsvWriter, quoted, singleText } from './csv.ts'

/** A column of a table of samples, and how its numbers come to the units they are told in; null where they have. */
interface SampleColumn {
  name: string
  scale: ColumnScale | null
}

/** Those of a recipe's data: x and y for points (x alone on a line), pixel_0 … for images (−1 black … 1 white), a table's own. */
export async function columnsOf(store: Pick<StoreClient, 'call'>, data: DataRecipe): Promise<SampleColumn[]> {
  if (data.kind === 'table') {
    const dataSet = (await dataSetOf(store, data))!
    return tableScales(data, dataSet).map((scale, index) => ({ name: data.columns[index]!, scale }))
  }
  const width = dataWidth(data)
  const plain = !imageShape(data) && width <= 2 ? ['x', 'y'] : []
  const name = (index: number) => plain[index] ?? (imageShape(data) ? `pixel_${index}` : `x${index + 1}`)
  return Array.from({ length: width }, (_, index) => ({ name: name(index), scale: null }))
}

/** A number in a person's units, with the digits that single precision had in the networks'. */
function ownText(value: number, { offset, scale }: ColumnScale): string {
  const own = offset + scale * value
  if (!Number.isFinite(own)) return String(own)
  const decimals = Math.min(100, Math.max(0, 6 - Math.floor(Math.log10(scale))))
  return String(Number(own.toFixed(decimals)))
}

/** Fresh examples, n × width, as CSV. */
export function samplesCsv(samples: Float32Array, columns: readonly SampleColumn[]): Uint8Array {
  const width = columns.length
  const csv = new CsvWriter()
  csv.row(columns.map(({ name }) => quoted(name)))
  const text = (value: number, index: number) => {
    const { scale } = columns[index]!
    return scale ? ownText(value, scale) : singleText(value)
  }
  for (let at = 0; at < samples.length; at += width) csv.row(Array.from(samples.subarray(at, at + width), text))
  return csv.bytes()
}
