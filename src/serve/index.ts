import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { networkInterfaces } from 'node:os'
import type { DesktopOrder } from '../contract/desktop.ts'
import type { RunSummary } from '../contract/run.ts'
import type { Home } from '../workbench/home/home.ts'
import { controlAccess, isLoopback, newToken, parseTarget, type Access } from './access.ts'
import { readPageFile } from './files.ts'
import { securityHeaders } from './headers.ts'
import { keepHome } from './homeKeeper.ts'
import { listenOn } from './listen.ts'
import { answers, messagePage } from './messages.ts'
import { servePages } from './pages.ts'

export interface ServeOptions {
  openHome: () => Promise<Home>
  /** Folder of the built page. */
  page: URL
  host?: string
  /** Without it, 4700 or the next free one. */
  port?: number
  /** What the first page to come shows of the files that were named at the start. */
  opened?: readonly DesktopOrder[]
  /** Called with each home opened: at the start, and after its owner was lost. */
  onOpened?: (home: Home) => void
  /** Called with what went wrong while serving: one sentence. */
  onTrouble?: (message: string) => void
}

export interface Served {
  /** What to open in a browser, token included; it asks for the files named at the start, if there are any. */
  address: string
  port: number
  /** Whether only this machine can reach it. */
  loopback: boolean
  /** Ends everything; returns the runs that were checkpointed and interrupted by that. */
  close(): Promise<RunSummary[]>
}

interface Answers {
  access: Access
  /** Folder of the built page. */
  page: URL
  /** What is to be opened in a page; given once. */
  takeOpened: () => DesktopOrder[]
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { access, page, takeOpened }: Answers,
): Promise<void> {
  const message = ([status, title, text]: (typeof answers)[keyof typeof answers], host = 'localhost') => {
    const headers = { ...securityHeaders(host), 'content-type': 'text/html; charset=utf-8' }
    response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : messagePage(title, text))
  }
  if (!access.hostAllowed(request)) return message(answers.wrongHost)
  const host = request.headers.host ?? 'localhost'
  if (!access.tokenAllowed(request)) return message(answers.noToken, host)
  if (request.method !== 'GET' && request.method !== 'HEAD') return message(answers.wrongMethod, host)
  const { path } = parseTarget(request)
  if (path === '/opened') {
    const headers = { ...securityHeaders(host), 'content-type': 'application/json' }
    response.writeHead(200, headers).end(JSON.stringify(request.method === 'HEAD' ? [] : takeOpened()))
    return
  }
  const file = await readPageFile(page, path)
  if (!file) return message(path === '/' ? answers.notBuilt : answers.notFound, host)
  const headers = { ...securityHeaders(host), 'content-type': file.type, 'set-cookie': access.setCookie }
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : file.bytes)
}

/** The name to reach this machine by: for "any address", one of its own on the network. */
function reachableName(host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return host.includes(':') ? `[${host}]` : host
  const outside = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return outside.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? 'localhost'
}

/**
 * Serves the page over HTTP and the workbench's contract over a WebSocket at /api, on loopback unless told otherwise.
 * Nobody without the address's random token gets more than a sentence.
 * Throws a WorkbenchError where the home or the port can't be had.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const { host = '127.0.0.1', page, onTrouble = () => {} } = options
  const token = newToken()
  const keeper = keepHome(options.openHome)
  if (options.onOpened) keeper.onOpened(options.onOpened)
  const pages = servePages(keeper, onTrouble)

  // Before the home is opened: where the port can't be had nothing has been made or changed. Nobody knows the address
  // yet, and a page that comes too early waits for the home.
  const http = createServer()
  const port = await listenOn(http, host, options.port)
  const access = controlAccess({ token, host, cookie: `ganbench-${port}` })
  const opened = [...(options.opened ?? [])]
  const address = `http://${reachableName(host)}:${port}/?token=${token}${opened.length > 0 ? '#/recipe?opened' : ''}`
  http.on('request', (request, response) => {
    respond(request, response, { access, page, takeOpened: () => opened.splice(0) }).catch((error: unknown) => {
      onTrouble((error as Error).message)
      response.writeHead(500).end()
    })
  })
  http.on('upgrade', (request, socket, head) => {
    // A peer that breaks the connection off has been answered or has no interest in it.
    socket.on('error', () => socket.destroy())
    const { path } = parseTarget(request)
    const allowed = access.hostAllowed(request) && access.originAllowed(request) && access.tokenAllowed(request)
    if (allowed && path === '/api') return pages.accept(request, socket, head)
    socket.end(
      `HTTP/1.1 ${allowed ? '404 Not Found' : '403 Forbidden'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    )
  })

  try {
    await keeper.home()
  } catch (error) {
    http.close()
    http.closeAllConnections()
    throw error
  }

  return {
    address,
    port,
    loopback: isLoopback(host),
    async close() {
      // The pages stay connected until they have been told the last state of every run.
      const active = await keeper.close()
      const ended = new Promise((resolve) => http.close(resolve))
      pages.close()
      http.closeAllConnections()
      await ended
      return active
    },
  }
}
