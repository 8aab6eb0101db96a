import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/**
 * The single-instance lock: a file with a process id in the app's own folder; later instances leave a note there for
 * the first. `onSecond` is told each note.
 */
export function takeInstanceLock(folder, note, onSecond) {
  const notes = join(folder, 'standin-instances')
  const lock = join(notes, 'lock')
  mkdirSync(notes, { recursive: true })
  const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
  if (holder && holder !== process.pid && isAlive(holder)) {
    writeFileSync(join(notes, `${process.pid}.part`), JSON.stringify({ folder: process.cwd(), note }))
    writeFileSync(join(notes, `${process.pid}.ready`), '')
    return false
  }
  writeFileSync(lock, String(process.pid))
  process.on('exit', () => rmSync(lock, { force: true }))
  const read = () => {
    for (const name of readdirSync(notes).filter((one) => one.endsWith('.ready'))) {
      const text = readFileSync(join(notes, name.replace('.ready', '.part')), 'utf8')
      rmSync(join(notes, name))
      rmSync(join(notes, name.replace('.ready', '.part')))
      onSecond(JSON.parse(text))
    }
  }
  watch(notes, read).unref()
  return true
}
