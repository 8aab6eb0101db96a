import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../workbench/home/homes.ts'
import { ganbench, jsonLines, start } from './ganbench.ts'

/** A run that takes long enough to be met under way, yet little of the machine. */
const slow = ['run', 'linear-gaussian', '--engine', 'cpu', '--pace', '50', '--json']

describe('ganbench, from run to file', { timeout: 60_000 }, () => {
  it('trains, lists, exports and resumes', async () => {
    const home = join(temporaryFolder(), 'home')
    const trained = await ganbench(
      home,
      'run',
      'linear-gaussian',
      '--engine',
      'cpu',
      '--steps',
      '30',
      '--seed',
      '7',
      '--set',
      'name=Short',
      '--json',
    )
    expect([trained.code, trained.err]).toEqual([0, ''])
    const lines = jsonLines(trained.out)
    const id = lines[0]?.['run'] as string
    expect(lines[0]).toMatchObject({
      type: 'run',
      name: 'Short',
      totalSteps: 30,
      recipe: { seed: 7, schedule: { steps: 30 } },
    })
    expect(lines.at(-1)).toMatchObject({ type: 'done', run: id, state: 'finished', step: 30 })
    expect((lines.at(-1)?.['metrics'] as Record<string, number>)['loss.discriminator']).toBeGreaterThan(0)

    const listed = await ganbench(home, 'runs', '--json')
    expect(JSON.parse(listed.out)).toMatchObject([
      { id, name: 'Short', state: 'finished', step: 30, shell: 'terminal' },
    ])

    const file = join(home, '..', 'metrics.csv')
    const exported = await ganbench(home, 'export', id.slice(0, 3), '--what', 'metrics', '-o', file)
    expect([exported.code, exported.out]).toEqual([0, ''])
    const rows = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect([rows[0]?.split(',')[0], rows.at(-1)?.split(',')[0]]).toEqual(['step', '30'])
    expect(readdirSync(join(home, '..')).sort()).toEqual(['home', 'metrics.csv'])

    const points = await ganbench(home, 'export', 'short', '--what', 'samples', '--count', '7', '-o', '-')
    expect([points.code, points.out.trimEnd().split('\n').length, points.err]).toEqual([0, 8, ''])

    const resumed = await ganbench(home, 'resume', id, '--extend', '10', '--json')
    expect([resumed.code, jsonLines(resumed.out).at(-1)]).toMatchObject([0, { state: 'finished', step: 40 }])
    const again = await ganbench(home, 'resume', id)
    expect([again.code, again.err.trimEnd().split('\n').length]).toEqual([1, 1])
    expect(again.err).toMatch(/^ganbench: “Short” has all its 40 steps/)
  })

  it('ends as diverged, with its own exit code, where a loss is not a number', async () => {
    const wild = ['--set', 'loss={"kind":"leastSquares"}', '--set', 'discriminator[2].dense=1', '--set']
    const rate = 'optimizers.discriminator={"kind":"sgd","learningRate":100}'
    const growing = ['--set', 'discriminator[0].activation=relu', '--set', 'discriminator[1].activation=relu']
    const { code, out } = await ganbench(
      temporaryFolder(),
      'run',
      'linear-gaussian',
      '--engine',
      'cpu',
      '--json',
      ...wild,
      rate,
      ...growing,
      '--set',
      'initialization={"kind":"xavier"}',
    )
    const last = jsonLines(out).at(-1)
    expect([code, last?.['state']]).toEqual([3, 'diverged'])
    expect(last?.['reason']).toMatch(/not a number any more, since step \d+/)
  })
})

describe('a reader that leaves', { timeout: 60_000 }, () => {
  it('ends the run with a checkpoint and without a word', async () => {
    const home = join(temporaryFolder(), 'home')
    const run = start(home, slow)
    await run.says('"state":"training"')
    run.child.stdout?.destroy()
    const { code, err } = await run.ended
    expect([code, err]).toEqual([130, ''])
    const listed = await ganbench(home, 'runs', '--json')
    expect(JSON.parse(listed.out)).toMatchObject([{ state: 'interrupted' }])
    const exported = start(home, ['export', 'Linear Gaussian', '--what', 'metrics', '-o', '-'])
    exported.child.stdout?.destroy()
    expect(await exported.ended).toMatchObject({ code: 0, err: '' })
  })
})

