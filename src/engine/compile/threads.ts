import { availableParallelism } from 'node:os'
import type { InferenceSession } from 'onnxruntime-node'
import type { ThreadChoice } from '../../contract/compiled.ts'
import { openSession, type SessionOptions } from './session.ts'

/** Milliseconds of a step below which sharing its work out among threads costs more than it saves. */
const worthSharing = 1
/** More threads have to save at least this part of a step. */
const leastGain = 0.1
/**
 * Milliseconds of a step from which on two threads are taken unless they cost that part of it: on a virtual machine two
 * processors may be one core for some seconds, and two threads that look no faster then are nearly twice as fast later.
 */
const surelyShared = 2
const mostThreads = 8
/**
 * What was fastest before is taken again where a step takes neither so many times as long as then, nor so much less:
 * the same session was measured to take up to 1.7 times as long from one second to the next.
 */
const unlike = 2

/** Milliseconds that a step takes in a session. */
export type TimeStep = (session: InferenceSession) => Promise<number>

interface Tried {
  session: InferenceSession
  options: SessionOptions
  milliseconds: number
  /** Milliseconds of opening the session. */
  opening: number
}

/** Opens a model with these options, and times a step in it. */
export async function attempt(model: Uint8Array, options: SessionOptions, time: TimeStep): Promise<Tried> {
  const began = performance.now()
  const session = await openSession(model, options)
  const opening = performance.now() - began
  try {
    return { session, options, milliseconds: await time(session), opening }
  } catch (error) {
    await session.release()
    throw error
  }
}

/** A choice made before, opened anew; undefined where the machine, or what else it does, is not as it was then. */
async function again(model: Uint8Array, choice: ThreadChoice, time: TimeStep): Promise<Tried | undefined> {
  const tried = await attempt(model, { threads: choice.threads }, time)
  const times = tried.milliseconds / choice.milliseconds
  if (times < unlike && times > 1 / unlike) return tried
  await tried.session.release()
  return undefined
}

/** The one of two that is faster by enough to be worth it; the other is released. */
async function better(before: Tried, next: Tried): Promise<Tried> {
  const likely = next.options.threads === 2 && before.milliseconds >= surelyShared
  const wins = next.milliseconds < (likely ? 1 + leastGain : 1 - leastGain) * before.milliseconds
  await (wins ? before : next).session.release()
  return wins ? next : before
}

/** Numbers of threads to try: 2, 4, 8, as far as there are cores. */
function* more(): Generator<number> {
  for (let threads = 2; threads <= Math.min(mostThreads, availableParallelism()); threads *= 2) yield threads
}

/**
 * Opens a model on the number of threads on which a step is fastest just now. Small steps stay on one thread. `before`
 * is a choice made for the same model, which is not made anew while a step takes as long as then.
 */
export async function openFastest(
  model: Uint8Array,
  time: TimeStep,
  before: ThreadChoice | null = null,
): Promise<Tried & { known: boolean }> {
  const known = before && (await again(model, before, time))
  return known ? { ...known, known: true } : { ...(await tryAll(model, time)), known: false }
}

async function tryAll(model: Uint8Array, time: TimeStep): Promise<Tried> {
  let best = await attempt(model, { threads: 1 }, time)
  if (best.milliseconds < worthSharing) return best
  for (const threads of more()) {
    const tried = await better(best, await attempt(model, { threads }, time))
    if (tried === best) break
    best = tried
  }
  return best
}
