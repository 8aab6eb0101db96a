import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Preset, WorkbenchClient } from '../../src/contract/api.ts'
import { WorkbenchError } from '../../src/contract/errors.ts'
import type { RunSummary } from '../../src/contract/run.ts'
import { findElectron } from '../../src/cli/electron.ts'
import { findRun } from '../../src/cli/findRun.ts'
import { barProgress, jsonProgress, progressText } from '../../src/cli/progress.ts'
import { checkRecipe, readPlainRecipe } from '../../src/cli/recipeInput.ts'
import { formatError, onInterrupt } from '../../src/cli/terminal.ts'
import { duration } from '../../src/cli/words.ts'
import { writeExport } from '../../src/cli/writeFile.ts'
import { findEntries } from '../../src/workbench/entries.ts'
import { presetRecipe } from '../contract/recipe/presets.ts'
import { temporaryFolder } from '../workbench/home/homes.ts'

const presets: Preset[] = [{ id: 'ring', title: '', summary: '', recipe: presetRecipe('ring') }]

const summary = (more: Partial<RunSummary>) =>
  ({
    id: 'a',
    name: 'Ring',
    state: 'training',
    step: 2700,
    totalSteps: 6000,
    stepsPerSecond: 210,
    recipe: { family: 'gan' },
    latest: {},
    ...more,
  }) as RunSummary

describe('a recipe from the command line', () => {
  it('is a preset with changes, JSON where they are some', async () => {
    const set = ['loss={"kind":"wasserstein","clip":0.1}', 'name=A = B', 'generator.0.activation=tanh', 'data.sd=0.2']
    const recipe = checkRecipe('ring', await readPlainRecipe('ring', { set, seed: 9, steps: 12 }, presets))
    expect(recipe).toMatchObject({
      name: 'A = B',
      seed: 9,
      loss: { kind: 'wasserstein', clip: 0.1 },
      data: { sd: 0.2 },
      schedule: { steps: 12, batch: 128 },
    })
    expect(recipe).toHaveProperty('generator[0]', { dense: 64, activation: 'tanh' })
    expect(presets[0]?.recipe).toEqual(presetRecipe('ring'))
  })

  it('is a file', async () => {
    const file = join(temporaryFolder(), 'mine.json')
    writeFileSync(file, JSON.stringify(presetRecipe('digits')))
    expect(checkRecipe(file, await readPlainRecipe(file, { set: [] }, presets))).toMatchObject({
      data: { kind: 'digits' },
    })
  })
})

describe('a run by name', () => {
  const runs = [
    summary({ id: 'abc1', name: 'Ring' }),
    summary({ id: 'abd2', name: 'Line' }),
    summary({ id: 'x', name: 'Line' }),
  ]
  const trash = [summary({ id: 'old9', name: 'Gone' })]
  const client = {
    call: (_name: string, { trashed }: { trashed: boolean }) => Promise.resolve(trashed ? trash : runs),
  } as unknown as WorkbenchClient

  it.each([
    ['abc1', 'abc1'],
    ['abc', 'abc1'],
    ['ABD', 'abd2'],
    ['ring', 'abc1'],
    ['old', 'old9'],
    ['gone', 'old9'],
  ])('is found: %s', async (text, id) => {
    expect((await findRun(client, text)).id).toBe(id)
  })

  it.each([
    ['ab', '“ab” may be 2 runs: abc1, abd2. Use the id of one.'],
    ['line', '“line” may be 2 runs: abd2, x. Use the id of one.'],
    ['zzz', 'There is no run “zzz”. See “ganbench runs” for those you keep.'],
    ['', 'There is no run “”. See “ganbench runs” for those you keep.'],
  ])('is refused where it is not one: %j', async (text, message) => {
    await expect(findRun(client, text)).rejects.toThrow(message)
  })
})