describe('two terminals on one home', { timeout: 60_000 }, () => {
  it('share the first one’s workbench; a Ctrl-C there checkpoints and the second says what became of its run', async () => {
    const home = join(temporaryFolder(), 'home')
    const first = start(home, [...slow, '--set', 'name=First'])
    await first.says('"state":"training"')
    const second = start(home, [...slow, '--set', 'name=Second'])
    const said = await second.says('"type":"run"')
    expect(said).toContain(`The workbench of process ${first.child.pid} (terminal) owns this home; training there.`)
    first.interrupt()
    const [one, two] = await Promise.all([first.ended, second.ended])
    expect([one.code, two.code]).toEqual([130, 4])
    expect(jsonLines(one.out).at(-1)).toMatchObject({ type: 'done', state: 'interrupted' })
    expect(jsonLines(two.out).at(-1)).toMatchObject({ type: 'done', state: 'interrupted' })
    // Where this machine trains one run at a time, the second was waiting for its turn.
    expect(one.err).toMatch(
      /“Second” was (checkpointed and interrupted|interrupted before its turn came); go on with: ganbench resume \w+/,
    )

    const { out } = await ganbench(home, 'runs', '--json')
    const [kept] = (JSON.parse(out) as { name: string; step: number; checkpointStep: number }[]).filter(
      ({ name }) => name === 'First',
    )
    expect(kept!.checkpointStep).toBe(kept!.step)
    expect(kept!.checkpointStep).toBeGreaterThan(0)
    expect(readdirSync(home).filter((file) => file.startsWith('socket') || file === 'owner.json')).toEqual([])
  })

  it('ends only its own run at a client’s Ctrl-C, and the owner’s going with -9 is survived', async () => {
    const home = join(temporaryFolder(), 'home')
    const first = start(home, [...slow, '--set', 'name=First'])
    await first.says('"state":"training"')
    const second = start(home, [...slow, '--set', 'name=Second'])
    await second.says('"type":"run"')
    second.interrupt()
    const two = await second.ended
    expect([two.code, jsonLines(two.out).at(-1)]).toMatchObject([130, { type: 'done', state: 'stopped' }])

    const third = start(home, [...slow, '--set', 'name=Third'])
    await third.says('"type":"run"')
    first.child.kill('SIGKILL')
    const three = await third.ended
    expect(three.err).toContain('The workbench that trained it has ended.')
    expect([three.code, jsonLines(three.out).at(-1)]).toMatchObject([4, { type: 'done', state: 'interrupted' }])
  })

  it('keeps the owner until runs that others began have ended', async () => {
    const home = join(temporaryFolder(), 'home')
    const first = start(home, [...slow, '--steps', '120', '--set', 'name=First'])
    await first.says('"state":"training"')
    const second = start(home, [...slow, '--steps', '200', '--set', 'name=Second'])
    await second.says('"type":"run"')
    await first.says('Still training here for other windows: “Second”')
    const [one, two] = await Promise.all([first.ended, second.ended])
    expect([one.code, two.code]).toEqual([0, 0])
    expect(jsonLines(two.out).at(-1)).toMatchObject({ state: 'finished', step: 200 })
  })
})

describe('ganbench serve', { timeout: 60_000 }, () => {
  it('prints its address, and at Ctrl-C says what it did', async () => {
    const home = join(temporaryFolder(), 'home')
    const served = start(home, ['serve', '--port', '0'])
    const said = await served.says('/?token=')
    const [, port] = /^GAN Workbench is at http:\/\/127\.0\.0\.1:(\d+)\/\?token=[\w-]{32}$/m.exec(said) ?? []
    const taken = await ganbench(join(home, '..', 'other'), 'serve', '--port', port ?? '')
    expect([taken.code, taken.err]).toEqual([
      1,
      `ganbench: Port ${port} of 127.0.0.1 is in use by another program. Choose another with --port.\n`,
    ])
    const run = start(home, slow)
    expect(await run.says('"state":"training"')).toContain(`process ${served.child.pid} (serve) owns this home`)
    served.interrupt()
    const { code, err } = await served.ended
    expect(code).toBe(0)
    expect(err).toMatch(
      /“Linear Gaussian” was checkpointed and interrupted; go on with: ganbench resume \w+\nThe workbench has ended\.\n$/,
    )
    expect((await run.ended).code).toBe(4)
  })
})
