import { EventEmitter } from 'node:events'
import { fork } from 'node:child_process'
import { constants } from 'node:os'
import { clone } from '../codec.mjs'
import { makeEvent, notCovered } from './event.mjs'

const boot = new URL('../utilityBoot.mjs', import.meta.url).href

/** Why a process ended, in Electron's words. */
function reasonOf(asked, code, signal) {
  if (asked || code === 0) return 'clean-exit'
  if (signal === 'SIGKILL') return 'killed'
  return signal ? 'crashed' : 'abnormal-exit'
}

export function makeUtilityProcess(app, state) {
  class UtilityProcess extends EventEmitter {
    #child
    #asked = false

    constructor(modulePath, args, { serviceName = 'Node Utility Process', stdio = 'inherit' }) {
      super()
      if (!state.ready) throw new Error('utilityProcess cannot be created before app is ready.')
      this.name = serviceName
      const streams = Array.isArray(stdio) ? stdio : ['ignore', stdio, stdio]
      this.#child = fork(modulePath, args, {
        execArgv: ['--import', boot],
        serialization: 'advanced',
        stdio: [...streams, 'ipc'],
      })
      this.stdout = this.#child.stdout
      this.stderr = this.#child.stderr
      state.processes.add(this)
      this.#child.on('spawn', () => {
        this.pid = this.#child.pid
        this.emit('spawn')
      })
      this.#child.on('message', (message) => this.emit('message', message))
      // A child that dies between the check and the sending reports it here; its exit is told on its own.
      this.#child.on('error', () => {})
      this.#child.on('exit', (code, signal) => this.#ended(code, signal))
    }

    #ended(code, signal) {
      state.processes.delete(this)
      this.pid = undefined
      const exitCode = code ?? constants.signals[signal]
      const reason = reasonOf(this.#asked, code, signal)
      this.emit('exit', exitCode)
      if (reason === 'clean-exit') return
      const details = { type: 'Utility', reason, exitCode, serviceName: 'node.mojom.NodeService', name: this.name }
      app.emit('child-process-gone', makeEvent(), details)
    }

    postMessage(message, transfer = []) {
      if (transfer.length > 0) notCovered('a port sent to a utility process')
      if (this.#child.connected) this.#child.send(clone(message))
    }

    kill() {
      this.#asked = true
      return this.#child.kill('SIGTERM')
    }
  }
  return { fork: (modulePath, args = [], options = {}) => new UtilityProcess(modulePath, args, options) }
}
