import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { takeFileLock } from '../../../src/store/lock.ts'
import { chooseHome, platformHome } from '../../../src/workbench/home/location.ts'
import { writeRecord } from '../../../src/workbench/home/record.ts'
import { afterThisTest, openTestHome, temporaryFolder } from './homes.ts'

describe('a home that can’t be used', () => {
  it('is a file: says so and leaves it', async () => {
    const file = join(temporaryFolder(), 'notes.txt')
    writeFileSync(file, 'mine')
    await expect(openTestHome(file)).rejects.toThrow(`Runs can’t be kept in ${file}: there is a file of that name.`)
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  it('lies below a file', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    await expect(openTestHome(join(folder, 'file', 'home'))).rejects.toThrow('a part of that path is a file')
  })

  it.runIf(process.platform === 'linux')('lies where nothing can be made', async () => {
    await expect(openTestHome('/proc/ganbench')).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('has a lock file that is something else', async () => {
    const folder = temporaryFolder()
    writeFileSync(
      join(folder, 'owner.lock'),
      'not a database, and longer than the hundred bytes of a header'.repeat(40),
    )
    await expect(openTestHome(folder)).rejects.toThrow(`Runs can’t be kept in ${folder}`)
  })

  it('is held by a process that does not answer: names it', async () => {
    const folder = temporaryFolder()
    const lock = takeFileLock(join(folder, 'owner.lock'))
    afterThisTest(() => lock?.release())
    writeRecord(folder, { pid: 4321, shell: 'desktop', startedAt: 1, address: join(folder, 'nobody') })
    await expect(openTestHome(folder, { patience: 100 })).rejects.toThrow(
      'process 4321 (desktop), which does not answer',
    )
  })

  it('has a record that is not one: the lock alone decides', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'owner.json'), '{"pid":')
    mkdirSync(join(folder, 'socket-old'))
    expect((await openTestHome(folder)).role).toBe('owner')
    expect(readdirSync(folder)).not.toContain('socket-old')
  })
})

describe('the place of a home', () => {
  const homeFolder = '/home/ada'

  it('is each platform’s own', () => {
    const linux = { platform: 'linux', environment: {}, homeFolder } as const
    expect(platformHome(linux)).toBe('/home/ada/.local/share/gan-workbench')
    expect(platformHome({ ...linux, environment: { XDG_DATA_HOME: '/data' } })).toBe('/data/gan-workbench')
    expect(platformHome({ ...linux, environment: { XDG_DATA_HOME: 'data' } })).toBe(
      '/home/ada/.local/share/gan-workbench',
    )
    expect(platformHome({ ...linux, platform: 'darwin' })).toBe('/home/ada/Library/Application Support/GAN Workbench')
    const windows = { platform: 'win32', environment: { APPDATA: 'C:\\Data' }, homeFolder: 'C:\\Users\\ada' } as const
    expect(platformHome(windows)).toBe('C:\\Data\\GAN Workbench')
    expect(platformHome({ ...windows, environment: {} })).toBe('C:\\Users\\ada\\AppData\\Roaming\\GAN Workbench')
  })

  it('is --home before GANBENCH_HOME before the platform’s', () => {
    const surroundings = { platform: 'linux', environment: { GANBENCH_HOME: '/kept' }, homeFolder } as const
    expect(chooseHome('/given', surroundings)).toBe('/given')
    expect(chooseHome(undefined, surroundings)).toBe('/kept')
    expect(chooseHome(undefined, { ...surroundings, environment: {} })).toBe('/home/ada/.local/share/gan-workbench')
  })
})
