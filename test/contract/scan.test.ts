import { describe, expect, it } from 'vitest'
import { parseJson } from '../../src/contract/recipe/parse.ts'
import { scanJson } from '../../src/contract/recipe/scan.ts'

const text = '{\n  "name": "a \\"b\\"",\n  "layers": [{ "dense": 24 }, { "dense": -2.5e-3 }],\n  "none": []\n}'

function cut(path: string, part: 'key' | 'value' = 'value'): string | undefined {
  const scanned = scanJson(text)
  const span = scanned.ok ? scanned.places.get(path)?.[part] : undefined
  return span && text.slice(...span)
}

describe('scanJson', () => {
  it('finds every value and key by its path', () => {
    expect(cut('name')).toBe('"a \\"b\\""')
    expect(cut('layers[1].dense')).toBe('-2.5e-3')
    expect(cut('layers[0]')).toBe('{ "dense": 24 }')
    expect(cut('none')).toBe('[]')
    expect(cut('layers[0].dense', 'key')).toBe('"dense"')
    expect(cut('')).toBe(text)
  })

  it.each([
    ['{"a": 1', 7, 'the text ends here; expected a comma'],
    ['{"a": 1,}', 7, 'a comma before “}”'],
    ['{a: 1}', 1, 'expected a key in double quotes'],
    ['{"a" 1}', 5, 'expected “:” after the key “a”'],
    ['{"a": NaN}', 6, '“NaN” is not a value'],
    ['{"a": 01}', 6, '“01” is not a value'],
    ['{"a": 1 "b": 2}', 8, 'expected a comma or “}”'],
    ['[1] 2', 4, 'more text after the end'],
    ['["a\nb"]', 1, 'no end on its line'],
    ['', 0, 'expected a value'],
  ])('names the place of the mistake in %j', (broken, at, message) => {
    expect(() => JSON.parse(broken)).toThrow()
    const scanned = scanJson(broken)
    expect(scanned).toMatchObject({ ok: false, at, message: expect.stringContaining(message) })
  })

  it('refuses nesting that would overflow the stack', () => {
    expect(scanJson('['.repeat(100_000))).toMatchObject({ ok: false })
  })
})

describe('parseJson', () => {
  it('gives line and column', () => {
    const parsed = parseJson('{\n  "a": 1,\n  "b": x\n}')
    expect(parsed.ok ? '' : parsed.issues[0]?.message).toMatch(/^not JSON: line 3, column 8: “x” is not a value/)
  })
})
