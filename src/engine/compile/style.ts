import type { BuildProgram, Program, StateStyle } from '../program.ts'
import { sizeOf } from '../stateTensor.ts'

/**
 * Numbers in the state up to which one tensor for a whole network is faster than one for each parameter: fewer
 * operations. Above, what is worked on no longer fits into the processor's caches.
 */
const mostFlat = 400_000

/** The program with its state laid out as it is computed fastest. */
export function buildProgram(build: BuildProgram): Program {
  const flat: StateStyle = { parameters: 'flat', slots: 'flat' }
  const program = build(flat)
  const size = program.state.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  return size <= mostFlat ? program : build({ parameters: 'separate', slots: 'separate' })
}
