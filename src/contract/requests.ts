import { z } from 'zod'
import { paceSchema } from './engine.ts'

const theme = z.enum(['light', 'dark'])

export const exportSchema = z.discriminatedUnion('what', [
  /** Newest checkpoint at or before `step`, or the newest of all. */
  z.object({ what: z.literal('checkpoint'), format: z.literal('safetensors'), step: z.number().int().optional() }),
  /** Every series in full: one row a step. */
  z.object({ what: z.literal('metrics'), format: z.literal('csv') }),
  /** The picture at `step` (newest frame if left out), of auto-encoders other parts of it, or the curves. */
  z.object({
    what: z.literal('figure'),
    format: z.enum(['png', 'svg']),
    figure: z.enum(['picture', 'reconstructions', 'codes', 'curves']).default('picture'),
    step: z.number().int().optional(),
    theme: theme.default('light'),
  }),
  /** Fresh generated examples from a checkpoint; for 2-D data as x,y rows. */
  z.object({
    what: z.literal('samples'),
    format: z.literal('csv'),
    count: z.number().int().min(1).max(100_000).default(100),
    step: z.number().int().optional(),
  }),
  /** Mean and covariance of the fresh samples beside those of the data and the true ones — the article’s result (S10). */
  z.object({
    what: z.literal('moments'),
    format: z.literal('csv'),
    count: z.number().int().min(1).max(100_000).default(100),
    step: z.number().int().optional(),
  }),
])
export type ExportRequest = z.input<typeof exportSchema>

export const controlSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('pause') }),
  /** Goes on: from a pause, or from the newest checkpoint of a stopped, crashed, interrupted or finished run. */
  z.object({ action: z.literal('resume') }),
  z.object({ action: z.literal('step'), count: z.number().int().min(1).max(1_000_000).default(1) }),
  z.object({ action: z.literal('stop') }),
  z.object({ action: z.literal('extend'), steps: z.number().int().min(1).max(10_000_000) }),
  z.object({ action: z.literal('pace'), stepsPerSecond: paceSchema }),
  z.object({ action: z.literal('checkpoint') }),
])
export type ControlRequest = z.input<typeof controlSchema>
