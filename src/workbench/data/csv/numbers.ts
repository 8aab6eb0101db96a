/** The sign between a number's whole part and its fraction; null while none has been seen. */
export type DecimalSign = '.' | ',' | null

const number = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?$/

/** What spreadsheets and programs write where there is no number. */
const missing = /^(?:|-|na|n\/a|nan|null|none|nil|\?|#n\/a)$/i

export const isMissing = (field: string): boolean => missing.test(field.trim())

/** Whether it is a number under either decimal sign. */
export const looksNumeric = (field: string): boolean => number.test(field.trim())

/** The decimal sign that a number is written with; null where it has no fraction, or is none. */
export function decimalSignOf(field: string): DecimalSign {
  if (!looksNumeric(field)) return null
  return field.includes('.') ? '.' : field.includes(',') ? ',' : null
}

/** The number that stands there, or null where none does under this decimal sign. */
export function readNumber(field: string, sign: '.' | ','): number | null {
  const text = field.trim()
  if (!number.test(text) || text.includes(sign === '.' ? ',' : '.')) return null
  return Number(sign === ',' ? text.replace(',', '.') : text)
}
