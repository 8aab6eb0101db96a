import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../workbench/home/homes.ts'
import { ganbench, ganbenchHere, jsonLines } from './ganbench.ts'

/** A small far-off ring, minimax, and a D that learns much faster than G: D wins at once. */
const outrun = [
  ...['--set', 'data={"kind":"ring","radius":4,"sd":0.05}'],
  ...['--set', 'loss={"kind":"minimax"}'],
  ...['--set', 'optimizers.generator={"kind":"sgd","learningRate":0.001}'],
  ...['--set', 'optimizers.discriminator={"kind":"adam","learningRate":0.005,"beta1":0.5}'],
  ...['--set', 'schedule.batch=32', '--set', 'name=Outrun', '--steps', '600', '--engine', 'wasm'],
]

describe('health and forks in the terminal', { timeout: 120_000 }, () => {
  it('tells of a finding as it appears and afterwards, and starts what it suggests from the checkpoint', async () => {
    const home = join(temporaryFolder(), 'home')
    const trained = await ganbench(home, 'run', 'ring', ...outrun, '--json')
    expect([trained.code, trained.err]).toEqual([0, ''])
    const lines = jsonLines(trained.out)
    const id = lines[0]!['run'] as string
    const told = lines.filter(({ type }) => type === 'health')
    const saturated = told.filter(({ kind }) => kind === 'saturatedDiscriminator')
    expect(saturated).toHaveLength(1)
    expect(saturated[0]).toMatchObject({
      run: id,
      fact: 'D is always right.',
      detail: expect.stringContaining('of examples apart and its loss is') as string,
      source: expect.stringContaining('Arjovsky and Bottou 2017') as string,
      suggestion: {
        label: 'Try it with instance noise',
        command: `ganbench fork ${id} --suggestion saturatedDiscriminator`,
      },
    })
    expect(lines.at(-1)).toMatchObject({ type: 'done', state: 'finished' })

    const asked = await ganbench(home, 'health', 'outrun', '--json')
    const { findings, ...rest } = JSON.parse(asked.out) as { findings: { kind: string }[] }
    expect([asked.code, rest]).toEqual([0, { type: 'health', run: id, step: 600 }])
    expect(findings.map(({ kind }) => kind)).toContain('saturatedDiscriminator')
    const early = await ganbench(home, 'health', id, '--step', '60')
    expect([early.code, early.out]).toEqual([0, 'Nothing unusual up to step 60.\n'])
    const late = await ganbench(home, 'health', id, '--step', '601')
    expect([late.code, late.err]).toEqual([
      1,
      'ganbench: “Outrun” has numbers of steps 0 to 600; step 601 is not among them.\n',
    ])
    const words = await ganbench(home, 'health', id)
    expect(words.out).toMatch(/^D is always right\. .* Steps \d+ to 600\.$/m)
    expect(words.out).toContain(`Try it with instance noise: ganbench fork ${id} --suggestion saturatedDiscriminator`)

    const forked = await ganbench(
      home,
      'fork',
      id,
      '--suggestion',
      'saturatedDiscriminator',
      '--steps',
      '650',
      '--json',
    )
    expect([forked.code, forked.err]).toEqual([0, ''])
    const [begun] = jsonLines(forked.out)
    expect(begun).toMatchObject({
      type: 'run',
      name: 'Outrun, with instance noise',
      totalSteps: 650,
      fork: { run: id, name: 'Outrun', step: 600, anew: ['the instance noise'] },
      recipe: { stabilizers: [{ kind: 'instanceNoise' }] },
    })
    expect(jsonLines(forked.out).at(-1)).toMatchObject({ type: 'done', state: 'finished', step: 650 })

    const other = await ganbench(home, 'fork', id, '--suggestion', 'oscillation')
    expect([other.code, other.err]).toEqual([
      1,
      expect.stringMatching(/^ganbench: “Outrun” has no suggestion for oscillation at step 600; its findings are: \w+/),
    ])
  })

  it('says in words what a fork is and what begins anew; names the tensor where it can’t be', async () => {
    const home = join(temporaryFolder(), 'home')
    const short = ['--steps', '40', '--set', 'name=Short', '--engine', 'wasm']
    expect((await ganbench(home, 'run', 'linear-gaussian', ...short)).code).toBe(0)
    const rule = 'optimizers.discriminator={"kind":"sgd","learningRate":0.01}'
    const forked = await ganbench(
      home,
      'fork',
      'short',
      '--set',
      'name=Slower',
      '--set',
      rule,
      '--set',
      'schedule.steps=20',
    )
    expect(forked.code).toBe(0)
    expect(forked.err).toMatch(/^Training “Slower” \(\w+\) from step 40 of “Short”, to step 60\.$/m)
    expect(forked.err).toMatch(/^Begun anew: D’s optimiser\.$/m)
    expect(forked.err).toMatch(/^“Slower” finished at step 60 of 60/m)

    const wider = await ganbench(home, 'fork', 'short', '--set', 'discriminator[0].dense=9')
    expect([wider.code, wider.err]).toEqual([
      1,
      expect.stringMatching(
        /^ganbench: discriminator\[0\]\.dense: “discriminator\.0\.weight” would be 2 × 9, and is 2 × 5/,
      ),
    ])
    const packed = await ganbench(home, 'fork', 'nobody')
    expect(packed.err).toContain('There is no run “nobody”')
    expect((await ganbench(home, 'runs')).out.trimEnd().split('\n')).toHaveLength(3)
  })

  it('names the kinds of findings there are', async () => {
    const { code, err } = await ganbenchHere('/nowhere', 'fork', 'x', '--suggestion', 'tired')
    expect([code, err]).toEqual([2, expect.stringContaining('Allowed choices are divergingNorm, modeCollapse')])
  })
})
