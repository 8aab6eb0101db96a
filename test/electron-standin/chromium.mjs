import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { DevTools } from './cdp.mjs'

const switches = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-startup-window',
  '--force-color-profile=srgb',
  '--disable-features=HttpsUpgrades,MediaRouter',
  // Electron's ports tell a page that the other end is closed; Chromium's do not unless asked.
  '--enable-blink-features=MessagePortCloseEvent',
  // Nothing is said over this pipe; but Chromium ends when it breaks, as windows do whose main process is killed.
  '--remote-debugging-pipe',
]

/** Starts the Chromium that draws the windows. Its DevTools address is passed on, as Electron prints it. */
export async function startChromium(profile, port) {
  const file = process.env.GANBENCH_CHROMIUM ?? 'chromium'
  const browser = spawn(file, [...switches, `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  })
  const gone = once(browser, 'exit')
  process.on('exit', () => browser.kill('SIGKILL'))
  const address = await new Promise((resolve, reject) => {
    browser.on('error', reject)
    void gone.then(([code]) => reject(new Error(`Chromium ended with code ${code}`)))
    createInterface({ input: browser.stderr }).on('line', (line) => {
      const match = /^DevTools listening on (ws:\/\/.*)$/.exec(line)
      if (match) resolve(match[1])
    })
  })
  const devTools = await DevTools.connect(address)
  process.stderr.write(`DevTools listening on ${address}\n`)
  return {
    devTools,
    async end() {
      devTools.send('Browser.close').catch(() => {})
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 2_000))])
    },
  }
}
