import type { BenchmarkCase } from './cases.ts'
import type { Begun, Contestant, Measured, Session, Way } from './contestant.ts'
import { spreadOf, type Entry, type Pair, type Timed } from './report.ts'

export interface Settings {
  /** Measurements of each kind; their median is told. */
  rounds: number
  /** Seconds of each. */
  seconds: number
  /** Ends everything under way when it is aborted. */
  signal: AbortSignal
  /** Told what is being done. */
  tell: (doing: string) => void
}

/** Seconds after which a first step, or a round, is given up. */
const patience = 60
/** Milliseconds that all rounds of one kind may take where a step is so slow that they would take longer. */
const slowest = 20_000
/** Milliseconds a step from which on nothing takes several a call. */
const slow = 1000

function nameOf({ name, threads }: Contestant): string {
  if (threads === null) return `${name}, threads of its choice`
  return `${name}, ${threads} thread${threads === 1 ? '' : 's'}`
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

interface Runner {
  contestant: Contestant
  session: Session
  begun: Begun | null
  rounds: number
  /** Both, unless as many steps a call as is usual are one. */
  ways: Way[]
  measured: Record<Way, Measured[]>
  problem: string | null
}

/** A step of a session, given up when it takes too long or everything is to end. */
async function within<T>(session: Session, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const end = () => session.end()
  const limit = AbortSignal.timeout(patience * 1000)
  limit.addEventListener('abort', end)
  signal.addEventListener('abort', end)
  try {
    signal.throwIfAborted()
    return await work()
  } catch (error) {
    signal.throwIfAborted()
    throw limit.aborted ? new Error(`given up after ${patience} s`) : error
  } finally {
    limit.removeEventListener('abort', end)
    signal.removeEventListener('abort', end)
  }
}

/** The first step, and some more that are not counted where there is time for others: engines warm up. */
async function begin(runner: Runner, { rounds, seconds, signal }: Settings): Promise<void> {
  const { session } = runner
  runner.begun = await within(session, signal, () => session.begin())
  const warm = await within(session, signal, () => session.measure('one', seconds))
  const step = warm.took / warm.steps
  runner.rounds = Math.min(rounds, Math.floor(slowest / step))
  if (runner.rounds === 0) runner.measured.one.push(warm)
  if (step > slow) return
  const { stepsPerCall } = await within(session, signal, () => session.measure('many', seconds))
  if (stepsPerCall > 1) runner.ways.push('many')
}

function timed(measured: readonly Measured[]): Timed | null {
  const [first] = measured
  if (!first) return null
  const shares = measured.flatMap(({ drawing, took }) => (drawing === null ? [] : [drawing / took]))
  return {
    stepsPerCall: Math.max(...measured.map(({ stepsPerCall }) => stepsPerCall)),
    step: spreadOf(measured.map(({ took, steps }) => took / steps)),
    drawing: shares.length > 0 ? spreadOf(shares).median : null,
  }
}

function entryOf(id: string, { contestant, begun, measured, problem }: Runner): Entry {
  const all = [...measured.one, ...measured.many]
  return {
    case: id,
    name: contestant.name,
    threads: begun?.threads ?? contestant.threads,
    chosen: contestant.threads === null,
    version: begun?.version ?? null,
    firstStepSeconds: begun?.firstStepSeconds ?? null,
    preparing: begun?.preparing ?? null,
    compiling: begun?.compiling ?? null,
    again: begun?.again ?? null,
    residentBytes: all.length > 0 ? Math.max(...all.map(({ residentBytes }) => residentBytes)) : null,
    one: timed(measured.one),
    many: timed(measured.many),
    problem,
  }
}

/**
 * One case with all contestants in the same minutes: every round has each of them once, beginning with another one each
 * time, while the others wait. What goes wrong with one is told in its entry. Throws when it is aborted.
 */
export async function runCase(
  test: BenchmarkCase,
  contestants: readonly Contestant[],
  settings: Settings,
): Promise<Entry[]> {
  const { rounds, seconds, signal, tell } = settings
  const { id } = test.peer
  const runners: Runner[] = []
  const attempt = async (runner: Runner, work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      signal.throwIfAborted()
      runner.problem = wordsOf(error)
      runner.session.end()
    }
  }
  try {
    for (const contestant of contestants.filter((one) => one.takes(test))) {
      tell(`${id}: ${nameOf(contestant)} begins`)
      const session = contestant.open(test)
      const runner: Runner = {
        contestant,
        session,
        begun: null,
        rounds,
        ways: ['one'],
        measured: { one: [], many: [] },
        problem: null,
      }
      runners.push(runner)
      await attempt(runner, () => begin(runner, settings))
    }
    for (let round = 0; round < rounds; round++) {
      const first = round % Math.max(1, runners.length)
      for (const runner of [...runners.slice(first), ...runners.slice(0, first)]) {
        if (runner.problem !== null || round >= runner.rounds) continue
        tell(`${id}: round ${round + 1} of ${rounds}, ${nameOf(runner.contestant)}`)
        await attempt(runner, async () => {
          for (const way of runner.ways) {
            runner.measured[way].push(await within(runner.session, signal, () => runner.session.measure(way, seconds)))
          }
        })
      }
    }
    return runners.map((runner) => entryOf(id, runner))
  } finally {
    for (const { session } of runners) session.end()
  }
}

/** Two runs of one contestant side by side. Throws when it is aborted. */
export async function runPair(test: BenchmarkCase, contestant: Contestant, settings: Settings): Promise<Pair> {
  const { rounds, seconds, signal, tell } = settings
  tell(`${test.peer.id}: two runs, ${nameOf(contestant)} each`)
  const sessions = [contestant.open(test), contestant.open(test)]
  const both = <T>(work: (session: Session) => Promise<T>) =>
    Promise.all(sessions.map((session) => within(session, signal, () => work(session))))
  const pair = { case: test.peer.id, name: contestant.name }
  try {
    await both((session) => session.begin())
    await both((session) => session.measure('one', seconds))
    await both((session) => session.measure('many', seconds))
    const speeds: number[] = []
    for (let round = 0; round < rounds; round++) {
      const measured = await both((session) => session.measure('many', seconds))
      speeds.push(measured.reduce((sum, { steps, took }) => sum + (steps / took) * 1000, 0))
    }
    return { ...pair, stepsPerSecond: spreadOf(speeds), problem: null }
  } catch (error) {
    signal.throwIfAborted()
    return { ...pair, stepsPerSecond: null, problem: wordsOf(error) }
  } finally {
    for (const session of sessions) session.end()
  }
}
