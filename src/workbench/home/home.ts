import type { WebSocket } from 'ws'
import type { Port } from '../../contract/port.ts'
import type { RunSummary, ShellKind } from '../../contract/run.ts'
import type { Workbench, WorkbenchOptions } from '../index.ts'

export interface HomeOptions extends WorkbenchOptions {
  /** Milliseconds to wait for an owner that holds the home but does not answer yet. */
  patience?: number
  /** Another workbench than the real one, for tests. */
  openWorkbench?: (options: WorkbenchOptions) => Promise<Workbench>
}

/** A home as one shell has it open: as its owner, or as a client of the process that is. */
export interface Home {
  role: 'owner' | 'client'
  folder: string
  owner: { pid: number; shell: ShellKind; startedAt: number }
  /** A new connection to the home's workbench. */
  connect(): Promise<Port>
  /** Joins a page's socket to the workbench: served here, or passed on byte for byte to the owner. The page must be paused. */
  join(page: WebSocket): Promise<void>
  /** Called once when the owner is gone, for clients: open the home again to go on. Never called for the owner. */
  onLost(listener: () => void): void
  /**
   * Leaves the home. The owner first checkpoints and ends what trains; these runs are returned as they were before,
   * an empty list for a client.
   */
  close(): Promise<RunSummary[]>
}
