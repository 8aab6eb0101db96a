import { seriesFact } from '../contract/series.ts'

const narrow = '\u202f'
const minus = '\u2212'
const minute = 60
const hour = 3600
const day = 86_400_000

/** Thousands with a narrow no-break space, a real minus sign. */
function group(text: string): string {
  const [whole = '', fraction] = text.replace('-', minus).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, narrow)
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

const superscript = (value: number) =>
  [...String(value)].map((sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(sign)))).join('')

/** A whole number: "950", "6 200". */
export function formatCount(value: number): string {
  return Number.isFinite(value) ? group(Math.round(value).toFixed(0)) : formatNumber(value)
}

/** A number to `digits` significant digits; whole parts are never rounded: "0.158", "−1.39", "6 200", "3.2 × 10⁻⁵". */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return 'not a number'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`
  if (value === 0) return '0'
  const exponent = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))))
  if (exponent < -4 || exponent > 14) {
    const mantissa = value / 10 ** exponent
    return `${group(mantissa.toFixed(digits - 1))} × 10${superscript(exponent)}`
  }
  return group(value.toFixed(Math.max(0, digits - 1 - exponent)))
}

/** A share of one as a percentage: 0.784 → "78 %". */
export function formatPercent(share: number, decimals = 0): string {
  return Number.isFinite(share) ? `${group((share * 100).toFixed(decimals))}${narrow}%` : formatNumber(share)
}

/** A value of a series in its unit: "56 %" for shares, "7" for counts, "0.15 s" for seconds. */
export function formatSeries(name: string, value: number): string {
  switch (seriesFact(name).unit) {
    case 'share':
      return formatPercent(value)
    case 'count':
      return formatCount(value)
    case 'seconds':
      return formatDuration(value)
    default:
      return formatNumber(value)
  }
}

/** Seconds as people say them: "0.15 s", "38 s", "1 min 02", "2 h 05"; `whole` leaves out fractions. */
export function formatDuration(seconds: number, whole = false): string {
  if (!Number.isFinite(seconds)) return formatNumber(seconds)
  if (seconds < 10 && !whole) return `${group(seconds.toFixed(seconds < 1 ? 2 : 1))}${narrow}s`
  const rounded = Math.round(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  if (rounded < minute) return `${rounded}${narrow}s`
  if (rounded < hour) return `${Math.floor(rounded / minute)}${narrow}min ${two(rounded % minute)}`
  const minutes = Math.round(rounded / minute)
  return `${Math.floor(minutes / minute)}${narrow}h ${two(minutes % minute)}`
}

/** A time to come, measured on this computer: "about 38 s left". */
export function formatTimeLeft(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'time left not known yet'
  return seconds < 1 ? 'less than a second left' : `about ${formatDuration(seconds, true)} left`
}

/** Steps a second: "480 / s". */
export function formatRate(stepsPerSecond: number): string {
  return `${stepsPerSecond < 100 ? formatNumber(stepsPerSecond, 2) : formatCount(stepsPerSecond)}${narrow}/${narrow}s`
}

/** Bytes in powers of 1000: "980 B", "14.2 MB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 ? formatCount(value) : formatNumber(value)}${narrow}${units[unit]}`
}

const pad = (value: number) => String(value).padStart(2, '0')
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const midnight = (time: Date) => new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime()

/** A moment, milliseconds since 1970: "just now", "2 min ago", "today 09:41", "yesterday 18:05", "12 Nov", "12 Nov 2023". */
export function formatWhen(time: number, now = Date.now()): string {
  const age = (now - time) / 1000
  if (age >= 0 && age < 45) return 'just now'
  if (age >= 0 && age < 30 * minute) return `${Math.max(1, Math.round(age / minute))}${narrow}min ago`
  const date = new Date(time)
  const clock = `${pad(date.getHours())}:${pad(date.getMinutes())}`
  const days = Math.round((midnight(new Date(now)) - midnight(date)) / day)
  if (days === 0) return `today ${clock}`
  if (days === 1) return `yesterday ${clock}`
  const named = `${date.getDate()} ${months[date.getMonth()]}`
  return date.getFullYear() === new Date(now).getFullYear() ? named : `${named} ${date.getFullYear()}`
}

/** A moment in full, for a title: "12 Nov 2025, 09:41:07". */
export function formatMoment(time: number): string {
  const date = new Date(time)
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(pad).join(':')
  return `${date.getDate()} ${months[date.getMonth()]} ${date.getFullYear()}, ${clock}`
}
