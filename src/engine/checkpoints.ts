import { z } from 'zod'
import type { Checkpoint, NamedTensor } from '../contract/engine.ts'
import { WorkbenchError } from '../contract/errors.ts'
import { sizeOf, type StateTensor } from './stateTensor.ts'

const count = z.number().int().min(0)

/** What a checkpoint holds besides tensors. */
const trainingStateSchema = z.object({
  version: z.literal(1),
  /** Blocks used of each random stream that goes on through the run. */
  streams: z.record(z.string(), count),
  cursor: z.object({ epoch: count, batch: count, shuffle: count }),
  /** D's judgements of the epoch under way, and its training time so far. */
  epoch: z.object({ right: count, judged: count, seconds: z.number().min(0) }),
  /** Training time since the run began, pauses left out. */
  seconds: z.number().min(0),
  /** Step at which the run began: not 0 where it went on from another. */
  origin: count.default(0),
  /** Steps at which clocks of the program began to count, where that is not 0. */
  clocks: z.record(z.string(), count).default({}),
})
export type TrainingState = z.infer<typeof trainingStateSchema>

function valuesOf(checkpoint: Checkpoint, { name, shape }: StateTensor['parts'][number]): Float32Array {
  const tensor = checkpoint.tensors.find((one) => one.name === name)
  if (tensor && tensor.shape.join() === shape.join() && tensor.values.length === sizeOf(shape)) return tensor.values
  const found = tensor ? `has the shape ${tensor.shape.join(' × ')}` : 'is missing'
  throw new WorkbenchError(
    'bad-input',
    `the checkpoint of step ${checkpoint.step} doesn’t fit the recipe: “${name}” ${found}; the recipe needs ${shape.join(' × ')}`,
  )
}

/** A checkpoint's tensors as the layout's. Throws bad-input when one is missing or of another shape. */
export function readTensors(checkpoint: Checkpoint, layout: readonly StateTensor[]): Float32Array[] {
  return layout.map(({ shape, parts }) => {
    const whole = new Float32Array(sizeOf(shape))
    let start = 0
    for (const part of parts) {
      whole.set(valuesOf(checkpoint, part), start)
      start += sizeOf(part.shape)
    }
    return whole
  })
}

/** The layout's tensors at step 0: those drawn, and 0 for all others. */
export function initialState(drawn: readonly NamedTensor[], layout: readonly StateTensor[]): Float32Array[] {
  const tensors = layout.flatMap(({ parts }) =>
    parts.map(({ name, shape }) => {
      const given = drawn.find((one) => one.name === name)
      return given ?? { name, shape, values: new Float32Array(sizeOf(shape)) }
    }),
  )
  return readTensors({ step: 0, tensors, state: null }, layout)
}

/** The reverse of `readTensors`. */
export function nameTensors(values: readonly Float32Array[], layout: readonly StateTensor[]): NamedTensor[] {
  return layout.flatMap(({ parts }, index) => {
    let start = 0
    return parts.map(({ name, shape }) => {
      const part = values[index]!.slice(start, start + sizeOf(shape))
      start += sizeOf(shape)
      return { name, shape: [...shape], values: part }
    })
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
