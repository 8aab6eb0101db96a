import { WorkbenchError } from '../../../contract/errors.ts'
import { isMissing, readNumber, type DecimalSign } from './numbers.ts'

/** A mistake in a table's text, with its line; the importer puts the file's name before it. */
export const tableProblem = (what: string) => new WorkbenchError('bad-input', what)

/** What csv-parse found wrong, in our words. */
export function csvProblem(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const line = 'lines' in error ? `line ${String(error.lines)}` : 'a line'
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return tableProblem(`a quotation mark that opens is never closed; the last of the lines it takes in is ${line}`)
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return tableProblem(`${line}: a quotation mark stands inside a field; it has to go around the whole of it`)
    default:
      return tableProblem(`${line} can’t be read: ${error.message}`)
  }
}

const thousands = /^[+-]?\d{1,3}(?:[.,’' \u00a0\u202f]\d{3})+(?:[.,]\d+)?$/

/** Why something that looks like a number is none where the others have this decimal sign. */
function hint(text: string, decimal: DecimalSign): string {
  const signs = { '.': 'points', ',': 'commas' }
  const other = decimal === ',' ? '.' : ','
  if (decimal && readNumber(text, other) !== null) return `: the numbers before it have decimal ${signs[decimal]}`
  return thousands.test(text) ? ': nothing may stand between its thousands' : ''
}

/** Where a field stands, and how the table is read. */
export interface FieldPlace {
  line: number
  column: string
  decimal: DecimalSign
  /** Columns that are left out already. */
  leaveOut: readonly string[]
}

/** That a field of a column of numbers holds none, with the change to the import's options that would do without it. */
export function fieldProblem(field: string, { line, column, decimal, leaveOut }: FieldPlace): WorkbenchError {
  const text = field.trim()
  const shown = text.length > 40 ? `${text.slice(0, 39)}…` : text
  const what =
    text === ''
      ? 'is empty; every row needs a number here'
      : isMissing(field)
        ? `“${shown}” stands for no number; every row needs one`
        : `“${shown}” is not a number${hint(text, decimal)}`
  const message = `line ${line}, column “${column}”: ${what}`
  const fix = { label: `Leave “${column}” out`, edit: { set: ['leaveOut'], value: [...leaveOut, column] } }
  return new WorkbenchError('bad-input', message, [{ path: '', keys: [], message, fix }])
}
