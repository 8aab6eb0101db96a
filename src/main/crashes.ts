import { app, dialog, type BrowserWindow } from 'electron'
import { pageAddress } from './page.ts'

/** Says what is safe when the page has ended or hangs, and offers to go on. Training is in other processes. */
export function reportCrashes(window: BrowserWindow): void {
  const { webContents } = window
  const ask = async (message: string, goOn: string, leave: string, advice = '') => {
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message,
      detail: `Training goes on, and everything stored is safe: only what the window showed is gone.${advice}`,
      buttons: [goOn, leave],
      defaultId: 0,
      cancelId: 0,
    })
    return response === 0
  }
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const short = reason === 'oom'
    const why = short ? 'The window ran out of memory.' : `The window’s page ended unexpectedly (${reason}).`
    const advice = short ? ' Comparing fewer runs at once needs less memory.' : ''
    void ask(why, 'Show the window again', 'Quit', advice).then((again) => {
      if (!again) app.quit()
      else if (!window.isDestroyed()) void window.loadURL(pageAddress)
    })
  })
  webContents.on('unresponsive', () => {
    void ask('The window does not answer.', 'Wait for it', 'Show the window again').then((wait) => {
      if (!wait && !window.isDestroyed()) webContents.forcefullyCrashRenderer()
    })
  })
}
