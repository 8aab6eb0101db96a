import type { Home } from '../workbench/home/home.ts'
import type { RunSummary } from '../contract/run.ts'

/** A home that is opened again when its owner has gone. */
export interface HomeKeeper {
  /** The home as it is open now; opened first where its owner was lost. */
  home(): Promise<Home>
  /** Called each time the owner is gone. */
  onLost(listener: () => void): void
  /** Called each time the home has been opened. */
  onOpened(listener: (home: Home) => void): void
  close(): Promise<RunSummary[]>
}

export function keepHome(open: () => Promise<Home>): HomeKeeper {
  const lostListeners: (() => void)[] = []
  const openedListeners: ((home: Home) => void)[] = []
  let current: Promise<Home> | undefined
  let closed = false

  const openOnce = async () => {
    const home = await open()
    home.onLost(() => {
      current = undefined
      for (const listener of lostListeners) listener()
    })
    for (const listener of openedListeners) listener(home)
    return home
  }
  return {
    home() {
      if (closed) return Promise.reject(new Error('the home was closed'))
      current ??= openOnce().catch((error: unknown) => {
        current = undefined
        throw error
      })
      return current
    },
    onLost: (listener) => lostListeners.push(listener),
    onOpened: (listener) => openedListeners.push(listener),
    async close() {
      closed = true
      const home = await current
      return home ? home.close() : []
    },
  }
}
