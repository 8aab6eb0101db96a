/** Lines gathered into bytes as they come, so that a table of any length never is one long string. */
export class CsvWriter {
  readonly #encoder = new TextEncoder()
  readonly #chunks: Uint8Array[] = []
  #lines: string[] = []
  #bytes = 0

  /** One row; fields are numbers, plain words, or have been `quoted`. */
  row(fields: readonly string[]): void {
    this.#lines.push(fields.join(','))
    if (this.#lines.length >= 8192) this.#flush()
  }

  #flush(): void {
    if (this.#lines.length === 0) return
    const chunk = this.#encoder.encode(`${this.#lines.join('\n')}\n`)
    this.#chunks.push(chunk)
    this.#bytes += chunk.byteLength
    this.#lines = []
  }

  /** All rows so far as UTF-8, each ended by a line feed. */
  bytes(): Uint8Array {
    this.#flush()
    const whole = new Uint8Array(this.#bytes)
    let at = 0
    for (const chunk of this.#chunks) {
      whole.set(chunk, at)
      at += chunk.byteLength
    }
    return whole
  }
}

/** A name as a field: in quotation marks where it holds what would end it. */
export const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The fewest digits that give the same single-precision number back: 0.1, not 0.10000000149011612. */
export function singleText(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  for (let digits = 6; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)))
    if (Math.fround(Number(text)) === value) return text
  }
  return String(Number(value.toPrecision(9)))
}
