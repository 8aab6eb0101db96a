/**
 * Philox4x32 with ten rounds: a counter-based generator, so that any position can be reached at once. Writes four
 * 32-bit numbers into `out` from `at` on; counter c0 … c3 and key k0, k1 are 32-bit numbers, signed or not.
 * Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011).
 */
export function philox(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array,
  at: number,
): void {
  for (let round = 0; round < 10; round++) {
    // The high halves of 0xd2511f53 · c0 and 0xcd9e8d57 · c2, out of products of 16 by 16 bits: written out, because
    // this is most of what drawing a batch costs, and whole numbers of 32 bits are what engines compute fast.
    const low0 = c0 & 0xffff
    const high0 = c0 >>> 16
    const middle0 = (Math.imul(0xd251, low0) + (Math.imul(0x1f53, low0) >>> 16)) | 0
    const cross0 = (Math.imul(0x1f53, high0) + (middle0 & 0xffff)) | 0
    const product0 = (Math.imul(0xd251, high0) + (middle0 >>> 16) + (cross0 >>> 16)) | 0
    const low2 = c2 & 0xffff
    const high2 = c2 >>> 16
    const middle2 = (Math.imul(0xcd9e, low2) + (Math.imul(0x8d57, low2) >>> 16)) | 0
    const cross2 = (Math.imul(0x8d57, high2) + (middle2 & 0xffff)) | 0
    const product2 = (Math.imul(0xcd9e, high2) + (middle2 >>> 16) + (cross2 >>> 16)) | 0
    const next1 = Math.imul(0xcd9e8d57, c2)
    const next3 = Math.imul(0xd2511f53, c0)
    c0 = product2 ^ c1 ^ k0
    c1 = next1
    c2 = product0 ^ c3 ^ k1
    c3 = next3
    k0 = (k0 + 0x9e3779b9) | 0
    k1 = (k1 + 0xbb67ae85) | 0
  }
  out[at] = c0
  out[at + 1] = c1
  out[at + 2] = c2
  out[at + 3] = c3
}
