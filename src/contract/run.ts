import type { BackendId, BackendRecord } from './engine.ts'
import type { Scene } from './picture.ts'
import type { Recipe } from './recipe/schema.ts'

export const runStates = [
  'waiting', // in the queue
  'training',
  'paused',
  'finished',
  'stopped', // by a person
  'diverged', // a loss became not a number
  'crashed', // its engine ended unasked
  'interrupted', // the whole workbench ended while it was training
] as const
export type RunState = (typeof runStates)[number]

/** States in which an engine may be at work on the run. */
export const activeStates: readonly RunState[] = ['waiting', 'training', 'paused']

/** Which shell asked for a run. */
export type ShellKind = 'desktop' | 'serve' | 'terminal'

/** Where a run began that went on from another one's checkpoint. */
export interface ForkOrigin {
  /** The other run, which may be gone by now, and what it was called then. */
  run: string
  name: string
  /** Step of the checkpoint; the run's own steps go on from there. */
  step: number
  /** What could not be taken over and began anew: "D’s optimiser". */
  anew: readonly string[]
}

/** A run as lists show it. */
export interface RunSummary {
  id: string
  name: string
  starred: boolean
  /** Times are milliseconds since 1970. */
  createdAt: number
  startedAt: number | null
  endedAt: number | null
  trashedAt: number | null
  state: RunState
  /** Last step whose metrics are stored. */
  step: number
  totalSteps: number
  /** While training: measured over the last second or so. Else 0. */
  stepsPerSecond: number
  /** Seconds spent training, pauses left out. */
  trainingSeconds: number
  pace: number | null
  backend: BackendRecord | null
  /** With which it is to train, from the moment it waits; threads null for as many as are fastest. */
  engine: { id: BackendId; threads: number | null } | null
  shell: ShellKind
  recipe: Recipe
  /** Newest value of every series. */
  latest: Record<string, number>
  /** Step of the newest checkpoint: where a resume would go on from. */
  checkpointStep: number | null
  /** Why it ended, for diverged, crashed and interrupted runs: one sentence. */
  reason: string | null
  bytes: number
  /** Null for a run that began at step 0. */
  fork: ForkOrigin | null
}

type Counted = Pick<RunSummary, 'step' | 'totalSteps' | 'fork'>

/** Step at which a run began: 0, or that of the checkpoint it went on from. */
export const firstStep = ({ fork }: Pick<RunSummary, 'fork'>): number => fork?.step ?? 0

/** Steps that a run has trained itself. */
export const ownSteps = (run: Counted): number => run.step - firstStep(run)

/** Part of a run's own steps that is done, 0 … 1. */
export function shareDone(run: Counted): number {
  return Math.min(1, ownSteps(run) / Math.max(1, run.totalSteps - firstStep(run)))
}

/** A run as its own room shows it. */
export interface RunDetail {
  summary: RunSummary
  scene: Scene | null
  /** Steps of the stored frames, increasing. */
  frames: Float64Array
  checkpoints: { step: number; createdAt: number; bytes: number }[]
  /** Names of the stored series. */
  series: string[]
}
