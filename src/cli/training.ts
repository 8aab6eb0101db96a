import type { WorkbenchClient, WorkbenchCommands, WorkbenchEvents } from '../contract/api.ts'
import { WorkbenchError } from '../contract/errors.ts'
import { connectApi } from '../contract/rpc.ts'
import type { RunSummary } from '../contract/run.ts'
import type { Home } from '../workbench/home/home.ts'
import { exitCodes } from './exitCodes.ts'
import { followRun, whenIdle } from './follow.ts'
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

/** The run as it is in the home after the workbench that trained it has gone. */
async function lookAgain(folder: string, id: string): Promise<RunSummary> {
  const home = await openShellHome(folder, 'terminal')
  try {
    const client: WorkbenchClient = connectApi<WorkbenchCommands, WorkbenchEvents>(await home.connect())
    return (await client.call('runs.get', { id })).summary
  } finally {
    await home.close()
  }
}

/** Waits for the runs that others started here, because this process trains them. */
async function waitForOthers(client: WorkbenchClient): Promise<void> {
  await whenIdle(client, (active) => {
    const names = active.map(({ name, state }) => `“${name}” (${state})`).join(', ')
    say(`Still training here for other windows: ${names}. Ctrl-C checkpoints and ends.`)
  })
}

/**
 * Begins a run, follows it to its end on a bar, in lines or as JSON, and returns the exit code.
 * Ctrl-C ends it with a checkpoint. Where this process owns the home it stays until runs that others began have ended.
 */
export async function train(
  flags: TrainingFlags,
  begin: (client: WorkbenchClient, home: Home) => Promise<RunSummary>,
): Promise<number> {
  const json = flags.json ?? false
  const home = await openShellHome(flags.home, 'terminal')
  sayWhoOwns(home, 'training there.')
  const client: WorkbenchClient = connectApi<WorkbenchCommands, WorkbenchEvents>(await home.connect())
  let run: RunSummary | undefined
  let interrupted = false
  let left: Promise<RunSummary[]> | undefined

  const leave = () => {
    interrupted = true
    const id = run?.id
    // The owner's workbench ends with it; another's must only end what was begun here.
    const stopped =
      home.role === 'client' && id ? client.call('runs.control', { id, control: { action: 'stop' } }) : undefined
    left ??= (stopped ?? Promise.resolve()).catch(() => {}).then(() => home.close())
  }
  const stopListening = onInterrupt(leave)
  onReaderGone(leave)
  try {
    run = await begin(client, home)
    if (json)
      print(
        JSON.stringify({ type: 'run', run: run.id, name: run.name, totalSteps: run.totalSteps, recipe: run.recipe }),
      )
    else say(`Training “${run.name}” (${run.id}), ${count(run.totalSteps)} steps.`)
    const progress = chooseProgress(json)
    const { id } = run
    let ended: RunSummary
    try {
      ended = await followRun(client, id, (now) => progress.update(now)).finally(() => progress.end())
    } catch (error) {
      if (!(error instanceof WorkbenchError && error.code === 'unavailable') || interrupted) throw error
      say('The workbench that trained it has ended.')
      ended = await lookAgain(home.folder, id)
    }
    tellEnd(ended, json)
    if (!interrupted && home.role === 'owner')
      await waitForOthers(client).catch((error: unknown) => {
        // Ctrl-C while waiting closes the connection; anything else is told.
        if (!interrupted) throw error
      })
    return interrupted ? exitCodes.interrupted : codeFor(ended)
  } finally {
    const others = await (left ?? home.close())
    sayCheckpointed(others.filter(({ id }) => id !== run?.id))
    stopListening()
  }
}
