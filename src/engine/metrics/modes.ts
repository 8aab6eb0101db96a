import type { Scene } from '../../contract/picture.ts'

/** Samples the measure asks for. */
export const modeSamples = 2500
const leastSamples = 20
const deviations = 3

export type Coverage = Record<'modes' | 'good', number>

/**
 * Modes captured and share of good samples: a sample is good within 3 sd of a mode, a mode is captured by at least 20 of
 * 2,500 good samples nearest to it, in standard deviations. After Srivastava et al., "VEEGAN" (2017), section 5.1.
 * `samples` n × width, `modes` m × width, one sd for all modes or one for each.
 */
export function modeCoverage(
  samples: Float32Array,
  modes: Float32Array,
  sds: number | ArrayLike<number>,
  width: 1 | 2 = 2,
): Coverage {
  const sdOf = (mode: number) => (typeof sds === 'number' ? sds : sds[mode]!)
  const counts = new Uint32Array(modes.length / width)
  for (let i = 0; i < samples.length; i += width) {
    let nearest = -1
    let least = Infinity
    for (let mode = 0; mode < counts.length; mode++) {
      const across = samples[i]! - modes[width * mode]!
      const up = width === 2 ? samples[i + 1]! - modes[2 * mode + 1]! : 0
      const distance = (across ** 2 + up ** 2) / sdOf(mode) ** 2
      if (distance < least) [least, nearest] = [distance, mode]
    }
    if (least <= deviations ** 2) counts[nearest]!++
  }
  return {
    modes: counts.reduce((captured, count) => captured + (count >= leastSamples ? 1 : 0), 0),
    good: counts.reduce((sum, count) => sum + count, 0) / (samples.length / width),
  }
}

/** The same of samples of a scene; nothing where its data has no modes. */
export function sceneCoverage(scene: Scene, samples: Float32Array): Coverage | Record<string, never> {
  if (scene.kind === 'line') return modeCoverage(samples, scene.modes, scene.sds, 1)
  if (scene.kind !== 'points' || !scene.modes || scene.sd === undefined) return {}
  return modeCoverage(samples, scene.modes, scene.sd)
}
