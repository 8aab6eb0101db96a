import { z } from 'zod'
import { bytesSchema } from './bytes.ts'
import { compiledSchema, type Compiled } from './compiled.ts'
import type { ColumnScale } from './dataSet.ts'
import type { Frame, Scene } from './picture.ts'
import { lessonIdSchema, type LessonFigure, type LessonResult } from './lesson.ts'
import { command } from './rpc.ts'
import { recipeSchema } from './recipe/schema.ts'
import type { FirstStep, TimedSteps } from './timing.ts'

export const backendIds = ['onnx', 'wasm', 'cpu', 'tensorflow'] as const
export const backendSchema = z.enum(backendIds)
export type BackendId = z.infer<typeof backendSchema>

/** What ran a run's arithmetic, recorded with it: bit-identity is promised for the same three. */
export interface BackendRecord {
  id: BackendId
  /** Version of TensorFlow.js, and of the library below it where there is one: “4.22.0, TensorFlow 2.21.0”. */
  version: string
  threads: number
}

export interface NamedTensor {
  /** "generator.0.weight" ([in, out]), "generator.0.bias", "optimizer.generator.0.weight.m", … */
  name: string
  shape: number[]
  values: Float32Array
}

/** All that decides the rest of a run, at the end of one step. */
export interface Checkpoint {
  step: number
  tensors: NamedTensor[]
  /** Plain JSON: positions of the random streams, the data cursor, the sums of the epoch under way. */
  state: unknown
}

/** What entered one step and what left it. */
export interface StepAudit {
  backend: BackendRecord
  /**
   * "before/…" and "after/…" (parameters and statistics), "grad/…", "optimizer/before/…", "optimizer/after/…",
   * "batch" ([D steps, batch, data width]), "noise/…" and "metrics/…": see docs/audit.md.
   */
  tensors: NamedTensor[]
  /** Steps at which what counts its own steps began, where that is not 0: see `TrainingState` of the engine. */
  clocks: Record<string, number>
  /** The step's series as they are stored, in double precision; those that measure time are left out. */
  metrics: Record<string, number>
}

/** Where a run begins that goes on from another one's checkpoint. */
export interface Forked {
  /** Of the same step, fitting the new run's recipe. */
  checkpoint: Checkpoint
  /** What could not be taken over and begins anew: "D’s optimiser". */
  anew: string[]
  scene: Scene
  frame: Frame
  /** Taken with the frame. */
  measures: Record<string, number>
}

/** Values of one series at increasing steps; several of one name follow each other without overlap. */
export interface SeriesChunk {
  name: string
  steps: Float64Array
  values: Float64Array
}

/** Images one after the other, one byte a pixel (0 black … 255 white), and their labels; none where there are none. */
export interface ImageBytes {
  images: Uint8Array
  labels: Uint8Array
}

/** Rows of a table one after the other, in the networks' units, and how each column came to those. */
export interface TableRows {
  rows: Float32Array
  scales: ColumnScale[]
}

/** Data that the engine can't make itself: every example there is, of which the recipe may use a part. */
export type DataBytes = ImageBytes | TableRows

// As with bytes, any array will do.
const floats = z.custom<Float32Array>((value) => value instanceof Float32Array)

const imageBytesSchema = z.object({ images: bytesSchema, labels: bytesSchema })
const dataBytesSchema = z.union([
  imageBytesSchema,
  z.object({ rows: floats, scales: z.array(z.object({ offset: z.number(), scale: z.number() })) }),
])

const checkpointSchema = z.object({
  step: z.number().int().min(0),
  tensors: z.array(z.object({ name: z.string(), shape: z.array(z.number()), values: floats })),
  state: z.unknown(),
})

export const paceSchema = z.number().positive().max(100_000).nullable()

