import { makeEvent } from './event.mjs'
import { toOwn } from './scheme.mjs'

/** Where a document wants to go: the app may keep the page from it. */
function mayGo(contents, url, isMainFrame) {
  const event = makeEvent({ url, isMainFrame })
  if (isMainFrame) contents.emit('will-navigate', event, url)
  contents.emit('will-frame-navigate', event)
  return !event.defaultPrevented
}

/** Answers a request with what the app's protocol handler says. */
async function fulfil(cdp, requestId, handler, request, url) {
  // Node's Request takes addresses of http only, so the handler gets what it reads of one.
  const response = await handler({ url, method: request.method, headers: new Headers(request.headers) })
  const body = Buffer.from(await response.arrayBuffer()).toString('base64')
  const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }))
  await cdp.send('Fetch.fulfillRequest', { requestId, responseCode: response.status, responseHeaders, body })
}

/** What a window's page asks for, request by request. `goingTo` is where the app itself has sent it. */
export async function answerRequest({ cdp, contents, schemes, mainFrame, goingTo }, paused) {
  const { requestId, request, resourceType, frameId } = paused
  const url = toOwn(request.url)
  const isMainFrame = frameId === mainFrame
  const byPage = resourceType === 'Document' && !(isMainFrame && url === goingTo)
  if (byPage && !mayGo(contents, url, isMainFrame)) {
    return cdp.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
  }
  if (url === request.url) return cdp.send('Fetch.continueRequest', { requestId })
  const handler = schemes.get(new URL(url).protocol.slice(0, -1))
  try {
    return await fulfil(cdp, requestId, handler, request, url)
  } catch (error) {
    process.stderr.write(`stand-in: ${url}: ${error?.message}\n`)
    return cdp.send('Fetch.failRequest', { requestId, errorReason: 'Failed' })
  }
}
