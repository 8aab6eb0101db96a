import { app, dialog, type BrowserWindow } from 'electron'
import type { RunSummary } from '../contract/run.ts'

interface Options {
  window: BrowserWindow
  /** Runs that train here, and would be interrupted. */
  training: () => RunSummary[]
  /** Checkpoints what trains and leaves the home. */
  leave: () => Promise<unknown>
}

async function askToQuit(window: BrowserWindow, runs: readonly RunSummary[]): Promise<boolean> {
  const what = runs.length === 1 ? `“${runs[0]!.name}” is training.` : `${runs.length} runs are training.`
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: what,
    detail: 'A checkpoint is taken first, so nothing is lost: go on later with Resume in the run’s room.',
    buttons: ['Checkpoint and quit', 'Keep training'],
    defaultId: 0,
    cancelId: 1,
  })
  return response === 0
}

/**
 * Quitting, by whatever way: asks while something trains, takes checkpoints, and only then lets the window close.
 * A signal, such as a terminal's Ctrl-C, is an answer already.
 */
export function quitSafely({ window, training, leave }: Options): void {
  let state: 'open' | 'asking' | 'leaving' | 'left' = 'open'
  const leaveNow = () => {
    state = 'leaving'
    leave()
      .catch((error: unknown) => console.error('The home could not be closed in order:', error))
      .finally(() => {
        state = 'left'
        app.quit()
      })
  }
  app.on('before-quit', (event) => {
    if (state === 'left') return
    event.preventDefault()
    if (state !== 'open') return
    const runs = training()
    if (runs.length === 0) return leaveNow()
    state = 'asking'
    void askToQuit(window, runs).then((quit) => {
      if (quit) leaveNow()
      else state = 'open'
    })
  })
  window.on('close', (event) => {
    if (state === 'left') return
    event.preventDefault()
    app.quit()
  })
  app.on('window-all-closed', () => app.quit())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (state === 'open' || state === 'asking') leaveNow()
    })
  }
}
