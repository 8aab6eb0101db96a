import { normals } from './normal.ts'
import { philox } from './philox.ts'

/** FNV-1a, 32 bits: turns a stream's name into half of its key. */
function hash(name: string): number {
  let value = 0x811c9dc5
  for (const byte of new TextEncoder().encode(name)) value = Math.imul(value ^ byte, 0x01000193) >>> 0
  return value
}

const blockSize = 4
/** Random words drawn at once, on their way to what they are drawn for. */
const words = new Uint32Array(1024)

/**
 * One named stream of a run's random numbers: its key is the run's seed and the stream's name, so no stream disturbs
 * another. A fill takes whole blocks of four 32-bit numbers; `position` counts blocks and is all there is to restore.
 */
export class RandomStream {
  /** Blocks used so far; exact up to 2⁵³. */
  position: number
  readonly #seed: number
  readonly #name: number

  constructor(seed: number, name: string, position = 0) {
    this.#seed = seed | 0
    this.#name = hash(name) | 0
    this.position = position
  }

  /** The next words, at most as many as there is room for in `words`, in whole blocks. Returns how many are asked for. */
  #next(most: number): number {
    const count = Math.min(most, words.length)
    const seed = this.#seed
    const name = this.#name
    for (let at = 0; at < count; at += blockSize) {
      philox(this.position | 0, Math.floor(this.position / 0x1_0000_0000) | 0, 0, 0, seed, name, words, at)
      this.position++
    }
    return count
  }

  /** Fills `out` from `start` to `end` with doubles evenly spread over the open interval (0, 1), rounded to its kind. */
  uniform<T extends Float32Array | Float64Array>(out: T, start = 0, end = out.length): T {
    for (let at = start; at < end;) {
      const count = this.#next(end - at)
      for (let i = 0; i < count; i++) out[at + i] = (words[i]! + 0.5) / 0x1_0000_0000
      at += count
    }
    return out
  }

  /** Fills `out` from `start` to `end` with independent standard normal numbers, rounded to its kind. */
  normal<T extends Float32Array | Float64Array>(out: T, start = 0, end = out.length): T {
    for (let at = start; at < end;) {
      const count = this.#next(end - at)
      normals(words, out, at, count)
      at += count
    }
    return out
  }

  /** A random order of 0 … count − 1 (Fisher and Yates). */
  permutation(count: number): Uint32Array {
    const order = new Uint32Array(count)
    for (let i = 0; i < count; i++) order[i] = i
    const draws = this.uniform(new Float64Array(Math.max(0, count - 1)))
    for (let last = count - 1; last > 0; last--) {
      const chosen = Math.floor(draws[last - 1]! * (last + 1))
      const held = order[last]!
      order[last] = order[chosen]!
      order[chosen] = held
    }
    return order
  }
}
