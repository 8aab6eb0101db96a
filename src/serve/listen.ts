import { once } from 'node:events'
import type { Server } from 'node:http'
import { WorkbenchError } from '../contract/errors.ts'

const firstPort = 4700
const portsTried = 20

async function tryPort(server: Server, port: number, host: string): Promise<boolean> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
    return true
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') return false
    const reasons: Record<string, string> = {
      EACCES: `this account may not listen on port ${port}. Choose one above 1023 with --port.`,
      EADDRNOTAVAIL: `this machine has no address ${host}. Choose another with --host.`,
      ENOTFOUND: `${host} is not known. Choose another with --host.`,
    }
    throw new WorkbenchError('unavailable', `The workbench can’t be served: ${reasons[code ?? ''] ?? message}`)
  }
}

/**
 * Listens on the port asked for, or on 4700 or the next free one. Returns the port.
 * Throws a WorkbenchError where the port asked for is in use or may not be had.
 */
export async function listenOn(server: Server, host: string, asked: number | undefined): Promise<number> {
  const candidates = asked === undefined ? Array.from({ length: portsTried }, (_, i) => firstPort + i) : [asked]
  for (const port of candidates) {
    if (await tryPort(server, port, host)) return (server.address() as { port: number }).port
  }
  const what =
    asked === undefined
      ? `Ports ${firstPort} to ${firstPort + portsTried - 1} of ${host} are all in use.`
      : `Port ${asked} of ${host} is in use by another program.`
  throw new WorkbenchError('unavailable', `${what} Choose another with --port.`)
}
