import { mostFileColumns, type ImportOptions } from '../../../contract/dataSet.ts'
import { ColumnTally } from './columns.ts'
import { dialectOf, type Dialect } from './dialect.ts'
import { encodingOf, type Encoding } from './encoding.ts'
import { tableProblem } from './problems.ts'

/** A column that is kept: where it stands in a row. */
export interface KeptColumn {
  at: number
  name: string
  tally: ColumnTally
}

/** How a table is to be read. */
export interface TablePlan {
  encoding: Encoding
  dialect: Dialect
  kept: KeptColumn[]
}

const quoted = (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ')

function checkWidth({ names }: Dialect, leaveOut: readonly string[]): void {
  if (names.length > mostFileColumns) {
    throw tableProblem(`has ${names.length} columns; at most ${mostFileColumns} can be read`)
  }
  if (names.length < 2) {
    const separators = 'commas, semicolons, tabs, bars and spaces'
    throw tableProblem(`has one column only, or a separator other than ${separators}; at least two columns are needed`)
  }
  const unknown = leaveOut.find((name) => !names.includes(name))
  if (unknown === undefined) return
  throw tableProblem(`has no column “${unknown}” to leave out; there are ${quoted(names.slice(0, 20))}`)
}

function columnsToKeep({ names, holds, header }: Dialect, leaveOut: readonly string[]): KeptColumn[] {
  const kept = names.flatMap((name, at) => {
    if (holds[at] !== 'numbers' || leaveOut.includes(name)) return []
    const named = header && name !== `column ${at + 1}`
    return [{ at, name, tally: new ColumnTally(named) }]
  })
  if (kept.length >= 2) return kept
  const found = kept.length === 0 ? 'no column of numbers' : `one column of numbers only, ${quoted([kept[0]!.name])}`
  throw tableProblem(`has ${found}; at least two are needed`)
}

/**
 * Finds out by a table's first bytes how it is written and which columns to keep; `whole` where these are all. Throws
 * bad-input where there is nothing to learn from.
 */
export function planTable(head: Uint8Array, whole: boolean, { header, leaveOut }: ImportOptions): TablePlan {
  const encoding = encodingOf(head)
  if (encoding === null) throw tableProblem('is neither text, nor images (PNG or JPEG), nor IDX')
  const text = new TextDecoder(encoding).decode(head)
  // A line that the head's end cuts off would look like a short one.
  const lines = whole ? text : text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1)
  if (!whole && lines === '') throw tableProblem(`line 1 is longer than ${head.length} bytes: is this a table?`)
  const dialect = lines.trim() === '' ? null : dialectOf(lines, header)
  if (!dialect) throw tableProblem('is empty')
  checkWidth(dialect, leaveOut)
  return { encoding, dialect, kept: columnsToKeep(dialect, leaveOut) }
}

/** What a person should know of how their table was understood. */
export function planNotes({ dialect }: TablePlan, decimal: string, leaveOut: readonly string[]): string[] {
  const { separator, header, holds, names } = dialect
  const separators: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' }
  const notes = [
    `Read with ${separators[separator] ?? 'spaces'} between columns${decimal}, ` +
      `${header ? 'the first line as names' : 'without a line of names'}.`,
  ]
  for (const what of ['text', 'nothing'] as const) {
    const left = names.filter((name, column) => holds[column] === what && !leaveOut.includes(name))
    const why = `${left.length === 1 ? 'it holds' : 'they hold'} ${what}`
    if (left.length > 0) notes.push(`Left out, because ${why}: ${quoted(left)}.`)
  }
  return notes
}
