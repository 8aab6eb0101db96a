import { z } from 'zod'
import { bytesSchema } from './bytes.ts'
import type { CompiledReport } from './compiled.ts'
import { importOptionsSchema, mostSentBytes, type DataSet, type ImportedData } from './dataSet.ts'
import { backendSchema, paceSchema, type BackendId, type SeriesChunk } from './engine.ts'
import { lessonIdSchema, type LessonFigure, type LessonResult, type LessonText } from './lesson.ts'
import type { Frame, Scene } from './picture.ts'
import { command, type Client, type Handlers } from './rpc.ts'
import { dataSchema } from './recipe/schema.ts'
import { controlSchema, exportSchema } from './requests.ts'
import type { RunDetail, RunSummary, ShellKind } from './run.ts'

export { controlSchema, exportSchema, type ControlRequest, type ExportRequest } from './requests.ts'

export interface EngineInfo {
  id: BackendId
  available: boolean
  /** Why not, and what would change it; null when available. */
  reason: string | null
}

/** A line to type in the workbench's folder, and what there is to know before doing so. */
export interface EngineCommand {
  line: string
  note: string
}

/** An engine as its page and `ganbench doctor` show it. */
export interface EngineDetail extends EngineInfo {
  /** What it is and what it is good for, in one sentence. */
  about: string
  /** Of the libraries that compute: “TensorFlow.js 4.22.0”; null while they are not there. */
  version: string | null
  /** On how many threads it computes, and why. */
  threads: string
  /** Kinds of layers, losses and so on that it can't run: “layer conv”. Empty where it runs all there are. */
  lacks: string[]
  /** Where its files lie and how much they take up; null while there are none. */
  files: { folder: string; bytes: number } | null
  /** Makes it available; null where it is, or where nothing can. */
  setUp: EngineCommand | null
  /** Takes away what was set up; null where it came with the workbench. */
  remove: EngineCommand | null
}

/** The engine of a run that names none, and why it is that one: as words that follow its name and a colon. */
export interface EngineChoice {
  id: BackendId
  why: string
}

export interface EngineReport {
  engines: EngineDetail[]
  /** That of most recipes; one that it can't run has another: see `engines.choose`. */
  automatic: EngineChoice
}

export interface WorkbenchInfo {
  version: string
  home: string
  /** Version of the store's schema. */
  schema: number
  storeBytes: number
  owner: { pid: number; shell: ShellKind; startedAt: number }
  node: string
  engines: EngineInfo[]
  defaultEngine: BackendId
}

export interface Preset {
  id: string
  title: string
  /** One sentence a student can follow. */
  summary: string
  /** Plain JSON as shipped, defaults left out. */
  recipe: unknown
}

/** Something the product contains, and the licence under which it is passed on. */
export interface LicenceNotice {
  name: string
  /** Null for what has no version of its own. */
  version: string | null
  /** An SPDX expression, such as "MIT", or words where there are too many. */
  licence: string
  text: string
  /** What else there is to say; null where there is nothing. */
  note: string | null
}

/** A series read for a chart: at most `maxPoints` buckets, each with its extremes, or every point. */
export interface SeriesView {
  name: string
  steps: Float64Array
  /** The value, or the bucket's mean. */
  values: Float64Array
  /** Present when points were merged into buckets. */
  low?: Float64Array
  high?: Float64Array
  /** Points stored. */
  total: number
}

export interface ExportedFile {
  filename: string
  mime: string
  bytes: Uint8Array
}

const id = z.string().min(1).max(64)
const ids = z.array(id).min(1).max(10_000)

/** First and second moments of 2-D points: [mean x, mean y, var x, cov xy, var y]. */
export type Moments = readonly [number, number, number, number, number]

