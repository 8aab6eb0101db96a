import { getCurrentScope, onScopeDispose, reactive } from 'vue'
import type { WorkbenchClient, WorkbenchCommands, WorkbenchEvents } from '../contract/api.ts'
import type { Port } from '../contract/port.ts'
import { webSocketPort } from '../contract/ports/webSocket.ts'
import { connectApi, type ParamsOf, type ResultOf } from '../contract/rpc.ts'
import { desktopPort } from './desktopPort.ts'

type CommandName = keyof WorkbenchCommands & string
type EventName = keyof WorkbenchEvents & string
type Listener = (payload: never) => void

const firstWait = 500
const longestWait = 8000

/** How things stand between this page and the workbench. Times are milliseconds since 1970. */
export const connection = reactive({
  state: 'connecting' as 'connecting' | 'open' | 'lost',
  /** When the last message came. */
  lastHeard: Date.now(),
  /** When the next attempt starts, while lost. */
  nextTry: 0,
  /** Whether the server answers, but not to this page: it has a new address. */
  refused: false,
  retry(): void {
    if (connection.state === 'lost') connect()
  },
})

const listeners = new Map<EventName, Set<Listener>>()
const reconnectListeners = new Set<() => void>()
let client: WorkbenchClient | undefined
const waiters: ((open: WorkbenchClient) => void)[] = []
let attempts = 0
let opened = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** Notes the time of every message on its way to the client. */
function heard(port: Port): Port {
  return {
    post: (message) => port.post(message),
    onClose: (listener) => port.onClose(listener),
    close: () => port.close(),
    onMessage: (listener) =>
      port.onMessage((message) => {
        connection.lastHeard = Date.now()
        listener(message)
      }),
  }
}

function listen(to: WorkbenchClient, name: EventName): void {
  to.on(name, (payload) => {
    for (const listener of [...(listeners.get(name) ?? [])]) listener(payload as never)
  })
}

function ready(port: Port): void {
  const open = connectApi<WorkbenchCommands, WorkbenchEvents>(heard(port))
  client = open
  attempts = 0
  opened += 1
  connection.state = 'open'
  connection.refused = false
  connection.lastHeard = Date.now()
  for (const name of listeners.keys()) listen(open, name)
  for (const waiter of waiters.splice(0)) waiter(open)
  if (opened > 1) for (const listener of [...reconnectListeners]) listener()
}

function lost(): void {
  client = undefined
  const wait = Math.min(longestWait, firstWait * 2 ** attempts)
  attempts += 1
  connection.state = 'lost'
  connection.nextTry = Date.now() + wait
  clearTimeout(timer)
  timer = setTimeout(connect, wait)
}

/** A WebSocket does not say why it could not be opened; the server's answer to a plain request does. */
async function askWhy(): Promise<void> {
  try {
    const { status } = await fetch(window.location.pathname, { method: 'HEAD', cache: 'no-store' })
    connection.refused = status === 403
  } catch {
    connection.refused = false
  }
}

/** Opens the connection; main.ts calls it once, and it calls itself after a loss. */
export function connect(): void {
  clearTimeout(timer)
  connection.state = 'connecting'
  if (window.ganbenchDesktop) {
    void desktopPort(window.ganbenchDesktop).then((port) => {
      ready(port)
      port.onClose(lost)
    })
    return
  }
  const address = new URL('/api', window.location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  address.search = ''
  address.hash = ''
  const socket = new WebSocket(address)
  const port = webSocketPort(socket)
  let reached = false
  socket.addEventListener('open', () => {
    reached = true
    ready(port)
  })
  port.onClose(() => {
    lost()
    if (!reached) void askWhy()
  })
}

function whenOpen(): Promise<WorkbenchClient> {
  if (client) return Promise.resolve(client)
  return new Promise((resolve) => waiters.push(resolve))
}

/**
 * Asks the workbench. Waits until the connection is open; rejects with a WorkbenchError, of code "unavailable" when
 * the connection closes before the answer.
 */
export async function call<K extends CommandName>(
  name: K,
  params: ParamsOf<WorkbenchCommands[K]>,
): Promise<ResultOf<WorkbenchCommands[K]>> {
  return (await whenOpen()).call(name, params)
}

/** Listens across reconnects until the current effect scope ends or the returned function is called. */
export function on<K extends EventName>(name: K, listener: (payload: WorkbenchEvents[K]) => void): () => void {
  let set = listeners.get(name)
  if (!set) {
    set = new Set()
    listeners.set(name, set)
    if (client) listen(client, name)
  }
  const own = set
  own.add(listener as Listener)
  const stop = () => void own.delete(listener as Listener)
  if (getCurrentScope()) onScopeDispose(stop)
  return stop
}

/** Called after a gap in the connection, when events may have been missed: read again what is shown. */
export function onReconnect(listener: () => void): void {
  reconnectListeners.add(listener)
  if (getCurrentScope()) onScopeDispose(() => reconnectListeners.delete(listener))
}

/** The sentence of an error, for a note or a toast; without its full stop, so that another may follow. */
export function errorText(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
}
