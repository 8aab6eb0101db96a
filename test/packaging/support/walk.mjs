// Follows every import from the files named on the command line through a folder, as Node would, and prints as JSON
// what is reached and what leads nowhere. Needs --experimental-import-meta-resolve.
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [folder, ...entries] = process.argv.slice(2)
const home = realpathSync(folder)

const imports =
  /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{][^'"`;()]*?\sfrom\s*)?["']([^"'\s]+)["']|\bimport\(\s*["']([^"'\s]+)["']/gm
const requires = /(?<![\w.$])(?:require|__require)\(\s*["']([^"'\s]+)["']\s*\)/g
const comments = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm

/** Bare and relative names in a file, with how Node would look for them. */
function namesIn(file) {
  const text = readFileSync(file, 'utf8').replace(comments, '')
  const found = []
  for (const [, name, dynamic] of text.matchAll(imports)) found.push({ name: name ?? dynamic, how: 'import' })
  for (const [, name] of text.matchAll(requires)) found.push({ name, how: 'require' })
  return found
}

function locate({ name, how }, from) {
  try {
    if (how === 'require') return createRequire(from).resolve(name)
    const path = fileURLToPath(import.meta.resolve(name, pathToFileURL(from).href))
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

const reached = new Set()
const missing = new Set()
const waiting = entries.map((entry) => realpathSync(entry))
for (let file = waiting.pop(); file; file = waiting.pop()) {
  if (reached.has(file)) continue
  reached.add(file)
  if (!/\.[cm]?js$/.test(file)) continue
  for (const one of namesIn(file)) {
    if (isBuiltin(one.name)) continue
    const path = locate(one, file)
    if (path?.startsWith(home + sep)) waiting.push(path)
    else missing.add(`${relative(home, file)}: ${one.name}`)
  }
}
const files = [...reached].map((file) => relative(home, file))
process.stdout.write(JSON.stringify({ files: files.sort(), missing: [...missing].sort() }))
