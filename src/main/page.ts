import { protocol } from 'electron'
import { readPageFile } from '../serve/files.ts'

const scheme = 'app'
const host = 'workbench'

/** The address of the page inside the desktop shell. */
export const pageAddress = `${scheme}://${host}/index.html`

const headers = {
  // Nothing but the page's own files, and no connection at all: it talks through its port.
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}

/** Whether an address is one of the page's own; whatever is not an address is not. */
export function isOwnAddress(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === `${scheme}:` && new URL(address).host === host
}

/** Must be called before the app is ready. */
export function registerPageScheme(): void {
  // A standard scheme has an origin of its own, which the page's modules and its storage need.
  const privileges = { standard: true, secure: true, supportFetchAPI: true }
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }])
}

/** Serves the files below `page` under the app scheme, and nothing else. */
export function servePage(page: URL): void {
  protocol.handle(scheme, async ({ url, method }) => {
    const file = isOwnAddress(url) && method === 'GET' ? await readPageFile(page, new URL(url).pathname) : null
    if (!file) return new Response(null, { status: 404, headers })
    return new Response(new Uint8Array(file.bytes), { headers: { ...headers, 'Content-Type': file.type } })
  })
}
