import { app, BrowserWindow, dialog, MessageChannelMain } from 'electron'
import { fileURLToPath } from 'node:url'
import { findEntries } from '../workbench/entries.ts'
import { openHome, type Home } from '../workbench/home/index.ts'
import { chooseHome } from '../workbench/home/location.ts'
import { pageAddress, registerPageScheme, servePage } from './page.ts'

// Wired but not yet proven on a real Electron: see README, “What it does not do”.

const entries = findEntries()

async function openWindow(home: Home): Promise<void> {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  })
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  window.webContents.on('will-navigate', (event) => event.preventDefault())
  window.once('ready-to-show', () => window.show())
  // Every load of the page gets a connection of its own; the one before closes with the page that held it.
  window.webContents.on('did-finish-load', () => void connectPage(home, window))
  await window.loadURL(pageAddress)
}

async function connectPage(home: Home, window: BrowserWindow): Promise<void> {
  const { port1, port2 } = new MessageChannelMain()
  const port = await home.connect()
  port1.on('message', (event) => port.post(event.data))
  port1.on('close', () => port.close())
  port.onMessage((message) => port1.postMessage(message))
  port.onClose(() => port1.close())
  port1.start()
  window.webContents.postMessage('workbench-port', null, [port2])
}

async function start(): Promise<void> {
  servePage(entries.page)
  const home = await openHome({ home: chooseHome(), shell: 'desktop', entries, resources: entries.resources })
  let closing: Promise<unknown> | undefined
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    if (closing) return
    // What trains is checkpointed first; then the app leaves for good.
    event.preventDefault()
    closing = home.close().finally(() => app.quit())
  })
  await openWindow(home)
}

app.enableSandbox()
registerPageScheme()
app
  .whenReady()
  .then(start)
  .catch((error: unknown) => {
    dialog.showErrorBox('GAN Workbench', error instanceof Error ? error.message : String(error))
    app.exit(1)
  })
