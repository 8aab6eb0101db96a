interface Part {
  text: string
  /** What stands between ‹ and ›; null for plain words. */
  formula: string | null
  /** Punctuation that must stay beside the formula. */
  after: string
}

/** A text cut into plain words and the formulas between ‹ and ›. */
export function formulaParts(text: string): Part[] {
  return text
    .split(/(‹[^›]*›[.,;:!?)]*)/u)
    .filter((part) => part !== '')
    .map((part) => {
      const [, formula = null, after = ''] = /^‹(.*)›(.*)$/u.exec(part) ?? []
      return { text: part, formula, after }
    })
}
