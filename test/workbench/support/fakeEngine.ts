import { engineCommands, type EngineCommands, type EngineEvents } from '../../../src/contract/engine.ts'
import { WorkbenchError } from '../../../src/contract/errors.ts'
import { memoryPorts } from '../../../src/contract/ports/memory.ts'
import type { LessonResult } from '../../../src/contract/lesson.ts'
import type { Port } from '../../../src/contract/port.ts'
import { serveApi, type Handlers, type Served } from '../../../src/contract/rpc.ts'
import type { EngineLauncher } from '../../../src/workbench/engineProcess.ts'

type LessonRequest = Parameters<Handlers<EngineCommands>['lesson']>[0]

/** An engine whose every word the test speaks itself, in this process. */
export interface FakeEngine {
  say: Served<EngineEvents>['emit']
  /** Names of the commands it has heard, in order. */
  heard: string[]
  started: Promise<{ totalSteps: number; checkpointStep: number | null }>
  /** The lesson it was asked for, and how the test ends it. */
  lesson?: { request: LessonRequest; end: (result: LessonResult) => void }
  /** Ends as a crashed process would. */
  die(how: string): void
  dead: boolean
  /** Set to make it hear nothing more. */
  deaf: boolean
}

/** Says n steps of metrics after `from`: the value of each is its step. */
export function sayMetrics(engine: FakeEngine, from: number, count: number): void {
  const steps = Float64Array.from({ length: count }, (_, i) => from + i + 1)
  engine.say('metrics', { chunks: [{ name: 'loss.discriminator', steps, values: steps.map((step) => step / 2) }] })
}

export function sayCheckpoint(engine: FakeEngine, step: number): void {
  const tensors = [{ name: 'generator.0.weight', shape: [2, 2], values: Float32Array.of(step, 1, 2, 3) }]
  engine.say('checkpoint', { checkpoint: { step, tensors, state: { step } } })
}

/** A launcher of fake engines, and those it has made, oldest first. */
export function fakeEngines(): { launch: EngineLauncher; made: FakeEngine[] } {
  const made: FakeEngine[] = []
  const launch: EngineLauncher = () => {
    const [outside, inside] = memoryPorts()
    const exits: ((how: string) => void)[] = []
    let begin!: (value: { totalSteps: number; checkpointStep: number | null }) => void
    const started = new Promise<{ totalSteps: number; checkpointStep: number | null }>((resolve) => (begin = resolve))
    let step = 0
    let over = false
    const quiet = (name: string) => () => {
      if (over) throw new WorkbenchError('conflict', 'this engine has no run in training')
      fake.heard.push(name)
      return null
    }
    const notARun = () => {
      throw new WorkbenchError('conflict', 'this engine only trains')
    }
    const handlers: Handlers<EngineCommands> = {
      start: ({ backend, threads, totalSteps, checkpoint }) => {
        fake.heard.push('start')
        begin({ totalSteps, checkpointStep: checkpoint?.step ?? null })
        return { id: backend, version: 'fake', threads: threads ?? 1 }
      },
      pause: () => {
        quiet('pause')()
        fake.say('progress', { step, stepsPerSecond: 0, paused: true, trainingSeconds: 1 })
        return null
      },
      resume: () => {
        quiet('resume')()
        fake.say('progress', { step, stepsPerSecond: 10, paused: false, trainingSeconds: 1 })
        return null
      },
      step: quiet('step'),
      stop: () => {
        quiet('stop')()
        sayCheckpoint(fake, step)
        fake.say('stopped', { step })
        return null
      },
      extend: quiet('extend'),
      pace: quiet('pace'),
      checkpoint: () => {
        quiet('checkpoint')()
        sayCheckpoint(fake, step)
        return null
      },
      sample: ({ count }) => new Float32Array(count * 2),
      lesson: (request) =>
        new Promise((end) => {
          fake.lesson = { request, end }
        }),
      audit: notARun,
      fork: ({ checkpoint }) => ({
        checkpoint,
        anew: ['D’s optimiser'],
        scene: { kind: 'points', extent: [-1, 1, -1, 1], real: new Float32Array(2) },
        frame: { step: checkpoint.step, samples: new Float32Array(2) },
        measures: { modes: 3 },
      }),
      check: () => null,
      timeFirst: notARun,
      time: notARun,
    }
    const ears: Port = {
      ...inside,
      onMessage: (listener) => inside.onMessage((message) => fake.deaf || listener(message)),
    }
    const served = serveApi<EngineCommands, EngineEvents>(engineCommands, ears, handlers)
    const fake: FakeEngine = {
      heard: [],
      started,
      dead: false,
      deaf: false,
      say(name, payload) {
        if (name === 'metrics') step = (payload as EngineEvents['metrics']).chunks[0]!.steps.at(-1)!
        served.emit(name, payload)
        over ||= name === 'finished' || name === 'stopped' || name === 'diverged'
      },
      die(how) {
        if (fake.dead) return
        fake.dead = true
        // A real exit is seen after what the engine said before it.
        setTimeout(() => {
          exits.forEach((exit) => exit(how))
          inside.close()
        }, 5)
      },
    }
    made.push(fake)
    return { port: outside, pid: undefined, kill: () => fake.die('killed'), onExit: (listener) => exits.push(listener) }
  }
  return { launch, made }
}
