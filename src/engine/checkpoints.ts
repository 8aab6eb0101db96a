import { z } from 'zod'
import type { Checkpoint } from '../contract/engine.ts'
import { WorkbenchError } from '../contract/errors.ts'

const count = z.number().int().min(0)

/** What a checkpoint holds besides tensors. */
const trainingStateSchema = z.object({
  version: z.literal(1),
  /** Blocks used of each random stream that goes on through the run. */
  streams: z.object({ latent: count, metrics: count }),
  cursor: z.object({ epoch: count, batch: count, shuffle: count }),
  /** D's judgements of the epoch under way, and its training time so far. */
  epoch: z.object({ right: count, judged: count, seconds: z.number().min(0) }),
  /** Training time since step 0, pauses left out. */
  seconds: z.number().min(0),
})
export type TrainingState = z.infer<typeof trainingStateSchema>

/** Tensors of a checkpoint in the layout's order. Throws bad-input when one is missing or of another shape. */
export function tensorsOf(
  checkpoint: Checkpoint,
  layout: readonly { name: string; shape: number[] }[],
): Float32Array[] {
  return layout.map(({ name, shape }) => {
    const tensor = checkpoint.tensors.find((one) => one.name === name)
    const size = shape.reduce((product, length) => product * length, 1)
    if (!tensor || tensor.shape.join() !== shape.join() || tensor.values.length !== size) {
      const found = tensor ? `has the shape ${tensor.shape.join(' × ')}` : 'is missing'
      throw new WorkbenchError(
        'bad-input',
        `the checkpoint of step ${checkpoint.step} doesn’t fit the recipe: “${name}” ${found}; the recipe needs ${shape.join(' × ')}`,
      )
    }
    return tensor.values
  })
}

/** The rest of a checkpoint. Throws bad-input when it was not written by this version of the engine. */
export function trainingStateOf(checkpoint: Checkpoint): TrainingState {
  const parsed = trainingStateSchema.safeParse(checkpoint.state)
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.')
  throw new WorkbenchError(
    'bad-input',
    `the checkpoint of step ${checkpoint.step} can’t be read: ${where ? `its “${where}” is missing or wrong` : 'it holds no training state'}`,
  )
}
