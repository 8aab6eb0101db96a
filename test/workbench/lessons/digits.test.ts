import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import type { WorkbenchClient } from '../../../src/contract/api.ts'
import { EnginePool } from '../../../src/workbench/engines.ts'
import { LessonDesk } from '../../../src/workbench/lessons/desk.ts'
import { removeHome, temporaryHome } from '../support/bench.ts'
import { fakeEngines } from '../support/fakeEngine.ts'

const shipped = new URL('../../../resources/', import.meta.url)

it('a lesson whose text says so gets all of MNIST and the classifier of digits', async () => {
  const folder = await temporaryHome()
  try {
    await cp(shipped, folder, { recursive: true })
    const file = join(folder, 'lessons', 'S9.json')
    const text = JSON.parse(await readFile(file, 'utf8')) as object
    await writeFile(file, JSON.stringify({ ...text, digits: true }))
    const { launch, made } = fakeEngines()
    const desk = new LessonDesk({
      engines: new EnginePool(launch),
      resources: pathToFileURL(`${folder}/`),
      connect: (): WorkbenchClient => {
        throw new Error('this lesson keeps no run')
      },
      tell: () => {},
    })
    const ended = desk.run({ id: 'one', lesson: 'S9', knobs: {}, quick: true })
    ended.catch(() => undefined)
    await expect.poll(() => made[0]?.lesson, { timeout: 20_000 }).toBeDefined()
    const { training, test, classifier } = made[0]!.lesson!.request.data!
    expect([training.labels.length, test.labels.length]).toEqual([60_000, 10_000])
    expect([training.images.length, test.images.length]).toEqual([60_000 * 784, 10_000 * 784])
    // The first test image is a seven, the first one to train on a five.
    expect([training.labels[0], test.labels[0]]).toEqual([5, 7])
    expect(classifier.find(({ shape }) => shape[0] === 784)?.values.length).toBe(784 * 128)
    desk.stop('one')
    await expect(ended).rejects.toThrow('lesson S9 was stopped')
  } finally {
    await removeHome(folder)
  }
}, 60_000)
