import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { fetchOfficial } from '../../../scripts/tensorflow/official.mjs'
import { sandbox } from './sandbox.mjs'

const box = sandbox()
let server
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** Tries a server that answers like that, giving up after half a second of silence. */
async function trying(answer) {
  const asked = []
  server = createServer((request, response) => {
    asked.push(request.url)
    answer(request, response)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${server.address().port}/`
  const made = await fetchOfficial({ ...box, env: { TFJS_NODE_CDN_STORAGE: base }, silence: 500 })
  return { made, asked }
}

const nothingLeft = () => {
  expect(existsSync(box.place.official)).toBe(false)
  expect(existsSync(`${box.place.official}.partial`)).toBe(false)
}

// Ready-made bindings are published for these only; elsewhere nothing is tried.
const published = ['linux x64', 'darwin x64', 'darwin arm64'].includes(`${process.platform} ${process.arch}`)

test.skipIf(!published)('says what it tried where nothing is to be had, and leaves nothing', async () => {
  const { made, asked } = await trying((_, response) => response.writeHead(404).end())
  expect(made).toBeUndefined()
  expect(asked).toEqual([expect.stringMatching(/\/napi-v8\/4\.22\.0\/CPU-(linux|darwin)-4\.22\.0\.tar\.gz$/)])
  expect(box.said[0]).toContain('Trying TensorFlow.js’s own library from 127.0.0.1')
  expect(box.said[1]).toContain('not to be had (the answer was 404)')
  nothingLeft()
})

test.skipIf(!published)('gives a server up that says nothing, or stops in the middle', async () => {
  const started = Date.now()
  const { made } = await trying((_, response) => response.writeHead(200, { 'content-length': '1000' }).write('half'))
  expect(made).toBeUndefined()
  expect(Date.now() - started).toBeLessThan(5_000)
  expect(box.said[1]).toContain('nothing came for 0.5 s')
  nothingLeft()
})

test.skipIf(!published)('passes over a binding that does not load on this machine', async () => {
  box.write(join(box.folder, 'pack/napi-v8/tfjs_binding.node'), 'of another system')
  const archive = join(box.folder, 'pack.tar.gz')
  spawnSync('tar', ['-czf', archive, '-C', join(box.folder, 'pack'), 'napi-v8'])
  const { made, asked } = await trying((_, response) => response.end(readFileSync(archive)))
  expect(made).toBeUndefined()
  expect(asked).toHaveLength(2)
  expect(box.said[1]).toContain('does not load on this machine')
  nothingLeft()
})
