import type { WorkbenchClient } from '../contract/api.ts'
import { activeStates, type RunSummary } from '../contract/run.ts'

const isActive = (run: RunSummary) => activeStates.includes(run.state)

/**
 * Follows a run until it is neither waiting, training nor paused, and returns how it ended.
 * Throws unavailable where the workbench goes away before that.
 */
export async function followRun(
  client: WorkbenchClient,
  id: string,
  update: (run: RunSummary) => void,
): Promise<RunSummary> {
  let off = () => {}
  try {
    return await new Promise<RunSummary>((resolve, reject) => {
      const see = (run: RunSummary) => {
        if (run.id !== id) return
        if (isActive(run)) update(run)
        else resolve(run)
      }
      off = client.on('run.changed', see)
      // Asked after listening, so that an ending in between is not missed; the call ends with the connection.
      client.call('runs.get', { id }).then(({ summary }) => see(summary), reject)
      client.onClose(() => client.call('runs.get', { id }).then(({ summary }) => see(summary), reject))
    })
  } finally {
    off()
  }
}

/** Resolves when no run is active any more; tells the active ones each time there are others. */
export async function whenIdle(client: WorkbenchClient, tell: (active: RunSummary[]) => void): Promise<void> {
  let told = ''
  let off = () => {}
  try {
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        client.call('runs.list', { trashed: false }).then((runs) => {
          const active = runs.filter(isActive)
          if (active.length === 0) return resolve()
          const ids = active.map(({ id }) => id).join()
          if (ids !== told) tell(active)
          told = ids
        }, reject)
      }
      off = client.on('run.changed', (run) => {
        if (!isActive(run) || !told.includes(run.id)) look()
      })
      look()
    })
  } finally {
    off()
  }
}
