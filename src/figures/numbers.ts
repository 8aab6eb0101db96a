/** U+202F between thousands, U+2212 for minus: as numbers are set everywhere in the app. */
function typeset(text: string): string {
  const [whole = '', fraction] = text.replace('-', '\u2212').split('.')
  const grouped = whole.replace(/(\d)(?=(\d{3})+$)/g, '$1\u202f')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** A number as text, at most `digits` significant ones; very large and very small ones as powers of ten. */
export function formatNumber(value: number, digits = 6): string {
  if (Number.isNaN(value)) return 'not a number'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '\u2212∞'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) {
    const [mantissa = '', exponent = ''] = value.toExponential(Math.min(digits, 3) - 1).split('e')
    return `${typeset(String(Number(mantissa)))}e${exponent.replace('+', '').replace('-', '\u2212')}`
  }
  const rounded = Number(value.toPrecision(digits))
  // Whole numbers keep all their digits: steps are counted, not measured.
  return typeset(String(Number.isInteger(value) ? value : rounded === 0 ? 0 : rounded))
}
