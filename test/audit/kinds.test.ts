import { expect, test } from 'vitest'
import { cases } from './cases.ts'
import { everyKind, kindsOf } from './kinds.ts'

const used = Object.values(cases).map(kindsOf)

test.each(Object.entries(everyKind))('every %s is audited by some case', (what, kinds) => {
  const covered = new Set(used.flatMap((kinds) => kinds[what as keyof typeof everyKind] ?? []))
  expect(kinds.filter((kind) => !covered.has(kind))).toEqual([])
  expect(kinds.length).toBeGreaterThan(1)
})