export const commands = {
  'workbench.info': command<WorkbenchInfo>()(z.object({})),
  /** Looks at every engine anew: what a set-up has changed meanwhile shows at once. */
  'engines.report': command<EngineReport>()(z.object({})),
  /** The engine with which a recipe trains unless its run names another. The recipe is checked with `parseRecipe`. */
  'engines.choose': command<EngineChoice>()(z.object({ recipe: z.unknown() })),
  /** Steps that are kept compiled, for the next runs of the same shape; they may be deleted at any time. Reads them all. */
  'compiled.report': command<CompiledReport>()(z.object({})),
  'presets.list': command<Preset[]>()(z.object({})),
  /** Of everything the product contains, by name. */
  'licences.list': command<LicenceNotice[]>()(z.object({})),
  /** Data that people have brought, newest first. */
  'data.list': command<DataSet[]>()(z.object({})),
  /**
   * Begins to import data; it ends with the client that began it, and then nothing of it is kept. Its files' bytes
   * follow with `data.send`, one file after the other: a table as CSV, IDX files (images and their labels), or images
   * as PNG and JPEG. What they are shows in their first bytes.
   */
  'data.begin': command<null>()(
    z.object({
      /** The caller’s own name for this one. */
      id,
      /** What the data is called in lists: the file’s or folder’s name. */
      name: z.string().trim().min(1).max(120),
      /** Of all files, where that is known. */
      totalBytes: z.number().int().min(0).nullable().default(null),
      options: importOptionsSchema.prefault({}),
    }),
  ),
  /**
   * The next slice of a file, and whether it is its last; answers with the bytes and the examples read so far. Throws
   * bad-input, naming file and line or field, and then the import has ended with nothing kept.
   */
  'data.send': command<{ bytes: number; count: number }>()(
    z.object({
      id,
      file: z.string().min(1).max(4096),
      bytes: bytesSchema.refine(({ byteLength }) => byteLength <= mostSentBytes),
      last: z.boolean(),
    }),
  ),
  /** Ends an import: from now on its data is kept. Throws as `data.send` does. */
  'data.finish': command<ImportedData>()(z.object({ id })),
  /** Ends an import with nothing kept; nothing where it has ended by itself. */
  'data.cancel': command<null>()(z.object({ id })),
  /** Deletes data for good. Throws conflict while a run names it, be it one in the trash. */
  'data.remove': command<null>()(z.object({ hash: z.string() })),
  /** Examples of a data set, as a run with this seed would see them. */
  'data.preview': command<Scene>()(z.object({ data: dataSchema, seed: z.number().int().min(0).default(1) })),
  /** The lessons there are, in the article’s order. */
  'lessons.list': command<LessonText[]>()(z.object({})),
  /**
   * Runs a lesson on an engine of its own and answers with what it came to; `lesson.told` comes meanwhile, to this
   * client only. It ends with the client. Throws bad-input for a knob that is not there or out of its range, conflict
   * where it was stopped.
   */
  'lessons.run': command<LessonResult>()(
    z.object({
      /** The caller’s own name for this one, by which it is told of and stopped. */
      id,
      lesson: lessonIdSchema,
      /** Those left out are at their defaults. */
      knobs: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
      quick: z.boolean().default(false),
      engine: backendSchema.optional(),
    }),
  ),
  /** Nothing where it has ended by itself. */
  'lessons.stop': command<null>()(z.object({ id })),
  'runs.create': command<RunSummary>()(
    z.object({
      /** Checked with `parseRecipe`; its issues come back with the error. */
      recipe: z.unknown(),
      engine: backendSchema.optional(),
      /** Of the engine, where it has any to choose; it chooses by itself unless given. */
      threads: z.number().int().min(1).max(256).optional(),
      pace: paceSchema.default(null),
      shell: z.enum(['desktop', 'serve', 'terminal']).default('serve'),
    }),
  ),
  /**
   * A new run that goes on from another one's checkpoint: its steps and random numbers go on from there, with another
   * recipe where one is given. Throws bad-input, naming the tensor, where a network would have another shape; not-found
   * where no checkpoint is kept at or before the step.
   */
  'runs.fork': command<RunSummary>()(
    z.object({
      /** The run to go on from. */
      id,
      /** The newest checkpoint at or before this step; unless given the newest of all, of a run in training one of this moment. */
      step: z.number().int().min(0).optional(),
      /** That of the other run unless given. It trains to `schedule.steps`, or as many steps more where it is past them. */
      recipe: z.unknown().optional(),
      /** The other run's unless given. */
      engine: backendSchema.optional(),
      threads: z.number().int().min(1).max(256).optional(),
      pace: paceSchema.default(null),
      shell: z.enum(['desktop', 'serve', 'terminal']).default('serve'),
    }),
  ),
  'runs.list': command<RunSummary[]>()(z.object({ trashed: z.boolean().default(false) })),
  'runs.get': command<RunDetail>()(z.object({ id })),
  'runs.series': command<SeriesView[]>()(
    z.object({
      id,
      names: z.array(z.string()).optional(),
      /** Only points at this step or later. */
      from: z.number().default(0),
      maxPoints: z.number().int().min(2).max(20_000).default(2000),
    }),
  ),
  /** The stored frame at `step`, or the last one before it. */
  'runs.frame': command<Frame>()(z.object({ id, step: z.number() })),
  /** One series of many runs, thinned to `points`, for sparklines. */
  'runs.sparklines': command<Record<string, Float32Array>>()(
    z.object({ ids: z.array(id).max(10_000), name: z.string(), points: z.number().int().min(2).max(200).default(48) }),
  ),
  'runs.control': command<RunSummary>()(z.object({ id, control: controlSchema })),
  'runs.update': command<RunSummary>()(
    z.object({ id, name: z.string().trim().min(1).max(120).optional(), starred: z.boolean().optional() }),
  ),
  /** Into the trash: nothing is lost yet. Runs that train are stopped first. */
  'runs.trash': command<null>()(z.object({ ids })),
  'runs.restore': command<null>()(z.object({ ids })),
  /** For good; only what is in the trash. */
  'runs.purge': command<null>()(z.object({ ids })),
  'runs.export': command<ExportedFile>()(z.object({ id, request: exportSchema })),
  /**
   * Everything that entered and left one step, as a safetensors file: the run is computed again from the newest
   * checkpoint before it, or from its start, by an engine of its own. Throws conflict where it comes out differently.
   */
  'runs.audit': command<ExportedFile>()(z.object({ id, step: z.number().int().min(1) })),
  /**
   * Moments of the data, of fresh samples and, where known, the truth, of a table in its own units; with the samples,
   * in those of pictures.
   */
  'runs.moments': command<{
    truth: Moments | null
    data: Moments
    fake: Moments
    samples: Float32Array
    step: number
  }>()(z.object({ id, count: z.number().int().min(2).max(100_000).default(100), step: z.number().int().optional() })),
}
export type WorkbenchCommands = typeof commands

/** Everything is stored before it is told. */
export interface WorkbenchEvents {
  'run.changed': RunSummary
  /** Purged. */
  'run.removed': { id: string }
  /** New points, five times a second. */
  'run.metrics': { id: string; chunks: SeriesChunk[] }
  /** Points after `step` were dropped because the run goes on from an earlier checkpoint: read them again. */
  'run.rewound': { id: string; step: number }
  'run.frame': { id: string; frame: Frame }
  'run.scene': { id: string; scene: Scene }
  /** How far an audit is: `at` runs from the step of its checkpoint, or 0, to `step`. */
  'run.audit': { id: string; step: number; from: number; at: number }
  'run.checkpoint': { id: string; step: number; createdAt: number; bytes: number }
  'data.changed': { dataSet: DataSet }
  'data.removed': { hash: string }
  /** How far a lesson is, 0 … 1, and the figures that are new; ten times a second at most. */
  'lesson.told': { id: string; done: number; doing: string; figures: LessonFigure[] }
}

export type WorkbenchClient = Client<WorkbenchCommands, WorkbenchEvents>
export type WorkbenchHandlers = Handlers<WorkbenchCommands>
