import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../workbench/home/homes.ts'
import { ganbench, ganbenchHere } from './ganbench.ts'

/** Runs a command that can't be done: one sentence on stderr, no stack, nothing on stdout, and no home made. */
async function refused(
  args: string[],
  files: Record<string, string> = {},
): Promise<{ code: number | null; err: string }> {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const home = join(folder, 'home')
  const { code, out, err } = await ganbenchHere(home, ...args.map((arg) => arg.replace('@', `${folder}/`)))
  expect(out).toBe('')
  expect(err).not.toMatch(/^ {4}at |node:internal/m)
  expect(existsSync(home)).toBe(false)
  return { code, err }
}

describe('ganbench run', () => {
  it.each([
    [
      'a preset that is not there',
      ['run', 'rings'],
      'There is no preset and no file “rings”. Did you mean “ring”? Presets: linear-gaussian, ring, ',
    ],
    [
      'an unknown key',
      ['run', 'ring', '--set', 'schedule.bacth=4'],
      'schedule.bacth: unknown key “bacth”. Did you mean “batch”, which is there already? (fix: Remove bacth)',
    ],
    [
      'a width of 0',
      ['run', 'ring', '--set', 'generator[0].dense=0'],
      'generator[0].dense: must be at least 1, not 0 (fix: Set to 1)',
    ],
    [
      'a negative rate',
      ['run', 'ring', '--set', 'optimizers.generator.learningRate=-0.1'],
      'optimizers.generator.learningRate: must be at least 0, not -0.1 (fix: Set to 0.1)',
    ],
    [
      'a batch larger than the data',
      ['run', 'ring', '--set', 'schedule.batch=5000'],
      'schedule.batch: the batch of 5000 is larger than the data, 4000 examples (fix: Set to 4000)',
    ],
    ['NaN', ['run', 'ring', '--set', 'data.sd=NaN'], 'data.sd: must be a number, not "NaN"'],
    [
      'a --set without a value',
      ['run', 'ring', '--set', 'seed'],
      '--set “seed” is not understood: write it as path=value, such as schedule.batch=64.',
    ],
    ['a folder', ['run', '@'], ' can’t be read: it is a folder.'],
    ['a file that is not JSON', ['run', '@bad.json'], 'bad.json: not JSON: line 2, column 1: '],
    ['a file that is no recipe', ['run', '@list.json'], 'a recipe is a JSON object in braces'],
  ])('refuses %s', async (_what, args, sentence) => {
    const { code, err } = await refused(args, { 'bad.json': '{"name": "x",\n', 'list.json': '[1]' })
    expect(code).toBe(1)
    expect(err).toContain(`ganbench: `)
    expect(err).toContain(sentence)
  })

  it('names every issue of a recipe', async () => {
    const { err } = await refused(['run', 'ring', '--set', 'generator[0].dense=0', '--set', 'schedule.batch=0'])
    expect(err.trimEnd().split('\n')).toEqual([
      'ganbench: generator[0].dense: must be at least 1, not 0 (fix: Set to 1)',
      '  and schedule.batch: must be at least 1, not 0 (fix: Set to 1)',
    ])
  })

  it.each([
    [['run']],
    [['run', 'ring', '--steps', '0']],
    [['run', 'ring', '--seed', '-1']],
    [['run', 'ring', '--pace', 'fast']],
    [['run', 'ring', '--engine', 'gpu']],
    [['run', 'ring', '--sedd', '1']],
    [['export', 'x', '--what', 'everything']],
    [['export', 'x']],
    [['serve', '--port', '70000']],
    [['dance']],
  ])('does not understand %j', async (args) => {
    const { code, err } = await refused(args)
    expect([code, err.startsWith('error: ')]).toEqual([2, true])
  })

  it('says which formats there are', async () => {
    const { code, err } = await refused(['export', 'x', '--what', 'figure', '--format', 'gif'])
    expect([code, err]).toEqual([1, 'ganbench: A run’s figure can’t be written as “gif”, only as png or svg.\n'])
  })
})

describe('a home that can’t be used', () => {
  it.each(['runs', 'doctor'])('is refused by %s and left as it was', async (command) => {
    const home = temporaryFolder()
    const file = join(home, 'library.sqlite')
    writeFileSync(file, 'not a library'.repeat(1000))
    const { code, out, err } = await (command === 'runs' ? ganbench : ganbenchHere)(home, command)
    expect(code).toBe(1)
    expect(out + err).toContain('library.sqlite')
    expect(out + err).not.toMatch(/^ {4}at /m)
    expect(readFileSync(file, 'utf8')).toBe('not a library'.repeat(1000))
  })

  it('is a file', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const { code, err } = await ganbenchHere(file, 'runs')
    expect([code, err.split('\n').length]).toEqual([1, 2])
    expect(err).toContain(`Runs can’t be kept in ${file}: there is a file of that name.`)
  })
})
