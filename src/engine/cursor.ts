import type { RandomStream } from './random/stream.ts'

/** Where a run stands in its data, as plain JSON. */
export interface CursorState {
  epoch: number
  /** Batches of this epoch that have been taken. */
  batch: number
  /** Position of the stream "shuffle" before this epoch's order was drawn. */
  shuffle: number
}

/** Hands out shuffled batches, a new order each epoch; a last batch that would be short is left out. */
export class DataCursor {
  readonly #count: number
  readonly #batchSize: number
  readonly #batchesPerEpoch: number
  readonly #stream: RandomStream
  #state: CursorState
  #order: Uint32Array

  constructor(count: number, batchSize: number, batchesPerEpoch: number, stream: RandomStream, state?: CursorState) {
    this.#count = count
    this.#batchSize = batchSize
    this.#batchesPerEpoch = batchesPerEpoch
    this.#stream = stream
    this.#state = state ? { ...state } : { epoch: 0, batch: 0, shuffle: stream.position }
    stream.position = this.#state.shuffle
    this.#order = stream.permutation(count)
  }

  /** Indices of the next batch. */
  next(): Uint32Array {
    if (this.#state.batch === this.#batchesPerEpoch) {
      this.#state = { epoch: this.#state.epoch + 1, batch: 0, shuffle: this.#stream.position }
      this.#order = this.#stream.permutation(this.#count)
    }
    const start = this.#state.batch * this.#batchSize
    this.#state.batch++
    return this.#order.subarray(start, start + this.#batchSize)
  }

  /** Whether the batch just taken was its epoch's last. */
  get epochEnded(): boolean {
    return this.#state.batch === this.#batchesPerEpoch
  }

  get state(): CursorState {
    return { ...this.#state }
  }
}
