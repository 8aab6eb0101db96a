import { totalmem } from 'node:os'
import { WorkbenchError } from '../contract/errors.ts'
import type { Program } from './program.ts'
import { sizeOf } from './stateTensor.ts'

/** The state before a step and after it, and the numbers with which it began. */
const copies = 3

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`

/** Bytes that this process can have: those of the machine, or of the part of it that it is given. */
function available(): number {
  const given = process.constrainedMemory()
  return given > 0 ? Math.min(given, totalmem()) : totalmem()
}

/**
 * Throws bad-input where what a program trains, and what its optimisers keep, takes more memory than there is, before
 * any of it is asked for. What a step needs besides shows in its first run.
 */
export function checkMemory({ state }: Program, room = available()): void {
  const numbers = state.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  const needed = copies * numbers * Float32Array.BYTES_PER_ELEMENT
  if (needed <= room) return
  throw new WorkbenchError(
    'bad-input',
    `this recipe’s networks, with what their optimisers keep, take at least ${megabytes(needed)} in training, and there are ${megabytes(room)}; smaller layers need less, and so does sgd, which keeps nothing`,
  )
}
