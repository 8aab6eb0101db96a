import type { StateStyle } from '../program.ts'

/**
 * How the state of compiled programs lies: small tensors together, because each operation costs about a microsecond
 * however little it does; a large one by itself, because putting it together with others costs passes over memory.
 */
export const compiledStyle: StateStyle = { parameters: 'largeApart', slots: 'largeApart' }
