import { get, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { WebSocket } from 'ws'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** One GET with the path exactly as given: fetch would tidy `..` away and refuse to set Host. */
export function request(port: number, path: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => (body += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    }).on('error', reject)
  })
}

/** Opens a WebSocket; resolves to the socket, or to the status it was refused with. */
export function upgrade(port: number, path: string, headers: Record<string, string> = {}): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_request, response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    socket.on('error', reject)
  })
}
