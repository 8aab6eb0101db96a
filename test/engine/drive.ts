import { memoryPorts } from '../../src/contract/ports/memory.ts'
import { connectApi, type Client, type ParamsOf } from '../../src/contract/rpc.ts'
import type { Checkpoint, EngineCommands, EngineEvents } from '../../src/contract/engine.ts'
import type { Frame } from '../../src/contract/picture.ts'
import type { Recipe } from '../../src/contract/recipe/schema.ts'
import { serveEngine } from '../../src/engine/serve.ts'

const names = [
  'scene',
  'metrics',
  'frame',
  'checkpoint',
  'progress',
  'finished',
  'stopped',
  'diverged',
  'failed',
] as const
const endings = ['finished', 'stopped', 'diverged', 'failed']

/** An engine in this process and everything it has said. */
export interface Driven {
  client: Client<EngineCommands, EngineEvents>
  log: { name: keyof EngineEvents; payload: EngineEvents[keyof EngineEvents] }[]
  /** Resolves with the first ending's name. */
  ended: Promise<string>
  start(recipe: Recipe, options?: Partial<ParamsOf<EngineCommands['start']>>): Promise<unknown>
}

export function drive(): Driven {
  const [inside, outside] = memoryPorts()
  serveEngine(inside)
  const client = connectApi<EngineCommands, EngineEvents>(outside)
  const log: Driven['log'] = []
  const ended = new Promise<string>((resolve) => {
    for (const name of names) {
      client.on(name, (payload) => {
        log.push({ name, payload })
        if (endings.includes(name)) resolve(name)
      })
    }
  })
  return {
    client,
    log,
    ended,
    start: (recipe, options) =>
      client.call('start', {
        recipe,
        backend: 'cpu',
        threads: 1,
        totalSteps: recipe.schedule.steps,
        pace: null,
        paused: false,
        ...options,
      }),
  }
}

/** Resolves once the log holds an event that fits. */
export async function until<Name extends keyof EngineEvents>(
  { log }: Driven,
  name: Name,
  fits: (payload: EngineEvents[Name]) => boolean = () => true,
): Promise<EngineEvents[Name]> {
  for (;;) {
    const found = log.find((one) => one.name === name && fits(one.payload as EngineEvents[Name]))
    if (found) return found.payload as EngineEvents[Name]
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

export const payloads = <Name extends keyof EngineEvents>({ log }: Driven, name: Name): EngineEvents[Name][] =>
  log.filter((one) => one.name === name).map((one) => one.payload as EngineEvents[Name])

/** Every series put together from its chunks: [step, value] pairs from `after` on. */
export function seriesOf(driven: Driven, after = -1): Record<string, [number, number][]> {
  const series: Record<string, [number, number][]> = {}
  for (const { chunks } of payloads(driven, 'metrics')) {
    for (const { name, steps, values } of chunks) {
      const points = [...steps].map((step, index): [number, number] => [step, values[index]!])
      ;(series[name] ??= []).push(...points.filter(([step]) => step > after))
    }
  }
  return series
}

/** The series that a run's arithmetic decides: all but those that measure time. */
export function computedSeries(driven: Driven, after = -1): Record<string, [number, number][]> {
  const { 'epoch.seconds': _, ...rest } = seriesOf(driven, after)
  return rest
}

export const framesOf = (driven: Driven, after = -1): Frame[] =>
  payloads(driven, 'frame')
    .map(({ frame }) => frame)
    .filter(({ step }) => step > after)

/** A checkpoint without its times. */
export function timeless({ step, tensors, state }: Checkpoint) {
  const { seconds: _, epoch, ...rest } = state as { seconds: number; epoch: Record<string, number> }
  const { seconds: __, ...counts } = epoch
  return { step, tensors, state: { ...rest, epoch: counts } }
}

export const lastCheckpoint = (driven: Driven): Checkpoint => payloads(driven, 'checkpoint').at(-1)!.checkpoint
