import type { ExportedFile } from './api.ts'

/** What the desktop shell asks of its page. */
export type DesktopOrder =
  /** A menu entry was chosen: does what the key of that name does ("ctrl+k"). `label` is the entry's own. */
  | { kind: 'key'; name: string; label: string }
  /** Shows a room, such as "runs/abc". */
  | { kind: 'go'; path: string }
  /** Opens a recipe file's text in the place of the draft. */
  | { kind: 'recipe'; name: string; text: string }
  /** Says something in passing. */
  | { kind: 'note'; text: string }

/** What became of a file that was to be kept: its path, or null where the person changed their mind. */
export type SavedFile = { path: string | null } | { problem: string }

/** What the desktop shell offers its page, as `window.ganbenchDesktop`. The connection itself is a MessagePort. */
export interface DesktopBridge {
  /** Asks for a connection; the port then comes as a window message whose data is `portMessage`. */
  connect(): void
  /** Asks where the file is to be kept, and writes it there. */
  saveFile(file: ExportedFile): Promise<SavedFile>
  /** One listener; orders that came before it was set are kept for it. */
  onOrder(listener: (order: DesktopOrder) => void): void
}

/** Data of the window message that brings the page its port. */
export const portMessage = 'ganbench.port'

/** Names of the messages between the desktop shell and its preload. */
export const channels = {
  connect: 'ganbench.connect',
  port: 'ganbench.port',
  order: 'ganbench.order',
  saveFile: 'ganbench.saveFile',
} as const
