import { EventEmitter } from 'node:events'
import { isAbsolute } from 'node:path'
import { makeEvent, notCovered } from './event.mjs'

/** Electron's `BrowserWindow`. Headless, so its place and looks are remembered and no more. */
export function makeBrowserWindow({ app, state, WebContents }) {
  return class BrowserWindow extends EventEmitter {
    #destroyed = false
    #visible
    #focused = true
    #maximized = false
    #bounds
    /** What the taskbar would show, for tests. */
    progress = -1

    constructor(options = {}) {
      super()
      if (!state.ready) throw new Error('Cannot create BrowserWindow before app is ready')
      const { webPreferences: preferences = {}, x = 0, y = 0, width = 800, height = 600 } = options
      const { sandbox = true, contextIsolation = true, nodeIntegration = false, preload } = preferences
      if (!sandbox || !contextIsolation || nodeIntegration) notCovered('a window that is not isolated')
      if (preload && !isAbsolute(preload)) throw new Error('preload script must have absolute path')
      this.#bounds = { x, y, width, height }
      this.#visible = options.show !== false
      this.webContents = new WebContents(this, preferences, this.#bounds)
      this.id = this.webContents.id
      state.windows.add(this)
      app.emit('browser-window-created', makeEvent(), this)
      app.emit('web-contents-created', makeEvent(), this.webContents)
    }

    loadURL = (url) => this.webContents.loadURL(url)
    isDestroyed = () => this.#destroyed
    isVisible = () => this.#visible
    isFocused = () => this.#focused
    isMaximized = () => this.#maximized
    isMinimized = () => false
    getBounds = () => ({ ...this.#bounds })
    getNormalBounds = () => ({ ...this.#bounds })
    setBounds = (bounds) => Object.assign(this.#bounds, bounds)
    setProgressBar = (share) => (this.progress = share)
    restore() {}
    maximize = () => (this.#maximized = true)

    show() {
      this.#visible = true
      this.emit('show')
    }

    focus() {
      this.#focused = true
      this.emit('focus')
    }

    blur() {
      this.#focused = false
      this.emit('blur')
    }

    close() {
      if (this.#destroyed) return
      const event = makeEvent()
      this.emit('close', event)
      if (!event.defaultPrevented) this.destroy()
    }

    destroy() {
      if (this.#destroyed) return
      this.#destroyed = true
      state.windows.delete(this)
      this.webContents.destroy()
      this.emit('closed')
      if (state.windows.size > 0 || state.quitting) return
      if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed')
      else app.quit()
    }

    static getAllWindows = () => [...state.windows]
    static getFocusedWindow = () => [...state.windows].find((window) => window.isFocused()) ?? null
    static fromWebContents = (contents) => contents?.window ?? null
  }
}
