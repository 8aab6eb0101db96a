import type { Recipe } from '../contract/recipe/schema.ts'
import type { DataCursor } from './cursor.ts'
import type { Dataset } from './datasets/index.ts'
import type { Values } from './executors/executor.ts'
import { fillLatents } from './latents.ts'
import type { Program, ProgramInput } from './program.ts'
import { RandomStream } from './random/stream.ts'
import { sizeOf } from './stateTensor.ts'

/** Draws what a program reads: every number of it is decided by the recipe, the seed and the step. */
export class InputSource {
  #recipe: Recipe
  #inputs: readonly ProgramInput[]
  #dataset: Dataset
  #cursor: DataCursor
  #streams: Map<string, RandomStream>

  /** `positions` are those of the streams that go on through the run, where it does not begin. */
  constructor(
    recipe: Recipe,
    inputs: Program['inputs'],
    dataset: Dataset,
    cursor: DataCursor,
    positions: Readonly<Record<string, number>> = {},
  ) {
    this.#recipe = recipe
    this.#inputs = inputs
    this.#dataset = dataset
    this.#cursor = cursor
    const names = inputs.flatMap(({ source }) =>
      source.kind === 'noise' ? [source.stream] : source.kind === 'latent' ? ['latent'] : [],
    )
    this.#streams = new Map(names.map((name) => [name, new RandomStream(recipe.seed, name, positions[name])]))
  }

  /** Blocks used of each stream. */
  get positions(): Record<string, number> {
    return Object.fromEntries([...this.#streams].map(([name, { position }]) => [name, position]))
  }

  /** Inputs of the `count` steps that follow step `step`, one after the other, and which of them end an epoch. */
  draw(step: number, count: number): { values: Values; epochEnds: boolean[] } {
    const values = Object.fromEntries(
      this.#inputs.map(({ name, shape }) => [name, new Float32Array(count * sizeOf(shape))]),
    )
    const epochEnds = Array.from({ length: count }, (_, index) => {
      for (const { name, shape, source } of this.#inputs) {
        const size = sizeOf(shape)
        this.#fill(source, values[name]!.subarray(index * size, (index + 1) * size), step + index)
      }
      return this.#cursor.epochEnded
    })
    return { values, epochEnds }
  }

  #fill(source: ProgramInput['source'], out: Float32Array, step: number): void {
    switch (source.kind) {
      case 'examples':
        return this.#dataset.batch(this.#cursor.next(), out)
      case 'latent':
        return fillLatents(this.#recipe.latent, out, this.#streams.get('latent')!)
      case 'noise':
        this.#streams.get(source.stream)![source.draw](out)
        return
      case 'number':
        out[0] = source.at(step)
    }
  }
}
