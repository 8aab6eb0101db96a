import { screen, type BrowserWindow, type Rectangle } from 'electron'
import { join } from 'node:path'
import { z } from 'zod'
import { isOnScreen } from './isOnScreen.ts'
import { openKeptFile, type KeptFile } from './keptFile.ts'

const side = z.number().int().min(1).max(100_000)
const offset = z.number().int().min(-100_000).max(100_000)
const placeSchema = z.object({
  bounds: z.object({ x: offset, y: offset, width: side, height: side }).nullable(),
  maximized: z.boolean(),
})
type Place = z.infer<typeof placeSchema>

export interface PlaceKeeper {
  /** Where the window was, if a screen still shows that place. */
  bounds: Rectangle | null
  maximized: boolean
  note: string | null
  /** Keeps the window's place whenever it has changed. */
  follow(window: BrowserWindow): void
}

/** Where the window was when it was last closed. Called once the app is ready. */
export function openWindowPlace(folder: string): PlaceKeeper {
  const defaults: Place = { bounds: null, maximized: false }
  const file: KeptFile<Place> = openKeptFile(join(folder, 'window.json'), placeSchema, defaults, 'the window’s place')
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea)
  const { bounds, maximized } = file.value
  return {
    bounds: bounds && isOnScreen(bounds, screens) ? bounds : null,
    maximized,
    note: file.note,
    follow(window) {
      window.on('close', () => file.write({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }))
    },
  }
}