/** Commands the workbench gives to a training process. Steps are counted as generator steps since the start. */
export const engineCommands = {
  /** Loads the backend and begins to train; answers when the first step is about to run. */
  start: command<BackendRecord>()(
    z.object({
      recipe: recipeSchema,
      backend: backendSchema,
      /** Null for as many as are fastest just now, which is then in the answer. */
      threads: z.number().int().min(1).nullable(),
      /** Train until this step; may exceed the recipe's own number after "train longer". */
      totalSteps: z.number().int().min(1),
      data: dataBytesSchema.optional(),
      checkpoint: checkpointSchema.optional(),
      /** What engines have compiled for recipes of the same shape. */
      compiled: compiledSchema.optional(),
      /** Steps a second at most; null for full speed. */
      pace: paceSchema,
      paused: z.boolean(),
    }),
  ),
  pause: command<null>()(z.object({})),
  resume: command<null>()(z.object({})),
  /** Runs that many steps and pauses again. */
  step: command<null>()(z.object({ count: z.number().int().min(1) })),
  /** Ends the run after the step under way; a checkpoint event comes before the stopped event. */
  stop: command<null>()(z.object({})),
  extend: command<null>()(z.object({ totalSteps: z.number().int().min(1) })),
  pace: command<null>()(z.object({ stepsPerSecond: paceSchema })),
  /** Answers once the checkpoint event has been emitted. */
  checkpoint: command<null>()(z.object({})),
  /** Runs a lesson to its end, telling how far it is on the way. */
  lesson: command<LessonResult>()(
    z.object({
      lesson: lessonIdSchema,
      knobs: z.record(z.string(), z.union([z.number(), z.string()])),
      quick: z.boolean(),
      backend: backendSchema,
      threads: z.number().int().min(1),
      /** MNIST and the classifier of digits, for the lessons that read them. */
      data: z
        .object({
          training: imageBytesSchema,
          test: imageBytesSchema,
          classifier: z.array(z.object({ name: z.string(), shape: z.array(z.number()), values: floats })),
        })
        .optional(),
    }),
  ),
  /** Fresh examples from a checkpoint's generator, count × data width, by the stream "export"; needs no `start`. */
  sample: command<Float32Array>()(
    z.object({
      recipe: recipeSchema,
      backend: backendSchema,
      threads: z.number().int().min(1),
      checkpoint: checkpointSchema,
      count: z.number().int().min(1),
    }),
  ),
  /**
   * Runs again from the checkpoint, or from the start, to the end of `step`, with everything of that step coming out;
   * needs no `start`. Events `reached` come meanwhile. Throws conflict where the run has numbers that are not finite by then.
   */
  audit: command<StepAudit>()(
    z.object({
      recipe: recipeSchema,
      backend: backendSchema,
      threads: z.number().int().min(1),
      data: dataBytesSchema.optional(),
      /** Of a step before `step`. */
      checkpoint: checkpointSchema.optional(),
      step: z.number().int().min(1),
    }),
  ),
  /**
   * What a run with this recipe begins as where it goes on from a checkpoint of one with the recipe `parent`; needs no
   * `start`. Throws bad-input, naming the tensor, where a network has another shape.
   */
  fork: command<Forked>()(
    z.object({
      recipe: recipeSchema,
      parent: recipeSchema,
      backend: backendSchema,
      threads: z.number().int().min(1),
      data: dataBytesSchema.optional(),
      checkpoint: checkpointSchema,
    }),
  ),
  /** Why a recipe's step can't be compiled, as part of a sentence; null where it can. Needs no `start`. */
  check: command<string | null>()(z.object({ recipe: recipeSchema })),
  /** Begins a recipe whose steps are to be timed, and does the first; needs no `start`. */
  timeFirst: command<FirstStep>()(
    z.object({
      recipe: recipeSchema,
      backend: backendSchema,
      /** Null for as many as are fastest just now. */
      threads: z.number().int().min(1).nullable(),
      data: dataBytesSchema.optional(),
      compiled: compiledSchema.optional(),
    }),
  ),
  /** After `timeFirst`: trains for about so many seconds, so many steps a call; null for as many as a run does. */
  time: command<TimedSteps>()(
    z.object({ stepsPerCall: z.number().int().min(1).nullable(), seconds: z.number().min(0) }),
  ),
}
export type EngineCommands = typeof engineCommands

/**
 * Events of one run, in the order in which they happened: scene, frame 0, then metrics, frames and checkpoints,
 * and one of the endings. Metrics of a step are emitted before anything else that belongs to that step or a later one.
 */
export interface EngineEvents {
  scene: { scene: Scene }
  /** At most 200 ms of steps. */
  metrics: { chunks: SeriesChunk[] }
  frame: { frame: Frame }
  checkpoint: { checkpoint: Checkpoint }
  /** At least five times a second while training, and whenever `paused` changes. */
  progress: { step: number; stepsPerSecond: number; paused: boolean; trainingSeconds: number }
  /** A last checkpoint event has come before it. */
  finished: { step: number }
  stopped: { step: number }
  /** The first series that was not a number, at the step that produced it. Its history is kept. */
  diverged: { step: number; series: string }
  /** The engine can't go on, but its process could still say so. */
  failed: { step: number; message: string }
  /** Something was compiled that had not been, for other engines that run a recipe of the same shape. */
  compiled: { compiled: Compiled }
  /** How far an audit is: at least five times a second where a step is short enough. */
  reached: { step: number }
  /** How far a lesson is, 0 … 1, and what it does. */
  lessonProgress: { done: number; doing: string }
  lessonFigure: { figure: LessonFigure }
}
