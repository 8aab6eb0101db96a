import { net, protocol } from 'electron'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join, normalize, sep } from 'node:path'

/** The address of the page inside the desktop shell. */
export const pageAddress = 'app://workbench/index.html'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Must be called before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the files below `page` under the app scheme, and nothing else. */
export function servePage(page: URL): void {
  const folder = normalize(fileURLToPath(page) + sep)
  protocol.handle('app', async (request) => {
    const file = normalize(join(folder, decodeURIComponent(new URL(request.url).pathname)))
    if (!file.startsWith(folder)) return new Response(null, { status: 403 })
    const found = await net.fetch(pathToFileURL(file).toString())
    const headers = new Headers(found.headers)
    headers.set('Content-Security-Policy', policy)
    headers.set('X-Content-Type-Options', 'nosniff')
    return new Response(found.body, { status: found.status, headers })
  })
}
