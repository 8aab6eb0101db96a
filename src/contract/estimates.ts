/** Between a measure's name and the bandwidth with which it was estimated: "jsd@0.06". */
const mark = '@'

/** The series of a measure that is estimated from samples by kernels of this bandwidth. */
export const estimateName = (measure: string, bandwidth: number): string => `${measure}${mark}${bandwidth}`

/** The measure and the bandwidth of such a series; null for a series of any other kind. */
export function estimateOf(name: string): { measure: string; bandwidth: string } | null {
  const [measure, bandwidth] = name.split(mark)
  return measure !== undefined && bandwidth !== undefined ? { measure, bandwidth } : null
}
