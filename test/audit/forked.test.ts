import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EngineUnderTest } from '../engine/agreement/engineUnderTest.ts'
import { smallRecipe } from '../engine/recipes.ts'
import { canCheck, checkFiles, type Checked } from './python.ts'
import { stepFolder } from './write.ts'

const forkedAt = 9
const audited = 11
const plain = { kind: 'sgd', learningRate: 0.02 }
const adam = { kind: 'adam', learningRate: 0.01 }
const parent = smallRecipe({ optimizers: { generator: plain, discriminator: adam } })
/** G's optimiser and the noise begin anew, D's goes on. */
const child = smallRecipe({
  optimizers: { generator: adam, discriminator: adam },
  stabilizers: [{ kind: 'instanceNoise', sd: 0.4, until: 0.5 }, { kind: 'averagedGenerator' }],
})

describe.skipIf(!canCheck)('a step of a run that went on from another', () => {
  const files = stepFolder()
  let checked: Checked[]

  beforeAll(async () => {
    const engine = new EngineUnderTest('wasm')
    try {
      const { checkpoints } = await engine.train(parent, { pauseAt: forkedAt })
      const before = checkpoints.find(({ step }) => step === forkedAt)!
      const { checkpoint, anew } = await engine.fork(child, parent, before)
      expect(anew).toEqual(['the instance noise', 'G’s optimiser', 'the average weights'])
      const audit = await engine.audit(child, audited, checkpoint)
      expect(audit.clocks).toEqual({ 'optimizer.generator': forkedAt, instanceNoise: forkedAt })
      const others = [{}, { 'optimizer.generator': forkedAt }, { instanceNoise: forkedAt }]
      const paths = [audit.clocks, ...others].map((clocks, index) =>
        files.write(`clocks ${index}`, child, audited, { ...audit, clocks } as typeof audit),
      )
      checked = (await checkFiles(paths)).checked
    } finally {
      engine.end()
    }
  }, 200_000)
  afterAll(() => files.remove())

  test('is that of double precision, with its clocks counted from the fork', () => {
    expect(checked[0]).toMatchObject({ agrees: true })
  })

  test.each([1, 2, 3])('is not with clocks that began at another step (%i)', (index) => {
    expect(checked[index]).toMatchObject({ agrees: false })
  })
})
