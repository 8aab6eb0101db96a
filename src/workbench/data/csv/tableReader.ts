import { setImmediate as turn } from 'node:timers/promises'
import { parse, type Parser } from 'csv-parse'
import { mostExamples, mostTableNumbers } from '../../../contract/dataSet.ts'
import { formatNumber } from '../../../figures/numbers.ts'
import { tooMany } from '../limits.ts'
import { pieceBytes, type DataReader, type ReadData, type ReaderSource, type ReadPiece } from '../reader.ts'
import { fieldsOf, textOptions } from './dialect.ts'
import { decimalSignOf, readNumber } from './numbers.ts'
import { csvProblem, fieldProblem, tableProblem } from './problems.ts'
import { planNotes, planTable, type KeptColumn, type TablePlan } from './tablePlan.ts'

/** Bytes by which it is found out how a table is written; no line may be longer. */
const headBytes = 1 << 16
/** Bytes parsed before others have their turn: some milliseconds. */
const sliceBytes = 1 << 16
/** Larger numbers are no measurements, and come near what single precision can hold. */
const largest = 1e30

/** Reads a table of numbers from text: CSV, with whichever separator and decimal sign, with or without a header. */
export class TableReader implements DataReader {
  count = 0
  readonly #source: ReaderSource
  #head: Uint8Array[] = []
  #headLength = 0
  #plan: TablePlan | undefined
  #decoder: TextDecoder | undefined
  #parser: Parser | undefined
  #decimal: '.' | ',' | null = null
  /** Rows so far, those left out included; −1 while the line of names is still to come. */
  #rows = 0
  #problem: unknown
  #buffer = new Float64Array(0)
  #filled = 0
  #pieces: ReadPiece[] = []

  constructor(source: ReaderSource) {
    this.#source = source
  }

  async *take(_file: string, bytes: Uint8Array, last: boolean): AsyncGenerator<ReadPiece> {
    if (this.#plan) {
      yield* this.#parse(bytes, last)
      return
    }
    this.#head.push(bytes)
    this.#headLength += bytes.length
    if (this.#headLength < headBytes && !last) return
    const head = Buffer.concat(this.#head)
    this.#head = []
    this.#begin(planTable(head.subarray(0, headBytes), last && head.length <= headBytes, this.#source.options))
    yield* this.#parse(head, last)
  }

  finish(): { pieces: ReadPiece[]; read: ReadData } {
    if (!this.#plan) throw tableProblem('is empty')
    if (this.count === 0) throw tableProblem('has no rows of numbers')
    if (this.count === 1) throw tableProblem('has one row only; at least two are needed')
    this.#flush()
    const { every, leaveOut } = this.#source.options
    const notes = planNotes(this.#plan, this.#decimal === ',' ? ' and decimal commas' : '', leaveOut)
    if (every > 1) notes.push(`Of ${formatNumber(this.#rows)} rows one in ${every} was kept.`)
    const columns = this.#plan.kept.map(({ name, tally }) => tally.facts(name))
    return { pieces: this.#pieces.splice(0), read: { shape: { kind: 'table', columns }, count: this.count, notes } }
  }

  #begin(plan: TablePlan): void {
    const { encoding, dialect, kept } = plan
    this.#plan = plan
    this.#decimal = dialect.decimal
    this.#rows = dialect.header ? -1 : 0
    this.#buffer = new Float64Array(kept.length * Math.max(1, Math.floor(pieceBytes / 8 / kept.length)))
    this.#decoder = new TextDecoder(encoding)
    this.#parser = parse({
      ...textOptions(dialect.separator),
      max_record_size: headBytes,
      on_record: (record: string[], { lines: line }) => {
        try {
          if (this.#problem === undefined) this.#row(fieldsOf(record, dialect.separator), line)
        } catch (error) {
          this.#problem = error
        }
      },
    })
    this.#parser.on('error', (error) => (this.#problem ??= csvProblem(error)))
    this.#parser.resume()
  }

  async *#parse(bytes: Uint8Array, last: boolean): AsyncGenerator<ReadPiece> {
    for (let at = 0; at < bytes.length || (last && at === 0); at += sliceBytes) {
      const ends = last && at + sliceBytes >= bytes.length
      await this.#write(this.#decoder!.decode(bytes.subarray(at, at + sliceBytes), { stream: !ends }), ends)
      if (this.#problem !== undefined) throw this.#problem as Error
      yield* this.#pieces.splice(0)
      await turn()
    }
  }

  /** Rows come out by `on_record` meanwhile; what is wrong is kept for whoever waits. */
  #write(text: string, ends: boolean): Promise<void> {
    const parser = this.#parser!
    return new Promise((resolve) => {
      if (!ends) {
        parser.write(text, () => resolve())
        return
      }
      parser.once('close', () => resolve())
      parser.end(text)
    })
  }

  #row(fields: readonly string[], line: number): void {
    const { dialect, kept } = this.#plan!
    const width = dialect.names.length
    if (fields.length !== width) {
      const count = `${fields.length} field${fields.length === 1 ? '' : 's'}`
      throw tableProblem(`line ${line} has ${count}; the lines before it have ${width}`)
    }
    const row = this.#rows++
    if (row < 0 || row % this.#source.options.every !== 0) return
    this.#checkLimits(kept.length)
    for (const column of kept) this.#buffer[this.#filled++] = this.#number(fields[column.at]!, line, column)
    this.count++
    if (this.#filled === this.#buffer.length) this.#flush()
  }

  #checkLimits(width: number): void {
    if (this.count === mostExamples) throw tooMany(this.#source, 'rows', mostExamples)
    const most = Math.floor(mostTableNumbers / width)
    if (this.count === most) throw tooMany(this.#source, 'rows', most, ` of ${width} columns`)
  }

  #number(field: string, line: number, { name, tally }: KeptColumn): number {
    this.#decimal ??= decimalSignOf(field)
    const value = readNumber(field, this.#decimal ?? '.')
    if (value === null) {
      const { leaveOut } = this.#source.options
      throw fieldProblem(field, { line, column: name, decimal: this.#decimal, leaveOut })
    }
    if (!(Math.abs(value) <= largest)) {
      throw tableProblem(`line ${line}, column “${name}”: ${field.trim()} is too large a number`)
    }
    tally.add(value, this.count)
    return value
  }

  #flush(): void {
    if (this.#filled === 0) return
    const values = this.#buffer.slice(0, this.#filled)
    this.#pieces.push({ part: 'values', data: new Uint8Array(values.buffer) })
    this.#filled = 0
  }
}
