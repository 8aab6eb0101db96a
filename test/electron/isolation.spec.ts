import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { desktopTest as test, expect } from './support/desktop.ts'
import { root } from './support/launch.ts'

// Errors that these tests bring about on purpose: refusals are told on the console.
test.use({
  expectedErrors: [
    [/Content Security Policy|ERR_|Not allowed|Failed to load resource|example\.com/],
    { scope: 'test' },
  ],
})

test('the page has nothing of Node or Electron but its bridge, which it can’t change', async ({ page }) => {
  const seen = await page.evaluate(() => {
    const own = globalThis as unknown as Record<string, unknown>
    const bridge = own['ganbenchDesktop'] as Record<string, unknown>
    return {
      absent: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in own),
      bridge: Object.keys(bridge).sort(),
      frozen: Object.isFrozen(bridge),
    }
  })
  expect(seen).toEqual({ absent: [], bridge: ['connect', 'onOrder', 'saveFile'], frozen: true })
})

test('the window is sandboxed, its page isolated, and nothing of a browser’s safety is switched off', async ({
  desktop,
  page: _page,
}) => {
  const preferences = await desktop.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const contents = window!.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    return contents.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
  })
  expect(preferences['enableBlinkFeatures'] || '').toBe('')
})

test('the Electron that runs is the one that is pinned', async ({ desktop, page: _page }) => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: { electron: string }
  }
  expect(await desktop.evaluate(() => process.versions.electron)).toBe(devDependencies.electron)
})

test('scripts that are not the app’s own do not run', async ({ page }) => {
  const refused = page.waitForEvent('console', (message) => /Content Security Policy/.test(message.text()))
  const ran = await page.evaluate(async () => {
    const own = globalThis as { planted?: number }
    const script = document.createElement('script')
    script.textContent = 'globalThis.planted = 1'
    document.head.append(script)
    await new Promise((resolve) => setTimeout(resolve, 200))
    return own.planted
  })
  await refused
  expect(ran).toBeUndefined()
})

test('the page can reach nothing: no address, no picture from elsewhere, no frame', async ({ page }) => {
  // What the policy refuses, not what the network happens to: the same on a machine without one.
  const refused = await page.evaluate(async () => {
    const seen: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))
    await fetch('https://example.com/').catch(() => null)
    await fetch(location.href).catch(() => null)
    const frame = document.createElement('iframe')
    frame.src = 'https://example.com/'
    const image = new Image()
    image.src = 'http://example.com/picture.png'
    document.body.append(frame, image)
    await new Promise((resolve) => setTimeout(resolve, 300))
    frame.remove()
    image.remove()
    return seen.sort()
  })
  expect(refused).toEqual(['connect-src', 'connect-src', 'frame-src', 'img-src'])
})

test('the page can’t leave, and files outside its folder are not served', async ({ page }) => {
  const address = page.url()
  await page.evaluate(() => (location.href = 'https://example.com/'))
  await page.waitForTimeout(500)
  expect(page.url()).toBe(address)
  await expect(page.getByRole('link', { name: 'Start' })).toBeVisible()
  const answer = await page.evaluate(async () => {
    const image = (path: string) =>
      new Promise<boolean>((resolve) => {
        const one = new Image()
        one.onload = () => resolve(true)
        one.onerror = () => resolve(false)
        one.src = path
      })
    return [await image('icon.svg'), await image('..%2f..%2fdocs%2fscreenshot.png'), await image('absent.png')]
  })
  expect(answer).toEqual([true, false, false])
})

test('new windows are denied; only listed links go to the person’s browser', async ({ desktop, page }) => {
  await desktop.evaluate(({ shell }) => {
    const opened: string[] = ((globalThis as { opened?: string[] }).opened = [])
    shell.openExternal = (url) => Promise.resolve(void opened.push(url))
  })
  await page.evaluate(() => {
    window.open('https://arxiv.org/abs/1406.2661')
    for (const url of [
      'https://example.com/',
      'http://arxiv.org/abs/1',
      'https://arxiv.org.example.com/',
      'https://user:word@arxiv.org/',
      'file:///etc/passwd',
      'javascript:alert(1)',
    ])
      window.open(url)
    const link = document.createElement('a')
    Object.assign(link, { href: 'https://doi.org/10.1000/182', target: '_blank', rel: 'noopener' })
    document.body.append(link)
    link.click()
    link.remove()
  })
  const opened = () => desktop.evaluate(() => (globalThis as { opened?: string[] }).opened)
  await expect.poll(opened).toEqual(['https://arxiv.org/abs/1406.2661', 'https://doi.org/10.1000/182'])
  // A window that did open would be told of later, later still on a busy machine.
  await page.waitForTimeout(2_000)
  expect(await opened()).toHaveLength(2)
  expect(desktop.windows()).toHaveLength(1)
})

test('permissions are denied, but for copying text', async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    const allowed = (asking: Promise<unknown>) =>
      asking.then(
        () => true,
        () => false,
      )
    const place = new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))
    return {
      place: await allowed(place),
      camera: await allowed(navigator.mediaDevices.getUserMedia({ video: true })),
      notifications: await Notification.requestPermission(),
      reading: await allowed(navigator.clipboard.readText()),
      copying: await allowed(navigator.clipboard.writeText('a recipe')),
    }
  })
  expect(outcome).toEqual({ place: false, camera: false, notifications: 'denied', reading: false, copying: true })
})

test('the page can’t download past the save dialog', async ({ desktop, page }) => {
  await desktop.evaluate(({ session }) => {
    const seen: boolean[] = ((globalThis as { prevented?: boolean[] }).prevented = [])
    session.defaultSession.on('will-download', (event) => seen.push(event.defaultPrevented))
  })
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['text']))
    link.download = 'planted.txt'
    link.click()
  })
  await expect.poll(() => desktop.evaluate(() => (globalThis as { prevented?: boolean[] }).prevented)).toEqual([true])
})
