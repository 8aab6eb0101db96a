import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { WorkbenchCommands, WorkbenchEvents } from '../../../src/contract/api.ts'
import { connectApi } from '../../../src/contract/rpc.ts'
import type { Home } from '../../../src/workbench/home/home.ts'
import { readRecord } from '../../../src/workbench/home/record.ts'
import { fakeWorkbench } from './fakeWorkbench.ts'
import { afterThisTest, openTestHome, temporaryFolder } from './homes.ts'

interface Report {
  role: Home['role']
  pid: number
  owner: number
}

function contender(home: string): { child: ChildProcess; report: Promise<Report> } {
  const child = fork(new URL('contender.ts', import.meta.url), [home])
  afterThisTest(() => child.kill('SIGKILL'))
  return { child, report: once(child, 'message').then(([message]) => message as Report) }
}

/** The process that answers calls made through a home. */
async function answeringProcess(home: Home): Promise<number> {
  const client = connectApi<WorkbenchCommands, WorkbenchEvents>(await home.connect())
  const [preset] = await client.call('presets.list', {})
  client.close()
  return Number(preset?.id)
}

describe('ownership of a home', () => {
  it('1. goes to the first opener; the second is its client and reaches the same workbench', async () => {
    const folder = temporaryFolder()
    const workbench = fakeWorkbench()
    const first = await openTestHome(folder, { shell: 'serve', openWorkbench: () => Promise.resolve(workbench) })
    const second = await openTestHome(folder)
    expect([first.role, second.role]).toEqual(['owner', 'client'])
    expect(second.owner).toEqual({ pid: process.pid, shell: 'serve', startedAt: first.owner.startedAt })
    const client = connectApi<WorkbenchCommands, WorkbenchEvents>(await second.connect())
    const removed = new Promise((resolve) => client.on('run.removed', resolve))
    expect(await client.call('presets.list', {})).toHaveLength(1)
    await expect(client.call('runs.get', { id: 'x' })).rejects.toMatchObject({ code: 'not-found' })
    workbench.emit('run.removed', { id: 'gone' })
    expect(await removed).toEqual({ id: 'gone' })
  })

  it('2. is for this account’s eyes only', async () => {
    const folder = join(temporaryFolder(), 'home')
    await openTestHome(folder)
    const address = readRecord(folder)?.address ?? ''
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(address, '..')).mode & 0o777).toBe(0o700)
    expect(statSync(address).mode & 0o777).toBe(0o600)
  })

  it('3. passes on when the owner leaves, and leaves nothing behind', async () => {
    const folder = temporaryFolder()
    const first = await openTestHome(folder)
    const second = await openTestHome(folder)
    const lost = new Promise<void>((resolve) => second.onLost(resolve))
    await first.close()
    await lost
    await second.close()
    expect(readdirSync(folder)).toEqual(['owner.lock'])
    const third = await openTestHome(folder)
    expect(third.role).toBe('owner')
  })

  it('4. closes the workbench before its clients hear that it is gone', async () => {
    const folder = temporaryFolder()
    const workbench = fakeWorkbench()
    const first = await openTestHome(folder, { openWorkbench: () => Promise.resolve(workbench) })
    const second = await openTestHome(folder)
    const closedFirst = new Promise<boolean>((resolve) => second.onLost(() => resolve(workbench.closed)))
    await first.close()
    expect(await closedFirst).toBe(true)
  })

  it('5. goes to exactly one of eight processes that open it at once', { timeout: 30_000 }, async () => {
    const folder = temporaryFolder()
    const contenders = Array.from({ length: 8 }, () => contender(folder))
    const reports = await Promise.all(contenders.map(({ report }) => report))
    const owners = reports.filter(({ role }) => role === 'owner')
    expect(owners).toHaveLength(1)
    expect(new Set(reports.map(({ owner }) => owner))).toEqual(new Set([owners[0]!.pid]))
  })

  it('6. passes on when the owner is killed with -9', { timeout: 20_000 }, async () => {
    const folder = temporaryFolder()
    const { child, report } = contender(folder)
    const { pid } = await report
    const client = await openTestHome(folder)
    expect(client.role).toBe('client')
    expect(await answeringProcess(client)).toBe(pid)
    const lost = new Promise<void>((resolve) => client.onLost(resolve))
    child.kill('SIGKILL')
    await lost
    const stale = readRecord(folder)?.address ?? ''
    expect(existsSync(stale)).toBe(true)
    const heir = await openTestHome(folder)
    expect(heir.role).toBe('owner')
    expect(existsSync(stale)).toBe(false)
    expect(await answeringProcess(heir)).toBe(process.pid)
  })

  it('7. is given back when the workbench can’t be opened', async () => {
    const folder = temporaryFolder()
    const openWorkbench = () => Promise.reject(new Error('the library is from the future'))
    await expect(openTestHome(folder, { openWorkbench })).rejects.toThrow('the library is from the future')
    expect(readdirSync(folder)).toEqual(['owner.lock'])
    expect((await openTestHome(folder)).role).toBe('owner')
  })

  it('8. ends soon, whatever a sleeping client does', { timeout: 20_000 }, async () => {
    const folder = temporaryFolder()
    const owner = await openTestHome(folder)
    const { child, report } = contender(folder)
    expect((await report).role).toBe('client')
    child.kill('SIGSTOP')
    const began = Date.now()
    await owner.close()
    expect(Date.now() - began).toBeLessThan(5000)
  })

  it('9. works where the path is too long for a socket', async () => {
    const folder = join(temporaryFolder(), 'a'.repeat(120))
    const first = await openTestHome(folder)
    const second = await openTestHome(folder)
    expect(await answeringProcess(second)).toBe(process.pid)
    const address = readRecord(folder)?.address ?? ''
    expect(address.startsWith(folder)).toBe(false)
    await first.close()
    expect(existsSync(join(address, '..'))).toBe(false)
  })
})
