import { readdir, readFile } from 'node:fs/promises'
import { lessonIds, lessonSchema, type LessonText } from '../../contract/lesson.ts'
import { WorkbenchError } from '../../contract/errors.ts'

async function readText(file: URL): Promise<LessonText> {
  try {
    return lessonSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    const name = file.pathname.split('/').at(-1)
    throw new WorkbenchError('unavailable', `the lesson ${name} can’t be read; install the workbench again`)
  }
}

/** The lessons of resources/lessons, in the article's order. Throws unavailable for one that is damaged. */
export async function readLessons(resources: URL): Promise<LessonText[]> {
  const folder = new URL('lessons/', resources)
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'))
  const texts = await Promise.all(files.map((file) => readText(new URL(file, folder))))
  return texts.sort((a, b) => lessonIds.indexOf(a.id) - lessonIds.indexOf(b.id))
}
