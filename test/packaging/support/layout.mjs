import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { node24, root } from '../../../scripts/bootstrap.mjs'
import { ensureBuilt } from '../../../scripts/build.mjs'
import { makeStandIn } from '../../../scripts/package/standIn.mjs'

// What electron-builder itself packs and flips with.
const require = createRequire(import.meta.url)
const builder = createRequire(
  createRequire(require.resolve('electron-builder/package.json')).resolve('app-builder-lib'),
)
const asar = builder('@electron/asar')
export const electronFuses = builder('@electron/fuses')

/** Runs a program on Node 24 and returns what it wrote. */
export const runNode = (args, options = {}) =>
  execFileSync(node24(), args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options })

/**
 * Packages the built app around a stand-in for Electron, in a temporary folder: `app` is the folder a person would
 * start it from, `inside` all that is in its archive and beside it, unpacked where nothing else can be found.
 */
export async function buildLayout() {
  await ensureBuilt({ say: () => {} })
  const folder = mkdtempSync(join(tmpdir(), 'layout-'))
  const electronDist = join(folder, 'electron')
  const output = join(folder, 'package')
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'))
  makeStandIn(electronDist, version)
  const script = join(root, 'scripts', 'package', 'run.mjs')
  const said = runNode([script, JSON.stringify({ output, electronDist, folderOnly: true })], { cwd: root })
  const app = join(output, 'linux-unpacked')
  const archive = join(app, 'resources', 'app.asar')
  const inside = join(folder, 'inside')
  asar.extractAll(archive, inside)
  const files = asar
    .listPackage(archive)
    .map((name) => name.slice(1))
    .map((name) => ({ name, ...asar.statFile(archive, name) }))
    .filter((entry) => !('files' in entry))
  return {
    app,
    inside,
    said,
    /** Every file of the app: its name, and whether it lies outside the archive. */
    files: files.map(({ name, unpacked }) => ({ name, unpacked: unpacked === true })),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
