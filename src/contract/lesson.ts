import { z } from 'zod'
import type { Frame, PicturePart, Scene } from './picture.ts'

/** Rows of the article this product grew from, each a lesson that settles one claim with numbers. */
export const lessonIds = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10'] as const
export const lessonIdSchema = z.enum(lessonIds)
export type LessonId = z.infer<typeof lessonIdSchema>

const choice = z.strictObject({ value: z.string(), label: z.string() })
const knob = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('number'),
    id: z.string(),
    label: z.string(),
    /** What turning it changes, in one sentence. */
    about: z.string(),
    default: z.number(),
    min: z.number(),
    max: z.number(),
    step: z.number().positive(),
  }),
  z.strictObject({
    kind: z.literal('choice'),
    id: z.string(),
    label: z.string(),
    about: z.string(),
    default: z.string(),
    choices: z.array(choice).min(2),
  }),
])
export type LessonKnob = z.infer<typeof knob>
export type KnobValue = number | string
export type KnobValues = Readonly<Record<string, KnobValue>>

/** A lesson's words and knobs, as shipped in resources/lessons. */
export const lessonSchema = z.strictObject({
  id: lessonIdSchema,
  title: z.string(),
  /** The claim, in one sentence. */
  claim: z.string(),
  /** Two or three short paragraphs; formulas stand between ‹ and ›. */
  paragraphs: z.array(z.string()).min(2).max(4),
  /** Asked before the experiment runs. */
  question: z.strictObject({
    text: z.string(),
    answers: z.array(z.string()).min(2),
    /** Index of the right one. */
    right: z.number().int().min(0),
    /** Why, told afterwards. */
    because: z.string(),
  }),
  knobs: z.array(knob).max(4),
  /** The setting that must make the claim fail, and why it does. */
  breaks: z
    .strictObject({ knob: z.string(), value: z.union([z.number(), z.string()]), because: z.string() })
    .nullable(),
  /** Every number the lesson gives, in reading order, with what it means. */
  numbers: z.array(z.strictObject({ id: z.string(), label: z.string(), meaning: z.string() })).min(1),
  /** How long it takes on two cores, in seconds: in full, and in its quick form. */
  seconds: z.strictObject({ full: z.number(), quick: z.number() }),
  sources: z.array(z.string()),
  /** Whether it reads MNIST and the classifier of digits. */
  digits: z.boolean().default(false),
})
export type LessonText = z.infer<typeof lessonSchema>

/** What a lesson shows while it runs; a figure of the same id takes the place of the one before. */
export type LessonFigure = { id: string; title: string; note?: string } & (
  | {
      kind: 'curves'
      x: string
      y: string
      /** `dashed` for a reference or a truth; `dots` for points alone, not joined, such as steps that are marked. */
      series: { label: string; x: Float64Array; y: Float64Array; dashed?: boolean; dots?: boolean }[]
      /** Horizontal lines with a name, such as log 2. */
      lines?: { value: number; label: string }[]
      /** Whether the values stand on a logarithmic axis; what is not above 0 is left out. */
      logarithmic?: boolean
    }
  /** `part` of it: examples made unless given, called `made` (“fake” unless given). */
  | { kind: 'picture'; scene: Scene; frame: Frame | null; part?: PicturePart; made?: string }
  | { kind: 'images'; samples: Uint8Array; width: number; height: number; columns: number }
  /** Points in several groups, such as codes by digit: x, y pairs and a group number each. */
  | { kind: 'groups'; points: Float32Array; groups: Uint8Array; labels: string[] }
)

/** One condition of the claim with the number that settles it. */
export interface LessonCheck {
  text: string
  holds: boolean
}

export interface LessonOutcome {
  numbers: Record<string, number>
  checks: LessonCheck[]
  /** Recipes that can be opened as runs of their own, by what they are; plain JSON. */
  recipes: { label: string; recipe: unknown }[]
  /** The run that the lesson was about, where it is kept among the runs. */
  run?: string
}

/** What a lesson came to. `holds` is true when every check is. */
export interface LessonResult extends LessonOutcome {
  lesson: LessonId
  knobs: Record<string, KnobValue>
  quick: boolean
  holds: boolean
  seconds: number
}

/** Every knob at its value: those given, and defaults for the rest; or what is wrong, naming the knob. */
export function knobValues(
  text: LessonText,
  given: Readonly<Record<string, unknown>>,
): KnobValues | { problem: string } {
  const names = text.knobs.map(({ id }) => id)
  const unknown = Object.keys(given).find((id) => !names.includes(id))
  if (unknown !== undefined) {
    const there = names.length === 0 ? 'it has none' : `there are: ${names.join(', ')}`
    return { problem: `lesson ${text.id} has no knob “${unknown}”; ${there}` }
  }
  const values: Record<string, KnobValue> = {}
  for (const one of text.knobs) {
    const value = given[one.id] ?? one.default
    if (one.kind === 'choice') {
      const known = one.choices.map((option) => option.value)
      if (!known.includes(String(value)))
        return { problem: `“${one.id}” must be one of ${known.join(', ')}, not ${String(value)}` }
      values[one.id] = String(value)
      continue
    }
    const written = String(value).trim()
    const number = written === '' ? NaN : Number(written)
    if (!Number.isFinite(number) || number < one.min || number > one.max) {
      return { problem: `“${one.id}” must be a number from ${one.min} to ${one.max}, not ${String(value)}` }
    }
    values[one.id] = number
  }
  return values
}
