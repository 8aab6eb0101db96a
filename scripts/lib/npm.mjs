import { existsSync } from 'node:fs'
import { ScriptError, runCommand } from './command.mjs'

/** The npm that started this script, by the Node that npm itself runs on; else the one on the path. */
function npmCommand() {
  const script = process.env.npm_execpath
  const node = process.env.npm_node_execpath
  if (script && node && existsSync(script) && existsSync(node) && /npm-cli\.c?js$/.test(script)) {
    return { file: node, before: [script], shell: false }
  }
  return { file: 'npm', before: [], shell: process.platform === 'win32' }
}

const causes = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|npm (?:error|ERR!) network/i,
    'the package registry could not be reached. Check the network (or the proxy settings of npm)',
  ],
  [/ENOSPC/, 'the disk is full. Free about 1 GB'],
  [/EACCES|EPERM|EROFS/, 'this folder may not be written to. Check who owns it'],
  [/EINTEGRITY/, 'a package that came from the registry is not the one this version was tested with'],
]

function sentence(doing, output) {
  const cause = causes.find(([pattern]) => pattern.test(output))?.[1]
  if (cause) return `${doing} stopped: ${cause}, then run the same command again.`
  const first = output
    .split('\n')
    .map((line) => /^npm (?:error|ERR!)\s+(.*)$/.exec(line)?.[1].trim())
    .find((line) => line && !/^code |A complete log/.test(line))
  return `${doing} stopped: ${first ?? 'npm gave no reason'}`
}

/** Runs npm with these arguments at `root`; throws a sentence with the cause where it is a known one. */
export async function npm(root, doing, args) {
  const { file, before, shell } = npmCommand()
  const result = await runCommand(file, [...before, ...args], { cwd: root, shell })
  if (result.code === 127)
    throw new ScriptError(`${doing} stopped: npm was not found. Install Node 20 or later with npm.`)
  if (result.code !== 0) throw new ScriptError(sentence(doing, result.output))
}
