// The set-up from its beginning to its end, in processes of its own, from a server on this machine that has what
// TensorFlow.js's own once had: a binding that is small but real, and a library.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findHeaders } from '../../../scripts/tensorflow/needs.mjs'
import { sandbox } from './sandbox.mjs'

const box = sandbox()
const setup = new URL('../../../scripts/tensorflow/setup.mjs', import.meta.url).href
const hasCompiler = spawnSync('cc', ['--version']).status === 0
const patience = { timeout: 20_000 }
const required = (process.env.GANBENCH_REQUIRE ?? '').split(',').includes('tensorflow')

const addon = `#include <node_api.h>
static napi_value init(napi_env env, napi_value exports) {
  napi_value version;
  napi_create_string_utf8(env, "2.9.1", NAPI_AUTO_LENGTH, &version);
  napi_set_named_property(env, exports, "TF_Version", version);
  return exports;
}
NAPI_MODULE(addon, init)
`

let server
/** What the server has been asked for, in order. */
let asked
/** What the server has; undefined for a server that has nothing. */
let archives
/** Settles when the server may answer. */
let gate

beforeEach(async () => {
  asked = []
  archives = undefined
  gate = Promise.resolve()
  server = createServer((request, response) => {
    asked.push(request.url)
    const which = request.url.includes('napi-v8') ? 'binding' : 'library'
    if (!archives) return response.writeHead(404).end()
    void answer(response, archives[which])
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** Gives the bytes one by one, so that nobody takes the server for dead, and all the rest when it may. */
async function answer(response, bytes) {
  let given = 0
  const drip = setInterval(() => response.write(bytes.subarray(given, ++given)), 200)
  response.on('close', () => clearInterval(drip))
  await gate
  clearInterval(drip)
  response.end(bytes.subarray(given))
}

function pack(name, file, content) {
  const folder = join(box.folder, name)
  mkdirSync(join(folder, 'top'), { recursive: true })
  writeFileSync(join(folder, 'top', file), content)
  const archive = `${folder}.tar.gz`
  execFileSync('tar', ['-czf', archive, '-C', folder, 'top'])
  return readFileSync(archive)
}

function compile(text) {
  const source = box.write(join(box.folder, 'addon.c'), text)
  const made = join(box.folder, 'addon.node')
  const link = process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : []
  execFileSync('cc', ['-shared', '-fPIC', `-I${findHeaders()}`, source, '-o', made, ...link])
  return readFileSync(made)
}

/** Makes the server have a binding and a library. */
function offer() {
  archives = { binding: pack('b', 'tfjs_binding.node', compile(addon)), library: pack('l', 'lib.so', 'library') }
}

/** The set-up as a process; `path` is where it looks for Python and compilers. No real Python is found by default. */
function begin(path) {
  if (!path) for (const name of ['python3', 'python']) box.program(name, 'exit 1')
  const script = `import('${setup}').then(({ setUp }) => setUp({ say: console.log })).catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })`
  const env = {
    ...process.env,
    PATH: path ?? `${join(box.folder, 'bin')}:${process.env.PATH}`,
    PYTHON: '',
    CXX: '',
    GANBENCH_CACHE: join(box.folder, 'cache'),
    TFJS_NODE_CDN_STORAGE: `http://127.0.0.1:${server.address().port}/`,
    // A proxy would stand between the set-up and the server above.
    NODE_USE_ENV_PROXY: '',
  }
  const child = spawn(process.execPath, ['-e', script], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  const ended = once(child, 'close').then(([code]) => ({ code, said }))
  return { child, ended, said: () => said }
}

const manifest = () => JSON.parse(readFileSync(box.place.manifest, 'utf8'))
const leftovers = () => readdirSync(box.place.folder).filter((name) => name.includes('partial'))

// Ready-made bindings are published for these only.
const published = ['linux x64', 'darwin x64', 'darwin arm64'].includes(`${process.platform} ${process.arch}`)

describe.skipIf(!published || (!hasCompiler && !required))('the whole set-up (needs a C compiler)', patience, () => {
  test('two at once: one does it, the other waits and finds it done', async () => {
    offer()
    let open
    gate = new Promise((resolve) => (open = resolve))
    const begun = [begin(), begin()]
    await expect.poll(() => begun.some(({ said }) => said().includes('waiting for it')), patience).toBe(true)
    open()
    const both = await Promise.all(begun.map(({ ended }) => ended))
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    expect(asked).toHaveLength(2)
    const said = both.map((one) => one.said).sort()
    expect(said[0]).toMatch(/is setting TensorFlow up; waiting for it…\n.*is set up already/)
    expect(said[1]).toMatch(/TensorFlow 2\.9\.1 is set up in .* \(\d/)
    expect(manifest()).toMatchObject({ tensorflow: '2.9.1', binding: expect.stringContaining('tfjs_binding.node') })
    expect(leftovers()).toEqual([])
    expect(existsSync(box.place.lock)).toBe(false)
  })

  test('twice: the second time nothing is fetched', async () => {
    offer()
    await begin().ended
    const { code, said } = await begin().ended
    expect([code, asked.length]).toEqual([0, 2])
    expect(said).toContain('is set up already')
  })

  test('killed -9 in the middle: nothing counts, and the next one goes through', async () => {
    offer()
    const answers = gate
    gate = new Promise(() => {})
    const first = begin()
    await expect.poll(() => asked.length, patience).toBeGreaterThan(0)
    first.child.kill('SIGKILL')
    await first.ended
    expect(existsSync(box.place.manifest)).toBe(false)
    gate = answers
    const { code, said } = await begin().ended
    expect(said).toMatch(/TensorFlow 2\.9\.1 is set up/)
    expect(code).toBe(0)
    expect(leftovers()).toEqual([])
  })

  test('a binding without TensorFlow in it is none', async () => {
    offer()
    archives.binding = pack('o', 'tfjs_binding.node', compile(addon.replace('TF_Version', 'Other')))
    const { code, said } = await begin().ended
    expect(said).toContain('not to be had (TensorFlow’s library was set up but does not load on this machine')
    expect(code).toBe(1)
    expect(existsSync(box.place.manifest)).toBe(false)
  })
})

describe.skipIf(!published)('on a machine that lacks something', patience, () => {
  const bare = () => {
    mkdirSync(join(box.folder, 'bin'), { recursive: true })
    return join(box.folder, 'bin')
  }
  const nothingMade = () => {
    expect(existsSync(box.place.manifest)).toBe(false)
    expect(existsSync(box.place.lock)).toBe(false)
    expect(leftovers()).toEqual([])
  }

  test('without Python it says so before anything large is fetched', async () => {
    const { code, said } = await begin(bare()).ended
    expect(code).toBe(1)
    expect(said).toMatch(/No Python 3\.8 or later was found\. .*then run the same command again\.\n$/)
    nothingMade()
  })

  test('without a compiler too', async () => {
    box.program('python3', 'exit 0')
    const { code, said } = await begin(bare()).ended
    expect(code).toBe(1)
    expect(said).toMatch(/No C\+\+ compiler was found\. .*then run the same command again\.\n$/)
    expect(readFileSync(join(box.folder, 'calls'), 'utf8')).not.toContain('download')
    nothingMade()
  })

  test('without a network it says so in one sentence, and the same command goes on later', async () => {
    box.program(
      'python3',
      'case "$*" in *download*) echo "NewConnectionError: Name or service not known"; exit 1;; esac',
    )
    box.program('g++', 'exit 0')
    const { code, said } = await begin(`${bare()}:/bin`).ended
    expect(code).toBe(1)
    expect(said).toMatch(/the Python package index could not be reached\. Check the network/)
    nothingMade()
  })
})

test('on a disk that is nearly full it says how much is needed, before anything is fetched', async ({ skip }) => {
  skip(!box.tinyDisk(), 'this account may not mount a small disk')
  const { code, said } = await begin().ended
  expect(code).toBe(1)
  expect(said).toMatch(/^Setting up TensorFlow needs 1\.3 GB in .*, where 0\.0 GB are free\. Free some space/)
  expect(asked).toEqual([])
})
