import type { DataCursor } from './cursor.ts'
import type { Dataset } from './datasets/index.ts'
import type { Values } from './executors/executor.ts'
import { fillLatents } from './latents.ts'
import type { Program, ProgramInput } from './program.ts'
import { RandomStream } from './random/stream.ts'
import { sizeOf } from './stateTensor.ts'

/** One input of a program, how one step's numbers of it are written, and the room in which those of many are held. */
interface Filled {
  name: string
  size: number
  fill(out: Float32Array, at: number, step: number): void
  room: Float32Array
}

/** Draws what a program reads: every number of it is decided by the program, the seed and the step. */
export class InputSource {
  #seed: number
  #inputs: Filled[]
  #dataset: Dataset
  #cursor: DataCursor
  #streams = new Map<string, RandomStream>()
  #clocks: Readonly<Record<string, number>>

  /**
   * `positions` are those of the streams that go on through the run, where it does not begin; `clocks` the steps at
   * which clocks began to count, where that is not 0.
   */
  constructor(
    seed: number,
    inputs: Program['inputs'],
    dataset: Dataset,
    cursor: DataCursor,
    positions: Readonly<Record<string, number>> = {},
    clocks: Readonly<Record<string, number>> = {},
  ) {
    this.#seed = seed
    this.#clocks = clocks
    this.#dataset = dataset
    this.#cursor = cursor
    this.#inputs = inputs.map(({ name, shape, source }) => {
      const size = sizeOf(shape)
      return { name, size, fill: this.#filler(source, size, positions), room: new Float32Array(size) }
    })
  }

  /** Blocks used of each stream. */
  get positions(): Record<string, number> {
    return Object.fromEntries([...this.#streams].map(([name, { position }]) => [name, position]))
  }

  /**
   * Inputs of the `count` steps that follow step `step`, one after the other, and which of them end an epoch. The
   * arrays are good until the next call, which writes into the same memory.
   */
  draw(step: number, count: number): { values: Values; epochEnds: boolean[] } {
    const values: Values = {}
    for (const input of this.#inputs) {
      const length = count * input.size
      if (input.room.length < length) input.room = new Float32Array(length)
      values[input.name] = input.room.subarray(0, length)
    }
    const epochEnds: boolean[] = []
    for (let index = 0; index < count; index++) {
      for (const { fill, room, size } of this.#inputs) fill(room, index * size, step + index)
      epochEnds.push(this.#cursor.epochEnded)
    }
    return { values, epochEnds }
  }

  #filler(source: ProgramInput['source'], size: number, positions: Readonly<Record<string, number>>): Filled['fill'] {
    switch (source.kind) {
      case 'examples':
        return (out, at) => this.#dataset.batch(this.#cursor.next(), out, at)
      case 'latent': {
        const stream = this.#stream('latent', positions)
        return (out, at) => fillLatents(source.latent, stream, out, at, at + size)
      }
      case 'noise': {
        const stream = this.#stream(source.stream, positions)
        return (out, at) => void stream[source.draw](out, at, at + size)
      }
      case 'number': {
        const began = this.#clocks[source.clock.name] ?? 0
        return (out, at, step) => {
          out[at] = source.at(step - began)
        }
      }
    }
  }

  /** Several inputs may draw from one stream. */
  #stream(name: string, positions: Readonly<Record<string, number>>): RandomStream {
    const stream = this.#streams.get(name) ?? new RandomStream(this.#seed, name, positions[name])
    this.#streams.set(name, stream)
    return stream
  }
}
