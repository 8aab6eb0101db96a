/** Directions in the table, evenly spaced on the circle: the rest of an angle is then at most 2π / 512. */
const directions = 256
const perDirection = 2 ** 32 / directions
const radians = (2 * Math.PI) / 2 ** 32

/** 1 − x²/2! + x⁴/4! … or, from x on, x − x³/3! + x⁵/5! …, to the last bit of a double for |x| ≤ π / 4. */
function series(first: number, x: number, power: number): number {
  let [sum, term] = [0, first]
  for (let last = power; last < power + 24; last += 2) {
    sum += term
    term *= (-x * x) / ((last + 1) * (last + 2))
  }
  return sum
}

/** cos(2π k / directions), exactly 0 and ±1 where it is, by symmetry from the first eighth of the circle. */
function tabulatedCosine(k: number): number {
  const eighth = directions / 8
  const step = (2 * Math.PI) / directions
  if (k > directions / 2) return tabulatedCosine(directions - k)
  if (k > directions / 4) return -tabulatedCosine(directions / 2 - k)
  const rest = directions / 4 - k
  return k <= eighth ? series(1, k * step, 0) : series(rest * step, rest * step, 1)
}

const cosines = Float64Array.from({ length: directions }, (_, k) => tabulatedCosine(k))
const sines = Float64Array.from({ length: directions }, (_, k) => cosines[(k + (3 * directions) / 4) % directions]!)
const powersOfTwo = Float64Array.from({ length: 33 }, (_, zeros) => 2 ** (zeros - 32))

/** Natural logarithm of (word + ½) / 2³²: that of its power of two, and 2 artanh s of what is left, by its series. */
function logarithm(word: number): number {
  const zeros = Math.clz32(word)
  let exponent = -1 - zeros
  let mantissa = (2 * word + 1) * powersOfTwo[zeros]!
  if (mantissa > Math.SQRT2) {
    mantissa /= 2
    exponent++
  }
  const s = (mantissa - 1) / (mantissa + 1)
  const z = s * s
  const tail = 1 / 11 + z * (1 / 13 + z * (1 / 15 + z * (1 / 17 + z * (1 / 19 + z / 21))))
  return 2 * s * (1 + z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * tail))))) + exponent * Math.LN2
}

/**
 * Writes `count` independent standard normal numbers into `out` from `at` on, made of as many random words, and of one
 * more where the count is odd (Box and Muller 1958): √(−2 ln u) · cos and sin of 2π v, u and v = (word + ½) / 2³².
 * Logarithm, sine and cosine are computed here because `Math` leaves their last bits to each version of each engine:
 * plain arithmetic and square roots are the same to the bit everywhere.
 */
export function normals(words: Uint32Array, out: Float32Array | Float64Array, at: number, count: number): void {
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * logarithm(words[i]!))
    const word = words[i + 1]!
    const nearest = (word + perDirection / 2) >>> 24
    // What is left of the angle, by which the direction from the table is then turned.
    const x = (((word << 8) >> 8) + 0.5) * radians
    const z = x * x
    const sine = x * (1 + z * (-1 / 6 + z * (1 / 120 - z / 5040)))
    const cosineLessOne = z * (-1 / 2 + z * (1 / 24 - z / 720))
    const c = cosines[nearest]!
    const s = sines[nearest]!
    out[at + i] = radius * (c + (c * cosineLessOne - s * sine))
    if (i + 1 < count) out[at + i + 1] = radius * (s + (s * cosineLessOne + c * sine))
  }
}
