import { formatPath, type RecipeIssue } from '../../../contract/recipe/issues.ts'
import { scanJson, type Scanned, type Span } from '../../../contract/recipe/scan.ts'

export type TokenKind = 'key' | 'text' | 'number' | 'plain'

export interface Token {
  text: string
  kind: TokenKind
  /** Part of what an issue is about. */
  bad: boolean
}

/** One line of the JSON panel. */
export interface JsonLine {
  tokens: Token[]
  issues: RecipeIssue[]
}

const pattern = /("(?:[^"\\\n]|\\.)*"?)(\s*:)?|(-?\d[\d.eE+-]*|true|false|null)/g

function* tokensOf(line: string): Generator<[text: string, kind: TokenKind]> {
  let at = 0
  for (const match of line.matchAll(pattern)) {
    if (match.index > at) yield [line.slice(at, match.index), 'plain']
    const [all, quoted, colon] = match
    if (quoted === undefined) yield [all, 'number']
    else {
      yield [quoted, colon === undefined ? 'text' : 'key']
      if (colon !== undefined) yield [colon, 'plain']
    }
    at = match.index + all.length
  }
  if (at < line.length) yield [line.slice(at), 'plain']
}

/** Where an issue stands in the text: its value, its key where the value is long, or the nearest part that is there. */
export function issueSpan(text: string, issue: RecipeIssue, scanned: Scanned = scanJson(text)): Span {
  if (!scanned.ok) {
    const at = Math.min(scanned.at, text.trimEnd().length)
    return [Math.max(0, at - (at === text.trimEnd().length ? 1 : 0)), at + 1]
  }
  const exact = scanned.places.get(formatPath(issue.keys))
  if (exact) {
    const [from, to] = exact.value
    const short = !text.slice(from, to).includes('\n')
    const unknown = issue.fix !== undefined && !('set' in issue.fix.edit)
    if (exact.key && (unknown || !short)) return exact.key
    return short ? [from, to] : [from, from + 1]
  }
  for (let keys = issue.keys.slice(0, -1); keys.length > 0; keys = keys.slice(0, -1)) {
    const near = scanned.places.get(formatPath(keys))
    if (near) return near.key ?? [near.value[0], near.value[0] + 1]
  }
  return [0, 1]
}

/** Cuts a token where a marked span begins or ends inside it. */
function cutTokens(line: string, start: number, marks: readonly Span[]): Token[] {
  const tokens: Token[] = []
  let at = start
  for (const [text, kind] of tokensOf(line)) {
    const end = at + text.length
    const cuts = [at, ...marks.flat().filter((cut) => cut > at && cut < end), end].sort((a, b) => a - b)
    for (let i = 0; i + 1 < cuts.length; i++) {
      const [from, to] = [cuts[i]!, cuts[i + 1]!]
      if (from === to) continue
      const bad = marks.some(([first, last]) => first < to && last > from)
      tokens.push({ text: text.slice(from - at, to - at), kind, bad })
    }
    at = end
  }
  return tokens
}

/** The text by lines, coloured and with each issue at the line where it stands. */
export function jsonLines(text: string, issues: readonly RecipeIssue[]): JsonLine[] {
  const scanned = scanJson(text)
  const spans = issues.map((issue) => issueSpan(text, issue, scanned))
  let start = 0
  return text.split('\n').map((line) => {
    const end = start + line.length
    const here = issues.filter((_issue, index) => spans[index]![0] >= start && spans[index]![0] <= end)
    const tokens = cutTokens(line, start, spans)
    start = end + 1
    return { tokens, issues: here }
  })
}