describe('progress', () => {
  it('says how far, how fast, how long and the losses', () => {
    const run = summary({ latest: { 'loss.discriminator': 1.3142, 'loss.generator': 0.7219 } })
    expect(progressText(run).replaceAll('\u202f', ' ')).toBe(
      '45 %  2 700 of 6 000 steps · 210 steps/s · about 16 s left · D 1.31 · G 0.722',
    )
    const recipe = { family: 'vae' } as RunSummary['recipe']
    const latest = { 'error.reconstruction': 0.2054, 'loss.kl': 3.94, 'loss.total': 84.2 }
    expect(progressText(summary({ recipe, latest }))).toMatch(/ · error 0\.205 · KL 3\.94$/)
    expect(progressText(summary({ state: 'paused', stepsPerSecond: 0 }))).toMatch(/ · paused$/)
    expect(progressText(summary({ step: 0, state: 'waiting' }))).toMatch(/^0 % .* · waiting$/)
  })

  it('draws a bar as wide as there is room for, over itself', () => {
    const drawn = (columns: number) => {
      let text = ''
      const stream = { columns, write: (part: string) => (text += part) } as unknown as NodeJS.WriteStream
      const progress = barProgress(stream)
      progress.update(summary({ state: 'paused', step: 3000 }))
      progress.end()
      progress.end()
      return text.replaceAll('\u202f', ' ')
    }
    const line = '50 %  3 000 of 6 000 steps · paused'
    expect(drawn(100)).toBe(`\r\u001b[K${'█'.repeat(12)}${'░'.repeat(12)} ${line}\r\u001b[K`)
    expect(drawn(50)).toBe(`\r\u001b[K${'█'.repeat(6)}${'░'.repeat(7)} ${line}\r\u001b[K`)
    expect(drawn(20)).toBe(`\r\u001b[K${line.slice(0, 19)}\r\u001b[K`)
  })

  it('writes at most one JSON line a second', () => {
    const lines: string[] = []
    const progress = jsonProgress((line) => lines.push(line), 1000)
    progress.update(summary({}))
    progress.update(summary({ step: 2701 }))
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { type: 'progress', run: 'a', state: 'training', step: 2700, totalSteps: 6000, stepsPerSecond: 210, metrics: {} },
    ])
  })

  it.each([
    [0.4, '0 s'],
    [59.4, '59 s'],
    [62, '1 min 02 s'],
    [7_499, '2 h 05 min'],
  ])('tells %d seconds as people do', (seconds, text) => {
    expect(duration(seconds)).toBe(text)
  })
})

describe('a file', () => {
  it('is written whole, over what was there', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'a.csv')
    writeFileSync(path, 'before')
    await writeExport(path, Buffer.from('after'))
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['after', ['a.csv']])
  })

  it('that can’t be written leaves nothing behind', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'taken'))
    const [nowhere, taken] = [join(folder, 'none', 'a.csv'), join(folder, 'taken')]
    const write = (path: string) => writeExport(path, Buffer.from('x'))
    await expect(write(nowhere)).rejects.toThrow(`${nowhere} can’t be written: its folder does not exist.`)
    await expect(write(taken)).rejects.toThrow(`${taken} can’t be written: it is a folder.`)
    expect(readdirSync(folder)).toEqual(['taken'])
  })
})

describe('an error', () => {
  it('is one sentence, or one a line for each issue', () => {
    expect(formatError(new TypeError('a defect'))).toBe('ganbench: a defect')
    expect(formatError(new WorkbenchError('conflict', 'it has ended'))).toBe('ganbench: it has ended')
    const issues = [
      { path: 'a', keys: ['a'], message: 'is wrong', fix: { label: 'Set to 1', edit: { set: ['a'], value: 1 } } },
      { path: '', keys: [], message: 'is odd' },
    ]
    expect(formatError(new WorkbenchError('bad-input', 'x', issues))).toBe(
      'ganbench: a: is wrong (fix: Set to 1)\n  and is odd',
    )
  })
})

describe('Ctrl-C', () => {
  it('delivered twice at once is one; a second one later does not wait', () => {
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
    const clock = vi.spyOn(Date, 'now').mockReturnValue(5000)
    const end = vi.fn()
    const stopListening = onInterrupt(end)
    // Called by hand: a real signal would reach the tests' own runner.
    const interrupt = process.listeners('SIGINT').at(-1)!
    interrupt('SIGINT')
    interrupt('SIGINT')
    expect([end.mock.calls.length, exit.mock.calls]).toEqual([1, []])
    clock.mockReturnValue(6001)
    interrupt('SIGINT')
    expect([end.mock.calls.length, exit.mock.calls]).toEqual([1, [[130]]])
    stopListening()
    expect(process.listeners('SIGINT')).not.toContain(interrupt)
    vi.restoreAllMocks()
  })
})

describe('Electron', () => {
  it('is where ELECTRON_BIN says, if it is there', () => {
    expect(findElectron({ ELECTRON_BIN: process.execPath })).toEqual({ found: true, path: process.execPath })
    expect(findElectron({ ELECTRON_BIN: '/none' })).toEqual({
      found: false,
      reason: 'ELECTRON_BIN names /none, which is not there',
    })
  })

  it('is found in its package, or the reason said', () => {
    const found = findElectron({})
    expect(found.found ? existsSync(found.path ?? '') : (found.reason ?? '').length > 10).toBe(true)
  })
})

describe('entries', () => {
  it('are found from the sources', () => {
    const { engine, store, resources } = findEntries()
    for (const url of [engine, store, new URL('recipes/ring.json', resources)]) expect(existsSync(url)).toBe(true)
  })

  it('are found from a bundle, whichever chunk asks', () => {
    const entries = findEntries('file:///app/out/main/entries-Ab12.js')
    expect(Object.fromEntries(Object.entries(entries).map(([name, url]) => [name, String(url)]))).toEqual({
      engine: 'file:///app/out/main/engine.js',
      store: 'file:///app/out/main/store.js',
      resources: 'file:///app/resources/',
      page: 'file:///app/out/renderer/',
      peers: 'file:///app/tools/peers.py',
      usualTfjs: 'file:///app/tools/peers/tfjspeer.mjs',
      licences: 'file:///app/out/licences.json',
    })
  })
})
