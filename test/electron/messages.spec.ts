import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { desktopTest as test, expect } from './support/desktop.ts'

type Bridge = { saveFile(file: unknown): Promise<unknown> }

test('what can’t be cloned is an error of the page that sent it', async ({ page }) => {
  const problem = await page.evaluate(async () => {
    const { ganbenchDesktop } = window as unknown as { ganbenchDesktop: Bridge }
    try {
      await ganbenchDesktop.saveFile(new Proxy({ filename: 'a.txt' }, {}))
      return 'sent'
    } catch (error) {
      return (error as Error).message
    }
  })
  expect(problem).toBe('An object could not be cloned.')
})

test('a message of another shape is turned away and writes nothing', async ({ desktop, page, home }) => {
  const target = join(home, 'planted.txt')
  await desktop.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (() => Promise.resolve({ canceled: false, filePath })) as typeof dialog.showSaveDialog
  }, target)
  for (const file of [
    null,
    'text',
    {},
    { filename: '', mime: '', bytes: 1 },
    { filename: 'a', mime: 'b', bytes: 'c' },
  ]) {
    const refused = await page.evaluate((sent) => {
      const { ganbenchDesktop } = window as unknown as { ganbenchDesktop: Bridge }
      return ganbenchDesktop.saveFile(sent).then(
        () => false,
        () => true,
      )
    }, file)
    expect(refused, JSON.stringify(file)).toBe(true)
  }
  expect(existsSync(target)).toBe(false)
})

test('only the window’s own page is answered', async ({ desktop, page, home }) => {
  // Another window of this very app, with the same preload and the same page: still not the one that is served.
  const target = join(home, 'planted.txt')
  const opened = desktop.waitForEvent('window')
  await desktop.evaluate(({ BrowserWindow, dialog, app }, filePath) => {
    dialog.showSaveDialog = (() => Promise.resolve({ canceled: false, filePath })) as typeof dialog.showSaveDialog
    const preload = `${app.getAppPath()}/out/preload/index.cjs`
    const other = new BrowserWindow({ webPreferences: { preload, sandbox: true, contextIsolation: true } })
    void other.loadURL('app://workbench/index.html')
  }, target)
  const other = await opened
  await other.waitForURL(/\/index\.html/)
  await other.getByRole('link', { name: 'Start' }).waitFor()
  const answer = await other.evaluate(() => {
    const { ganbenchDesktop } = window as unknown as { ganbenchDesktop: Bridge }
    return ganbenchDesktop
      .saveFile({ filename: 'planted.txt', mime: 'text/plain', bytes: new Uint8Array([1]) })
      .then(String, (error: Error) => error.message)
  })
  expect(answer).toContain('only the workbench’s own page may save files')
  expect(existsSync(target)).toBe(false)
  // It asked for a connection as every page does, and got none: nothing of the workbench is shown in it.
  await other.waitForTimeout(500)
  const preset = { name: 'Linear Gaussian', exact: true }
  await expect(other.getByRole('link', preset)).toHaveCount(0)
  await expect(page.getByRole('link', preset)).toHaveCount(1)
})

test('a frame that is not the page’s own gets no connection', async ({ desktop, page: _page }) => {
  const sent = await desktop.evaluate(({ BrowserWindow, ipcMain }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents
    let ports = 0
    const post = contents.postMessage
    contents.postMessage = () => void (ports += 1)
    const own = { url: 'app://workbench/index.html', parent: null }
    const frames = [
      { url: 'https://example.com/', parent: null },
      { url: 'app://workbench.example.com/index.html', parent: null },
      { url: 'app://other/index.html', parent: null },
      { ...own, parent: own },
      null,
    ]
    for (const senderFrame of frames) ipcMain.emit('ganbench.connect', { sender: contents, senderFrame })
    return new Promise<number>((resolve) =>
      setTimeout(() => {
        const before = ports
        ipcMain.emit('ganbench.connect', { sender: contents, senderFrame: own })
        setTimeout(() => {
          contents.postMessage = post
          resolve(before * 100 + ports)
        }, 300)
      }, 300),
    )
  })
  // None for the strangers; one for the page's own frame, so that the count counts something.
  expect(sent).toBe(1)
})

test('a frame planted in the page has no bridge, and a port that it offers is not taken', async ({ desktop, page }) => {
  // The page asks for its connection and gets none, so that it would take the first port that it believes.
  await desktop.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.webContents.postMessage = () => {}
  })
  await page.reload()
  await page.evaluate(() => document.body.append(document.createElement('iframe')))
  const planted = page.frames().at(-1)!
  expect(planted).not.toBe(page.mainFrame())
  expect(await planted.evaluate(() => 'ganbenchDesktop' in window)).toBe(false)

  /** Offers a port from a frame, and tells how many messages the page sent over it. */
  const offer = () => {
    const { port1, port2 } = new MessageChannel()
    let heard = 0
    port1.onmessage = () => (heard += 1)
    // A script's window is the sender, whichever window it posts to.
    window.top!.postMessage('ganbench.port', '*', [port2])
    return new Promise<number>((resolve) => setTimeout(() => resolve(heard), 500))
  }
  expect(await planted.evaluate(offer)).toBe(0)
  // Only the preload posts from the page's own window; what is heard then shows that the page was waiting.
  expect(await page.evaluate(offer)).toBeGreaterThan(0)
})
