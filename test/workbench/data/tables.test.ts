import { describe, expect, test } from 'vitest'
import type { ImportOptions, TableShape } from '../../../src/contract/dataSet.ts'
import { open } from '../../store/library.ts'
import { importInto, refusalOf, valuesOf } from './importing.ts'

async function read(content: string | Uint8Array, options: Partial<ImportOptions> = {}, sliceBytes?: number) {
  const store = await open()
  const { dataSet, notes } = await importInto(store, { 'my.csv': content }, options, sliceBytes)
  const { columns } = dataSet.shape as TableShape
  return {
    columns,
    names: columns.map(({ name }) => name),
    values: await valuesOf(store, dataSet.hash),
    notes,
    dataSet,
  }
}

const refusal = (content: string | Uint8Array, options: Partial<ImportOptions> = {}) =>
  refusalOf({ 'my.csv': content }, options)

const latin = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))
const utf16 = (text: string) => Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'))

describe('a table is read', () => {
  test('with a line of names', async () => {
    expect(await read('a,b\n1,2\n3,4.5\n')).toMatchObject({ names: ['a', 'b'], values: [1, 2, 3, 4.5] })
  })

  test('without one, where the first line holds numbers', async () => {
    expect(await read('1,2\n3,4\n')).toMatchObject({ names: ['x', 'y'], values: [1, 2, 3, 4] })
    expect(await read('1 2 3\n4 5 6\n')).toMatchObject({ names: ['column 1', 'column 2', 'column 3'] })
  })

  test('with a line of names that are numbers, where a person says so', async () => {
    expect(await read('1,2\n3,4\n5,6', { header: 'yes' })).toMatchObject({ names: ['1', '2'], values: [3, 4, 5, 6] })
  })

  test.each([
    ['semicolons and decimal commas', 'a;b\n1,5;2\n-3;4,25\n'],
    ['tabs', 'a\tb\n1.5\t2\n-3\t4.25'],
    ['bars', 'a|b\r\n1.5|2\r\n-3|4.25\r\n'],
    ['one or several spaces', 'a   b\n 1.5 2\n  -3    4.25\n'],
    ['old Mac line ends', 'a,b\r1.5,2\r-3,4.25\r'],
    ['commas in quotation marks', '"a","b"\n"1,5","2"\n"-3","4,25"\n'],
    ['empty lines between', 'a,b\n\n1.5,2\n\n\n-3,4.25\n\n'],
    ['spaces around numbers', 'a, b\n 1.5, 2\n-3 ,4.25 \n'],
    ['powers of ten', 'a,b\n15e-1,+2.\n-.3E1,4.25e0\n'],
  ])('with %s', async (_name, text) => {
    expect(await read(text)).toMatchObject({ names: ['a', 'b'], values: [1.5, 2, -3, 4.25] })
  })

  test('with a byte-order mark, in UTF-8, UTF-16 and what Excel writes in the west', async () => {
    const text = 'Größe;Länge\n1,5;2\n3;4\n'
    for (const content of [text, `\ufeff${text}`, utf16(text), latin(text)]) {
      expect(await read(content)).toMatchObject({ names: ['Größe', 'Länge'], values: [1.5, 2, 3, 4] })
    }
  })

  test('the same however its bytes are cut, within a character, too', async () => {
    const text = `Größe,ß\n${Array.from({ length: 9000 }, (_, i) => `${i / 7},"${i}"`).join('\r\n')}`
    const whole = await read(text)
    for (const bytes of [997, 65_537]) {
      const cut = await read(text, {}, bytes)
      expect(cut.dataSet.hash).toBe(whole.dataSet.hash)
      expect(cut.columns).toEqual(whole.columns)
    }
    expect(whole.values.slice(-2)).toEqual([8999 / 7, 8999])
  })

  test('without columns of text and empty ones, which it tells', async () => {
    const { names, notes } = await read('name,a,b,\nAnn,1,2,\nBob,3,4,\n')
    expect(names).toEqual(['a', 'b'])
    expect(notes).toContain('Left out, because it holds text: “name”.')
    expect(notes).toContain('Left out, because it holds nothing: “column 4”.')
  })

  test('with decimal commas that come late', async () => {
    const ones = Array.from({ length: 300 }, () => '1;2').join('\n')
    expect((await read(`${ones}\n1,5;2\n`)).values.slice(-2)).toEqual([1.5, 2])
  })

  test('with what is known of each column', async () => {
    const { columns } = await read('a,b\n1,10\n2,10\n3,10\n6,10\n')
    expect(columns[0]).toMatchObject({ name: 'a', mean: 3, low: 1, high: 6, counts: false })
    expect(columns[0]!.sd).toBeCloseTo(Math.sqrt(3.5), 12)
    expect(columns[1]).toMatchObject({ mean: 10, sd: 0, low: 10, high: 10 })
  })

  test('with a column that only counts the rows known as one', async () => {
    const { columns } = await read(',a,b\n0,5,1\n1,7,2\n2,9,4\n')
    expect(columns.map(({ name, counts }) => [name, counts])).toEqual([
      ['column 1', true],
      ['a', false],
      ['b', false],
    ])
    // A column with a name may count: it is the person's own.
    expect((await read('day,a\n0,5\n1,7\n')).columns[0]!.counts).toBe(false)
  })

  test('with names that stand twice told apart', async () => {
    expect((await read('a,a,a\n1,2,3\n4,5,6\n')).names).toEqual(['a', 'a (2)', 'a (3)'])
  })

  test('without columns a person leaves out, and every so many-th row', async () => {
    const rows = Array.from({ length: 10 }, (_, i) => `${i},${i * i},n/a`).join('\n')
    const options = { leaveOut: ['c'], every: 4 }
    expect(await read(`a,b,c\n${rows}`, options)).toMatchObject({ names: ['a', 'b'], values: [0, 0, 4, 16, 8, 64] })
  })
})

