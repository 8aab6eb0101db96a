import { formatCount } from '../../format.ts'

/** The newest checkpoint at or before a step; null where none is kept. */
export function checkpointFor(step: number, checkpoints: readonly { step: number }[]): number | null {
  const before = checkpoints.filter((checkpoint) => checkpoint.step <= step)
  return before.length === 0 ? null : Math.max(...before.map((checkpoint) => checkpoint.step))
}

/** What a fork from the picture shown at `step` would do, or why there can be none. */
export function forkWords(step: number, checkpoints: readonly { step: number }[]): string {
  const from = checkpointFor(step, checkpoints)
  const earliest = Math.min(...checkpoints.map((checkpoint) => checkpoint.step))
  if (from === null) {
    return Number.isFinite(earliest)
      ? `No checkpoint is kept at or before step ${formatCount(step)}; the earliest is of step ${formatCount(earliest)}`
      : 'No checkpoint of this run is kept yet'
  }
  const at = from === step ? 'which has a checkpoint' : 'the newest checkpoint at or before it'
  return `Opens the recipe for a run that goes on from step ${formatCount(from)}, ${at} (F)`
}
