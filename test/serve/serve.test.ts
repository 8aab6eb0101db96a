import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import type { WorkbenchCommands, WorkbenchEvents } from '../../src/contract/api.ts'
import { webSocketPort } from '../../src/contract/ports/webSocket.ts'
import { connectApi } from '../../src/contract/rpc.ts'
import { openHome } from '../../src/workbench/home/index.ts'
import { fakeWorkbench } from '../workbench/home/fakeWorkbench.ts'
import { afterThisTest, homeOptions, openTestHome, temporaryFolder } from '../workbench/home/homes.ts'
import { request, upgrade } from './http.ts'
import { serveTest } from './serving.ts'

async function openPage(port: number, cookie: string) {
  const socket = (await upgrade(port, '/api', { cookie })) as WebSocket
  return { socket, client: connectApi<WorkbenchCommands, WorkbenchEvents>(webSocketPort(socket)) }
}

describe('serve', () => {
  it('gives the files named at the start to one page, which its address sends for them', async () => {
    const opened = [{ kind: 'recipe', name: 'my.json', text: '{}' }] as const
    const { served, cookie } = await serveTest({ opened })
    expect(served.address).toMatch(/\?token=[^#]+#\/recipe\?opened$/)
    expect((await request(served.port, '/opened')).status).toBe(403)
    const { status, headers, body } = await request(served.port, '/opened', { cookie })
    expect([status, headers['content-type'], JSON.parse(body)]).toEqual([200, 'application/json', opened])
    expect((await request(served.port, '/opened', { cookie })).body).toBe('[]')
  })

  it('joins pages to its own workbench', async () => {
    const workbench = fakeWorkbench()
    const { served, cookie } = await serveTest({}, { openWorkbench: () => Promise.resolve(workbench) })
    const { client } = await openPage(served.port, cookie)
    const frame = { step: 3, samples: Float32Array.of(1, NaN) }
    const told = new Promise((resolve) => client.on('run.frame', resolve))
    expect(await client.call('presets.list', {})).toHaveLength(1)
    workbench.emit('run.frame', { id: 'a', frame })
    expect(await told).toEqual({ id: 'a', frame })
  })

  it('joins pages to the home’s owner, and owns the home when that has gone', async () => {
    const folder = temporaryFolder()
    const elsewhere = fakeWorkbench()
    const owner = await openTestHome(folder, { openWorkbench: () => Promise.resolve(elsewhere) })
    const roles: string[] = []
    const here = fakeWorkbench()
    const options = homeOptions(folder, { shell: 'serve', openWorkbench: () => Promise.resolve(here) })
    const { served, cookie } = await serveTest({
      openHome: () => openHome(options),
      onOpened: ({ role }) => roles.push(role),
    })
    const { socket, client } = await openPage(served.port, cookie)
    const told = new Promise((resolve) => client.on('run.frame', resolve))
    expect(await client.call('presets.list', {})).toHaveLength(1)
    const frame = { step: 3, samples: Float32Array.of(1, NaN) }
    elsewhere.emit('run.frame', { id: 'a', frame })
    expect(await told).toEqual({ id: 'a', frame })

    const closed = once(socket, 'close')
    await owner.close()
    await closed
    const again = await openPage(served.port, cookie)
    expect(await again.client.call('presets.list', {})).toHaveLength(1)
    expect(roles).toEqual(['client', 'owner'])
    expect(here.clients).toBe(1)
  })

  it('lets go of the owner when a page closes', async () => {
    const folder = temporaryFolder()
    const elsewhere = fakeWorkbench()
    await openTestHome(folder, { openWorkbench: () => Promise.resolve(elsewhere) })
    const { served, cookie } = await serveTest({ openHome: () => openHome(homeOptions(folder)) })
    const { socket, client } = await openPage(served.port, cookie)
    await client.call('presets.list', {})
    expect(elsewhere.clients).toBe(1)
    socket.close()
    await expect.poll(() => elsewhere.clients).toBe(0)
  })

  it('ends soon, whatever a sleeping page does', async () => {
    const { served, cookie } = await serveTest()
    const { socket } = await openPage(served.port, cookie)
    socket.pause()
    const began = Date.now()
    await served.close()
    expect(Date.now() - began).toBeLessThan(5000)
    await expect(request(served.port, '/')).rejects.toThrow('ECONNREFUSED')
  })

  it('tells the page why it can’t be joined', async () => {
    const folder = temporaryFolder()
    const owner = await openTestHome(folder)
    const troubles: string[] = []
    const openWorkbench = () => Promise.reject(new Error('the library can’t be read'))
    const { served, cookie } = await serveTest({
      openHome: () => openHome(homeOptions(folder, { openWorkbench })),
      onTrouble: (message) => troubles.push(message),
    })
    await owner.close()
    const socket = (await upgrade(served.port, '/api', { cookie })) as WebSocket
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer]
    expect([code, reason.toString()]).toEqual([1011, 'the library can’t be read'])
    expect(troubles).toContain('the library can’t be read')
  })

  it('keeps what a page says while the home is still being opened', async () => {
    const folder = temporaryFolder()
    const owner = await openTestHome(folder)
    const openWorkbench = async () => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      return fakeWorkbench()
    }
    const { served, cookie } = await serveTest({ openHome: () => openHome(homeOptions(folder, { openWorkbench })) })
    await owner.close()
    const { client } = await openPage(served.port, cookie)
    expect(await client.call('presets.list', {})).toHaveLength(1)
  })

  it('says when the port asked for is in use, and makes no home', async () => {
    const folder = join(temporaryFolder(), 'home')
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    afterThisTest(() => other.close())
    const { port } = other.address() as { port: number }
    await expect(serveTest({ port, openHome: () => openHome(homeOptions(folder)) })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is in use by another program. Choose another with --port.`,
    )
    expect(existsSync(folder)).toBe(false)
  })

  it('gives the port back where the home can’t be opened', async () => {
    const finder = await serveTest()
    await finder.served.close()
    const { port } = finder.served
    const noHome = () => Promise.reject(new Error('no home'))
    await expect(serveTest({ port, openHome: noHome })).rejects.toThrow('no home')
    expect((await serveTest({ port })).served.port).toBe(port)
  })

  it('takes the next free port where none was asked for', async () => {
    const first = await serveTest({ port: undefined })
    const second = await serveTest({ port: undefined })
    expect(second.served.port).toBeGreaterThan(first.served.port)
    expect(first.served.port).toBeGreaterThanOrEqual(4700)
  })

  it('says that the page is not built', async () => {
    const { served, token } = await serveTest({ page: pathToFileURL(join(temporaryFolder(), 'none/')) })
    const answer = await request(served.port, `/?token=${token}`)
    expect([answer.status, answer.body.includes('not built yet')]).toEqual([503, true])
  })
})
