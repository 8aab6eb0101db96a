import type { Checkpoint, NamedTensor } from '../contract/engine.ts'
import { WorkbenchError } from '../contract/errors.ts'
import { stepsPerEpoch } from '../contract/recipe/facts.ts'
import type { Recipe } from '../contract/recipe/schema.ts'
import { formatShape } from '../contract/recipe/shapes.ts'
import { trainingStateOf, type TrainingState } from './checkpoints.ts'
import { DataCursor } from './cursor.ts'
import type { Family } from './families/family.ts'
import { makeFamily } from './families/index.ts'
import type { Clock, Program } from './program.ts'
import { RandomStream } from './random/stream.ts'
import { sizeOf } from './stateTensor.ts'

const optimizerPrefix = 'optimizer.'
const gradientPrefix = 'grad/'

/** Every tensor with a name of its own, and every gradient among the metrics. */
const programOf = (family: Family) => family.audited({ parameters: 'apart', slots: 'apart' })

function clocksOf({ inputs }: Program): Clock[] {
  const clocks = inputs.flatMap(({ source }) => (source.kind === 'number' ? [source.clock] : []))
  return [...new Map(clocks.map((clock) => [clock.name, clock])).values()]
}

/** Shapes of the tensors that a program trains, by name. */
function trainedBy({ metrics }: Program): Map<string, readonly number[]> {
  const gradients = metrics.filter(({ name }) => name.startsWith(gradientPrefix))
  return new Map(gradients.map(({ name, shape }) => [name.slice(gradientPrefix.length), shape]))
}

/** Throws where a trained tensor of either run is not there in the other, or has another shape. */
function checkTrained(program: Program, checkpoint: Checkpoint, parent: Program): void {
  const own = trainedBy(program)
  for (const name of new Set([...own.keys(), ...trainedBy(parent).keys()])) {
    const needed = own.get(name)
    const found = checkpoint.tensors.find((tensor) => tensor.name === name)?.shape
    if (needed && found && formatShape(needed) === formatShape(found)) continue
    const here = needed ? `is ${formatShape(needed)} in the recipe` : 'is not in the recipe'
    const there = found ? `${formatShape(found)} in the run it would go on from` : 'not in the run it would go on from'
    throw new WorkbenchError(
      'bad-input',
      `“${name}” ${here} and ${there}; to go on from a checkpoint, what is trained has to keep its shape`,
    )
  }
}

/** Where the run stands in its data: where the other stood, if both cut the same examples into the same batches. */
function placeInData(recipe: Recipe, parent: Recipe, program: Program, before: Program, state: TrainingState) {
  const cutOf = (one: Recipe, { inputs }: Program) => ({
    data: one.data,
    seed: one.seed,
    batch: one.schedule.batch,
    perEpoch: stepsPerEpoch(one) * inputs.filter(({ source }) => source.kind === 'examples').length,
  })
  const [own, other] = [cutOf(recipe, program), cutOf(parent, before)]
  if (JSON.stringify(own) === JSON.stringify(other)) return { cursor: state.cursor, epoch: state.epoch, anew: [] }
  const stream = new RandomStream(parent.seed, 'shuffle')
  // Takes the numbers of the order under way out of the stream.
  new DataCursor(parent.data.points, other.batch, other.perEpoch, stream, state.cursor)
  return {
    cursor: { epoch: state.cursor.epoch + 1, batch: 0, shuffle: stream.position },
    epoch: { right: 0, judged: 0, seconds: 0 },
    anew: ['the pass over the data'],
  }
}

const roleNames: Readonly<Record<string, string>> = {
  generator: 'G’s',
  discriminator: 'D’s',
  encoder: 'the encoder’s',
  decoder: 'the decoder’s',
}

/** What begins anew with a tensor that is neither trained nor an optimiser's. */
function wordsFor(name: string): string {
  const [role = ''] = name.split('.')
  return role in roleNames ? `${roleNames[role]} normalisation` : `the ${role} weights`
}

/**
 * A run's checkpoint as one from which a run with another recipe goes on: the same weights, random streams where they
 * were, optimisers as they were where they are of the same kind. Throws bad-input, naming the tensor, where a network
 * has another shape.
 */
export function fitCheckpoint(
  recipe: Recipe,
  parent: Recipe,
  checkpoint: Checkpoint,
): { checkpoint: Checkpoint; anew: string[] } {
  if (recipe.family !== parent.family) {
    throw new WorkbenchError(
      'bad-input',
      `the recipe’s family is “${recipe.family}”, that of the run it would go on from “${parent.family}”; to go on from a checkpoint, the family has to be the same`,
    )
  }
  const family = makeFamily(recipe)
  const [program, before] = [programOf(family), programOf(makeFamily(parent))]
  checkTrained(program, checkpoint, before)
  const state = trainingStateOf(checkpoint)
  const anew = new Set<string>()
  const kept = new Map(checkpoint.tensors.map((tensor) => [tensor.name, tensor]))
  const keeps = (name: string, shape: readonly number[]) => {
    const tensor = kept.get(name)
    return tensor !== undefined && formatShape(tensor.shape) === formatShape(shape) ? tensor : null
  }
  const parts = program.state.flatMap((tensor) => tensor.parts)

  const clocks: Record<string, number> = {}
  const begunAnew: string[] = []
  const earlier = new Map(clocksOf(before).map((clock) => [clock.name, clock]))
  for (const { name, of, label } of clocksOf(program)) {
    const slots = parts.filter((part) => part.name.startsWith(`${name}.`))
    const goesOn = earlier.get(name)?.of === of && slots.every((slot) => keeps(slot.name, slot.shape))
    const began = goesOn ? (state.clocks[name] ?? 0) : checkpoint.step
    if (began > 0) clocks[name] = began
    if (goesOn) continue
    begunAnew.push(`${name}.`)
    anew.add(label)
  }

  const initial = new Map(family.initial().map((tensor) => [tensor.name, tensor]))
  const tensors = parts.map(({ name, shape }): NamedTensor => {
    const fresh = begunAnew.some((prefix) => name.startsWith(prefix))
    const taken = fresh ? null : keeps(name, shape)
    if (taken) return taken
    const zeros = { name, shape: [...shape], values: new Float32Array(sizeOf(shape)) }
    if (name.startsWith(optimizerPrefix)) return zeros
    anew.add(wordsFor(name))
    const like = family.beginsAs?.(name) ?? null
    const from = like === null ? initial.get(name) : kept.get(like)
    return from ? { ...from, name } : zeros
  })

  const place = placeInData(recipe, parent, program, before, state)
  const next: TrainingState = {
    ...state,
    cursor: place.cursor,
    epoch: place.epoch,
    seconds: 0,
    origin: checkpoint.step,
    clocks,
  }
  return { checkpoint: { step: checkpoint.step, tensors, state: next }, anew: [...anew, ...place.anew] }
}
