import { familyFacts } from '../contract/recipe/facts.ts'
import type { RunSummary } from '../contract/run.ts'
import { formatNumber } from '../figures/numbers.ts'

/** A number to three significant digits. */
export const short = (value: number) => formatNumber(value, 3)

/** A whole number. */
export const count = (value: number) => formatNumber(Math.round(value))

/** Seconds as people say them: "38 s", "1 min 02 s", "2 h 05 min". */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`
  const minutes = Math.round(whole / 60)
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`
}

/** When, as a date and time of this computer's zone: "2026-11-23 14:05". */
export function moment(milliseconds: number): string {
  const date = new Date(milliseconds)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}

/** A run's newest numbers that a line of text has room for: "D 1.31", "G 0.72". */
export function toldNumbers({ recipe, latest }: RunSummary): string[] {
  return Object.entries(familyFacts[recipe.family].told).flatMap(([name, series]) => {
    const value = latest[series]
    return value === undefined ? [] : [`${name} ${short(value)}`]
  })
}
