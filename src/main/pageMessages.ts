import { ipcMain, MessageChannelMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import { channels, type DesktopOrder } from '../contract/desktop.ts'
import type { Port } from '../contract/port.ts'
import type { HomeKeeper } from '../serve/homeKeeper.ts'
import { isOwnAddress } from './page.ts'
import { saveWithDialog } from './saving.ts'

/** The page of the window, as far as the shell speaks to it. */
export interface PageMessages {
  /** Sends an order, or keeps it until the page has asked for its connection. */
  order(order: DesktopOrder): void
}

/** Joins a port to one that goes to a page. */
function join(port: Port, window: BrowserWindow): void {
  const { port1, port2 } = new MessageChannelMain()
  port1.on('message', ({ data }) => port.post(data))
  port1.on('close', () => port.close())
  port.onMessage((message) => port1.postMessage(message))
  port.onClose(() => port1.close())
  port1.start()
  window.webContents.postMessage(channels.port, null, [port2])
}

/** A port that is closed already: the page hears that there is no connection and asks again later. */
function sendClosedPort(window: BrowserWindow): void {
  const { port1, port2 } = new MessageChannelMain()
  window.webContents.postMessage(channels.port, null, [port2])
  port1.close()
}

/**
 * Answers the page's messages. Only the main frame of the window's own page is heard; anything else is turned away.
 */
export function answerPage(window: BrowserWindow, keeper: HomeKeeper): PageMessages {
  const waiting: DesktopOrder[] = []
  let listening = false
  const order = (next: DesktopOrder) => {
    if (window.isDestroyed()) return
    if (listening) window.webContents.send(channels.order, next)
    else waiting.push(next)
  }

  const isOurs = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent) =>
    !window.isDestroyed() &&
    sender === window.webContents &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    isOwnAddress(senderFrame.url)

  const connect = async () => {
    try {
      const home = await keeper.home()
      join(await home.connect(), window)
    } catch (error) {
      sendClosedPort(window)
      order({ kind: 'note', text: (error as Error).message })
    }
  }
  const onConnect = (event: IpcMainEvent) => {
    if (!isOurs(event)) return
    listening = true
    for (const next of waiting.splice(0)) order(next)
    void connect()
  }
  ipcMain.on(channels.connect, onConnect)
  ipcMain.handle(channels.saveFile, (event, file: unknown) => {
    if (!isOurs(event)) throw new Error('only the workbench’s own page may save files')
    return saveWithDialog(window, file)
  })
  // A page that loads again has no listener until it asks for its connection.
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) listening = false
  })
  window.on('closed', () => {
    ipcMain.off(channels.connect, onConnect)
    ipcMain.removeHandler(channels.saveFile)
  })
  return { order }
}
