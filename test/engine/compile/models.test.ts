import { beforeAll, expect, test } from 'vitest'
import type { Compiled } from '../../../src/contract/compiled.ts'
import type { BackendRecord } from '../../../src/contract/engine.ts'
import { loadBackend } from '../../../src/engine/backends/index.ts'
import { compileProgram } from '../../../src/engine/compile/index.ts'
import { CompiledModels } from '../../../src/engine/compile/models.ts'
import { Training } from '../../../src/engine/training.ts'
import { smallRecipe } from '../recipes.ts'

let record: BackendRecord
beforeAll(async () => {
  record = await loadBackend('onnx')
})

/** What a run of some steps and one picture came to, and what was compiled for it. */
async function trained(recipe = smallRecipe(), known?: Compiled, threads: number | null = 1) {
  const news: Compiled[] = []
  const models = new CompiledModels(known, (told) => news.push(told))
  const training = await Training.start(recipe, { backend: 'onnx', threads, models })
  training.clock.run()
  const metrics = (await training.advance(5)).map(({ 'epoch.seconds': _, ...rest }) => rest)
  const { samples } = await training.frame()
  const { compiling } = training.executor
  const { tensors } = training.checkpoint()
  training.dispose()
  return { result: { metrics, samples, tensors }, compiling, news }
}

/** All that was told, as one engine is given it. */
const together = (news: readonly Compiled[]): Compiled => ({
  threads: news.findLast(({ threads }) => threads !== null)?.threads ?? null,
  models: news.flatMap(({ models }) => models),
})

const namesOf = ({ models }: Compiled) => models.map(({ name }) => name)

test('what is compiled once is used again, by a run with another seed and rate, and gives the same bits', async () => {
  const first = await trained()
  expect(first.compiling).toMatchObject({ known: false })
  expect(namesOf(together(first.news))).toEqual(['step', 'generate 256', 'judge 5184', 'judge 96', 'judge 256'])

  const again = await trained(smallRecipe(), together(first.news))
  expect(again.compiling).toMatchObject({ known: true })
  expect(again.news).toEqual([])
  expect(again.result).toEqual(first.result)

  const optimizer = { kind: 'adam', learningRate: 0.003 }
  const changes = { name: 'Other', seed: 77, optimizers: { generator: optimizer, discriminator: optimizer } }
  const other = await trained(smallRecipe(changes), together(first.news))
  expect(other.news).toEqual([])
  expect(other.result).toEqual((await trained(smallRecipe(changes))).result)
})

test('a model of another program, a damaged one and one that computes nothing are compiled anew', async () => {
  const { result, news } = await trained()
  const other = together((await trained(smallRecipe({ generator: [{ dense: 2 }] }))).news)
  const good = together(news)
  for (const damage of [
    () => other.models.find(({ name }) => name === 'step')!.model,
    (model: Uint8Array) => model.slice(0, model.length >> 1),
    () => new Uint8Array(0),
  ]) {
    const bad = { ...good, models: good.models.map(({ name, model }) => ({ name, model: damage(model) })) }
    const mended = await trained(smallRecipe(), bad)
    expect(mended.compiling).toMatchObject({ known: false })
    expect(mended.result).toEqual(result)
    expect(together(mended.news).models).toEqual(good.models)
  }
})

test('threads that were fastest are told, and tried again where a step takes far longer or shorter than then', async () => {
  const first = together((await trained(smallRecipe(), undefined, null)).news)
  expect(first.threads).toMatchObject({ threads: 1 })
  // So much slower or faster than then that it is another machine, or a busy one.
  for (const factor of [100, 0.01]) {
    const threads = { ...first.threads!, milliseconds: first.threads!.milliseconds * factor }
    expect(together((await trained(smallRecipe(), { ...first, threads }, null)).news).threads).not.toBeNull()
  }
})

test('an error of a program is told as it is, with models or without', async () => {
  const failing = () => {
    throw new Error('no such program')
  }
  await expect(compileProgram(failing, record, 1, new CompiledModels())).rejects.toThrow('no such program')
})
