import { describe, expect, it } from 'vitest'
import type { VNode } from 'vue'
import { formulaText } from '../../../src/renderer/components/formulaText.ts'

const parts = (text: string) =>
  (formulaText(text).children as VNode[]).map((part) =>
    part.type === 'msub' ? (part.children as VNode[]).map(({ children }) => children) : part.children,
  )

describe('formulaText', () => {
  it('sets letters after an underscore as an index', () => {
    expect(parts('‖∂L_G/∂θ_G‖₂')).toEqual(['‖∂', ['L', 'G'], '/∂', ['θ', 'G'], '‖₂'])
    expect(parts('L_D')).toEqual([['L', 'D']])
  })

  it('leaves words alone', () => {
    expect(parts('mean of D’s accuracy')).toEqual(['mean of D’s accuracy'])
  })
})

it('keeps the spaces beside an index', () => {
  expect(parts('L = E_q log q')).toEqual(['L =\u00a0', ['E', 'q'], '\u00a0log q'])
})
