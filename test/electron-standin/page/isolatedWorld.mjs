/**
 * Put into the page's isolated world before its scripts, as source: ipcRenderer and contextBridge, then the preload
 * itself. `makeCodec` and `preload` are put in as source too.
 */
export function isolatedWorld(secret, makeCodec, preload) {
  if (window !== window.top) return
  const { encode, decode, clone } = makeCodec()
  const send = globalThis.standinSend
  delete globalThis.standinSend
  const post = (message) => send(encode(message))
  const page = document
  const fire = (name, detail) => page.dispatchEvent(new CustomEvent(secret + name, { detail }))

  // Ports: real ones in the page, mirrored in the main process.
  const ports = new Map()
  let nextPort = 1
  const hold = (id, port) => {
    ports.set(id, port)
    port.addEventListener('close', () => {
      if (ports.delete(id)) post({ type: 'port.close', id })
    })
    port.onmessage = ({ data, ports: sent }) => post({ type: 'port.message', id, data, ports: sent.map(giveUp) })
  }
  const giveUp = (port) => {
    const id = `page-${nextPort++}`
    hold(id, port)
    return id
  }
  const adopt = (id) => {
    const { port1, port2 } = new MessageChannel()
    hold(id, port2)
    return port1
  }

  const listeners = new Map()
  const calls = new Map()
  let nextCall = 1
  const ipcRenderer = {
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    send: (channel, ...args) => post({ type: 'send', channel, args: clone(args) }),
    invoke: (channel, ...args) =>
      new Promise((resolve, reject) => {
        const id = nextCall++
        post({ type: 'invoke', id, channel, args: clone(args) })
        calls.set(id, { resolve, reject })
      }),
  }

  const receivers = {
    message({ channel, args, ports: ids }) {
      const event = { sender: ipcRenderer, ports: ids.map(adopt) }
      for (const listener of listeners.get(channel) ?? []) listener(event, ...args)
    },
    result({ id, value, problem }) {
      const call = calls.get(id)
      calls.delete(id)
      if (problem === undefined) call.resolve(value)
      else call.reject(new Error(problem))
    },
    'port.message': ({ id, data, ports: ids }) => ports.get(id)?.postMessage(data, ids.map(adopt)),
    'port.close'({ id }) {
      const port = ports.get(id)
      ports.delete(id)
      port?.close()
    },
    decided: ({ key, allowed }) => fire(`decided${key}`, allowed),
  }
  globalThis.standinReceive = (text) => {
    const message = decode(text)
    receivers[message.type](message)
  }

  const functions = new Map()
  let nextFunction = 0
  const isPlain = (value) => value !== null && typeof value === 'object' && value.constructor === Object
  const pack = (value) => {
    if (typeof value === 'function') {
      functions.set(++nextFunction, value)
      return { remote: nextFunction }
    }
    if (isPlain(value)) return { object: Object.entries(value).map(([key, one]) => [key, pack(one)]) }
    return { value: clone(value) }
  }
  const unpack = (packed) =>
    packed.callback === undefined
      ? packed.value
      : (...args) => fire('callback', { id: packed.callback, args: args.map((value) => ({ value: clone(value) })) })
  const settle = (key, promise) =>
    promise.then(
      (value) => fire(`settled${key}`, { result: { value: clone(value) } }),
      (error) => fire(`settled${key}`, { problem: error.message }),
    )
  page.addEventListener(`${secret}call`, ({ detail: { remote, key, args } }) => {
    try {
      const result = functions.get(remote)(...args.map(unpack))
      fire(`answer${key}`, result instanceof Promise ? { later: true } : { result: pack(result) })
      if (result instanceof Promise) void settle(key, result)
    } catch (error) {
      fire(`answer${key}`, { problem: error.message })
    }
  })
  page.addEventListener(`${secret}ask`, ({ detail }) => post({ type: 'ask', ...detail }))

  // The page's own world may be set up before or after this one.
  let ready = false
  const exposed = []
  page.addEventListener(`${secret}ready`, () => {
    ready = true
    for (const one of exposed.splice(0)) fire('expose', one)
  })
  const contextBridge = {
    exposeInMainWorld(key, api) {
      exposed.push({ key, api: pack(api) })
      if (ready) for (const one of exposed.splice(0)) fire('expose', one)
      else fire('ready?')
    },
  }

  // What a sandboxed preload may load, and nothing else.
  const require = (name) => {
    if (name === 'electron' || name === 'electron/renderer') return { ipcRenderer, contextBridge }
    throw new Error(`module not found: ${name}`)
  }
  try {
    preload(require, { exports: {} }, {}, { type: 'renderer', sandboxed: true, contextIsolated: true })
  } catch (error) {
    post({ type: 'preload-error', problem: String(error.stack ?? error) })
  }
}
