const narrow = '\u202f'

/** A recipe's value as a field shows it: thousands of whole numbers set apart, a real minus sign. */
export function fieldText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value !== 'number') return typeof value === 'string' ? value : JSON.stringify(value)
  const text = String(value).replaceAll('-', '−')
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? text.replace(/\B(?=(\d{3})+$)/g, narrow) : text
}

/** What was typed as the number it means; text that is no finite number stays text, for the recipe's check to name. */
export function fieldValue(text: string): number | string {
  const plain = text.replace(/\s/g, '').replaceAll('−', '-')
  const value = Number(plain)
  return plain !== '' && /^[-+.\de]+$/i.test(plain) && Number.isFinite(value) ? value : text.trim()
}

/**
 * The number one unit of its last digit up or down, ten units if `far`; smaller units where it would come to 0 or pass
 * it, so that a rate never ends there: 128 → 129, 0.5 → 0.6, 0.001 → 0.0009.
 */
export function nudged(value: number, up: boolean, far: boolean): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e')
  const decimals = Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent))
  const unit = 10 ** -decimals * (far ? 10 : 1)
  const moved = Number((value + (up ? unit : -unit)).toFixed(decimals))
  if (decimals === 0 || Math.sign(moved) === Math.sign(value)) return moved
  return Number((value + (up ? unit : -unit) / (far ? 100 : 10)).toFixed(decimals + 1))
}
