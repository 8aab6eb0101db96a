import { EventEmitter } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { makeEvent } from './event.mjs'
import { takeInstanceLock } from './singleInstance.mjs'

/**
 * Electron's `app`. `state` is shared with the other parts: `ready`, `quitting`, the open `windows` and utility
 * `processes`; `endBrowser` ends the Chromium behind it all.
 */
export function makeApp(appPath, state) {
  const { productName, name, version } = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8'))
  const home = homedir()
  const paths = {
    home,
    appData: process.env.XDG_CONFIG_HOME || join(home, '.config'),
    temp: tmpdir(),
    downloads: join(home, 'Downloads'),
  }
  const ready = Promise.withResolvers()
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    commandLine: { appendSwitch() {} },
    whenReady: () => ready.promise,
    isReady: () => state.ready,
    getName: () => productName ?? name,
    getVersion: () => version,
    getAppPath: () => appPath,
    enableSandbox() {
      if (state.ready) throw new Error('app.enableSandbox() can only be called before app is ready')
    },
    getAppMetrics: () =>
      [...state.processes].map((one) => ({ type: 'Utility', pid: one.pid, name: one.name, serviceName: one.name })),
    getPath(key) {
      const path = key === 'userData' || key === 'sessionData' ? userData() : paths[key]
      if (!path) throw new Error(`Failed to get '${key}' path`)
      return path
    },
    setPath(key, path) {
      if (!isAbsolute(path)) throw new Error('Path must be absolute')
      if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist`)
      paths[key] = path
    },
    requestSingleInstanceLock: (note = {}) =>
      takeInstanceLock(userData(), note, (second) =>
        app.emit('second-instance', makeEvent(), [], second.folder, second.note),
      ),
    quit() {
      if (state.quitting) return
      state.quitting = true
      const before = makeEvent()
      app.emit('before-quit', before)
      if (before.defaultPrevented || !closeWindows()) {
        state.quitting = false
        return
      }
      const will = makeEvent()
      app.emit('will-quit', will)
      if (will.defaultPrevented) state.quitting = false
      else app.exit(0)
    },
    exit(code = 0) {
      state.quitting = true
      for (const one of state.processes) one.kill()
      app.emit('quit', makeEvent(), code)
      void state.endBrowser().then(() => process.exit(code))
    },
  })
  const userData = () => paths.userData ?? join(paths.appData, app.getName())

  function closeWindows() {
    for (const window of [...state.windows]) {
      window.close()
      if (!window.isDestroyed()) return false
    }
    return true
  }

  return {
    app,
    becomeReady() {
      state.ready = true
      app.emit('ready', makeEvent(), {})
      ready.resolve()
    },
  }
}
