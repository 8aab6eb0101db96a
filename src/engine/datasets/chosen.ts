import { WorkbenchError } from '../../contract/errors.ts'
import { RandomStream } from '../random/stream.ts'

/**
 * Which of `given` examples a run trains on: null for all in their order, else `points` drawn at random, because files
 * are often sorted. The others follow them. Throws bad-input where there are too few.
 */
export function chooseExamples(points: number, given: number, seed: number): Uint32Array | null {
  checkCount(points, given)
  return points === given ? null : new RandomStream(seed, 'examples').permutation(given)
}

/** Throws bad-input where a recipe asks for more examples than came with it. */
export function checkCount(points: number, given: number): void {
  if (given >= points) return
  throw new WorkbenchError('bad-input', `data.points asks for ${points} examples, but ${given} came with the recipe`)
}
