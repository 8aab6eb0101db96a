import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { decodeSafetensors } from '../../src/contract/safetensors.ts'
import { temporaryFolder } from '../workbench/home/homes.ts'
import { ganbench, ganbenchHere, jsonLines } from './ganbench.ts'

it('writes a step of a run to a file, and says in a sentence what it can’t', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder()
  const home = join(folder, 'home')
  const trained = await ganbench(home, 'run', 'linear-gaussian', '--engine', 'wasm', '--steps', '20', '--json')
  const id = jsonLines(trained.out)[0]!['run'] as string

  const file = join(folder, 'step.safetensors')
  const audited = await ganbench(home, 'audit', id.slice(0, 4), '--step', '12', '-o', file)
  expect([audited.code, audited.out]).toEqual([0, ''])
  expect(audited.err).toContain(`Check it with: python3 tools/audit.py ${file}`)
  const { metadata, tensors } = decodeSafetensors(readFileSync(file))
  expect(metadata).toMatchObject({ run: id, step: '12', engine: 'wasm' })
  expect(tensors.map(({ name }) => name)).toContain('grad/generator.0.weight')

  const late = await ganbench(home, 'audit', id, '--step', '21', '-o', file)
  expect([late.code, late.err]).toEqual([
    1,
    'ganbench: “Linear Gaussian” has trained 20 steps; step 21 can’t be audited\n',
  ])
  const none = await ganbenchHere(home, 'audit', id)
  expect([none.code, none.err]).toEqual([2, expect.stringContaining('--step')])
})
