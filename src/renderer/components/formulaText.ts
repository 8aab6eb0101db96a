import { h, type VNode } from 'vue'

/** A formula written in a line as MathML: "L_G" becomes a letter with an index, the rest stays as it is, with spaces beside letters that MathML would drop. */
export function formulaText(text: string): VNode {
  const parts = text.split(/(\p{L}_\p{L})/u).filter((part) => part !== '')
  return h(
    'math',
    parts.map((part) => {
      const [letter = '', index] = /^\p{L}_\p{L}$/u.test(part) ? part.split('_') : [part]
      return index === undefined
        ? h('mtext', part.replace(/^ | $/g, '\u00a0'))
        : h('msub', [h('mi', letter), h('mi', index)])
    }),
  )
}
