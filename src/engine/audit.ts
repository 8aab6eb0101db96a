import type { BackendId, Checkpoint, DataBytes, NamedTensor, StepAudit } from '../contract/engine.ts'
import { WorkbenchError } from '../contract/errors.ts'
import type { Recipe } from '../contract/recipe/schema.ts'
import { readTensors } from './checkpoints.ts'
import type { Values } from './executors/executor.ts'
import { makeExecutor } from './executors/index.ts'
import { makeFamily } from './families/index.ts'
import { Pacer } from './pacer.ts'
import type { Program, ProgramInput } from './program.ts'
import { Training } from './training.ts'

export interface AuditOptions {
  backend: BackendId
  threads: number
  data?: DataBytes | undefined
  /** Of a step before the one that is audited; without one the run begins again. */
  checkpoint?: Checkpoint | undefined
  step: number
}

/** Milliseconds of steps before others on this process have their turn. */
const patience = 100

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Throws conflict where a step's series are not all numbers. */
function checkFinite(series: Readonly<Record<string, number>>, at: number, asked: number): void {
  const broken = Object.keys(series).find((name) => !Number.isFinite(series[name]))
  if (broken === undefined) return
  const what = `“${broken}” is not a number any more at step ${at}`
  const next = at > 1 ? `; the last step that can be audited is ${at - 1}` : ''
  throw new WorkbenchError('conflict', `step ${asked} can’t be audited: ${what}${next}`)
}

/** Trains until `last` steps are done. */
async function replay(training: Training, last: number, asked: number, tell: (step: number) => void): Promise<void> {
  const pacer = new Pacer()
  while (training.step < last) {
    const began = performance.now()
    const count = Math.min(last - training.step, Math.max(1, Math.floor(pacer.stepsIn(patience))))
    const steps = await training.advance(count)
    pacer.stepsDone(steps.length, performance.now() - began, null)
    checkFinite(steps.at(-1)!, training.step, asked)
    tell(training.step)
    await nextTurn()
  }
}

/** A checkpoint's tensors by their names in an audit: an optimiser's own are apart from the networks'. */
function atMoment(moment: 'before' | 'after', tensors: readonly NamedTensor[]): NamedTensor[] {
  const slot = 'optimizer.'
  return tensors.map(({ name, ...tensor }) => ({
    name: name.startsWith(slot) ? `optimizer/${moment}/${name.slice(slot.length)}` : `${moment}/${name}`,
    ...tensor,
  }))
}

/** What one step read: its batches as one tensor, in the order in which they were taken, and everything drawn. */
function readInputs(inputs: Program['inputs'], values: Readonly<Values>): NamedTensor[] {
  const batches = inputs.filter(({ source }) => source.kind === 'examples')
  const drawn = inputs.filter(({ source }) => source.kind === 'latent' || source.kind === 'noise')
  const whole = new Float32Array(batches.reduce((sum, { name }) => sum + values[name]!.length, 0))
  let at = 0
  for (const { name } of batches) {
    whole.set(values[name]!, at)
    at += values[name]!.length
  }
  const named = ({ name, shape, source }: ProgramInput) => {
    const stream = source.kind === 'noise' ? source.stream : 'latent'
    const own = name.startsWith(`${stream}.`) ? name : `${stream}.${name}`
    return { name: `noise/${own}`, shape: [...shape], values: values[name]!.slice() }
  }
  return [{ name: 'batch', shape: [batches.length, ...batches[0]!.shape], values: whole }, ...drawn.map(named)]
}

/** The gradients of one step from this state and these inputs. */
async function gradientsOf(
  recipe: Recipe,
  { backend, threads }: AuditOptions,
  before: Checkpoint,
  inputs: Values,
): Promise<NamedTensor[]> {
  const executor = await makeExecutor(backend, threads, makeFamily(recipe).audited)
  try {
    const { state, metrics } = executor.program
    executor.load(readTensors(before, state))
    const values = await executor.run(1, inputs)
    return metrics
      .filter(({ name }) => name.startsWith('grad/'))
      .map(({ name, shape }) => ({ name, shape: [...shape], values: values[name]! }))
  } finally {
    executor.dispose()
  }
}

/**
 * Runs a recipe again to the end of one step, from a checkpoint or from its start, and returns all that entered and
 * left that step. `tell` hears of every step reached. Throws bad-input when the checkpoint doesn't fit, unavailable
 * when the engine can't be had, conflict when a number on the way is not finite.
 */
export async function auditStep(
  recipe: Recipe,
  options: AuditOptions,
  tell: (step: number) => void,
): Promise<StepAudit> {
  const { backend, threads, data, checkpoint, step } = options
  if (checkpoint && checkpoint.step >= step) {
    throw new WorkbenchError('bad-input', `step ${step} can’t be reached from a checkpoint of step ${checkpoint.step}`)
  }
  const training = await Training.start(recipe, {
    backend,
    threads,
    ...(data ? { bytes: data } : {}),
    ...(checkpoint ? { checkpoint } : {}),
  })
  try {
    await replay(training, step - 1, step, tell)
    const before = training.checkpoint()
    const { inputs, steps } = await training.observe(1)
    const { 'epoch.seconds': _, ...metrics } = steps[0]!
    checkFinite(metrics, step, step)
    return {
      backend: training.executor.record,
      metrics,
      clocks: { ...training.clocks },
      tensors: [
        ...atMoment('before', before.tensors),
        ...readInputs(training.executor.program.inputs, inputs),
        ...(await gradientsOf(recipe, options, before, inputs)),
        ...atMoment('after', training.checkpoint().tensors),
        ...Object.entries(metrics).map(([name, value]) => ({
          name: `metrics/${name}`,
          shape: [],
          values: Float32Array.of(value),
        })),
      ],
    }
  } finally {
    training.dispose()
  }
}
