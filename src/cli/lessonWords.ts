import type { LessonResult, LessonText } from '../contract/lesson.ts'
import { duration, short } from './words.ts'

/** Formulas stand between ‹ and ›; a terminal shows them as they are. */
const plain = (text: string) => text.replaceAll(/[‹›]/g, '')

/** One line a lesson: its id, what it claims, and how long it takes. */
export function lessonLines(lessons: readonly LessonText[]): string[] {
  return lessons.flatMap(({ id, title, claim, seconds, knobs }) => [
    `${id.padEnd(4)}${title} (about ${duration(seconds.full)}, --quick ${duration(seconds.quick)})`,
    `    ${plain(claim)}`,
    ...(knobs.length === 0 ? [] : [`    --set ${knobs.map(({ id: knob }) => knob).join(', ')}`]),
  ])
}

function numberLines({ numbers: told }: LessonText, { numbers }: LessonResult): string[] {
  const rows = told.map(({ id, label, meaning }) => ({
    label,
    value: short(numbers[id] ?? NaN),
    meaning: plain(meaning),
  }))
  const widest = (of: 'label' | 'value') => Math.max(...rows.map((row) => row[of].length))
  const [labels, values] = [widest('label'), widest('value')]
  return rows.map(({ label, value, meaning }) => `${label.padEnd(labels)}  ${value.padStart(values)}  ${meaning}`)
}

/** What the outcome comes to in a sentence, with the reason where the knob was turned that breaks the claim. */
function verdict({ breaks }: LessonText, { holds, knobs, checks }: LessonResult): string {
  if (holds) return 'The claim holds.'
  if (breaks && knobs[breaks.knob] === breaks.value) return `The claim does not hold. ${plain(breaks.because)}`
  const missed = checks.filter((check) => !check.holds).length
  return `The claim does not hold with these settings: ${missed} of ${checks.length} conditions missed.`
}

/** Everything a lesson came to, for people: numbers with their meaning, conditions, and whether the claim holds. */
export function resultLines(text: LessonText, result: LessonResult): string[] {
  return [
    `${text.id}  ${text.title}${result.quick ? ' (quick form)' : ''}`,
    plain(text.claim),
    '',
    ...numberLines(text, result),
    '',
    ...result.checks.map(({ text: condition, holds }) => `${holds ? '✓' : '✗'} ${plain(condition)}`),
    '',
    `${verdict(text, result)} It took ${duration(result.seconds)}.`,
    ...(result.run ? [`Its run is kept: ${result.run}`] : []),
  ]
}
