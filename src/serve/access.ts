import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { hostname } from 'node:os'
import type { IncomingMessage } from 'node:http'

const loopback = new Set(['localhost', '127.0.0.1', '::1'])

export const isLoopback = (host: string) => loopback.has(host) || /^127(\.\d{1,3}){3}$/.test(host)

export function newToken(): string {
  return randomBytes(24).toString('base64url')
}

/** Compared by digest, so that neither length nor time tells anything about the token. */
function same(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(token))
}

/** The name in a Host header, without port and brackets; null where it is not one. */
function nameOf(header: string | undefined): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::\d{1,5})?$/i.exec(header ?? '')
  return match ? (match[1] ?? match[2] ?? '').toLowerCase() : null
}

export interface AccessOptions {
  token: string
  /** The host listened on. */
  host: string
  cookie: string
}

/** Who may have an answer. */
export interface Access {
  /**
   * Whether the request names this machine. A page elsewhere whose name was pointed at this machine (DNS rebinding)
   * sends its own name. On loopback only loopback's names are this machine's; else its name and bare IP addresses are,
   * which can't be pointed anywhere.
   */
  hostAllowed(request: IncomingMessage): boolean
  /** Whether the request was made by a page of this very origin, or by no page at all. */
  originAllowed(request: IncomingMessage): boolean
  /** Whether it brings the token, in the address or as the cookie. */
  tokenAllowed(request: IncomingMessage): boolean
  /** Header that lets the page's further requests in. Other sites can't make a browser send it, scripts can't read it. */
  setCookie: string
}

/** The request's target taken apart; unlike URL's parser this takes whatever a peer may send. */
export function parseTarget(request: IncomingMessage): { path: string; query: URLSearchParams } {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
  return { path, query: new URLSearchParams(query) }
}

function cookieOf(request: IncomingMessage, name: string): string {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([key]) => key === name)?.[1] ?? ''
}

export function controlAccess({ token, host, cookie }: AccessOptions): Access {
  const own = host.toLowerCase()
  return {
    hostAllowed(request) {
      const name = nameOf(request.headers.host)
      if (name === null) return false
      if (isLoopback(name) || name === own) return true
      return !isLoopback(own) && (isIP(name) !== 0 || name === hostname().toLowerCase())
    },
    originAllowed(request) {
      const { origin, host: header } = request.headers
      // https where a proxy in front adds it.
      return origin === undefined || origin === `http://${header}` || origin === `https://${header}`
    },
    tokenAllowed(request) {
      const query = parseTarget(request).query.get('token')
      return same(query ?? '', token) || same(cookieOf(request, cookie), token)
    },
    setCookie: `${cookie}=${token}; HttpOnly; SameSite=Strict; Path=/`,
  }
}