describe('a table is refused, with line and column', () => {
  test.each([
    ['nothing', '', 'my.csv is empty. Nothing was imported.'],
    ['white space', '\ufeff \n\n', 'my.csv is empty'],
    ['names only', 'a,b\n', 'my.csv has no column of numbers'],
    ['one row', 'a,b\n1,2\n', 'my.csv has one row only'],
    ['one column', '1\n2\n3\n', 'my.csv has one column only'],
    ['one column of numbers', 'a,b\nx,1\ny,2\n', 'one column of numbers only, “b”'],
    ['a row too short', 'a,b\n1,2\n3\n4,5\n', 'my.csv, line 3 has 1 field; the lines before it have 2'],
    ['a row too long', 'a,b\n1,2\n\n3,4,5\n', 'my.csv, line 4 has 3 fields; the lines before it have 2'],
    ['text among numbers', 'a,b\n1,2\n3,four\n', 'my.csv, line 3, column “b”: “four” is not a number'],
    ['a gap', 'a,b\n1,2\n,4\n', 'line 3, column “a”: is empty; every row needs a number here'],
    ['a mark for a gap', 'a,b\n1,2\n3,NaN\n', 'line 3, column “b”: “NaN” stands for no number'],
    [
      'thousands set apart',
      'a;b\n1;2\n3;1.234,5\n',
      '“1.234,5” is not a number: nothing may stand between its thousands',
    ],
    ['points among commas', 'a;b\n1,5;2\n3;1.5\n', '“1.5” is not a number: the numbers before it have decimal commas'],
    ['a number without bounds', 'a,b\n1,2\n3,1e400\n', 'line 3, column “b”: 1e400 is too large a number'],
    ['an open quotation mark', 'a,b\n1,"2\n3,4\n', 'a quotation mark that opens is never closed'],
    ['a quotation mark inside', 'a,b\n1,2\n3,4"5\n', 'line 3: a quotation mark stands inside a field'],
  ])('%s', async (_name, text, words) => {
    expect(await refusal(text)).toContain(words)
  })

  test('late in a long file, where half of it was stored already', async () => {
    const rows = Array.from({ length: 80_000 }, (_, i) => `${i},${i / 3}`)
    expect(await refusal(`a,b\n${rows.join('\n')}\n1,x\n`)).toContain('line 80002, column “b”: “x” is not a number')
    expect(await refusal(`a,b\n${rows.join('\n')}\n1\n`)).toContain('line 80002 has 1 field')
    expect(await refusal(`a,b\n${rows.join('\n')}\n1,"2`)).toContain('never closed')
  })

  test('bytes that are no text', async () => {
    expect(await refusal(Uint8Array.of(1, 2, 0, 7, 9))).toContain('my.csv is neither text, nor images')
    expect(await refusal(Uint8Array.of(0x1f, 0x8b, 8, 0))).toContain('my.csv is compressed (gzip): unpack it first')
  })

  test('a column to leave out that is not there', async () => {
    expect(await refusal('a,b,c\n1,2,3\n4,5,6\n', { leaveOut: ['d'] })).toContain(
      'has no column “d” to leave out; there are “a”, “b”, “c”',
    )
  })

  test('too many columns, and a line without an end', async () => {
    expect(await refusal(`${'1,'.repeat(1100)}1\n`.repeat(2))).toContain('has 1101 columns; at most 1024')
    expect(await refusal('1,'.repeat(100_000))).toContain('line 1 is longer than')
  })
})
