import { app, BrowserWindow } from 'electron'
import { fileURLToPath } from 'node:url'
import type { PlaceKeeper } from './windowPlace.ts'

/** The app's one window, where it was when it was last closed. It shows itself once its page is drawn. */
export function makeWindow(place: PlaceKeeper): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    ...place.bounds,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'GAN Workbench',
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  if (place.maximized) window.maximize()
  place.follow(window)
  window.once('ready-to-show', () => window.show())
  return window
}

/** Brings the window before the person's eyes. */
export function present(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
