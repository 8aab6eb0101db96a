import { app, dialog } from 'electron'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { findEntries } from '../workbench/entries.ts'
import { prepareFolder } from '../workbench/home/folder.ts'
import { chooseHome } from '../workbench/home/location.ts'
import { readArguments, readInstanceNote } from './launchOptions.ts'
import { registerPageScheme } from './page.ts'
import { runApp } from './runApp.ts'
import { endWithStarter } from './starter.ts'

const entries = findEntries()
const { home: given, files, starter } = readArguments(process.argv.slice(1), process.cwd())

/** One window a home: what belongs to the window, its lock among it, is kept inside. */
function settle(home: string): string {
  prepareFolder(home)
  const folder = join(home, 'desktop')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  app.setPath('userData', folder)
  return folder
}

/** Ends the app with what went wrong, said once: in a box, and for whoever started it from a terminal. */
function giveUp(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${message}\n`)
  dialog.showErrorBox('GAN Workbench', message)
  app.exit(1)
}

function start(): void {
  const home = chooseHome(given)
  const folder = settle(home)
  if (!app.requestSingleInstanceLock({ files })) {
    // The one that is open has been told which files to open.
    app.quit()
    return
  }
  if (starter !== undefined) endWithStarter(starter)
  const waiting = [...files]
  let open = (more: readonly string[]): void => {
    waiting.push(...more)
  }
  app.on('second-instance', (_event, _args, _folder, note) => open(readInstanceNote(note)))
  app.on('open-file', (event, file) => {
    event.preventDefault()
    open([file])
  })
  app
    .whenReady()
    .then(() => runApp({ home, folder, entries }))
    .then((openFiles) => {
      open = openFiles
      if (waiting.length > 0) openFiles(waiting)
    })
    .catch(giveUp)
}

// Windows shows the notifications only of an app that names itself as its installer did (scripts/package/config.mjs).
if (process.platform === 'win32') app.setAppUserModelId('org.ganworkbench.desktop')
app.enableSandbox()
registerPageScheme()
try {
  start()
} catch (error) {
  giveUp(error)
}
