import * as tf from '@tensorflow/tfjs-core'
import type { Optimizer } from '../optimizers/index.ts'
import type { Layout, StateStyle } from '../program.ts'
import { sizeOf, type StateTensor } from '../stateTensor.ts'

type NamedShapes = readonly { name: string; shape: number[] }[]

/** Tensors one after the other; one by itself stays as it is. */
const join = (tensors: readonly tf.Tensor[]): tf.Tensor =>
  tensors.length === 1 ? tensors[0]! : tf.concat1d(tensors.map((tensor) => tf.reshape(tensor, [-1]) as tf.Tensor1D))

/** The reverse of `join`. */
function split(joined: tf.Tensor, shapes: NamedShapes): tf.Tensor[] {
  if (shapes.length === 1) return [joined]
  let start = 0
  return shapes.map(({ shape }) => {
    const size = sizeOf(shape)
    const part = tf.reshape(tf.slice(joined, [start], [size]), shape)
    start += size
    return part
  })
}

const inOneTensor = (parts: NamedShapes): StateTensor => ({
  shape: parts.length === 1 ? parts[0]!.shape : [parts.reduce((sum, { shape }) => sum + sizeOf(shape), 0)],
  parts,
})

/** Numbers from which on a tensor is large: a pass over it takes longer than an operation. */
const large = 16_384

/** Which of a network's tensors lie together in one of the state. */
function groupsOf(parts: NamedShapes, layout: Layout): number[][] {
  const all = parts.map((_, index) => index)
  if (layout === 'together') return [all]
  if (layout === 'apart') return all.map((index) => [index])
  const small = all.filter((index) => sizeOf(parts[index]!.shape) < large)
  const others = all.filter((index) => !small.includes(index)).map((index) => [index])
  return small.length === 0 ? others : [small, ...others]
}

const squaresOf = (tensor: tf.Tensor): tf.Scalar => tf.sum(tf.square(tensor))

/** What one update of a network gives: its part of the state, its gradients by name, and ‖gradient‖² over all of them. */
export interface Updated {
  parameters: tf.Tensor[]
  slots: tf.Tensor[]
  gradients: Record<string, tf.Tensor>
  squares: tf.Scalar
}

/** A network that an optimiser trains, and how its parameters and the optimiser's slots lie in the state. */
export interface TrainedNetwork {
  readonly parameterLayout: readonly StateTensor[]
  readonly slotLayout: readonly StateTensor[]
  /** Names ("grad/generator.0.weight") and shapes of an update's gradients. */
  readonly gradients: NamedShapes
  /** The network's own tensors from those of the state. */
  parameters(stored: readonly tf.Tensor[]): tf.Tensor[]
  /** `gradients` are those of `parameters(stored)`; with `clip`, every parameter is then kept within ± clip. */
  update(
    stored: readonly tf.Tensor[],
    slots: readonly tf.Tensor[],
    gradients: readonly tf.Tensor[],
    rates: readonly tf.Tensor[],
    clip: number | null,
  ): Updated
}

/**
 * Few tensors are for engines and networks on which the number of kernels is what takes the time; `role` begins the
 * names in checkpoints, which are the same in every style.
 */
export function trainedNetwork(
  role: string,
  shapes: NamedShapes,
  optimizer: Optimizer,
  style: StateStyle,
): TrainedNetwork {
  const named = shapes.map(({ name, shape }) => ({ name: `${role}.${name}`, shape }))
  const gradientShapes = named.map(({ name, shape }) => ({ name: `grad/${name}`, shape }))
  const groups = groupsOf(shapes, style.parameters)
  const slotGroups = groupsOf(shapes, style.slots)
  const alike = style.parameters === style.slots
  const pick = <T>(list: readonly T[], indices: readonly number[]) => indices.map((index) => list[index]!)
  const lay = (parts: NamedShapes, by: readonly number[][]) => by.map((indices) => inOneTensor(pick(parts, indices)))
  const namedSlots = optimizer.slots.map((slot) =>
    shapes.map(({ name, shape }) => ({ name: `optimizer.${role}.${name}.${slot}`, shape })),
  )

  /** The network's own tensors from those of groups. */
  function parametersOf(joined: readonly tf.Tensor[], by: readonly number[][]): tf.Tensor[] {
    const parameters: tf.Tensor[] = []
    by.forEach((indices, group) => {
      split(joined[group]!, pick(shapes, indices)).forEach((part, at) => (parameters[indices[at]!] = part))
    })
    return parameters
  }

  return {
    parameterLayout: lay(named, groups),
    slotLayout: namedSlots.flatMap((slot) => lay(slot, slotGroups)),
    gradients: gradientShapes,
    parameters: (stored) => parametersOf(stored, groups),
    update(stored, slots, gradients, rates, clip) {
      const byName = Object.fromEntries(gradientShapes.map(({ name }, index) => [name, gradients[index]!]))
      const joined = slotGroups.map((indices) => join(pick(gradients, indices)))
      const before = alike ? stored : slotGroups.map((indices) => join(pick(parametersOf(stored, groups), indices)))
      const updates = joined.map((gradient, group) => {
        const own = optimizer.slots.map((_, slot) => slots[slot * slotGroups.length + group]!)
        const [next, ...nextSlots] = optimizer.apply(before[group]!, gradient, own, rates)
        return { next: clip === null ? next! : tf.clipByValue(next!, -clip, clip), nextSlots }
      })
      const after = updates.map(({ next }) => next)
      const parameters = () => parametersOf(after, slotGroups)
      return {
        parameters: alike ? after : groups.map((indices) => join(pick(parameters(), indices))),
        slots: optimizer.slots.flatMap((_, slot) => updates.map(({ nextSlots }) => nextSlots[slot]!)),
        gradients: byName,
        squares: joined.map(squaresOf).reduce((sum, squares) => tf.add(sum, squares)),
      }
    },
  }
}
