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
