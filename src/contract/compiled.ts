import { z } from 'zod'
import { bytesSchema } from './bytes.ts'

/** On how many threads a step was fastest, and how many milliseconds it took: it is chosen again while it still does. */
export const threadChoiceSchema = z.object({
  threads: z.number().int().min(1),
  milliseconds: z.number().positive(),
})

/** What an engine made ready for one recipe: of use to every other engine that runs one of the same shape. */
export const compiledSchema = z.object({
  /** Null while it has not been tried. */
  threads: threadChoiceSchema.nullable(),
  /** "step", or a function of the networks with its number of rows; the bytes of an .onnx file each. */
  models: z.array(z.object({ name: z.string(), model: bytesSchema })),
})

export type ThreadChoice = z.infer<typeof threadChoiceSchema>
export type Compiled = z.infer<typeof compiledSchema>

/** What is kept of compiled steps, and on how many threads steps were fastest: of how many kinds of run each. */
export interface CompiledReport {
  folder: string
  count: number
  bytes: number
  threads: { threads: number; count: number }[]
}
