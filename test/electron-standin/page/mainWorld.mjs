/**
 * Put into the page's own world before its scripts, as source: what contextBridge shows there, and the calls that
 * Electron decides in its main process. The worlds speak through events whose names start with a secret.
 */
export function mainWorld(secret) {
  if (window !== window.top) return
  const page = document
  const Event = CustomEvent
  const callbacks = new Map()
  let next = 0
  const fire = (name, detail) => page.dispatchEvent(new Event(secret + name, { detail }))

  const pack = (value) => {
    if (typeof value === 'function') {
      callbacks.set(++next, value)
      return { callback: next }
    }
    try {
      return { value: structuredClone(value) }
    } catch {
      throw new Error('An object could not be cloned.')
    }
  }
  const unpack = (packed) => {
    if (packed.remote !== undefined) return (...args) => call(packed.remote, args)
    if (packed.object) {
      return Object.freeze(Object.fromEntries(packed.object.map(([key, value]) => [key, unpack(value)])))
    }
    return packed.value
  }
  const once = (name, listener) =>
    page.addEventListener(secret + name, ({ detail }) => listener(detail), { once: true })

  /** Calls a function of the preload; it answers at once, perhaps with a promise. */
  function call(remote, args) {
    const key = `${++next}`
    let answer
    once(`answer${key}`, (given) => (answer = given))
    fire('call', { remote, key, args: args.map(pack) })
    if (answer === undefined) throw new Error('the isolated world is gone')
    if (answer.problem !== undefined) throw new Error(answer.problem)
    if (!answer.later) return unpack(answer.result)
    return new Promise((resolve, reject) =>
      once(`settled${key}`, ({ result, problem }) =>
        problem === undefined ? resolve(unpack(result)) : reject(new Error(problem)),
      ),
    )
  }

  page.addEventListener(`${secret}expose`, ({ detail }) => {
    Object.defineProperty(window, detail.key, { value: unpack(detail.api), enumerable: true })
  })
  page.addEventListener(`${secret}callback`, ({ detail }) => callbacks.get(detail.id)(...detail.args.map(unpack)))

  const askMain = (kind, detail) =>
    new Promise((resolve) => {
      const key = `${++next}`
      once(`decided${key}`, resolve)
      fire('ask', { kind, key, ...detail })
    })
  window.open = (url = '', frameName = '', features = '') => {
    void askMain('open', { url: new URL(url || 'about:blank', page.baseURI).href, frameName, features })
    return null
  }
  window.addEventListener('click', (event) => {
    const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement && one.target === '_blank')
    if (!link?.href || event.defaultPrevented) return
    event.preventDefault()
    void askMain('open', { url: link.href, frameName: '', features: '' })
  })

  const guarded = async (permission, granted) => {
    if (await askMain('permission', { permission })) return granted()
    throw new DOMException('Permission denied', 'NotAllowedError')
  }
  const replace = (owner, name, value) => owner && Object.defineProperty(owner, name, { value, configurable: true })
  replace(navigator.clipboard, 'writeText', (text) => guarded('clipboard-sanitized-write', () => void text))
  replace(navigator.clipboard, 'readText', () => guarded('clipboard-read', () => ''))
  replace(navigator.mediaDevices, 'getUserMedia', () => guarded('media', () => new MediaStream()))
  replace(navigator.geolocation, 'getCurrentPosition', (found, refused) =>
    guarded('geolocation', () => ({ coords: {} })).then(found, () => refused?.({ code: 1 })),
  )
  replace(globalThis.Notification, 'requestPermission', () =>
    guarded('notifications', () => 'granted').catch(() => 'denied'),
  )

  page.addEventListener(`${secret}ready?`, () => fire('ready'))
  fire('ready')
}
