import { EventEmitter } from 'node:events'
import { clone, decode, encode } from '../codec.mjs'
import { RemotePorts, takeEnds } from '../ports.mjs'
import { makeEvent } from './event.mjs'
import { injectWorlds, worldName } from './preload.mjs'
import { answerRequest } from './requests.mjs'
import { carriedPattern, toCarried, toOwn } from './scheme.mjs'

/** Electron's own, where an app sets nothing. */
const defaultPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
}

/** Electron's `webContents`: one target of Chromium. `parts` are the other parts of the app. */
export function makeWebContents(parts) {
  const { state, ipc, sessionParts } = parts

  return class WebContents extends EventEmitter {
    static #next = 1
    id = WebContents.#next++
    targetId = undefined
    #window
    #preferences
    #cdp
    #opened
    #url = ''
    #goingTo
    #loaded
    #world
    #mainFrame
    #openHandler
    #ports = new RemotePorts((message) => this.#toPage(message))
    #destroyed = false

    constructor(window, preferences, size) {
      super()
      this.#window = window
      this.#preferences = preferences
      this.#opened = this.#open(preferences, size)
      this.#opened.catch((error) => process.stderr.write(`stand-in: ${error.message}\n`))
    }

    async #open({ preload }, { width, height }) {
      const { devTools } = state
      const { targetId } = await devTools.send('Target.createTarget', {
        url: 'about:blank',
        newWindow: true,
        width,
        height,
      })
      this.targetId = targetId
      const cdp = await devTools.attach(targetId)
      this.#cdp = cdp
      this.#listen(cdp)
      this.#mainFrame = (await cdp.send('Page.getFrameTree')).frameTree.frame.id
      await cdp.send('Page.enable')
      await cdp.send('Inspector.enable')
      const patterns = [{ urlPattern: '*', resourceType: 'Document' }, { urlPattern: carriedPattern }]
      await cdp.send('Fetch.enable', { patterns })
      try {
        await injectWorlds(cdp, preload)
      } catch (error) {
        this.#preloadProblem(preload, error)
      }
      await cdp.send('Runtime.enable')
    }

    #listen(cdp) {
      cdp.on('Runtime.executionContextCreated', ({ context }) => {
        if (context.name === worldName && context.auxData.frameId === this.#mainFrame) this.#world = context.id
      })
      cdp.on('Runtime.executionContextsCleared', () => this.#left())
      cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
        if (name === 'standinSend') void this.#fromPage(decode(payload))
      })
      cdp.on('Page.frameStartedNavigating', ({ frameId, url, navigationType }) => {
        const isMainFrame = frameId === this.#mainFrame
        const isSameDocument = /sameDocument/i.test(navigationType)
        this.emit('did-start-navigation', makeEvent({ url: toOwn(url), isMainFrame, isSameDocument }))
      })
      cdp.on('Page.frameNavigated', ({ frame }) => {
        if (frame.id === this.#mainFrame) this.#url = toOwn(frame.url)
      })
      cdp.on('Page.loadEventFired', () => {
        this.emit('did-finish-load', makeEvent())
        this.#loaded?.resolve()
        this.#window.emit('ready-to-show')
      })
      cdp.on('Inspector.targetCrashed', () => {
        this.#left()
        this.emit('render-process-gone', makeEvent(), { reason: 'crashed', exitCode: 139 })
      })
      cdp.on('Page.downloadWillBegin', ({ url }) =>
        sessionParts.defaultSession.emit('will-download', makeEvent(), { getURL: () => toOwn(url) }, this),
      )
      cdp.on('Fetch.requestPaused', (paused) => {
        const { schemes } = sessionParts
        const page = { cdp, contents: this, schemes, mainFrame: this.#mainFrame, goingTo: this.#goingTo }
        // A page that is gone meanwhile needs no answer.
        answerRequest(page, paused).catch(() => {})
      })
    }

    #left() {
      this.#world = undefined
      this.#ports.drop()
    }

    #preloadProblem(path, error) {
      process.stderr.write(`Unable to load preload script: ${path}\n${error.message}\n`)
      this.emit('preload-error', makeEvent(), path, error)
    }

    /** As in Electron, what is sent while there is no document to take it is lost. */
    #toPage(message) {
      if (this.#world === undefined || this.#destroyed) return
      const expression = `standinReceive(${JSON.stringify(encode(message))})`
      this.#cdp.send('Runtime.evaluate', { expression, contextId: this.#world }).catch(() => {})
    }

    async #fromPage(message) {
      const senderFrame = { url: this.#url, parent: null }
      const event = makeEvent({ sender: this, senderFrame, ports: [] })
      const { type, id, channel, args } = message
      if (type === 'send') ipc.ipcMain.emit(channel, event, ...args)
      else if (type === 'invoke') this.#toPage({ type: 'result', id, ...(await ipc.answer(event, channel, args)) })
      else if (type === 'ask') this.#toPage({ type: 'decided', key: message.key, allowed: await this.#decide(message) })
      else if (type === 'preload-error') this.#preloadProblem('the preload', new Error(message.problem))
      else this.#ports.receive(message)
    }

    async #decide({ kind, permission, url, frameName, features }) {
      if (kind === 'permission') return sessionParts.decide(this, permission, this.#url)
      const { action } = this.#openHandler?.({ url, frameName, features }) ?? { action: 'allow' }
      // A bare page is enough to be noticed: no app of ours lets one be opened.
      if (action !== 'deny') await state.devTools.send('Target.createTarget', { url })
      return false
    }

    async loadURL(url) {
      await this.#opened
      this.#goingTo = url
      this.#loaded = Promise.withResolvers()
      const { errorText } = await this.#cdp.send('Page.navigate', { url: toCarried(url, sessionParts.schemes) })
      if (errorText) throw new Error(`${errorText} loading '${url}'`)
      await this.#loaded.promise
      this.#goingTo = undefined
    }

    reload() {
      this.#goingTo = this.#url
      void this.#cdp.send('Page.reload')
    }

    send(channel, ...args) {
      this.#toPage({ type: 'message', channel, args: clone(args), ports: [] })
    }

    postMessage(channel, message, transfer = []) {
      const ports = takeEnds(transfer).map((end) => this.#ports.give(end))
      this.#toPage({ type: 'message', channel, args: [clone(message)], ports })
    }

    getLastWebPreferences() {
      return { ...defaultPreferences, ...this.#preferences }
    }

    setWindowOpenHandler(handler) {
      this.#openHandler = handler
    }

    async executeJavaScript(expression) {
      const { result } = await this.#cdp.send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      })
      return result.value
    }

    forcefullyCrashRenderer() {
      // Nobody is left to answer.
      this.#cdp.send('Page.crash').catch(() => {})
    }

    getURL() {
      return this.#url
    }

    isDestroyed() {
      return this.#destroyed
    }

    close() {
      this.#window.close()
    }

    get window() {
      return this.#window
    }

    destroy() {
      this.#destroyed = true
      this.#left()
      state.devTools.send('Target.closeTarget', { targetId: this.targetId }).catch(() => {})
      this.emit('destroyed')
    }

    static fromDevToolsTargetId(targetId) {
      return WebContents.getAllWebContents().find((one) => one.targetId === targetId)
    }

    static getAllWebContents() {
      return [...state.windows].map((window) => window.webContents)
    }
  }
}
