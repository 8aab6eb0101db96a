import { EventEmitter } from 'node:events'

/** What the system shows of an app and no page can: recorded, so that a test can look at it or answer in its place. */
export function makeNative(state) {
  const dialog = {
    showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
    showSaveDialog: async () => ({ canceled: true, filePath: '' }),
    showMessageBox: async () => ({ response: 0, checkboxChecked: false }),
    showErrorBox: (title, content) => process.stderr.write(`[error box] ${title}: ${content}\n`),
  }
  const shell = { openExternal: async () => {} }

  class MenuItem {
    constructor(options) {
      Object.assign(this, { enabled: true, visible: true, checked: false, registerAccelerator: true }, options)
      if (options.submenu) this.submenu = Menu.buildFromTemplate(options.submenu)
      this.click = () => {
        if (options.type === 'checkbox') this.checked = !this.checked
        options.click?.(this, [...state.windows].at(-1), {})
      }
    }
  }
  class Menu {
    static #shown = null
    items = []
    static buildFromTemplate(template) {
      const menu = new Menu()
      menu.items = template.map((entry) => new MenuItem(entry))
      return menu
    }
    static setApplicationMenu = (menu) => (Menu.#shown = menu)
    static getApplicationMenu = () => Menu.#shown
    getMenuItemById(id) {
      for (const item of this.items) {
        const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
        if (found) return found
      }
      return null
    }
  }

  class Notification extends EventEmitter {
    static isSupported = () => true
    constructor(options) {
      super()
      Object.assign(this, options)
    }
    show() {
      this.emit('show')
    }
  }

  const blockers = new Set()
  const powerSaveBlocker = {
    start() {
      const id = blockers.size + 1
      blockers.add(id)
      return id
    },
    stop: (id) => blockers.delete(id),
    isStarted: (id) => blockers.has(id),
  }
  const area = { x: 0, y: 0, width: 1920, height: 1080 }
  const screen = { getAllDisplays: () => [{ id: 1, workArea: area, bounds: area, scaleFactor: 1 }] }
  return { dialog, shell, Menu, MenuItem, Notification, powerSaveBlocker, screen }
}
