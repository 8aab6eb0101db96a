import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import type { LatentRecipe } from '../contract/recipe/schema.ts'
import type { StateTensor } from './stateTensor.ts'

/**
 * Where an input's numbers come from. Everything that may change from step to step is an input, so that a step can be
 * compiled once.
 */
export type InputSource =
  /** The next batch of the data. */
  | { kind: 'examples' }
  /** A latent distribution, from the stream "latent". */
  | { kind: 'latent'; latent: LatentRecipe }
  /** Random numbers from a stream of their own: N(0, 1), or evenly spread over (0, 1). */
  | { kind: 'noise'; stream: string; draw: 'normal' | 'uniform' }
  /** One number that a schedule sets; `step` counts the steps done before, since its clock began. */
  | { kind: 'number'; at(step: number): number; clock: Clock }

/** What counts the steps of a schedule: a run that goes on from another may have to begin it anew. */
export interface Clock {
  /** Of an optimiser, what its slots' names begin with, such as "optimizer.generator". */
  name: string
  /** What it belongs to, as JSON: where that is another one, the clock begins anew. */
  of: string
  /** "G’s optimiser". */
  label: string
}

export interface ProgramInput {
  name: string
  shape: number[]
  source: InputSource
}

/**
 * What a run computes at each step, as pure functions of a flat list of tensors: no variables, nothing kept between
 * calls, and no number read from outside. Inputs are drawn in the order in which they are listed.
 */
export interface Program {
  readonly state: readonly StateTensor[]
  readonly inputs: readonly ProgramInput[]
  readonly metrics: readonly { name: string; shape: number[] }[]
  /** One step: the next state in the same order, and the metrics by name. Disposes nothing it was given. */
  step(
    state: readonly Tensor[],
    inputs: Readonly<Record<string, Tensor>>,
  ): { state: Tensor[]; metrics: Record<string, Tensor> }
  /** Functions of the state for pictures and measures: examples or latents [n, width] to rows [n, …]. */
  readonly functions: Readonly<Record<string, (state: readonly Tensor[], rows: Tensor2D) => Tensor>>
}

/** How a network's parameters lie in the state: in one tensor, in one each, or large ones in one each, small ones in one. */
export type Layout = 'together' | 'apart' | 'largeApart'

/** How a network's parameters, and an optimiser's slots for them, lie in the state. */
export interface StateStyle {
  parameters: Layout
  slots: Layout
}

export type BuildProgram = (style: StateStyle) => Program
