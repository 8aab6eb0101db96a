import { app, dialog, Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'
import type { DesktopOrder } from '../contract/desktop.ts'
import type { Settings, SettingsKeeper } from './settings.ts'

interface Options {
  window: BrowserWindow
  settings: SettingsKeeper
  order: (order: DesktopOrder) => void
  openFiles: (files: readonly string[]) => void
}

type Entry = MenuItemConstructorOptions

/** Entries that do what a key of the page does: [label, the key's name, how it is printed beside the entry]. */
const keyEntries = {
  newRecipe: ['New recipe', 'n', 'N'],
  find: ['Find anything', 'ctrl+k', 'CommandOrControl+K'],
  train: ['Train', 'ctrl+enter', 'CommandOrControl+Enter'],
  problem: ['Next problem', 'f8', 'F8'],
  pause: ['Pause or go on', 'space', 'Space'],
  step: ['One step', '.', '.'],
  stop: ['Stop', 'shift+s', 'Shift+S'],
  live: ['Back to live', 'l', 'L'],
  shortcuts: ['Keyboard shortcuts', '?', 'Shift+/'],
} as const

const rooms = {
  start: 'Start',
  recipe: 'Recipe',
  runs: 'Runs',
  compare: 'Compare',
  lessons: 'Lessons',
  engines: 'Engines',
}

/**
 * The app's menus, with the page's own shortcuts beside their entries. The page answers the keys themselves, because
 * it knows whether something is being typed; so they are printed here and not registered. macOS can only print what
 * it registers: there only keys held with ⌘ are.
 */
function menuTemplate({ window, settings, order, openFiles }: Options, mac: boolean): Entry[] {
  const entry = (id: keyof typeof keyEntries): Entry => {
    const [label, name, accelerator] = keyEntries[id]
    const printed = mac && !accelerator.startsWith('Command') ? {} : { accelerator, registerAccelerator: mac }
    return { id, label, ...printed, click: () => order({ kind: 'key', name, label }) }
  }
  const room = (path: keyof typeof rooms): Entry => ({
    id: `go.${path}`,
    label: rooms[path],
    click: () => order({ kind: 'go', path }),
  })
  const setting = (name: keyof Settings, label: string): Entry => ({
    id: `setting.${name}`,
    label,
    type: 'checkbox',
    checked: settings.current[name],
    click: ({ checked }) => settings.set({ [name]: checked }),
  })
  const open = async () => {
    const { filePaths } = await dialog.showOpenDialog(window, {
      title: 'Open a recipe',
      buttonLabel: 'Open',
      properties: ['openFile'],
      filters: [{ name: 'Recipes', extensions: ['json'] }],
    })
    openFiles(filePaths)
  }
  return [
    ...(mac ? [{ role: 'appMenu' } as Entry] : []),
    {
      label: 'File',
      submenu: [
        entry('newRecipe'),
        { id: 'open', label: 'Open a recipe…', accelerator: 'CommandOrControl+O', click: () => void open() },
        { type: 'separator' },
        { role: mac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'Go',
      submenu: [...(Object.keys(rooms) as (keyof typeof rooms)[]).map(room), { type: 'separator' }, entry('find')],
    },
    {
      label: 'Run',
      submenu: [
        entry('train'),
        entry('problem'),
        { type: 'separator' },
        entry('pause'),
        entry('step'),
        entry('stop'),
        entry('live'),
        { type: 'separator' },
        setting('keepAwake', 'Keep the computer awake while training'),
        setting('notify', 'Tell when a run has ended'),
      ],
    },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { id: 'reload', label: 'Load the page again', click: () => window.webContents.reload() },
      ],
    },
    {
      role: 'help',
      submenu: [
        entry('shortcuts'),
        { id: 'about', label: 'About and licences', click: () => order({ kind: 'go', path: 'about' }) },
        { id: 'version', label: `Version ${app.getVersion()}`, enabled: false },
      ],
    },
  ]
}

export function setMenus(options: Options): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options, process.platform === 'darwin')))
}
