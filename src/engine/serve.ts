import type { Compiled } from '../contract/compiled.ts'
import { engineCommands, type EngineEvents } from '../contract/engine.ts'
import { WorkbenchError } from '../contract/errors.ts'
import type { Port } from '../contract/port.ts'
import { serveApi, type Served } from '../contract/rpc.ts'
import { auditStep } from './audit.ts'
import { CompiledModels } from './compile/models.ts'
import { RunControl } from './control.ts'
import { forkRun } from './fork.ts'
import { makeExecutor } from './executors/index.ts'
import { makeFamily } from './families/index.ts'
import { sampleCheckpoint } from './families/sample.ts'
import { runLesson } from './lessons/index.ts'
import { Timing } from './timing.ts'
import { train } from './train.ts'
import { Training } from './training.ts'

/** Runs the loop to its end and tells everything that happens; never throws. */
async function tell(training: Training, control: RunControl, served: Served<EngineEvents>): Promise<void> {
  try {
    for await (const { name, payload } of train(training, control)) served.emit(name, payload)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    served.emit('failed', { step: training.step, message })
  } finally {
    control.end()
    training.dispose()
  }
}

/**
 * Answers the engine's commands on a port: one run at a time, another after it has ended. When the port closes, the
 * run ends without a word.
 */
export function serveEngine(port: Port): void {
  let active: { control: RunControl; training: Training } | undefined
  let busy = false
  let timing: Timing | undefined

  function running(): { control: RunControl; training: Training } {
    if (!active) throw new WorkbenchError('conflict', 'this engine has no run in training')
    return active
  }

  /** Does something that needs the whole engine, but is no run. */
  async function alone<T>(what: string, work: () => Promise<T>): Promise<T> {
    if (active || busy) throw new WorkbenchError('conflict', `this engine is training; ask another one for ${what}`)
    busy = true
    try {
      return await work()
    } finally {
      busy = false
    }
  }

  /** What is compiled beside it is told, to be kept for other engines. */
  const modelsFrom = (known: Compiled | undefined) =>
    new CompiledModels(known, (compiled) => served.emit('compiled', { compiled }))

  const served = serveApi<typeof engineCommands, EngineEvents>(engineCommands, port, {
    async start({ recipe, backend, threads, totalSteps, data, checkpoint, compiled, pace, paused }) {
      if (active || busy) throw new WorkbenchError('conflict', 'this engine is training a run already')
      busy = true
      try {
        const models = modelsFrom(compiled)
        const training = await Training.start(recipe, { backend, threads, bytes: data, checkpoint, models })
        const control = new RunControl({ totalSteps, pace, paused })
        active = { control, training }
        // After the answer has been posted, so that it comes before the first event.
        setImmediate(() => void tell(training, control, served).then(() => (active = undefined)))
        return training.executor.record
      } finally {
        busy = false
      }
    },
    pause() {
      running().control.pause()
      return null
    },
    resume() {
      running().control.resume()
      return null
    },
    step({ count }) {
      running().control.runSteps(count)
      return null
    },
    stop() {
      running().control.stop()
      return null
    },
    extend({ totalSteps }) {
      const { control, training } = running()
      if (totalSteps < training.step) {
        throw new WorkbenchError(
          'bad-input',
          `the run has trained ${training.step} steps; it can’t end at ${totalSteps}`,
        )
      }
      control.extend(totalSteps)
      return null
    },
    pace({ stepsPerSecond }) {
      running().control.setPace(stepsPerSecond)
      return null
    },
    async checkpoint() {
      await running().control.checkpoint()
      return null
    },
    sample({ recipe, backend, threads, checkpoint, count }) {
      return alone('samples', async () => {
        const executor = await makeExecutor(backend, threads, makeFamily(recipe).program)
        try {
          return await sampleCheckpoint(recipe, executor, checkpoint, count)
        } finally {
          executor.dispose()
        }
      })
    },
    lesson({ lesson, knobs, ...host }) {
      return alone('a lesson', () =>
        runLesson(lesson, knobs, {
          ...host,
          progress: (done, doing) => served.emit('lessonProgress', { done, doing }),
          show: (figure) => served.emit('lessonFigure', { figure }),
        }),
      )
    },
    audit({ recipe, ...options }) {
      return alone('an audit', () => auditStep(recipe, options, (step) => served.emit('reached', { step })))
    },
    fork({ recipe, ...options }) {
      return alone('a fork', () => forkRun(recipe, options))
    },
    check({ recipe }) {
      return alone('a look at a recipe', async () => {
        const { compilingProblem } = await import('./compile/problem.ts')
        return compilingProblem(recipe)
      })
    },
    timeFirst({ recipe, backend, threads, data, compiled }) {
      return alone('timings', async () => {
        const begun = await Timing.begin(recipe, { backend, threads, bytes: data, models: modelsFrom(compiled) })
        timing = begun.timing
        return begun.first
      })
    },
    time({ stepsPerCall, seconds }) {
      const begun = timing
      if (!begun) throw new WorkbenchError('conflict', 'this engine has nothing to time')
      return alone('other timings', () => begun.run(stepsPerCall, seconds))
    },
  })
  port.onClose(() => active?.control.abandon())
}
