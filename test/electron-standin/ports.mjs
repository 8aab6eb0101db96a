import { EventEmitter } from 'node:events'
import { clone } from './codec.mjs'

/** One end of a channel. What arrives before there is a sink waits for it. */
class End {
  other = null
  #waiting = []
  #sink = null
  #closed = false
  onClose = null

  setSink(sink) {
    this.#sink = sink
    while (this.#sink && this.#waiting.length > 0) this.#sink(this.#waiting.shift())
  }

  arrive(parcel) {
    if (this.#closed) return
    if (this.#sink) this.#sink(parcel)
    else this.#waiting.push(parcel)
  }

  send(parcel) {
    if (!this.#closed) this.other.arrive(parcel)
  }

  close() {
    if (this.#closed) return
    this.#closed = true
    this.onClose?.()
    this.other.close()
  }
}

function makeChannel() {
  const [one, two] = [new End(), new End()]
  one.other = two
  two.other = one
  return [one, two]
}

/** Electron's MessagePortMain. */
class MessagePortMain extends EventEmitter {
  #end

  constructor(end) {
    super()
    this.#end = end
    end.onClose = () => setImmediate(() => this.emit('close'))
  }

  start() {
    this.#end?.setSink(({ data, ends }) =>
      setImmediate(() => this.emit('message', { data, ports: ends.map((end) => new MessagePortMain(end)) })),
    )
  }

  postMessage(message, transfer = []) {
    const parcel = { data: clone(message), ends: takeEnds(transfer) }
    this.#end?.send(parcel)
  }

  close() {
    this.#end?.close()
  }

  /** Moves the end elsewhere; this object is of no use from then on. */
  takeEnd() {
    const end = this.#end
    if (!end) throw new Error('Port at index 0 is already neutered')
    this.#end = null
    end.setSink(null)
    end.onClose = null
    return end
  }
}

/** The ends of the ports in a list of things to transfer. */
export function takeEnds(transfer) {
  if (!transfer.every((port) => port instanceof MessagePortMain)) throw new TypeError('Invalid value for transfer')
  return transfer.map((port) => port.takeEnd())
}

export class MessageChannelMain {
  constructor() {
    const [one, two] = makeChannel()
    this.port1 = new MessagePortMain(one)
    this.port2 = new MessagePortMain(two)
  }
}

/** The ports that a page holds. `send` reaches its isolated world. */
export class RemotePorts {
  #held = new Map()
  #next = 1
  #send

  constructor(send) {
    this.#send = send
  }

  /** Gives an end to the page and returns the id it goes by there. */
  give(end) {
    const id = `main-${this.#next++}`
    this.#hold(id, end)
    return id
  }

  /** Takes over a port that the page has sent. */
  adopt(id) {
    const [inner, outer] = makeChannel()
    this.#hold(id, inner)
    return outer
  }

  #hold(id, end) {
    this.#held.set(id, end)
    end.onClose = () => {
      if (this.#held.delete(id)) this.#send({ type: 'port.close', id })
    }
    end.setSink(({ data, ends }) =>
      this.#send({ type: 'port.message', id, data, ports: ends.map((one) => this.give(one)) }),
    )
  }

  /** What the page says of one of its ports. */
  receive({ type, id, data, ports = [] }) {
    const end = this.#held.get(id)
    if (!end) return
    if (type === 'port.message') end.send({ data, ends: ports.map((one) => this.adopt(one)) })
    else {
      this.#held.delete(id)
      end.close()
    }
  }

  /** The page is gone, and its ports with it. */
  drop() {
    for (const [id, end] of [...this.#held]) {
      this.#held.delete(id)
      end.close()
    }
  }
}
