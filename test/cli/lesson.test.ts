import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../workbench/home/homes.ts'
import { ganbench, ganbenchHere, start } from './ganbench.ts'

const home = () => join(temporaryFolder(), 'home')

describe('ganbench lesson', () => {
  it('without an id lists them, and opens nothing', async () => {
    const place = home()
    const { code, out } = await ganbenchHere(place, 'lesson')
    expect(code).toBe(0)
    expect(out).toMatch(/^S9 {2}A GAN in forty lines \(about 5 s, --quick 5 s\)$/m)
    expect(out).toContain('    --set rateOfD, seed\n')
    expect(out).not.toMatch(/[‹›]/)
    expect(existsSync(place)).toBe(false)
  })

  it.each([
    [['S11'], /There is no lesson “S11”\. Lessons: .*S9, S10\./],
    [['S9', '--set', 'rateOfG=1'], /lesson S9 has no knob “rateOfG”; there are: rateOfD, seed\./],
    [['S9', '--set', 'rateOfD=9'], /“rateOfD” must be a number from 0 to 0.2, not 9\./],
    [['S9', '--set', 'rateOfD='], /“rateOfD” must be a number from 0 to 0.2, not \./],
    [['S9', '--set', 'rateOfD'], /--set “rateOfD” is not understood: write it as knob=value\./],
  ])('%j is a mistake in one sentence, and no home is made', async (args, sentence) => {
    const place = home()
    const { code, out, err } = await ganbenchHere(place, 'lesson', ...args)
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(sentence)
    expect(existsSync(place)).toBe(false)
  })

  it('does not understand an engine that is none', async () => {
    expect((await ganbenchHere(home(), 'lesson', 'S9', '--engine', 'gpu')).code).toBe(2)
  })
})

describe('ganbench lesson S9', { timeout: 90_000 }, () => {
  it('with --json ends with one object, its exit code 0 whether or not the claim holds', async () => {
    const place = home()
    const quick = ['lesson', 's9', '--quick', '--json'] as const
    const held = await ganbench(place, ...quick)
    expect(held.code).toBe(0)
    expect(held.out).toMatch(/^\{"lesson":"S9","numbers":\{"firstAccuracy":[^}]*\},"holds":true,[^\n]*\}\n$/)
    const broken = await ganbench(place, ...quick, '--set', 'rateOfD=0')
    expect(broken.code).toBe(0)
    expect(JSON.parse(broken.out)).toMatchObject({ holds: false, knobs: { rateOfD: 0, seed: 1 }, quick: true })
  })

  it('for people gives every number its meaning, every condition its mark, and a verdict', async () => {
    const { code, out } = await ganbench(home(), 'lesson', 'S9', '--quick')
    expect(code).toBe(0)
    expect(out).toMatch(/^Accuracy, first epoch +0\.\d+ {2}Share of 2,000 judgements/m)
    expect(out.match(/^✓ /gm)).toHaveLength(2)
    expect(out).toMatch(/^The claim holds\. It took .+\.$/m)
  })

  it('is stopped by Ctrl-C, and nothing of it stays', async () => {
    const place = home()
    const running = start(place, ['lesson', 'S9', '--engine', 'cpu'])
    await running.says('Running lesson S9')
    running.interrupt()
    const { code, out, err } = await running.ended
    expect([code, out, err.trimEnd().split('\n').at(-1)]).toEqual([
      130,
      '',
      'Lesson S9 was stopped; nothing of it is kept.',
    ])
    const listed = await ganbench(place, 'runs', '--json')
    expect(JSON.parse(listed.out)).toEqual([])
    expect(readdirSync(place)).not.toContain('library.sqlite-wal')
  })
})
