import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { knobValues, lessonIds } from '../../../src/contract/lesson.ts'
import { lessons as onEngines } from '../../../src/engine/lessons/index.ts'
import { readLessons } from '../../../src/workbench/lessons/texts.ts'

const resources = new URL('../../../resources/', import.meta.url)
const texts = await readLessons(resources)

describe('the lessons shipped', () => {
  it('are those there is code for, in the article’s order', () => {
    const coded = [...Object.keys(onEngines), 'S10']
    expect(texts.map(({ id }) => id)).toEqual(lessonIds.filter((id) => coded.includes(id)))
    expect(coded).toHaveLength(texts.length)
  })

  it.each(texts)('$id reads digits in its text exactly where its code does', ({ id, digits }) => {
    expect(digits).toBe(onEngines[id]?.digits ?? false)
  })

  it.each(texts)('$id asks a question that has its right answer', ({ question }) => {
    expect(question.answers[question.right]).toBeDefined()
  })

  it.each(texts)('$id has defaults and a breaking setting within its knobs’ ranges', (text) => {
    expect(knobValues(text, {})).not.toHaveProperty('problem')
    if (text.breaks) expect(knobValues(text, { [text.breaks.knob]: text.breaks.value })).not.toHaveProperty('problem')
    expect(text.breaks === null).toBe(text.id === 'S10')
  })

  it.each(texts)('$id closes every formula it opens', (text) => {
    const all = JSON.stringify(text)
    expect(all.replace(/‹[^‹›]*›/g, '')).not.toMatch(/[‹›]/)
  })
})

it('a lesson that can’t be read is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ganbench-test-'))
  try {
    await mkdir(join(folder, 'lessons'))
    await writeFile(join(folder, 'lessons', 'S9.json'), '{"id": "S9"}')
    await expect(readLessons(pathToFileURL(`${folder}/`))).rejects.toThrow('the lesson S9.json can’t be read')
  } finally {
    await rm(folder, { recursive: true })
  }
})
