import { philox } from './philox.ts'

/** FNV-1a, 32 bits: turns a stream's name into half of its key. */
function hash(name: string): number {
  let value = 0x811c9dc5
  for (const byte of new TextEncoder().encode(name)) value = Math.imul(value ^ byte, 0x01000193) >>> 0
  return value
}

const blockSize = 4

/**
 * One named stream of a run's random numbers: its key is the run's seed and the stream's name, so no stream disturbs
 * another. A fill takes whole blocks of four 32-bit numbers; `position` counts blocks and is all there is to restore.
 */
export class RandomStream {
  /** Blocks used so far; exact up to 2⁵³. */
  position: number
  readonly #key: readonly [number, number]
  readonly #block = new Uint32Array(blockSize)

  constructor(seed: number, name: string, position = 0) {
    this.#key = [seed >>> 0, hash(name)]
    this.position = position
  }

  #next(): Uint32Array {
    philox([this.position >>> 0, Math.floor(this.position / 0x1_0000_0000), 0, 0], this.#key, this.#block)
    this.position++
    return this.#block
  }

  /** Fills `out` with doubles evenly spread over the open interval (0, 1), rounded to the array's kind. */
  uniform<T extends Float32Array | Float64Array>(out: T): T {
    for (let start = 0; start < out.length; start += blockSize) {
      const block = this.#next()
      const end = Math.min(blockSize, out.length - start)
      for (let i = 0; i < end; i++) out[start + i] = (block[i]! + 0.5) / 0x1_0000_0000
    }
    return out
  }

  /** Fills `out` with independent standard normal numbers (Box and Muller 1958), rounded to the array's kind. */
  normal<T extends Float32Array | Float64Array>(out: T): T {
    for (let start = 0; start < out.length; start += blockSize) {
      const block = this.#next()
      for (let pair = 0; pair < blockSize; pair += 2) {
        const radius = Math.sqrt(-2 * Math.log((block[pair]! + 0.5) / 0x1_0000_0000))
        const angle = (2 * Math.PI * (block[pair + 1]! + 0.5)) / 0x1_0000_0000
        // Writes past the end of a typed array are ignored.
        out[start + pair] = radius * Math.cos(angle)
        out[start + pair + 1] = radius * Math.sin(angle)
      }
    }
    return out
  }

  /** A random order of 0 … count − 1 (Fisher and Yates). */
  permutation(count: number): Uint32Array {
    const order = Uint32Array.from({ length: count }, (_, index) => index)
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
