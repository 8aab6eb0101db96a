import { z } from 'zod'
import type { BackendRecord, Checkpoint, Forked, SeriesChunk } from '../contract/engine.ts'
import type { SeriesView } from '../contract/api.ts'
import type { DataSet } from '../contract/dataSet.ts'
import type { Frame, Scene } from '../contract/picture.ts'
import type { Recipe } from '../contract/recipe/schema.ts'
import { command } from '../contract/rpc.ts'
import type { RunDetail, RunState, RunSummary, ShellKind } from '../contract/run.ts'
import type { DataChunk, DataPart, KeptData } from './data/api.ts'

/** What is known of a run before it has trained. */
export interface NewRun {
  id: string
  name: string
  recipe: Recipe
  shell: ShellKind
  pace: number | null
  createdAt: number
}

/** A run that goes on from another, and what it begins as. */
export interface NewFork {
  run: NewRun
  totalSteps: number
  /** The run it goes on from. */
  parent: string
  /** Step of the other run's checkpoint, which is kept from now on. */
  step: number
  forked: Forked
}

/** The columns of a run that change while it lives; what is left out stays. */
export interface RunPatch {
  name?: string
  starred?: boolean
  state?: RunState
  totalSteps?: number
  startedAt?: number
  endedAt?: number | null
  trainingSeconds?: number
  pace?: number | null
  backend?: BackendRecord
  engine?: RunSummary['engine']
  reason?: string | null
}

const id = z.string()
const ids = z.array(z.string())
/** Parameters come from the workbench in the same process and are typed there; only their presence is checked. */
const typed = <T>() => z.custom<T>((value) => value !== undefined)

/** The store as its worker thread offers it. Every command is one transaction: it happens whole or not at all. */
export const storeCommands = {
  info: command<{ file: string; schema: number; bytes: number }>()(z.object({})),
  /** Throws not-found where its recipe names data that is not kept. */
  'run.create': command<RunSummary>()(z.object({ run: typed<NewRun>() })),
  /** Throws not-found where the other run is gone. */
  'run.fork': command<RunSummary>()(z.object({ fork: typed<NewFork>() })),
  'run.update': command<RunSummary>()(z.object({ id, patch: typed<RunPatch>() })),
  /** Throws not-found. */
  'run.get': command<RunDetail>()(z.object({ id })),
  'run.list': command<RunSummary[]>()(z.object({ trashed: z.boolean() })),
  'run.trash': command<null>()(z.object({ ids, trashedAt: z.number().nullable() })),
  /** Deletes for good; only trashed runs. They are gone at once, the space they took is freed by and by. */
  'run.purge': command<null>()(z.object({ ids })),
  /** Now, for runs that are being trained by this process. */
  'run.heartbeat': command<null>()(z.object({ ids, at: z.number() })),
  /** Runs left waiting, training or paused by a process that is gone become interrupted; returns them. */
  'run.adopt': command<RunSummary[]>()(z.object({})),
  'scene.put': command<null>()(z.object({ id, scene: typed<Scene>() })),
  /** Throws bad-input for points that are not all after those stored. */
  'metrics.append': command<null>()(z.object({ id, chunks: typed<SeriesChunk[]>() })),
  /** In order of name. For every point, however many, `maxPoints` is Number.MAX_SAFE_INTEGER. */
  'series.read': command<SeriesView[]>()(
    z.object({ id, names: z.array(z.string()).optional(), from: z.number(), maxPoints: z.number() }),
  ),
  /** Every series' value at one step; series without one there are left out. */
  'series.at': command<Record<string, number>>()(z.object({ id, step: z.number() })),
  /** Means; empty for runs without the series. Runs that are gone are left out. */
  'series.sparklines': command<Record<string, Float32Array>>()(z.object({ ids, name: z.string(), points: z.number() })),
  'frame.put': command<null>()(z.object({ id, frame: typed<Frame>() })),
  /** The frame at `step` or the last before it; the first frame if there is none before. Throws not-found. */
  'frame.get': command<Frame>()(z.object({ id, step: z.number() })),
  /** Keeps the newest `keep` checkpoints of the run, and those at which a fork began. */
  'checkpoint.put': command<{ step: number; createdAt: number; bytes: number }>()(
    z.object({ id, checkpoint: typed<Checkpoint>(), createdAt: z.number(), keep: z.number() }),
  ),
  /** The newest at or before `step` (or of all) that passes its checksum. Throws not-found. */
  'checkpoint.get': command<Checkpoint>()(z.object({ id, step: z.number().optional() })),
  /** Begins a data set that is in no list until it is kept; answers with the key that the next three commands take. */
  'data.stage': command<number>()(z.object({ name: z.string(), createdAt: z.number() })),
  'data.append': command<null>()(z.object({ key: z.number(), chunk: typed<DataChunk>() })),
  /** Makes it visible, whole; the same hash twice is one data set, and then nothing is added. */
  'data.keep': command<{ dataSet: DataSet; isNew: boolean }>()(z.object({ key: z.number(), kept: typed<KeptData>() })),
  /** Gives a staged data set up. */
  'data.drop': command<null>()(z.object({ key: z.number() })),
  'data.list': command<DataSet[]>()(z.object({})),
  /** Throws not-found. */
  'data.get': command<DataSet>()(z.object({ hash: z.string() })),
  /** One chunk's bytes; null behind the last. Throws not-found, unavailable where it is damaged. */
  'data.chunk': command<Uint8Array | null>()(
    z.object({ hash: z.string(), part: typed<DataPart>(), number: z.number() }),
  ),
  /** Throws conflict where a run names it, the trash included. */
  'data.remove': command<null>()(z.object({ hash: z.string() })),
  /** Drops points, frames and checkpoints after `step`, because the run goes on from there. */
  'run.rewind': command<RunSummary>()(z.object({ id, step: z.number() })),
}
export type StoreCommands = typeof storeCommands
