import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { serve, type ServeOptions } from '../../src/serve/index.ts'
import type { HomeOptions } from '../../src/workbench/home/home.ts'
import { openHome } from '../../src/workbench/home/index.ts'
import { afterThisTest, homeOptions, temporaryFolder } from '../workbench/home/homes.ts'

/** Serves a small page over a fake workbench on a free port; ended after the test. */
export async function serveTest(more: Partial<ServeOptions> = {}, home: Partial<HomeOptions> = {}) {
  const folder = temporaryFolder()
  const page = join(folder, 'page')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>the page</title>')
  writeFileSync(join(page, 'assets', 'index.js'), 'export {}')
  writeFileSync(join(folder, 'secret.json'), '"secret"')
  const options = homeOptions(join(folder, 'home'), { shell: 'serve', ...home })
  const served = await serve({
    openHome: () => openHome(options),
    page: pathToFileURL(`${page}/`),
    port: 0,
    ...more,
  })
  afterThisTest(() => served.close())
  const token = new URL(served.address).searchParams.get('token') ?? ''
  return { served, token, folder, page, cookie: `ganbench-${served.port}=${token}` }
}
