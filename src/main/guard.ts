import { app, session, shell, type WebContents } from 'electron'
import { isOwnAddress } from './page.ts'

/** Hosts whose pages may be opened in the person's own browser: where the papers are that the app names. */
const linkedHosts = new Set(['arxiv.org', 'doi.org'])

/** Whether a link leads to a page that the app may hand to the browser. */
function isLinked(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  return protocol === 'https:' && linkedHosts.has(host) && username === '' && password === ''
}

function guardContents(contents: WebContents): void {
  const stay = (event: { url: string; preventDefault(): void }) => {
    if (!isOwnAddress(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (isLinked(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}

/**
 * Closes what a page could do beyond showing itself: leave, open windows, ask for permissions, download.
 * The one permission it has is to put text it was asked to copy on the clipboard. Called once the app is ready.
 */
export function guardPages(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  const own = session.defaultSession
  const mayCopy = (permission: string, address: string) =>
    permission === 'clipboard-sanitized-write' && isOwnAddress(address)
  own.setPermissionRequestHandler((contents, permission, answer) => answer(mayCopy(permission, contents.getURL())))
  own.setPermissionCheckHandler((contents, permission) => mayCopy(permission, contents?.getURL() ?? ''))
  own.setDevicePermissionHandler(() => false)
  // Files are kept through the save dialog alone.
  own.on('will-download', (event) => event.preventDefault())
}
