import { expect, it } from 'vitest'
import { formulaParts } from '../../../src/renderer/components/formulaParts.ts'

const read = (text: string) =>
  formulaParts(text).map(({ text: all, formula, after }) => (formula === null ? all : [formula, after]))

it.each([
  ['plain words', ['plain words']],
  ['‹x›', [['x', '']]],
  ['V is ‹−2 log 2›, and then ‹0›.', ['V is ', ['−2 log 2', ','], ' and then ', ['0', '.']]],
  ['(with ‹D = ½›): so', ['(with ', ['D = ½', '):'], ' so']],
  ['a ‹b', ['a ‹b']],
  ['', []],
])('%j', (text, parts) => expect(read(text)).toEqual(parts))
