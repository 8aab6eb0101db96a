import { EventEmitter } from 'node:events'
import { notCovered } from './event.mjs'

/** Electron's `protocol` and `session`, with one session only. */
export function makeSession(state) {
  const schemes = new Map()
  const protocol = {
    registerSchemesAsPrivileged() {
      if (state.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    },
    handle(scheme, handler) {
      if (!state.ready) throw new Error('protocol can only be used when app is ready')
      schemes.set(scheme, handler)
    },
  }
  // As in Electron, whatever is not refused is granted.
  const permissions = { request: undefined, check: undefined }
  const defaultSession = Object.assign(new EventEmitter(), {
    protocol,
    setPermissionRequestHandler: (handler) => (permissions.request = handler),
    setPermissionCheckHandler: (handler) => (permissions.check = handler),
    setDevicePermissionHandler() {},
  })
  const session = {
    get defaultSession() {
      return state.ready ? defaultSession : notCovered('session before the app is ready')
    },
  }
  const decide = (contents, permission, origin) => {
    const details = { requestingUrl: contents.getURL(), isMainFrame: true }
    if (permissions.check && !permissions.check(contents, permission, origin, details)) return false
    if (!permissions.request) return true
    return new Promise((resolve) => permissions.request(contents, permission, resolve, details))
  }
  return { protocol, session, defaultSession, schemes, decide }
}
