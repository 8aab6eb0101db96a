import { modeCount } from '../../../contract/recipe/data.ts'
import { goodOfTruth } from '../../../contract/recipe/goodOfTruth.ts'
import { familyFacts } from '../../../contract/recipe/facts.ts'
import type { Recipe } from '../../../contract/recipe/schema.ts'
import { formatPercent } from '../../format.ts'
import { valueAt } from '../../replay/liveSeries.ts'
import type { KeyNumber, SeriesMap } from './keyNumber.ts'

interface Measured {
  good: number | undefined
  step: number
  /** What makes the points. */
  maker: string
}

/** Under this share of good points they are spread widely, and some fall into every mode by chance. */
const mostlyGood = 0.5

function captured(modes: number, all: number, { good, step, maker }: Measured): KeyNumber {
  const subject = maker[0]!.toUpperCase() + maker.slice(1)
  if (step === 0) {
    const detail = `Untrained, it draws ${modes} of the ${all} clusters of the data.`
    return { tone: 'plain', fact: `${subject} has not learned yet.`, detail }
  }
  if (modes >= all && good !== undefined && good < mostlyGood) {
    const detail = `Only ${formatPercent(good)} of ${maker}’s points lie in them; scattered ones reach every mode by chance.`
    return { tone: 'plain', fact: `All ${all} modes are reached.`, detail }
  }
  if (modes >= all)
    return { tone: 'ok', fact: `All ${all} modes are captured.`, detail: `${subject} draws every cluster of the data.` }
  const detail = `${subject} draws ${modes} of the ${all} clusters of the data.`
  if (modes === 0) return { tone: 'warn', fact: 'No mode is captured.', detail }
  const missing = all - modes
  return {
    tone: 'warn',
    fact: missing === 1 ? 'One mode is missing.' : `${missing} modes are missing.`,
    detail,
  }
}

/** What is said of the data's modes, where it has any. */
export function modeNumbers(recipe: Recipe, series: SeriesMap, step: number): KeyNumber[] {
  const rows: KeyNumber[] = []
  const { maker } = familyFacts[recipe.family]
  const modes = valueAt(series.get('modes'), step)
  const good = valueAt(series.get('good'), step)
  const all = modeCount(recipe.data)
  if (modes !== undefined && all !== null) rows.push(captured(Math.round(modes), all, { good, step, maker }))
  if (good !== undefined) {
    const detail = `Within 3 sd of a cluster; the true data scores ${formatPercent(goodOfTruth(recipe.data), 1)}.`
    rows.push({ tone: 'plain', fact: `${formatPercent(good)} of ${maker}’s points are good.`, detail })
  }
  return rows
}
