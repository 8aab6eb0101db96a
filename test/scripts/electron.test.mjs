import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fetchElectron, hasDisplay } from '../../scripts/lib/electron.mjs'

let cache
let server
const sockets = new Set()

beforeEach(async () => {
  cache = mkdtempSync(join(tmpdir(), 'electron-cache-'))
  server = createServer((socket) => sockets.add(socket.resume())).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  server.close()
  rmSync(cache, { recursive: true, force: true })
})

const from = (port) => ({
  ...process.env,
  ELECTRON_MIRROR: `http://127.0.0.1:${port}/`,
  electron_config_cache: cache,
  NODE_USE_ENV_PROXY: '',
  ELECTRON_GET_USE_PROXY: '',
})

test('a download that never answers is given up after a silence, and its process ended', async () => {
  const { port } = server.address()
  const closed = once(server, 'connection').then(([socket]) => once(socket, 'close'))
  const reason = await fetchElectron(() => {}, { silence: 2_000, env: from(port) })
  expect(reason).toBe('its download was silent for 2 s')
  await closed
})

test('a download that can’t be reached says why', async () => {
  const { port } = server.address()
  server.close()
  const reason = await fetchElectron(() => {}, { env: from(port) })
  expect(reason).toMatch(/^its download ended: .*(ECONNREFUSED|fetch failed)/)
})

test('a display is one of X’s or Wayland’s on Linux, and always there elsewhere', () => {
  const on = (platform, env = {}) => hasDisplay({ platform, env })
  expect([on('linux'), on('linux', { DISPLAY: '' }), on('linux', { DISPLAY: ':0' })]).toEqual([false, false, true])
  expect([on('linux', { WAYLAND_DISPLAY: 'wayland-0' }), on('darwin'), on('win32')]).toEqual([true, true, true])
})
