import { readFileSync } from 'node:fs'

function statOf(pid) {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    // The name in parentheses may hold spaces; the parent is the second field after it.
    const parent = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1])
    return { command, parent }
  } catch {
    return undefined
  }
}

/** npm runs a script through a shell; that shell outlives an npm that is killed. Known on Linux only. */
function shellBetween() {
  const stat = statOf(process.ppid)
  return stat?.command.includes('start.mjs') ? stat.parent : undefined
}

/** Calls `gone` once npm, which started this process and can't always pass a signal on, is not there any more. */
export function whenNpmIsGone(gone) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const above = shellBetween()
  const timer = setInterval(() => {
    if (process.ppid === parent && shellBetween() === above) return
    clearInterval(timer)
    gone()
  }, 500)
  timer.unref()
}
