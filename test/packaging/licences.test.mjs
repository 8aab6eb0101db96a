import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from '../../scripts/bootstrap.mjs'
import { collectLicences, licenceOf } from '../../scripts/licences/collect.mjs'
import { shippedPackages } from '../../scripts/package/shipped.mjs'

let folder
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'licences-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A package in the folder's node_modules; `files` lie beside its package.json. */
function plant(name, manifest, files = {}) {
  const place = join(folder, 'node_modules', name)
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'package.json'), JSON.stringify({ name, version: '1.2.3', ...manifest }))
  for (const [file, text] of Object.entries(files)) writeFileSync(join(place, file), text)
  return `node_modules/${name}`
}

describe('the licence of a package', () => {
  it('is the one it states, with all texts it brings', () => {
    const place = plant(
      'two',
      { license: '(MIT AND ISC)' },
      { 'LICENSE.md': '\nours\n', NOTICE: 'theirs', 'README.md': 'no' },
    )
    expect(licenceOf(folder, place)).toEqual({
      name: 'two',
      version: '1.2.3',
      licence: 'MIT AND ISC',
      text: 'ours\n\ntheirs',
      note: null,
    })
  })

  it('is the standard text under its holder’s name where it brings none', () => {
    const { text } = licenceOf(folder, plant('@tensorflow/tfjs-layers', { license: 'Apache-2.0 AND MIT' }))
    expect(text).toMatch(/^Copyright Google LLC and the TensorFlow.js authors\n/)
    expect(text).toContain('Apache License')
    expect(text).toContain('Permission is hereby granted, free of charge')
  })

  it.each([
    ['states none', {}, { LICENSE: 'some text' }, 'its package.json names no licence'],
    ['keeps all rights', { license: 'UNLICENSED' }, {}, 'its package.json names no licence'],
    ['points elsewhere', { license: 'SEE LICENSE IN terms.txt' }, {}, 'its package.json names no licence'],
    ['brings no text and has no known holder', { license: 'MIT' }, {}, 'it is under MIT and brings no text of it'],
  ])('stops the build where the package %s', (_what, manifest, files, why) => {
    const place = plant('vague', manifest, files)
    expect(() => licenceOf(folder, place)).toThrow(
      `vague 1.2.3 can’t be shipped: ${why}. Find out under which licence it may be passed on, then write it into scripts/licences/known.mjs, or do without the package.`,
    )
  })
})

describe('the list of licences', () => {
  it('has every package that the page’s files are made of', () => {
    const listed = new Set(collectLicences(root).map(({ name }) => name))
    const sources = globSync('src/{renderer,contract,figures}/**/*.{ts,vue}', { cwd: root })
    const text = sources.map((file) => readFileSync(join(root, file), 'utf8')).join('\n')
    const imported = new Set([...text.matchAll(/\bfrom '([^.'][^']*)'/g)].map(([, name]) => name.split('/')[0]))
    expect(imported).toContain('vue')
    expect([...imported].filter((name) => !listed.has(name))).toEqual([])
  })

  it('has Electron, Chromium, the digits and TensorFlow, each once', () => {
    const names = collectLicences(root).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['Electron', 'Chromium', 'MNIST', 'TensorFlow', '@vue/runtime-core']))
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('what is shipped', () => {
  it('leaves out installers, declarations and other platforms, at whatever depth', () => {
    const { modules, page, left } = shippedPackages(root)
    expect(modules).toContain('node_modules/onnxruntime-common')
    expect(page).toEqual(expect.arrayContaining(['node_modules/vue', 'node_modules/@vue/runtime-dom']))
    expect(left).toEqual(expect.arrayContaining(['@mapbox/node-pre-gyp', '@types/emscripten', 'tar', 'magic-string']))
    expect(
      [...modules, ...page].filter((name) => /@types|node-pre-gyp|canvas-(?!linux|darwin|win32)/.test(name)),
    ).toEqual([])
  })
})
