import { h, type VNode } from 'vue'
import type { LossKind } from '../../../contract/recipe/schema.ts'

type Part = VNode | VNode[]

const row = (...parts: Part[]) => h('mrow', parts.flat())
const name = (text: string) => h('mi', text)
const sign = (text: string) => h('mo', text)
const number = (text: string) => h('mn', text)
const inside = (...parts: Part[]) => [sign('('), ...parts.flat(), sign(')')]
const mean = () => [name('𝔼'), h('mspace', { width: '0.15em' })]
const half = () => h('mfrac', [number('1'), number('2')])
const squared = (...parts: Part[]) => h('msup', [row(...inside(...parts)), number('2')])
const log = () => [name('log'), h('mspace', { width: '0.17em' })]
const real = () => [name('D'), ...inside(name('x'))]
const fake = () => [name('D'), ...inside(name('G'), inside(name('z')))]
const hinge = (...parts: Part[]) => [name('max'), ...inside(number('0'), sign(','), parts.flat())]

function equation(subscript: 'D' | 'G', ...parts: Part[]): VNode {
  return h('math', { displaystyle: 'true' }, [row(h('msub', [name('L'), name(subscript)]), sign('='), ...parts)])
}

const logistic = () =>
  equation('D', sign('−'), mean(), log(), real(), sign('−'), mean(), log(), inside(number('1'), sign('−'), fake()))

/** The two formulas of a loss as MathML: D's and G's. With minimax and non-saturating, D(·) is a probability. */
export const lossFormulas: Record<LossKind, () => [VNode, VNode]> = {
  nonSaturating: () => [logistic(), equation('G', sign('−'), mean(), log(), fake())],
  minimax: () => [logistic(), equation('G', mean(), log(), inside(number('1'), sign('−'), fake()))],
  leastSquares: () => [
    equation('D', half(), mean(), squared(real(), sign('−'), number('1')), sign('+'), half(), mean(), squared(fake())),
    equation('G', half(), mean(), squared(fake(), sign('−'), number('1'))),
  ],
  hinge: () => [
    equation(
      'D',
      mean(),
      hinge(number('1'), sign('−'), real()),
      sign('+'),
      mean(),
      hinge(number('1'), sign('+'), fake()),
    ),
    equation('G', sign('−'), mean(), fake()),
  ],
  wasserstein: () => [
    equation('D', mean(), fake(), sign('−'), mean(), real()),
    equation('G', sign('−'), mean(), fake()),
  ],
}
