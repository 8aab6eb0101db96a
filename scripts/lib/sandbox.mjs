import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Settings of Linux that keep ordinary accounts from making the namespaces Chromium's sandbox is built of. */
const settings = [
  ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
  ['/proc/sys/user/max_user_namespaces', '0'],
  ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
]

function read(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return undefined
  }
}

/** Whether the helper beside the binary belongs to root and may act as root: then namespaces aren't needed. */
function hasHelper(binary) {
  try {
    const { uid, mode } = statSync(join(dirname(binary), 'chrome-sandbox'))
    return uid === 0 && (mode & 0o4755) === 0o4755
  } catch {
    return false
  }
}

/** Why Electron's binary can't have the operating system's sandbox here, in words; undefined where it can. */
export function whyNoSandbox(
  binary,
  { platform = process.platform, uid = process.getuid?.(), setting = read, helper = hasHelper } = {},
) {
  if (platform !== 'linux') return undefined
  if (uid === 0) return 'this is root’s account. Start it from an ordinary account to have it'
  if (helper(binary)) return undefined
  const found = settings.find(([file, forbidding]) => setting(file) === forbidding)
  return found && `this system does not let ordinary accounts make user namespaces (${found[0]} is ${found[1]})`
}
