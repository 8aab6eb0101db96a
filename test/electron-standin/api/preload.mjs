import { readFileSync } from 'node:fs'
import { Script } from 'node:vm'
import { makeCodec } from '../codec.mjs'
import { isolatedWorld } from '../page/isolatedWorld.mjs'
import { mainWorld } from '../page/mainWorld.mjs'

export const worldName = 'Electron Isolated Context'

/** The preload's source as a function; throws a SyntaxError for one that a sandboxed window can't load. */
function preloadFunction(path) {
  const source = `function (require, module, exports, process) {\n${readFileSync(path, 'utf8')}\n}`
  new Script(`(${source})`, { filename: path })
  return source
}

/** Puts both worlds' scripts into every document the window will load. */
export async function injectWorlds(cdp, preloadPath) {
  const secret = `standin${Math.random().toString(36).slice(2)}`
  const inject = (source, options = {}) => cdp.send('Page.addScriptToEvaluateOnNewDocument', { source, ...options })
  await inject(`(${mainWorld})(${JSON.stringify(secret)})`)
  if (!preloadPath) return
  const preload = preloadFunction(preloadPath)
  await cdp.send('Runtime.addBinding', { name: 'standinSend', executionContextName: worldName })
  await inject(`(${isolatedWorld})(${JSON.stringify(secret)}, ${makeCodec}, ${preload})`, { worldName })
}
