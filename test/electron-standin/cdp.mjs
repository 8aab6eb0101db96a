import { EventEmitter } from 'node:events'

/** One target's part of the connection: sends commands, emits the target's events. */
class Session extends EventEmitter {
  constructor(connection, id) {
    super()
    this.connection = connection
    this.id = id
  }

  send(method, params) {
    return this.connection.send(method, params, this.id)
  }
}

/** A client of the DevTools protocol over one socket, with flat sessions. Emits the browser's own events. */
export class DevTools extends EventEmitter {
  #next = 1
  #waiting = new Map()
  #sessions = new Map()

  static async connect(address) {
    const socket = new WebSocket(address)
    await new Promise((resolve, reject) => {
      socket.onopen = resolve
      socket.onerror = () => reject(new Error(`${address} does not answer`))
    })
    return new DevTools(socket)
  }

  constructor(socket) {
    super()
    this.socket = socket
    socket.onmessage = ({ data }) => this.#take(JSON.parse(data))
    socket.onclose = () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the browser is gone'))
      this.#waiting.clear()
      this.emit('closed')
    }
  }

  #take({ id, method, params, result, error, sessionId }) {
    if (id === undefined) {
      const target = sessionId === undefined ? this : this.#sessions.get(sessionId)
      target?.emit(method, params)
      return
    }
    const call = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error) call?.reject(new Error(`${call.method}: ${error.message}`))
    else call?.resolve(result)
  }

  /**
   * Sends a command in a turn of its own. What a spec evaluates in the main process interrupts it anywhere, so also in
   * the middle of a write to this socket; a write from in there would be forgotten when the outer one ends.
   */
  send(method, params = {}, sessionId = undefined) {
    const id = this.#next++
    const text = JSON.stringify({ id, method, params, sessionId })
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, method })
      setImmediate(() => this.socket.send(text))
    })
  }

  /** Attaches to a target and resolves with its session. */
  async attach(targetId) {
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true })
    const session = new Session(this, sessionId)
    this.#sessions.set(sessionId, session)
    return session
  }
}
