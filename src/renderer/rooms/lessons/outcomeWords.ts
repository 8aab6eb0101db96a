import type { KnobValue, LessonKnob, LessonResult, LessonText } from '../../../contract/lesson.ts'
import { formatNumber } from '../../../figures/numbers.ts'

function valueWords(knob: LessonKnob, value: KnobValue | undefined): string {
  if (knob.kind === 'choice') return knob.choices.find((choice) => choice.value === value)?.label ?? String(value)
  return formatNumber(Number(value), 4)
}

/** With which settings an outcome came about: "Quick form · D’s learning rate 0 · Seed 1". */
export function settingWords({ knobs }: LessonText, { quick, knobs: values }: LessonResult): string {
  const settings = knobs.map((knob) => `${knob.label} ${valueWords(knob, values[knob.id])}`)
  return [quick ? 'Quick form' : 'Full form', ...settings].join(' · ')
}

/** What an outcome says of the claim, in a sentence. */
export function verdict({ claim, breaks }: LessonText, { holds, knobs, checks }: LessonResult): string {
  if (holds) return claim
  if (breaks && knobs[breaks.knob] === breaks.value) return `That is what this setting is for. ${breaks.because}`
  const missed = checks.filter((check) => !check.holds).length
  const conditions = checks.length === 1 ? 'its condition' : `${missed} of its ${checks.length} conditions`
  return `With these settings ${conditions} ${missed === 1 || checks.length === 1 ? 'is' : 'are'} not met.`
}
