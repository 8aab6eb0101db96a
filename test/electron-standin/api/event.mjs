/** An Electron event: listeners may prevent what would follow. */
export function makeEvent(details = {}) {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
  }
  return event
}

/** For what an app uses and the stand-in has no answer to: better loud than quietly different. */
export function notCovered(what) {
  throw new Error(`stand-in: ${what} is not covered`)
}
