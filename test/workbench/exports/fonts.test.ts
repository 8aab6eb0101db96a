import type * as Canvas from '@napi-rs/canvas'
import { expect, test, vi } from 'vitest'
import { createRun, exportFrom, openLibrary } from './exportedRun.ts'

vi.mock('@napi-rs/canvas', async (original) => ({
  ...(await original<typeof Canvas>()),
  GlobalFonts: { families: [] },
}))

test('a computer without fonts is told so, rather than given a figure without words', async () => {
  const library = await openLibrary()
  await createRun(library.store, 'a', [])
  const figure = exportFrom(library.store, 'a', { what: 'figure', format: 'png' })
  await expect(figure).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('no fonts') as string,
  })
  await library.close()
})
