// Downloads Electron's binary as its own install script does, and says how far it is. Run by Node 24, as a process of
// its own that can be ended when it goes silent.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const electron = createRequire(require.resolve('electron/install.js'))
const { downloadArtifact } = electron('@electron/get')
const { version } = electron('./package.json')
const say = (line) => process.stdout.write(`${line}\n`)

let told = 0
const getProgressCallback = async ({ percent }) => {
  const tenths = Math.floor(percent * 10)
  if (tenths <= told) return
  told = tenths
  say(`Fetching Electron: ${tenths * 10} %`)
}
const { platform, arch } = process
const checksums = electron('./checksums.json')
const downloadOptions = { quiet: true, getProgressCallback }
try {
  await downloadArtifact({ version, artifactName: 'electron', platform, arch, checksums, downloadOptions })
} catch (error) {
  process.stderr.write(`${error.cause?.message ?? error.message}\n`)
  process.exit(1)
}
// The install script finds the download in its cache; unpacking says nothing by itself.
say('Unpacking Electron…')
const patience = setInterval(() => say('Unpacking Electron…'), 5_000)
patience.unref()
electron('./install.js')
