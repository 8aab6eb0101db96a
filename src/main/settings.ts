import { join } from 'node:path'
import { z } from 'zod'
import { openKeptFile, type KeptFile } from './keptFile.ts'

const settingsSchema = z.object({
  /** Whether the computer is kept from sleeping while something trains. */
  keepAwake: z.boolean(),
  /** Whether a notification tells that a run has ended. */
  notify: z.boolean(),
})
export type Settings = z.infer<typeof settingsSchema>

export interface SettingsKeeper {
  current: Settings
  note: string | null
  set(change: Partial<Settings>): void
  onChange(listener: () => void): void
}

/** The desktop shell's settings, kept in its own folder. */
export function openSettings(folder: string): SettingsKeeper {
  const defaults = { keepAwake: true, notify: true }
  const file: KeptFile<Settings> = openKeptFile(
    join(folder, 'settings.json'),
    settingsSchema,
    defaults,
    'every setting',
  )
  const listeners: (() => void)[] = []
  const keeper: SettingsKeeper = {
    current: file.value,
    note: file.note,
    set(change) {
      keeper.current = { ...keeper.current, ...change }
      file.write(keeper.current)
      for (const listener of listeners) listener()
    },
    onChange: (listener) => listeners.push(listener),
  }
  return keeper
}
