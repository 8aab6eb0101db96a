import { homedir } from 'node:os'
import { isAbsolute, posix, resolve, win32 } from 'node:path'

interface Surroundings {
  platform: NodeJS.Platform
  environment: Record<string, string | undefined>
  homeFolder: string
}

const here = (): Surroundings => ({ platform: process.platform, environment: process.env, homeFolder: homedir() })

/**
 * Where runs are kept unless told otherwise: `$XDG_DATA_HOME/gan-workbench` (`~/.local/share/gan-workbench`) on Linux,
 * `~/Library/Application Support/GAN Workbench` on macOS, `%APPDATA%\GAN Workbench` on Windows.
 */
export function platformHome({ platform, environment, homeFolder }: Surroundings = here()): string {
  if (platform === 'win32') {
    return win32.join(environment['APPDATA'] || win32.join(homeFolder, 'AppData', 'Roaming'), 'GAN Workbench')
  }
  if (platform === 'darwin') return posix.join(homeFolder, 'Library', 'Application Support', 'GAN Workbench')
  const given = environment['XDG_DATA_HOME']
  // The XDG specification: a relative path is to be ignored.
  const data = given && isAbsolute(given) ? given : posix.join(homeFolder, '.local', 'share')
  return posix.join(data, 'gan-workbench')
}

/** The home to use: `--home` before `GANBENCH_HOME` before the platform's own. Always absolute. */
export function chooseHome(given?: string, surroundings: Surroundings = here()): string {
  const chosen = given || surroundings.environment['GANBENCH_HOME']
  return chosen ? resolve(chosen) : platformHome(surroundings)
}
