import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { cutOffStuckSockets } from '../workbench/home/stuckSockets.ts'
import type { HomeKeeper } from './homeKeeper.ts'

const socketOptions = {
  perMessageDeflate: false,
  /** A page asks for little; the largest thing it sends is a recipe. */
  maxPayload: 8 << 20,
  /** Milliseconds a page has to say good-bye in return; a sleeping tab must not hold up Ctrl-C. */
  closeTimeout: 1000,
}

/** The longest reason a WebSocket may be closed with, in bytes. */
const longestReason = 123

function closeWithReason(page: WebSocket, code: number, reason: string): void {
  let text = reason
  while (Buffer.byteLength(text) > longestReason) text = `${text.slice(0, -2)}…`
  page.close(code, text)
}

export interface Pages {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

/** The sockets of the open pages, each joined to the home's workbench. */
export function servePages(keeper: HomeKeeper, report: (message: string) => void): Pages {
  const server = new WebSocketServer({ noServer: true, ...socketOptions })
  const stopLooking = cutOffStuckSockets(server.clients)

  const joinHome = async (page: WebSocket) => {
    // What the page says before it is joined is kept for the workbench.
    page.pause()
    try {
      const home = await keeper.home()
      await home.join(page)
      page.resume()
    } catch (error) {
      const { message } = error as Error
      report(message)
      page.resume()
      closeWithReason(page, 1011, message)
    }
  }

  keeper.onLost(() => {
    // 1012: the service restarts. The page connects again, and this process then opens the home anew.
    for (const page of server.clients) page.close(1012, 'the workbench of this home has ended')
  })

  return {
    accept(request, socket, head) {
      server.handleUpgrade(request, socket, head, (page) => {
        page.on('error', () => page.terminate())
        void joinHome(page)
      })
    },
    close() {
      stopLooking()
      for (const page of server.clients) page.close(1001, 'the workbench was ended')
    },
  }
}
