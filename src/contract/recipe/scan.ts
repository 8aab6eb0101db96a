import { formatPath, type PathKey } from './issues.ts'

/** Offsets in the text, the end exclusive. */
export type Span = readonly [number, number]

/** Where one value stands in JSON text, and its key where it has one. */
export interface Place {
  key?: Span
  value: Span
}

export type Scanned = { ok: true; places: Map<string, Place> } | { ok: false; at: number; message: string }

class Mistake extends Error {
  readonly at: number
  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

const literal = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const word = /[^\s,:[\]{}"]+/y
const deepest = 100

/** Why a word without quotes is no value. */
function describeWord(found: string): string {
  if (/^[+-]?(nan|inf|infinity)$/i.test(found)) return `“${found}” is not a value: JSON has finite numbers only`
  return `“${found}” is not a value; text needs double quotes`
}

class Scanner {
  readonly places = new Map<string, Place>()
  readonly text: string
  at = 0

  constructor(text: string) {
    this.text = text
  }

  /** The next character that is not white space; "" at the end. */
  peek(): string {
    while (' \t\n\r'.includes(this.text[this.at] ?? '-')) this.at++
    return this.text[this.at] ?? ''
  }

  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  fail(message: string): never {
    throw new Mistake(this.at, this.at >= this.text.length ? `the text ends here; ${message}` : message)
  }

  quoted(): string {
    const from = this.at
    const found = this.take(string)
    if (found === undefined) {
      this.at = from
      this.fail('this text in quotes has no end on its line, or a “\\” that means nothing')
    }
    return JSON.parse(found) as string
  }

  members(keys: PathKey[], close: '}' | ']', member: (index: number) => void): void {
    if (keys.length > deepest) this.fail('this is nested too deeply')
    this.at++
    if (this.peek() === close) {
      this.at++
      return
    }
    for (let index = 0; ; index++) {
      member(index)
      const next = this.peek()
      if (next !== ',' && next !== close) this.fail(`expected a comma or “${close}”`)
      const comma = this.at++
      if (next === close) return
      if (this.peek() === close) {
        this.at = comma
        this.fail(`a comma before “${close}” has nothing after it`)
      }
    }
  }

  key(): { name: string; span: Span } {
    if (this.peek() !== '"') this.fail('expected a key in double quotes')
    const from = this.at
    return { name: this.quoted(), span: [from, this.at] }
  }

  value(keys: PathKey[], key?: Span): void {
    const first = this.peek()
    const from = this.at
    if (first === '{') {
      this.members(keys, '}', () => {
        const { name, span } = this.key()
        if (this.peek() !== ':') this.fail(`expected “:” after the key “${name}”`)
        this.at++
        this.value([...keys, name], span)
      })
    } else if (first === '[') {
      this.members(keys, ']', (index) => this.value([...keys, index]))
    } else if (first === '"') {
      this.quoted()
    } else if (this.take(literal) === undefined) {
      const found = this.take(word)
      this.at = from
      this.fail(found === undefined ? 'expected a value' : describeWord(found))
    }
    this.places.set(formatPath(keys), { ...(key ? { key } : {}), value: [from, this.at] })
  }
}

/** Reads JSON text for the place of every value, by its formatted path, or for the place of its first mistake. */
export function scanJson(text: string): Scanned {
  const scanner = new Scanner(text)
  try {
    scanner.value([])
    if (scanner.peek() !== '') scanner.fail('there is more text after the end of the recipe')
    return { ok: true, places: scanner.places }
  } catch (error) {
    if (error instanceof Mistake) return { ok: false, at: error.at, message: error.message }
    throw error
  }
}
