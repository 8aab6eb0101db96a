import { describe, expect, it } from 'vitest'
import { parseJson, parseRecipe } from '../../../src/contract/recipe/parse.ts'
import type { RecipeIssue } from '../../../src/contract/recipe/issues.ts'
import { issueSpan, jsonLines } from '../../../src/renderer/rooms/recipe/jsonLines.ts'

const text = [
  '{',
  '  "name": "a",',
  '  "data": { "kind": "rign" },',
  '  "generator": [{ "dense": 0 }],',
  '  "discriminator": [',
  '    { "dense": 2, "slop": 0.1 }',
  '  ],',
  '  "loss": { "kind": "hinge" },',
  '  "schedule": { "steps": 1, "batch": 1 }',
  '}',
].join('\n')

function issuesOf(source: string): RecipeIssue[] {
  const json = parseJson(source)
  if (!json.ok) return json.issues
  const parsed = parseRecipe(json.value)
  return parsed.ok ? [] : parsed.issues
}

const marked = (source: string) =>
  issuesOf(source).map((issue): [string, string] => [issue.path, source.slice(...issueSpan(source, issue))])

describe('issueSpan', () => {
  it('marks values, unknown keys, and the start for what is missing', () => {
    expect(Object.fromEntries(marked(text))).toMatchObject({
      'data.kind': '"rign"',
      'generator[0].dense': '0',
      'discriminator[0].slop': '"slop"',
      optimizers: '{',
    })
  })

  it('marks the place of a mistake in text that is not JSON', () => {
    const broken = '{\n  "a": 1\n  "b": 2\n}'
    const [issue] = issuesOf(broken)
    expect(broken.slice(...issueSpan(broken, issue!))).toBe('"')
    expect(issueSpan(broken, issue!)[0]).toBe(broken.indexOf('"b"'))
  })

  it('marks the last sign where the text ends too soon', () => {
    const short = '{\n  "a": 1\n'
    const [from, to] = issueSpan(short, issuesOf(short)[0]!)
    expect(short.slice(from, to)).toContain('1')
  })
})

describe('jsonLines', () => {
  it('keeps every character and puts each issue at one line', () => {
    const issues = issuesOf(text)
    const lines = jsonLines(text, issues)
    expect(lines.map(({ tokens }) => tokens.map((token) => token.text).join('')).join('\n')).toBe(text)
    expect(lines.flatMap((line) => line.issues)).toHaveLength(issues.length)
    expect(lines[3]!.issues[0]?.path).toBe('generator[0].dense')
  })

  it('colours keys, texts and numbers and underlines only what is wrong', () => {
    const [, , data] = jsonLines(text, issuesOf(text))
    const kinds = data!.tokens
      .filter(({ kind }) => kind !== 'plain')
      .map(({ text: token, kind, bad }) => [token, kind, bad])
    expect(kinds).toEqual([
      ['"data"', 'key', false],
      ['"kind"', 'key', false],
      ['"rign"', 'text', true],
    ])
  })

  it('shows text that is no JSON at all', () => {
    expect(jsonLines('', issuesOf(''))).toHaveLength(1)
    expect(jsonLines('hello "', issuesOf('hello "'))[0]!.issues).toHaveLength(1)
  })
})
