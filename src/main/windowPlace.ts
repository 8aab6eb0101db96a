import { screen, type BrowserWindow, type Rectangle } from 'electron'
import { join } from 'node:path'
import { z } from 'zod'
import { openKeptFile, type KeptFile } from './keptFile.ts'

const side = z.number().int().min(1).max(100_000)
const offset = z.number().int().min(-100_000).max(100_000)
const placeSchema = z.object({
  bounds: z.object({ x: offset, y: offset, width: side, height: side }).nullable(),
  maximized: z.boolean(),
})
type Place = z.infer<typeof placeSchema>

/** How much of a window must lie on a screen for it to be found again, in pixels. */
const visible = 100

/** Whether enough of the window lies on one of the screens there are now. */
export function isOnScreen(bounds: Rectangle, screens: readonly Rectangle[]): boolean {
  return screens.some((area) => {
    const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
    // By its top, because that is where a window is moved.
    return across >= visible && bounds.y >= area.y - 1 && bounds.y <= area.y + area.height - visible
  })
}

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
