/** How a run’s reason says that its engine had too little memory. */
export const ranOutOfMemory = 'it ran out of memory'

/** How it says so where the system told no more than that the engine was killed. */
export const perhapsOutOfMemory = 'it was killed from outside, or the computer ran out of memory'

/** Whether memory was short, by a run’s reason; every shell then offers what needs less. */
export function wasMemoryShort(reason: string | null): 'yes' | 'perhaps' | 'no' {
  if (reason?.includes(perhapsOutOfMemory)) return 'perhaps'
  return reason?.includes(ranOutOfMemory) ? 'yes' : 'no'
}
