import type { WorkbenchClient, WorkbenchCommands, WorkbenchEvents } from '../contract/api.ts'
import { WorkbenchError } from '../contract/errors.ts'
import { connectApi } from '../contract/rpc.ts'
import type { RunSummary } from '../contract/run.ts'
import type { Home } from '../workbench/home/home.ts'
import type { Finding } from '../contract/health/index.ts'
import { exitCodes } from './exitCodes.ts'
import { followRun, whenIdle } from './follow.ts'
import { findingJson, findingLines, HealthWatch } from './health.ts'
import { barProgress, jsonProgress, lineProgress, type Progress } from './progress.ts'
import { openShellHome, sayCheckpointed, sayWhoOwns } from './shellHome.ts'
import { onInterrupt, onReaderGone, print, say } from './terminal.ts'
import { count, duration, short } from './words.ts'

export interface TrainingFlags {
  home?: string
  json?: boolean
}

function chooseProgress(json: boolean): Progress {
  if (json) return jsonProgress(print)
  return process.stderr.isTTY ? barProgress(process.stderr) : lineProgress(say)
}

const resumeHint = ({ id }: RunSummary) => `Go on with: ganbench resume ${id}`

function tellBegin({ id, name, totalSteps, recipe, fork }: RunSummary, json: boolean): void {
  if (json) print(JSON.stringify({ type: 'run', run: id, name, totalSteps, recipe, ...(fork ? { fork } : {}) }))
  else if (!fork) say(`Training “${name}” (${id}), ${count(totalSteps)} steps.`)
  else {
    say(`Training “${name}” (${id}) from step ${count(fork.step)} of “${fork.name}”, to step ${count(totalSteps)}.`)
    if (fork.anew.length > 0) say(`Begun anew: ${fork.anew.join(', ')}.`)
  }
}

/** Tells of something unusual as it appears. */
function tellFinding(run: RunSummary, finding: Finding, json: boolean): void {
  if (json) print(JSON.stringify({ type: 'health', run: run.id, step: run.step, ...findingJson(run, finding) }))
  else for (const line of findingLines(run, finding)) say(line)
}

function tellEnd(run: RunSummary, json: boolean): void {
  const { id, name, state, step, totalSteps, trainingSeconds, latest, reason } = run
  if (json) {
    print(JSON.stringify({ type: 'done', run: id, state, step, totalSteps, trainingSeconds, metrics: latest, reason }))
    return
  }
  say(
    `“${name}” ${state} at step ${count(step)} of ${count(totalSteps)} after ${duration(trainingSeconds)} of training.`,
  )
  if (reason) say(reason)
  if (state !== 'finished' && state !== 'diverged') say(resumeHint(run))
  for (const [series, value] of Object.entries(latest)) print(`${series}\t${short(value)}`)
  print(`run\t${id}`)
}

function codeFor(run: RunSummary): number {
  if (run.state === 'finished') return exitCodes.done
  return run.state === 'diverged' ? exitCodes.diverged : exitCodes.unfinished
}

/** Waits for the runs that others started here, because this process trains them. */
async function waitForOthers(client: WorkbenchClient): Promise<void> {
  await whenIdle(client, (active) => {
    const names = active.map(({ name, state }) => `“${name}” (${state})`).join(', ')
    say(`Still training here for other windows: ${names}. Ctrl-C checkpoints and ends.`)
  })
}

/** A home with a connection to its workbench. */
interface Connection {
  home: Home
  client: WorkbenchClient
}

async function openConnection(folder: string | undefined): Promise<Connection> {
  const home = await openShellHome(folder, 'terminal')
  return { home, client: connectApi<WorkbenchCommands, WorkbenchEvents>(await home.connect()) }
}

const isUnavailable = (error: unknown) => error instanceof WorkbenchError && error.code === 'unavailable'

/**
 * Begins a run, follows it to its end on a bar, in lines or as JSON, and returns the exit code.
 * Ctrl-C ends it with a checkpoint. Where this process owns the home it stays until runs that others began have ended.
 */
export async function train(
  flags: TrainingFlags,
  begin: (client: WorkbenchClient) => Promise<RunSummary>,
): Promise<number> {
  const json = flags.json ?? false
  let connection = await openConnection(flags.home)
  sayWhoOwns(connection.home, 'training there.')
  let run: RunSummary | undefined
  let interrupted = false
  let left: Promise<RunSummary[]> | undefined

  const leave = () => {
    interrupted = true
    const { home, client } = connection
    const id = run?.id
    // The owner's workbench ends with it; another's must only end what was begun here.
    const ownEnd =
      home.role === 'client' && id ? client.call('runs.control', { id, control: { action: 'stop' } }) : null
    // It may have ended already, or its owner may be gone: both are what was asked for.
    left ??= Promise.resolve(ownEnd)
      .catch(() => null)
      .then(() => home.close())
  }

  const follow = async ({ id }: RunSummary, progress: Progress, watch: HealthWatch): Promise<RunSummary> => {
    for (;;) {
      try {
        return await followRun(connection.client, id, (now) => {
          progress.update(now)
          watch.update(now)
        })
      } catch (error) {
        if (interrupted || !isUnavailable(error)) throw error
        progress.end()
        // Whoever owns the home now knows what became of the run; if that is this process, it was interrupted.
        await connection.home.close()
        connection = await openConnection(flags.home)
        if (connection.home.role === 'owner') say('The workbench that trained it has ended.')
      }
    }
  }

  const stopListening = onInterrupt(leave)
  onReaderGone(leave)
  try {
    run = await begin(connection.client)
    tellBegin(run, json)
    const progress = chooseProgress(json)
    const watch = new HealthWatch(
      () => connection.client,
      (now, finding) => {
        progress.end()
        tellFinding(now, finding, json)
      },
    )
    const ended = await follow(run, progress, watch).finally(() => progress.end())
    await watch.end(ended)
    tellEnd(ended, json)
    if (interrupted) return exitCodes.interrupted
    if (connection.home.role === 'owner') await waitForOthers(connection.client)
    return codeFor(ended)
  } catch (error) {
    // What was under way when a person ended it is rejected with the connection.
    if (interrupted && isUnavailable(error)) return exitCodes.interrupted
    throw error
  } finally {
    const others = await (left ?? connection.home.close())
    sayCheckpointed(others.filter(({ id }) => id !== run?.id))
    stopListening()
  }
}
