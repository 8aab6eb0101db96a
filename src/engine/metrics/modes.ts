/** Samples the measure asks for. */
export const modeSamples = 2500
const leastSamples = 20
const deviations = 3

/**
 * Modes captured and share of good samples: a sample (n × 2) is good within 3 sd of a mode (m × 2), a mode is captured
 * by at least 20 of 2,500 good samples nearest to it. After Srivastava et al., "VEEGAN" (2017), section 5.1.
 */
export function modeCoverage(samples: Float32Array, modes: Float32Array, sd: number): { modes: number; good: number } {
  const counts = new Uint32Array(modes.length / 2)
  const limit = (deviations * sd) ** 2
  for (let i = 0; i < samples.length; i += 2) {
    let nearest = -1
    let least = Infinity
    for (let mode = 0; mode < counts.length; mode++) {
      const distance = (samples[i]! - modes[2 * mode]!) ** 2 + (samples[i + 1]! - modes[2 * mode + 1]!) ** 2
      if (distance < least) [least, nearest] = [distance, mode]
    }
    if (least <= limit) counts[nearest]!++
  }
  return {
    modes: counts.reduce((captured, count) => captured + (count >= leastSamples ? 1 : 0), 0),
    good: counts.reduce((sum, count) => sum + count, 0) / (samples.length / 2),
  }
}
