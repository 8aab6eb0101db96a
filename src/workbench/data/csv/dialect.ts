import { parse } from 'csv-parse/sync'
import type { ImportOptions } from '../../../contract/dataSet.ts'
import { csvProblem } from './problems.ts'
import { decimalSignOf, isMissing, looksNumeric, type DecimalSign } from './numbers.ts'

const separators = [',', ';', '\t', '|', ' ']
/** Rows looked at before the whole is read. */
const rowsLookedAt = 200

/** How csv-parse is to read: files of any platform, and of several put together, with rows whose widths are ours to check. */
export const textOptions = (separator: string) => ({
  delimiter: separator,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  skip_empty_lines: true,
})

/** How a table is written. */
export interface Dialect {
  separator: string
  decimal: DecimalSign
  header: boolean
  /** Every column's name. */
  names: string[]
  /** Which columns hold numbers, and what the others do. */
  holds: ('numbers' | 'text' | 'nothing')[]
}

/** Columns aligned with spaces have several between them; they are one. */
export const fieldsOf = (record: readonly string[], separator: string): readonly string[] =>
  separator === ' ' ? record.filter((field) => field !== '') : record

/** The rows under one separator, or what is wrong with their quotation marks under it. */
function rowsWith(head: string, separator: string): { rows: (readonly string[])[]; problem?: unknown } {
  try {
    return { rows: parse(head, { ...textOptions(separator), to: rowsLookedAt }).map((row) => fieldsOf(row, separator)) }
  } catch (problem) {
    return { rows: [], problem }
  }
}

const share = <T>(all: readonly T[], is: (one: T) => boolean) =>
  all.length === 0 ? 0 : all.filter(is).length / all.length

/** How well a separator explains the rows: their widths agree, and numbers come out. */
function score(rows: readonly (readonly string[])[]): number {
  const width = rows[0]?.length ?? 0
  if (width < 2) return 0
  const body = rows.length > 1 ? rows.slice(1) : rows
  return share(rows, (row) => row.length === width) * (0.1 + share(body.flat(), looksNumeric))
}

/** Names as they are used: none empty, none twice. */
function distinct(given: readonly string[]): string[] {
  const used = new Set<string>()
  return given.map((one, index) => {
    const name = one.trim().slice(0, 200) || `column ${index + 1}`
    let free = name
    for (let again = 2; used.has(free); again++) free = `${name} (${again})`
    used.add(free)
    return free
  })
}

/** A first row names the columns if it has anything but a number above numbers. */
function hasHeader([first, ...body]: readonly (readonly string[])[]): boolean {
  if (!first || body.length === 0) return false
  return first.some((name, column) => {
    const below = body.map((row) => row[column] ?? '').filter((field) => !isMissing(field))
    return !looksNumeric(name) && below.length > 0 && below.every(looksNumeric)
  })
}

function decimalOf(fields: readonly string[]): DecimalSign {
  const signs = fields.map(decimalSignOf)
  const count = (sign: DecimalSign) => signs.filter((one) => one === sign).length
  const [points, commas] = [count('.'), count(',')]
  if (points === 0 && commas === 0) return null
  if (points === commas) return signs.find((sign) => sign !== null)!
  return commas > points ? ',' : '.'
}

/** Without a header the columns of a plane are called as its axes are. */
const plainNames = (width: number) => (width === 2 ? ['x', 'y'] : Array.from({ length: width }, () => ''))

/** How a table is written, by its first lines. Throws bad-input for quotation marks that don't match; null for no rows. */
export function dialectOf(head: string, given: ImportOptions['header']): Dialect | null {
  const tried = separators.map((separator) => ({ separator, ...rowsWith(head, separator) }))
  const best = tried.reduce((one, other) => (score(other.rows) > score(one.rows) ? other : one))
  const { separator, rows, problem } = best
  const [first] = rows
  if (problem !== undefined) throw csvProblem(problem)
  if (!first) return null
  const header = given === 'auto' ? hasHeader(rows) : given === 'yes'
  const body = header ? rows.slice(1) : rows
  const holds = first.map((_, column) => {
    const fields = body.map((row) => row[column] ?? '')
    if (fields.some(looksNumeric)) return 'numbers'
    return fields.every(isMissing) ? 'nothing' : 'text'
  })
  const names = distinct(header ? first : plainNames(first.length))
  return { separator, decimal: decimalOf(body.flat()), header, names, holds }
}
