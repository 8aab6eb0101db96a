import { spawn } from 'node:child_process'

function opener() {
  if (process.platform === 'darwin') return { file: 'open', args: [] }
  if (process.platform === 'win32') return { file: 'cmd', args: ['/c', 'start', ''] }
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  return DISPLAY || WAYLAND_DISPLAY ? { file: 'xdg-open', args: [] } : undefined
}

/** Opens the address in the person's browser where there is one. The address has been printed, so failing is no trouble. */
export function openBrowser(address) {
  const found = opener()
  if (!found) return
  const child = spawn(found.file, [...found.args, address], { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}
