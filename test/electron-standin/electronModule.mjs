import { registerHooks } from 'node:module'
import { makeApp } from './api/app.mjs'
import { makeBrowserWindow } from './api/browserWindow.mjs'
import { makeIpcMain } from './api/ipcMain.mjs'
import { makeNative } from './api/native.mjs'
import { makeSession } from './api/session.mjs'
import { makeUtilityProcess } from './api/utilityProcess.mjs'
import { makeWebContents } from './api/webContents.mjs'
import { MessageChannelMain } from './ports.mjs'

/** Makes the module 'electron' of the main process; returns what makes its app ready. */
export function provideElectron(appPath, state) {
  const { app, becomeReady } = makeApp(appPath, state)
  const ipc = makeIpcMain()
  const sessionParts = makeSession(state)
  const WebContents = makeWebContents({ state, ipc, sessionParts })
  globalThis[Symbol.for('electron-standin')] = {
    app,
    BrowserWindow: makeBrowserWindow({ app, state, WebContents }),
    ipcMain: ipc.ipcMain,
    MessageChannelMain,
    protocol: sessionParts.protocol,
    session: sessionParts.session,
    utilityProcess: makeUtilityProcess(app, state),
    webContents: WebContents,
    ...makeNative(state),
  }
  const url = new URL('./electronModule.cjs', import.meta.url).href
  registerHooks({
    resolve: (name, context, next) => (name === 'electron' ? { url, shortCircuit: true } : next(name, context)),
  })
  return becomeReady
}
