import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { TableShape } from '../../../src/contract/dataSet.ts'
import { open } from '../../store/library.ts'
import { importInto, valuesOf } from './importing.ts'

const read = (name: string) => Uint8Array.from(readFileSync(new URL(`files/${name}`, import.meta.url)))

/** What write.py drew: as Python’s csv module wrote it, without a library of ours. */
const truth = new TextDecoder()
  .decode(read('csv.csv'))
  .trimEnd()
  .split('\r\n')
  .slice(1)
  .map((line) => line.split(',').map(Number))

test.each([
  ['Python’s csv module', 'csv.csv', ['height', 'weight']],
  [
    'its Excel dialect: a byte-order mark, semicolons, quotation marks, decimal commas',
    'excel.csv',
    ['Größe', 'Gewicht'],
  ],
  ['pandas, with its index and a column of text', 'pandas.csv', ['column 1', 'height', 'weight']],
  ['pandas with a byte-order mark, semicolons and decimal commas', 'pandas-german.csv', ['height', 'weight']],
  ['numpy.savetxt', 'numpy.txt', ['x', 'y']],
])('a table written by %s', async (_name, file, names) => {
  const store = await open()
  const { dataSet } = await importInto(store, { [file]: read(file) })
  const { columns } = dataSet.shape as TableShape
  expect(columns.map(({ name }) => name)).toEqual(names)
  expect(columns.map(({ counts }) => counts)).toEqual(names.map((name) => name === 'column 1'))
  const values = await valuesOf(store, dataSet.hash)
  const rows = truth.map((row, index) => (names.length === 3 ? [index, ...row] : row))
  expect(values).toEqual(rows.flat())
})
