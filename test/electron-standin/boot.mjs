// What the executable runs: reads the arguments as Electron does, loads the app, starts Chromium, makes the app ready.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startChromium } from './chromium.mjs'
import { provideElectron } from './electronModule.mjs'

const args = process.argv.slice(2)
const folder = resolve(args.find((arg) => !arg.startsWith('-')) ?? '.')
const port = args.find((arg) => arg.startsWith('--remote-debugging-port='))?.split('=')[1] ?? '0'
const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

let browser
const state = {
  ready: false,
  quitting: false,
  windows: new Set(),
  processes: new Set(),
  devTools: undefined,
  endBrowser: async () => browser?.end(),
}
const becomeReady = provideElectron(folder, state)
const { app } = globalThis[Symbol.for('electron-standin')]
const { version } = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('electron/package.json'), 'utf8'))
Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true })
Object.assign(process, { type: 'browser', defaultApp: true, argv: [process.argv[1], ...args] })

try {
  await import(pathToFileURL(join(folder, main)).href)
} catch (error) {
  process.stderr.write(`A JavaScript error occurred in the main process\n${error.stack}\n`)
  process.exit(1)
}
if (!state.quitting) {
  const profile = join(app.getPath('userData'), 'standin-profile')
  mkdirSync(profile, { recursive: true })
  browser = await startChromium(profile, port)
  state.devTools = browser.devTools
  browser.devTools.on('closed', () => {
    if (!state.quitting) process.exit(1)
  })
  becomeReady()
}
