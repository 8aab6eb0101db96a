import { pieceBytes, type ReadPiece } from './reader.ts'

/** Gathers examples of so many bytes each into pieces of whole examples. */
export class BytePieces {
  readonly #part: ReadPiece['part']
  readonly #room: Uint8Array
  #filled = 0
  #full: ReadPiece[] = []

  constructor(part: ReadPiece['part'], exampleBytes: number) {
    this.#part = part
    this.#room = new Uint8Array(exampleBytes * Math.max(1, Math.floor(pieceBytes / exampleBytes)))
  }

  add(example: Uint8Array): void {
    this.#room.set(example, this.#filled)
    this.#filled += example.length
    if (this.#filled === this.#room.length) this.#pass()
  }

  /** The pieces that are full. */
  take(): ReadPiece[] {
    return this.#full.splice(0)
  }

  /** All that is left. */
  rest(): ReadPiece[] {
    if (this.#filled > 0) this.#pass()
    return this.take()
  }

  #pass(): void {
    this.#full.push({ part: this.#part, data: this.#room.slice(0, this.#filled) })
    this.#filled = 0
  }
}
