import { Notification, powerSaveBlocker, type BrowserWindow } from 'electron'
import type { WorkbenchClient, WorkbenchCommands, WorkbenchEvents } from '../contract/api.ts'
import { connectApi } from '../contract/rpc.ts'
import { activeStates, firstStep, ownSteps, type RunSummary } from '../contract/run.ts'
import type { Home } from '../workbench/home/index.ts'
import type { SettingsKeeper } from './settings.ts'

const endings: Partial<Record<RunSummary['state'], (run: RunSummary) => string>> = {
  finished: ({ totalSteps }) => `All ${totalSteps} steps are trained and stored.`,
  diverged: ({ reason }) => reason ?? 'A number of it is not a number any more.',
  crashed: ({ reason, checkpointStep }) =>
    `${reason ?? 'Its engine ended.'}${checkpointStep === null ? '' : ` It can go on from step ${checkpointStep}.`}`,
}

interface Options {
  window: BrowserWindow
  settings: SettingsKeeper
  /** Shows a run's room. */
  open: (id: string) => void
}

/** What trains, as the taskbar, the computer's sleep and its notifications show it. */
export interface ActiveRuns {
  /** Follows the runs of a home just opened. */
  follow(home: Home): Promise<void>
  /** Runs that train or wait for their turn. */
  training(): RunSummary[]
}

/** Shows what trains outside the window too. */
export function watchRuns({ window, settings, open }: Options): ActiveRuns {
  const active = new Map<string, RunSummary>()
  let blocker: number | undefined
  // Kept, because a notification that is collected as garbage can't be clicked any more.
  const shown = new Set<Notification>()

  const show = () => {
    const training = [...active.values()].filter(({ state }) => state === 'training')
    const steps = training.reduce((sum, run) => sum + ownSteps(run), 0)
    const total = training.reduce((sum, run) => sum + run.totalSteps - firstStep(run), 0)
    if (!window.isDestroyed()) window.setProgressBar(total > 0 ? Math.min(1, steps / total) : -1)
    const block = training.length > 0 && settings.current.keepAwake
    if (block) blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (blocker !== undefined) {
      powerSaveBlocker.stop(blocker)
      blocker = undefined
    }
  }
  settings.onChange(show)

  const tell = (run: RunSummary) => {
    const body = endings[run.state]?.(run)
    const looking = !window.isDestroyed() && window.isFocused()
    if (!body || looking || !settings.current.notify || !Notification.isSupported()) return
    const notification = new Notification({ title: `“${run.name}” ${run.state}`, body })
    shown.add(notification)
    notification.on('close', () => shown.delete(notification))
    notification.on('click', () => {
      shown.delete(notification)
      open(run.id)
    })
    notification.show()
  }

  const changed = (run: RunSummary) => {
    const before = active.get(run.id)
    if (activeStates.includes(run.state)) active.set(run.id, run)
    else active.delete(run.id)
    if (before && !active.has(run.id)) tell(run)
    show()
  }

  return {
    async follow(home) {
      const client: WorkbenchClient = connectApi<WorkbenchCommands, WorkbenchEvents>(await home.connect())
      client.on('run.changed', changed)
      client.onClose(() => {
        active.clear()
        show()
      })
      for (const run of await client.call('runs.list', {})) if (!active.has(run.id)) changed(run)
    },
    training: () => [...active.values()].filter(({ state }) => state !== 'paused'),
  }
}
