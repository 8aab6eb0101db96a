import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const BEAT = 2_000
/** A lock whose holder has not shown itself for this long is taken over, even if its process number is in use again. */
const STALE = 30_000

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

function alive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Who holds the lock: its process number; undefined when the lock is free. */
function holder(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    const age = Date.now() - statSync(file).mtimeMs
    return { pid, stale: age > STALE || (age > BEAT && !pid) || (pid > 0 && !alive(pid)) }
  } catch {
    return undefined
  }
}

/** Moving the stale file aside succeeds for one process only; the others find it gone and look again. */
function moveAside(file) {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  rmSync(aside, { force: true })
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Runs `action` while no other process runs one under the same file; calls `onWait` once if it has to wait. */
export async function withLock(file, action, onWait = () => {}) {
  mkdirSync(dirname(file), { recursive: true })
  for (let told = false; !take(file);) {
    const other = holder(file)
    if (other?.stale) moveAside(file)
    else if (other) {
      if (!told) onWait(other.pid)
      told = true
      await wait(200)
    }
  }
  const beat = setInterval(() => {
    const now = new Date()
    // Gone only if this process slept past STALE and lost the lock; what it does is safe to do twice.
    if (existsSync(file)) utimesSync(file, now, now)
  }, BEAT)
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  try {
    return await action()
  } finally {
    clearInterval(beat)
    process.off('exit', release)
    release()
  }
}
